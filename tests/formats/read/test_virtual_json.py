"""The lists of virtual conference sites: papers with all their appearances."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.errors import BadInput
from scheduler.formats.read import virtual_json
from scheduler.formats.read.reading import Reading, ReadOptions

POSTER: dict[str, Any] = {
    "id": 119718,
    "uid": "bad5f337",
    "name": "Graphs, $\\alpha$ &amp; <b>friends</b>",
    "authors": [
        {"id": 1, "fullname": "Ada Lovelace", "url": "http://iclr.cc/api/miniconf/users/1"},
        {"id": 2, "fullname": "Grace Hopper", "institution": "Navy"},
    ],
    "abstract": "We show that $a < b$.\n\nIt matters.",
    "topic": "Theory->Optimization",
    "keywords": ["graphs", "bounds"],
    "decision": "Accept (poster)",
    "session": "Poster Session 3",
    "eventtype": "Poster",
    "event_type": "{location} Poster",
    "room_name": "Halle B",
    "virtualsite_url": "/virtual/2024/poster/119718",
    "sourceid": 1379,
    "sourceurl": "https://openreview.net/group?id=ICLR.cc/2024/Conference",
    "starttime": "2024-05-08T10:45:00+02:00",
    "endtime": "2024-05-08T12:45:00+02:00",
    "starttime2": None,
    "endtime2": None,
    "paper_url": "https://openreview.net/forum?id=7HVADbW8fh",
    "poster_position": "#251",
    "related_events_ids": [],
}
ORAL: dict[str, Any] = POSTER | {
    "id": 5,
    "decision": "ACCEPT (ORAL)",
    "session": "Oral 3A",
    "eventtype": "Oral",
    "event_type": "Oral",
    "room_name": "Hall 1",
    "virtualsite_url": "/virtual/2024/oral/5",
    "starttime": "2024-05-08T10:00:00+02:00",
    "endtime": "2024-05-08T10:15:00+02:00",
    "poster_position": "",
}
OTHER: dict[str, Any] = POSTER | {
    "id": 2,
    "uid": "u2",
    "sourceid": 2,
    "name": "Another paper",
    "poster_position": 7,
}


def read(rows: object, options: ReadOptions = ReadOptions()) -> Reading:
    document = {"count": len(rows), "next": None, "results": rows} if isinstance(rows, list) else rows
    data = json.dumps(document).encode()
    assert virtual_json.looks_like(data)
    return virtual_json.read(data, options)


def papers(*rows: object) -> tuple[Presentation, ...]:
    return read(list(rows)).catalog.presentations


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_poster_with_all_its_fields() -> None:
    reading = read([POSTER])
    (session,) = reading.catalog.sessions
    (paper,) = reading.catalog.presentations
    (slot,) = paper.slots
    assert (reading.catalog.conference.key, reading.catalog.conference.title) == ("iclr-2024", "ICLR 2024")
    assert not reading.partial
    assert not reading.times_missing
    assert (session.key, session.title, session.room) == ("poster-session-3", "Poster Session 3", "Halle B")
    assert session.time_source is TimeSource.STATED
    assert (session.start, session.end) == (at("2024-05-08 08:45"), at("2024-05-08 10:45"))
    assert (slot.session, slot.start, slot.end) == (session.key, session.start, session.end)
    assert (slot.room, slot.board) == ("Halle B", "#251")
    assert paper.key == "iclr-2024/bad5f337"
    assert paper.title == "Graphs, α & friends"
    assert paper.authors == ("Ada Lovelace", "Grace Hopper")
    assert paper.abstract.endswith("\n\nIt matters.")
    assert paper.topics == ("Theory", "Optimization", "graphs", "bounds")
    assert paper.decision is Decision.POSTER
    assert paper.url == "https://iclr.cc/virtual/2024/poster/119718"


@pytest.mark.parametrize("rows", [(ORAL, POSTER, OTHER), (POSTER, ORAL, OTHER), (OTHER, ORAL, POSTER)])
def test_oral_and_poster_of_a_paper_are_one_presentation(rows: tuple[dict[str, Any], ...]) -> None:
    found = {paper.title: paper for paper in papers(*rows)}
    assert len(found) == 2
    paper = found["Graphs, α & friends"]
    assert paper.decision is Decision.ORAL
    assert paper.url.endswith("/poster/119718")
    assert [(slot.session, slot.board) for slot in paper.slots] == [
        ("poster-session-3", "#251"),
        ("oral-3a", ""),
    ]
    assert paper.key == papers(POSTER)[0].key  # a poster that is promoted keeps its star
    assert found["Another paper"].slots[0].board == "7"


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 1),
        ({"uid": "x", "sourceid": 9}, 1),  # the title and an author in common
        ({"uid": "x", "sourceid": None, "authors": []}, 1),
        ({"name": "GRAPHS: α and friends (oral)"}, 1),  # an edited title, the same id and the same people
        ({"uid": "x", "sourceid": 9, "name": "Graph", "related_events_ids": [119718]}, 1),
        ({"uid": "x", "sourceid": 9, "authors": [{"fullname": "Somebody Else"}]}, 2),  # a common title
        ({"name": "Quite another", "authors": [{"fullname": "Somebody Else"}]}, 2),  # an id used twice
        ({"uid": "x", "sourceid": 9, "name": "Graph"}, 2),
    ],
)
def test_what_makes_two_rows_one_paper(change: dict[str, Any], count: int) -> None:
    found = papers(POSTER, ORAL | change)
    assert len(found) == len({paper.key for paper in found}) == count


@pytest.mark.parametrize(
    ("change", "decision"),
    [
        ({"decision": "Accept (spotlight)"}, Decision.SPOTLIGHT),
        ({"decision": "accept: POSTER", "event_type": "Spotlight Poster"}, Decision.SPOTLIGHT),
        ({"decision": "Accept: notable-top-5%"}, Decision.ORAL),
        ({"decision": "Accept (Oral)"}, Decision.ORAL),
        ({"decision": "Accept", "event_type": "", "eventtype": ""}, Decision.POSTER),
        ({"decision": None, "event_type": None, "eventtype": "Invited Talk"}, Decision.TALK),
        ({"decision": None, "event_type": None, "eventtype": "Break"}, Decision.TALK),
    ],
)
def test_decisions_are_compared_without_case(change: dict[str, Any], decision: Decision) -> None:
    assert papers(POSTER | change)[0].decision is decision


def test_rejected_entries_stay_out_unless_asked_for() -> None:
    rows = [POSTER, OTHER | {"decision": "Reject"}]
    assert len(read(rows).catalog.presentations) == 1
    assert "1 rejected or withdrawn entries were left out." in [
        warning.text for warning in read(rows).warnings
    ]
    assert len(read(rows, ReadOptions(include_rejected=True)).catalog.presentations) == 2


def test_a_file_that_holds_only_the_first_page_says_so() -> None:
    reading = read({"count": 2262, "next": "https://iclr.cc/api?page=2", "results": [POSTER, OTHER]})
    assert reading.warnings[0].text == "The file holds 2 of 2,262 entries; the rest is missing."
    assert reading.partial


@pytest.mark.parametrize(
    "abstracts",
    [
        {"119718": "Apart."},
        [{"id": 119718, "abstract": "Apart."}],
        {"count": 1, "results": [{"id": 119718, "abstract": "Apart."}]},
    ],
)
def test_a_separate_file_of_abstracts_joins_by_id(abstracts: object) -> None:
    rows = [ORAL | {"abstract": None}, POSTER | {"abstract": ""}, OTHER]
    reading = read(rows, ReadOptions(companions=(json.dumps(abstracts).encode(),)))
    assert [paper.abstract[:6] for paper in reading.catalog.presentations] == ["Apart.", "We sho"]


def test_the_list_may_come_without_its_envelope() -> None:
    data = json.dumps([POSTER, ORAL]).encode()
    assert virtual_json.looks_like(data)
    assert virtual_json.read(data).catalog == read([POSTER, ORAL]).catalog


def test_a_session_on_two_days_is_two_sessions() -> None:
    later = OTHER | {"starttime": "2024-05-09T10:45:00+02:00", "endtime": "2024-05-09T12:45:00+02:00"}
    sessions = read([POSTER, later]).catalog.sessions
    assert [session.key for session in sessions] == ["poster-session-3", "poster-session-3-2024-05-09-0845"]


def test_a_second_time_is_a_second_slot() -> None:
    twice = POSTER | {"starttime2": "2024-05-09T10:45:00+02:00", "endtime2": "2024-05-09T12:45:00+02:00"}
    assert [slot.start for slot in papers(twice)[0].slots] == [at("2024-05-08 08:45"), at("2024-05-09 08:45")]


def test_posters_that_name_no_session_share_one_by_time() -> None:
    rows = [POSTER | {"session": ""}, OTHER | {"session": None, "room_name": "Halle A"}]
    (session,) = read(rows).catalog.sessions
    assert (session.title, session.room, session.start) == ("Poster session", "", at("2024-05-08 08:45"))


def test_times_are_shown_as_written_unless_the_user_says_otherwise() -> None:
    conference = read([POSTER]).catalog.conference
    assert (conference.timezone, conference.timezone_source) == ("Etc/GMT-2", TimeSource.ASSUMED)
    told = read([POSTER], ReadOptions(timezone="Europe/Vienna")).catalog
    assert (told.conference.timezone, told.conference.timezone_source) == (
        "Europe/Vienna",
        TimeSource.CONFIRMED,
    )
    assert told.sessions == read([POSTER]).catalog.sessions


def test_times_without_an_offset_are_a_guess_unless_the_user_names_the_zone() -> None:
    row = POSTER | {"starttime": "2024-05-08T10:45:00", "endtime": "2024-05-08T12:45:00"}
    (guessed,) = read([row]).catalog.sessions
    assert (guessed.start, guessed.time_source) == (at("2024-05-08 10:45"), TimeSource.ZONE_ASSUMED)
    assert read([row]).zone_missing
    (told,) = read([row], ReadOptions(timezone="Europe/Vienna")).catalog.sessions
    assert (told.start, told.time_source) == (at("2024-05-08 08:45"), TimeSource.STATED)


def test_a_list_without_times_takes_the_users() -> None:
    row = {
        "type": "Poster",
        "name": "Exported",
        "virtualsite_url": "https://icml.cc/virtual/2024/poster/3",
        "speakers/authors": "Ada Lovelace, Grace Hopper",
        "abstract": "Short.",
    }
    reading = read([row])
    assert reading.times_missing
    assert reading.catalog.conference.title == "ICML 2024"
    assert reading.catalog.presentations[0].authors == ("Ada Lovelace", "Grace Hopper")
    assert reading.warnings == ()
    answers = ReadOptions(timezone="Europe/Vienna", day=date(2024, 7, 23), start=time(11, 30), end=time(13))
    (session,) = read([row], answers).catalog.sessions
    assert (session.title, session.start) == ("Poster session", at("2024-07-23 09:30"))


@pytest.mark.parametrize(
    ("change", "title", "url"),
    [
        ({}, "ICLR 2024", "https://iclr.cc/virtual/2024/poster/119718"),
        ({"authors": []}, "ICLR 2024", "https://iclr.cc/virtual/2024/poster/119718"),
        ({"authors": [], "sourceurl": "", "virtualsite_url": "https://neurips.cc/virtual/2025/poster/1"},
         "NeurIPS 2025", "https://neurips.cc/virtual/2025/poster/1"),
        ({"authors": [], "sourceurl": None}, "Conference 2024", "https://openreview.net/forum?id=7HVADbW8fh"),
        ({"authors": [], "sourceurl": None, "virtualsite_url": "javascript:alert(1)", "paper_url": "file:///x"},
         "Conference", ""),
    ],
)  # fmt: skip
def test_the_addresses_name_the_conference(change: dict[str, Any], title: str, url: str) -> None:
    reading = read([POSTER | change])
    assert reading.catalog.conference.title == title
    assert reading.catalog.presentations[0].url == url


def test_the_user_names_the_conference() -> None:
    conference = read([POSTER], ReadOptions(title="ICLR in Vienna")).catalog.conference
    assert (conference.key, conference.title) == ("iclr-in-vienna", "ICLR in Vienna")


def test_entries_without_title_or_people_stay_apart() -> None:
    empty = {"eventtype": "Poster", "starttime": "2024-05-08T10:45:00+02:00", "name": ""}
    found = papers(empty | {"id": 1}, empty | {"id": 2})
    assert len({paper.key for paper in found}) == len(found) == 2


def test_entries_that_are_none_are_left_out_and_told() -> None:
    reading = read([POSTER, None, "text"])
    assert len(reading.catalog.presentations) == 1
    assert "2 of the entries are not objects" in reading.warnings[0].text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"count": 0, "results": []}', "lists no papers"),
        (b'{"count": 0}', "is not a list of papers"),
        (b"3", "is not a list of papers"),
        (json.dumps([POSTER]).encode()[:-5], "the JSON breaks off or has a mistake here"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        virtual_json.read(data)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'[{"name": "x"}]', b'"name" "eventtype" "starttime"', b"\xff\x00"]
)
def test_other_files_do_not_look_like_it(data: bytes) -> None:
    assert not virtual_json.looks_like(data)


NAMES = st.sampled_from([*POSTER])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS | st.sampled_from(["2024-05-08T10:45:00+02:00", "9999-12-31T23:59:59-12:00", 119718, "bad5f337"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(NAMES, VALUES), max_size=4), VALUES)
def test_any_value_may_stand_anywhere(changes: list[dict[str, object]], companion: object) -> None:
    rows = [(ORAL if number % 2 else POSTER) | change for number, change in enumerate(changes)]
    catalog = virtual_json.read(
        json.dumps([OTHER, *rows]).encode(), ReadOptions(companions=(json.dumps(companion).encode(),))
    ).catalog
    assert len({paper.key for paper in catalog.presentations}) == len(catalog.presentations)
    assert {slot.session for paper in catalog.presentations for slot in paper.slots} <= {
        session.key for session in catalog.sessions
    }


SMALL = json.dumps([POSTER, ORAL]).encode()


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), max_size=4))
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(SMALL)
    for place, value in changes:
        damaged[place] = value
    virtual_json.looks_like(bytes(damaged))
    with suppress(BadInput):
        assert virtual_json.read(bytes(damaged)).catalog.presentations
