"""Documents that follow a format's grammar but not its sense: read or refused, and fit to be stored."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.store.database import Database
from tests.faults.fuzz import feed
from tests.faults.mutations import NASTY
from tests.faults.seeds import Seed

WORDS = st.sampled_from(NASTY) | st.text(max_size=30)
TIMES = st.datetimes().map(lambda moment: moment.isoformat()) | st.times().map(str) | WORDS
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=3)
)

FIELDS = {
    "paperlists": ("id", "title", "status", "author", "keywords", "abstract", "tldr", "site", "track"),
    "virtual_json": (
        "id", "uid", "name", "authors", "abstract", "topic", "keywords", "decision", "session", "eventtype",
        "room_name", "virtualsite_url", "starttime", "endtime", "poster_position", "related_events_ids",
    ),
    "frab_json": (
        "guid", "id", "date", "start", "end", "duration", "room", "title", "persons", "links", "abstract",
    ),
}  # fmt: skip


HEADERS = [
    "title",
    "authors",
    "session",
    "date",
    "start",
    "end",
    "room",
    "board",
    "decision",
    "topics",
    "url",
]
TIMED = {"date", "start", "end", "starttime", "endtime"}


def entries(names: Iterable[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    fields = {name: TIMES | VALUES if name in TIMED else VALUES for name in names}
    return st.lists(st.fixed_dictionaries({}, optional=fields), max_size=5)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Database]:
    database = Database.open(tmp_path_factory.mktemp("grammars"))
    yield database
    database.close()


@pytest.mark.parametrize("reader", sorted(FIELDS))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_json(reader: str, data: st.DataObject, db: Database) -> None:
    found = data.draw(entries(FIELDS[reader]))
    document: Any = found
    if reader == "frab_json":
        rooms = {"rooms": {"Hall": found}, "date": data.draw(TIMES)}
        document = {"schedule": {"conference": {"title": data.draw(WORDS), "days": [rooms]}}}
    check(reader, json.dumps(document).encode(), db)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.lists(TIMES, min_size=1, max_size=11), max_size=6), delimiter=st.sampled_from(",;\t|")
)
def test_tables(rows: list[list[str]], delimiter: str, db: Database) -> None:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(HEADERS)
    writer.writerows([[cell.replace("\0", "") for cell in row] for row in rows])
    check("table", out.getvalue().encode("utf-8", "surrogatepass"), db)


NAMES = st.sampled_from(
    ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "SUMMARY", "LOCATION", "UID",
     "RECURRENCE-ID", "STATUS", "CATEGORIES", "BEGIN", "END"),
)  # fmt: skip
PARAMETERS = st.sampled_from(
    ("", ";VALUE=DATE", ";TZID=Europe/Vienna", ";TZID=Nowhere", ";VALUE=PERIOD", ';X="a:b"')
)
WHENS = st.sampled_from(
    ("20240508", "20240508T104500Z", "20240508T104500", "20240230T250000", "P1D", "-PT1H",
     "FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;UNTIL=99991231",
     "FREQ=YEARLY;BYYEARDAY=-366", "FREQ=HOURLY;BYHOUR=1,2,3", "00010101",
     "99991231T235959Z", "20240508T100000Z/PT1H", "VEVENT", "VCALENDAR"),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(lines=st.lists(st.tuples(NAMES, PARAMETERS, WHENS | WORDS), max_size=15))
def test_calendars(lines: list[tuple[str, str, str]], db: Database) -> None:
    body = "\r\n".join(f"{name}{parameters}:{value}" for name, parameters, value in lines)
    event = f"BEGIN:VEVENT\r\nDTSTART:20240508T104500Z\r\n{body}\r\nEND:VEVENT\r\n"
    text = f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n"
    check("calendar_feed", text.encode("utf-8", "surrogatepass"), db)


def check(reader: str, data: bytes, db: Database) -> None:
    """With the reader named, and stored: see `feed`."""
    assert feed(Seed(reader, data), data, number=1, db=db) in (True, False)
    assert feed(Seed(reader, data), data, number=8, db=db) in (True, False)


def test_the_folder_of_seeds_has_every_reader() -> None:
    from tests.faults.seeds import seeds

    readers = {path.stem for path in Path("scheduler/formats/read").glob("*.py")}
    have = {seed.reader for seed in seeds()}
    assert have - {"stars"} <= readers
    assert {"own_catalog", "frab_xml", "frab_json", "virtual_json", "paperlists", "miniconf"} <= have
    assert {"calendar_feed", "stored_event", "table", "page_text", "page_html"} <= have
