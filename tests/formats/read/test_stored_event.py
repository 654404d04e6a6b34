"""What counts as somebody's change to an event, and that no object of a server breaks the reading."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.calendar import CalendarEvent, Kind
from scheduler.formats.read import stored_event
from scheduler.formats.write import ical

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="u",
    kind=Kind.SESSION,
    conference="c",
    start=START,
    end=START + timedelta(hours=2),
    summary="Posters; and, more",
    location="Halle B",
    description="One\nTwo",
    categories=("Conf", "Poster session"),
    url="https://example.org/a",
    alarms=(10,),
)
TEXT = ical.write([EVENT], START).decode()


def facts(text: str) -> frozenset[tuple[str, str]]:
    event = stored_event.read(text)
    assert event
    return event.facts


def test_what_it_says() -> None:
    event = stored_event.read(TEXT)
    assert event
    assert (event.summary, event.location, event.description) == ("Posters; and, more", "Halle B", "One\nTwo")
    assert (event.start, event.end, event.status, event.sequence) == (EVENT.start, EVENT.end, "CONFIRMED", 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DTSTAMP:20240508T084500Z", "DTSTAMP:20250101T000000Z"),
        ("SEQUENCE:0", "SEQUENCE:9"),
        ("SEQUENCE:0", "SEQUENCE:0\r\nCREATED:20240508T084500Z\r\nTRANSP:OPAQUE\r\nX-MOZ-GENERATION:2"),
        ("DTEND:20240508T104500Z", "DURATION:PT2H"),
        ("DTSTART:20240508T084500Z", "DTSTART;TZID=Europe/Vienna:20240508T104500"),
        ("END:VALARM", "ACKNOWLEDGED:20240508T084500Z\r\nEND:VALARM"),
        ("STATUS:CONFIRMED\r\n", ""),
        ("CATEGORIES:Conf,Poster session", "CATEGORIES:Poster session\r\nCATEGORIES:Conf"),
        ("\r\n", "\n"),
    ],
)
def test_bookkeeping_is_no_change(old: str, new: str) -> None:
    assert old in TEXT
    assert facts(TEXT.replace(old, new)) == facts(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SUMMARY:Posters", "SUMMARY:My posters"),
        ("LOCATION:Halle B", "LOCATION:Halle C"),
        ("DESCRIPTION:One", "DESCRIPTION:Nothing"),
        ("DTSTART:20240508T084500Z", "DTSTART:20240508T084600Z"),
        ("DTEND:20240508T104500Z", "DTEND:20240508T104600Z"),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED"),
        ("TRIGGER:-PT10M", "TRIGGER:-PT20M"),
        ("SEQUENCE:0", "SEQUENCE:0\r\nRRULE:FREQ=DAILY"),
        ("SEQUENCE:0", "SEQUENCE:0\r\nATTENDEE:mailto:a@example.org"),
        ("CATEGORIES:Conf,", "CATEGORIES:"),
        ("BEGIN:VEVENT", "BEGIN:VEVENT\r\nUID:v\r\nEND:VEVENT\r\nBEGIN:VEVENT"),
    ],
)
def test_what_a_person_sees_is_a_change(old: str, new: str) -> None:
    assert old in TEXT
    assert facts(TEXT.replace(old, new)) != facts(TEXT)


def test_all_day_and_without_times() -> None:
    text = TEXT.replace("DTSTART:20240508T084500Z", "DTSTART;VALUE=DATE:20240508")
    event = stored_event.read(text)
    assert event
    assert event.start == date(2024, 5, 8)
    bare = stored_event.read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nEND:VEVENT\nEND:VCALENDAR")
    assert bare
    assert (bare.start, bare.end, bare.summary) == (None, None, "")


@pytest.mark.parametrize(
    "text", ["", "x", "<html>", "BEGIN:VCALENDAR\nEND:VCALENDAR", TEXT + " " * 1_000_000]
)
def test_what_is_no_event(text: str) -> None:
    assert stored_event.read(text) is None


@given(st.text(), st.integers(0, len(TEXT)))
def test_nothing_breaks_the_reading(noise: str, place: int) -> None:
    stored_event.read(TEXT[:place] + noise + TEXT[place:])


def test_hostile_files_are_read_or_not(shared_data: Path) -> None:
    for path in sorted((shared_data / "ics-hostile").iterdir()):
        stored_event.read(path.read_bytes())
