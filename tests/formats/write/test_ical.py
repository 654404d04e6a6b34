"""iCalendar files, byte by byte and read back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.calendar import CalendarEvent, Kind, Status
from scheduler.formats.write import ical

NOW = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="abc@poster-scheduler",
    kind=Kind.TALK,
    conference="c",
    start=datetime(2024, 5, 8, 8, 45, tzinfo=UTC),
    end=datetime(2024, 5, 8, 10, 45, tzinfo=UTC),
    summary="On graphs, trees; and more",
    timezone="Europe/Vienna",
    location="Halle B, #12",
    description="Wed 8 May\nLine two \\ end",
    categories=("Conf 2024", "Posters"),
    url="https://x.org/?a=1,2;b",
    status=Status.TENTATIVE,
    alarms=(90, 0),
    sequence=3,
    modified=datetime(2024, 4, 30, 9, 0, tzinfo=UTC),
)


def test_the_whole_file() -> None:
    assert ical.write([EVENT], NOW, "My, agenda").decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Poster Scheduler//Poster Scheduler//EN",
        "VERSION:2.0",
        "X-WR-CALNAME:My\\, agenda",
        "BEGIN:VEVENT",
        "UID:abc@poster-scheduler",
        "DTSTAMP:20240501T120000Z",
        "DTSTART:20240508T084500Z",
        "DTEND:20240508T104500Z",
        "SUMMARY:On graphs\\, trees\\; and more",
        "LOCATION:Halle B\\, #12",
        "SEQUENCE:3",
        "LAST-MODIFIED:20240430T090000Z",
        "STATUS:TENTATIVE",
        "DESCRIPTION:Wed 8 May\\nLine two \\\\ end",
        "CATEGORIES:Conf 2024,Posters",
        "URL:https://x.org/?a=1,2;b",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT1H30M",
        "DESCRIPTION:On graphs\\, trees\\; and more",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:P0D",
        "DESCRIPTION:On graphs\\, trees\\; and more",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_two_exports_differ_in_dtstamp_only() -> None:
    one, two = ical.write([EVENT], NOW), ical.write([EVENT], NOW + timedelta(days=1))
    assert one != two
    assert re.sub(rb"DTSTAMP:\S+", b"", one) == re.sub(rb"DTSTAMP:\S+", b"", two)


def test_a_compact_file_is_small_and_has_the_same_name_for_the_event() -> None:
    lines = ical.write_compact([EVENT], NOW).decode().split("\r\n")
    assert "UID:abc@poster-scheduler" in lines
    assert not [line for line in lines if line.startswith(("DESCRIPTION", "BEGIN:VALARM", "URL"))]


def test_no_comma_semicolon_or_backslash_stays_in_a_category() -> None:
    data = ical.write([replace(EVENT, categories=("a, b", "c;d", "e\\f"))], NOW)
    assert b"\r\nCATEGORIES:a b,c d,e f\r\n" in data


@pytest.mark.parametrize("field", ["summary", "location", "description", "url"])
def test_a_line_end_in_a_text_starts_no_property(field: str) -> None:
    bad = replace(EVENT, **{field: "x\r\nATTENDEE:mailto:evil@x\rEND:VEVENT\n\x85\u2028BEGIN:VALARM"})
    lines = re.sub(r"\r\n ", "", ical.write([bad], NOW).decode()).split("\r\n")
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert lines.count("END:VEVENT") == 1
    assert lines.count("BEGIN:VALARM") == 2


def test_a_backslash_before_n_is_told_apart_from_a_line_end() -> None:
    data = ical.write([replace(EVENT, summary="\\nabla \\Nabla \\alpha")], NOW).decode()
    assert "SUMMARY:∖nabla ∖Nabla \\\\alpha\r\n" in data


ANY = st.text(st.characters(), max_size=200) | st.text(
    "a\\nN,;\r\n\t🎉é\u0301שׁ\u200d\x00\x85\u2028", max_size=300
)


@given(ANY, ANY, ANY, st.lists(ANY, max_size=2))
def test_any_text_makes_a_sound_file_and_comes_back(
    summary: str, location: str, description: str, categories: list[str]
) -> None:
    event = replace(
        EVENT, summary=summary, location=location, description=description, categories=tuple(categories)
    )
    data = ical.write([event], NOW)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        line.decode()  # no character is split
        assert not re.search(rb"[\x00-\x1f\x7f]", line)
    assert not data.startswith(b"\xef\xbb\xbf")
    [read] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(read["SUMMARY"]) == ical.clean(summary).replace("\n", " ")
    assert str(read.get("LOCATION", "")) == ical.clean(location)
    assert str(read.get("DESCRIPTION", "")) == ical.clean(description)
    assert (read.start, read.end) == (event.start, event.end)
    assert len(read.walk("VALARM")) == 2
