"""frab schedule JSON in both of its schemas."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import TimeSource
from scheduler.errors import BadInput
from scheduler.formats.read import frab_json
from scheduler.formats.read.reading import Reading

CONFERENCE: dict[str, Any] = {"acronym": "con24", "title": "Con 2024", "time_zone_name": "Europe/Berlin"}
TALK: dict[str, Any] = {
    "id": 7,
    "guid": "g-7",
    "date": "2024-07-01T10:00:00+02:00",
    "start": "10:00",
    "duration": "00:45",
    "room": "Hall 1",
    "url": "https://con.org/talk/7/",
    "title": "A talk",
    "subtitle": "",
    "track": "Science",
    "type": "Talk",
    "abstract": "Short.",
    "description": "Long &amp; plain,\r\na < b",
    "persons": [{"id": 1, "public_name": "Ada Lovelace"}, {"id": 2, "name": "Grace Hopper"}],
    "links": [],
}
FLAT: dict[str, Any] = {
    "guid": "g-8",
    "code": "ABC",
    "start": "2024-07-02T00:15:00+02:00",
    "end": "2024-07-02T00:55:00+02:00",
    "room": {"guid": "r-1"},
    "track": {"slug": "sci"},
    "title": {"de": "Ein Vortrag", "en": "A flat talk"},
    "subtitle": None,
    "abstract": None,
    "participants": [{"name": "Ada Lovelace", "role": "SPEAKER"}],
    "links": [{"url": "https://con.org/8"}],
}


def read(document: object) -> Reading:
    data = json.dumps(document).encode()
    assert frab_json.looks_like(data)
    return frab_json.read(data)


def listed(*events: object, **conference: object) -> dict[str, Any]:
    days = [{"date": "2024-07-01", "rooms": {"Hall 1": list(events)}}]
    return {"schedule": {"conference": {**CONFERENCE, "days": days, **conference}}}


def flat(*events: object) -> dict[str, Any]:
    names = {"tracks": [{"slug": "sci", "name": "Science"}], "rooms": [{"guid": "r-1", "name": "Hall 1"}]}
    return {"schedule": {"conference": {**CONFERENCE, **names}, "events": list(events)}}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_first_schema() -> None:
    reading = read(listed(TALK))
    (session,) = reading.catalog.sessions
    (talk,) = reading.catalog.presentations
    (slot,) = talk.slots
    assert reading.warnings == ()
    assert reading.catalog.conference.timezone_source is TimeSource.STATED
    assert (session.key, session.title) == ("2024-07-01-hall-1", "Hall 1")
    assert (slot.session, slot.room) == (session.key, "Hall 1")
    assert (slot.start, slot.end) == (at("2024-07-01 08:00"), at("2024-07-01 08:45"))
    assert (talk.key, talk.title, talk.track) == ("con24/g-7", "A talk", "Science")
    assert talk.authors == ("Ada Lovelace", "Grace Hopper")
    assert talk.abstract == "Short.\n\nLong & plain,\na < b"
    assert talk.url == "https://con.org/talk/7/"


def test_the_second_schema() -> None:
    (session,) = read(flat(FLAT)).catalog.sessions
    (talk,) = read(flat(FLAT)).catalog.presentations
    (slot,) = talk.slots
    assert session.key == "2024-07-01-hall-1"  # a quarter past midnight is still the first day's night
    assert (slot.start, slot.end) == (at("2024-07-01 22:15"), at("2024-07-01 22:55"))
    assert (talk.key, talk.title, talk.track) == ("con24/g-8", "A flat talk", "Science")
    assert (talk.authors, talk.url) == (("Ada Lovelace",), "https://con.org/8")


@pytest.mark.parametrize(
    "document",
    [
        {
            "schedule": {
                "conference": CONFERENCE,
                "days": [{"date": "2024-07-01", "rooms": {"Hall 1": [TALK]}}],
            }
        },
        {"conference": {**CONFERENCE, "days": [{"date": "2024-07-01", "rooms": {"Hall 1": [TALK]}}]}},
        listed(days=[{"date": "2024-07-01", "rooms": [{"name": "Hall 1", "events": [TALK]}]}]),
        listed(days=[{"date": "2024-07-01", "events": [TALK]}]),
        listed({name: value for name, value in TALK.items() if name not in ("date", "room")}),
        listed({**TALK, "id": "7", "persons": [*TALK["persons"], {"id": 3}, None]}),
    ],
)
def test_the_same_schedule_in_other_orders(document: object) -> None:
    assert read(document).catalog == read(listed(TALK)).catalog


def test_what_is_not_an_event_is_left_out_and_told() -> None:
    reading = read(listed(TALK, "lunch", None, 3, {"title": "Somewhen"}))
    assert [talk.title for talk in reading.catalog.presentations] == ["A talk", "Somewhen"]
    assert len(reading.warnings) == 4


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"schedule": {"conference": 3}}', "no “schedule” with a “conference”"),
        (b'{"schedule": [], "conference": []}', "no “schedule” with a “conference”"),
        (b"[1]", "no “schedule” with a “conference”"),
        (json.dumps(listed()).encode(), "no events"),
        (json.dumps(listed(TALK)).encode()[:-9], "the JSON breaks off or has a mistake here"),
        (b'{"schedule": ' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        frab_json.read(data)
    assert says in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"conference": 1}', b'"schedule" "conference"', b"\xff"]
)
def test_other_files_do_not_look_like_it(data: bytes) -> None:
    assert not frab_json.looks_like(data)


EVENT_NAMES = st.sampled_from([*TALK, *FLAT])
CONFERENCE_NAMES = st.sampled_from([*CONFERENCE, "days", "tracks", "rooms", "events"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS | st.just("2024-07-01T10:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(EVENT_NAMES, inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(EVENT_NAMES, VALUES), st.dictionaries(CONFERENCE_NAMES, VALUES))
def test_any_value_may_stand_anywhere(event: dict[str, object], conference: dict[str, object]) -> None:
    for document in (listed(TALK, {**TALK, **event}), flat({**FLAT, **event}), listed(TALK, **conference)):
        with suppress(BadInput):
            assert frab_json.read(json.dumps(document).encode()).catalog.presentations


@pytest.mark.parametrize(
    ("name", "presentations", "sessions", "people", "first", "last"),
    [
        ("hub-schedule2", 2, 2, 4, "2024-12-27 09:30", "2024-12-27 23:55"),
        ("pretalx-democon", 36, 6, 27, "2020-12-14 08:00", "2020-12-16 14:30"),
        # breaks its schema (an id that is text, people without a guid) in nothing that matters here
        ("invalid-example", 1, 1, 1, "2022-12-28 13:00", "2022-12-28 13:45"),
    ],
)
def test_real_files(
    shared_data: Path, name: str, presentations: int, sessions: int, people: int, first: str, last: str
) -> None:
    data = (shared_data / "frab-json" / f"{name}.json").read_bytes()
    assert frab_json.looks_like(data)
    catalog = frab_json.read(data).catalog
    slots = [slot for presentation in catalog.presentations for slot in presentation.slots]
    assert len(catalog.presentations) == len(slots) == presentations
    assert len(catalog.sessions) == sessions
    assert (
        len({author for presentation in catalog.presentations for author in presentation.authors}) == people
    )
    assert min(slot.start for slot in slots if slot.start) == at(first)
    assert max(slot.end for slot in slots if slot.end) == at(last)
    assert frab_json.read(data).warnings == ()
