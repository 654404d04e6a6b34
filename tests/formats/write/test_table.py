"""Spreadsheets get words, never formulas."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.agenda import Level
from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.core.detail import Detail
from scheduler.core.listing import Placement
from scheduler.formats.write import table

START, END = datetime(2024, 5, 8, 8, 45, tzinfo=UTC), datetime(2024, 5, 8, 10, 45, tzinfo=UTC)


def detail(title: str = "On stars", note: str = "") -> Detail:
    work = Presentation(
        "c/1", title, ("Ada King", "Bo Li"), "An abstract.", decision=Decision.SPOTLIGHT, topics=("A", "B")
    )
    place = Placement("s", "Session 3", START, END, "Halle B", "7", TimeSource.ASSUMED)
    return Detail(work, "c", "Conf 2024", "Europe/Vienna", (place,), Level.MUST, note=note)


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_has_local_times_and_says_what_is_assumed() -> None:
    data = table.write([detail(note="Zwei\nZeilen, “ja”")])
    assert data.startswith(b"\xef\xbb\xbfkey,title,")
    (row,) = read(data)
    assert {name: value for name, value in row.items() if value} == {
        "key": "c/1",
        "title": "On stars",
        "authors": "Ada King; Bo Li",
        "decision": "spotlight",
        "level": "must",
        "note": "Zwei\nZeilen, “ja”",
        "session": "Session 3",
        "room": "Halle B",
        "board": "7",
        "date": "2024-05-08",
        "start": "10:45",
        "end": "12:45",
        "timezone": "Europe/Vienna",
        "time_note": "not stated by the page",
        "topics": "A; B",
        "abstract": "An abstract.",
        "conference": "Conf 2024",
    }


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\u202e=1", "\x00=1"]
)
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    (row,) = read(table.write([detail(text)]))
    assert row["title"].startswith("'")


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_stays_in_its_cell(title: str, note: str) -> None:
    (row,) = read(table.write([detail(title, note)]))
    assert set(row) == set(table.COLUMNS)
    assert (row["authors"], row["conference"]) == ("Ada King; Bo Li", "Conf 2024")
    assert not any(value[:1] in ("=", "+", "-", "@", "\t", "\r") for value in row.values() if value)
