"""Our own catalog format: written, read back whole, and hand-made mistakes named."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.errors import BadInput
from scheduler.formats.read import own_catalog as reader
from scheduler.formats.read.reading import ReadOptions
from scheduler.formats.write import own_catalog as writer

_texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
_names = _texts.filter(lambda text: bool(text.strip()))
_moments = st.none() | st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
_spans = st.tuples(_moments, _moments).map(lambda pair: sorted(pair) if all(pair) else pair)


def _sessions(key: str) -> st.SearchStrategy[Session]:
    return st.builds(
        lambda title, room, span, source: Session(key, title, room, *span, source),
        _texts,
        _texts,
        _spans,
        st.sampled_from(TimeSource),
    )


@st.composite
def _catalogs(draw: st.DrawFn) -> Catalog:
    conference = Conference(
        draw(_names.map(str.strip)),
        draw(_names),
        draw(st.sampled_from(["UTC", "Europe/Vienna", "Asia/Kathmandu"])),
        draw(st.sampled_from(TimeSource)),
        draw(_texts),
        draw(_texts),
    )
    keys = draw(st.lists(_names, unique=True, max_size=3))
    sessions = tuple(draw(_sessions(key)) for key in keys)
    slots = st.builds(
        lambda session, span, room, board: Slot(session, *span, room, board),
        st.sampled_from(["", *keys]),
        _spans,
        _texts,
        _texts,
    )
    presentations = tuple(
        Presentation(
            key=f"{conference.key}/{name}",
            title=draw(_texts),
            authors=tuple(draw(st.lists(_names, max_size=3))),
            abstract=draw(_texts),
            summary=draw(_texts),
            decision=draw(st.sampled_from(Decision)),
            topics=tuple(draw(st.lists(_names, max_size=3))),
            track=draw(_texts),
            url=draw(_texts),
            order=draw(st.integers(0, 1000)),
            slots=tuple(draw(st.lists(slots, max_size=2))),
            withdrawn=draw(st.booleans()),
        )
        for name in draw(st.lists(_names, unique=True, max_size=4))
    )
    return Catalog(conference, sessions, presentations)


@given(_catalogs(), st.dictionaries(_names, _texts, max_size=3), st.booleans())
def test_what_is_written_is_read_back_whole(catalog: Catalog, keys: dict[str, str], partial: bool) -> None:
    data = writer.write(catalog, keys, partial=partial)
    reading = reader.read(data)
    assert reading.catalog == catalog
    assert reader.source_keys(data) == keys
    assert reading.partial is partial
    assert reading.warnings == ()
    assert reader.looks_like(data)
    assert writer.write(reading.catalog, keys, partial=partial) == data


def test_each_entry_has_its_line_and_defaults_are_left_out() -> None:
    catalog = Catalog(
        Conference("c", "Conf"),
        (Session("s", "Posters", start=datetime(2024, 5, 8, 8, 45, tzinfo=UTC)),),
        (Presentation("c/1", "Über", slots=(Slot("s"),)), Presentation("c/2", "", withdrawn=True, order=1)),
    )
    assert writer.write(catalog).decode().splitlines() == [
        '{"format": "poster-scheduler-catalog", "version": 1,',
        '"conference": {"key":"c","title":"Conf","timezone":"UTC"},',
        '"sessions": [',
        '{"key":"s","title":"Posters","start":"2024-05-08T08:45:00Z"}',
        "],",
        '"presentations": [',
        '{"key":"c/1","title":"Über","slots":[{"session":"s"}]},',
        '{"key":"c/2","title":"","withdrawn":true}',
        "]",
        "}",
    ]


def _made(**changes: Any) -> bytes:
    whole: dict[str, Any] = {
        "format": "poster-scheduler-catalog",
        "version": 1,
        "conference": {"title": "My Meeting"},
        "sessions": [{"title": "Monday posters", "key": "mon"}],
        "presentations": [{"title": "On things", "slots": [{"session": "mon"}]}],
    }
    return json.dumps({**whole, **changes}).encode()


def test_a_hand_made_file_needs_no_keys() -> None:
    answers = ReadOptions(timezone="Europe/Vienna", day=date(2024, 5, 8), start=time(10), end=time(12))
    reading = reader.read(
        _made(sessions=[{"title": "Monday posters"}], presentations=[{"title": "On things"}]), answers
    )
    conference, (session,) = reading.catalog.conference, reading.catalog.sessions
    assert (conference.key, conference.timezone_source) == ("my-meeting", TimeSource.CONFIRMED)
    assert (session.key, session.start) == ("monday-posters", datetime(2024, 5, 8, 8, tzinfo=UTC))
    assert reading.catalog.presentations[0].key.startswith("my-meeting/t-")


def test_a_file_without_a_zone_or_times_says_so() -> None:
    reading = reader.read(_made())
    assert reading.catalog.conference.timezone_source is TimeSource.ASSUMED
    assert reading.times_missing


def test_short_keys_are_of_the_conference() -> None:
    reading = reader.read(_made(presentations=[{"title": "On things", "key": "7"}]))
    assert reading.catalog.presentations[0].key == "my-meeting/7"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"presentations": [{"title": "T", "author": "Ada"}]},
            "Presentation 1 (“T”) has a field that is not known: “author”.",
        ),
        (
            {"presentations": [{"title": "T", "slots": [{"session": "tue"}]}]},
            "Presentation 1 (“T”) stands in the session “tue”, which is not in the file.",
        ),
        (
            {"sessions": [{"title": "A", "start": "2024-05-08T09:00:00Z", "end": "2024-05-08T08:00:00Z"}]},
            "Session 1 (“A”) ends before it starts.",
        ),
    ],
)
def test_what_looks_like_a_slip_is_kept_and_told(changes: dict[str, Any], sentence: str) -> None:
    reading = reader.read(_made(**changes, **({} if "presentations" in changes else {"presentations": []})))
    assert [warning.text for warning in reading.warnings] == [sentence]


def test_names_never_hold_line_ends() -> None:
    reading = reader.read(_made(presentations=[{"title": "T", "authors": ["Ada\nKing", "\x00", "\ud800B"]}]))
    assert reading.catalog.presentations[0].authors == ("Ada King", "B")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": "other"}, "The file is not a catalog of this program."),
        ({"version": 2}, "The catalog is of version 2; this program reads version 1."),
        ({"version": "1"}, 'The catalog must say which version it is: "version": 1.'),
        ({"conference": []}, "The file has no “conference”: {…}."),
        ({"conference": {}}, "The conference has no title."),
        (
            {"conference": {"title": "C", "timezone": "Vienna"}},
            "“Vienna” is not a time zone; use a name such as Europe/Vienna.",
        ),
        ({"sessions": {}}, "The file: “sessions” must be a list: [{…}, {…}]."),
        ({"sessions": [3]}, "Session 1 must be an object: {…}."),
        ({"sessions": [{"room": "B"}]}, "Session 1 has no title."),
        (
            {"sessions": [{"title": "A", "key": "x"}, {"title": "B", "key": "x"}]},
            "Two sessions have the key “x”.",
        ),
        (
            {"sessions": [{"title": "A", "start": "2024-05-08 10:45"}]},
            "Session 1 (“A”): “start” must be a date and time with an offset, as in 2024-05-08T08:45:00Z.",
        ),
        (
            {"sessions": [{"title": "A", "start": "0001-01-01T00:00:00+14:00"}]},
            "Session 1 (“A”): “start” must be a date and time with an offset, as in 2024-05-08T08:45:00Z.",
        ),
        (
            {"sessions": [{"title": "A", "time_source": "guess"}]},
            "Session 1 (“A”): “time_source” must be one of stated, assumed, zone assumed, confirmed.",
        ),
        (
            {"presentations": [{"title": "T", "decision": "postr"}]},
            "Presentation 1 (“T”): “decision” must be one of poster, spotlight, oral, talk.",
        ),
        ({"presentations": [{"title": 5}]}, "Presentation 1: “title” must be a text in quotes."),
        (
            {"presentations": [{"title": "T", "authors": "Ada"}]},
            'Presentation 1 (“T”): “authors” must be a list of texts: ["…", "…"].',
        ),
        (
            {"presentations": [{"title": "T", "withdrawn": "no"}]},
            "Presentation 1 (“T”): “withdrawn” must be true or false.",
        ),
        (
            {"presentations": [{"title": "T", "order": -1}]},
            "Presentation 1 (“T”): “order” must be a whole number from 0.",
        ),
        (
            {"presentations": [{"title": "T", "key": "1"}, {"title": "U", "key": "1"}]},
            "Presentation 2 (“U”) has the key of another: “my-meeting/1”.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        reader.read(_made(**changes))
    assert str(caught.value) == sentence


def test_json_that_breaks_off_names_the_line() -> None:
    with pytest.raises(BadInput, match=r"^Line 2: "):
        reader.read(b'{"format": "poster-scheduler-catalog",\n"version" 1}')


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert not reader.looks_like(data)
    with pytest.raises(BadInput):
        reader.read(data)
