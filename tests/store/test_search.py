"""Finding presentations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler.core.agenda import Level
from scheduler.core.query import Filter, Sort
from scheduler.store import personal, search, settings
from scheduler.store.database import Database
from scheduler.store.personal import Note, Star

NOW = datetime(2024, 5, 7, 20, 0, tzinfo=UTC)


def keys(db: Database, wanted: Filter | str) -> list[str]:
    if isinstance(wanted, str):
        wanted = Filter(text=wanted)
    ids = search.find(db, wanted)
    by_id = search.keys_of(db, ids)
    return [by_id[each] for each in ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("graph", ["c/1", "c/2", "c/10"]),
        ("graph ", ["c/2"]),
        ("uber", ["c/2"]),
        ("MULLER", ["c/2"]),
        ("ada -king", ["c/1"]),
        ('"neural graph"', ["c/2"]),
        ('"graph neural"', []),
        ("author:ada", ["c/1", "c/3"]),
        ('author:"ada king"', ["c/3"]),
        ("title:plan", ["c/3"]),
        ("topic:planning", ["c/3"]),
        ("is:spotlight", ["c/1"]),
        ("-is:spotlight topic:graphs", ["c/2", "c/10"]),
        ("room:halle", ["c/1", "c/2", "c/3", "c/10"]),
        ("session:nowhere", []),
        ("", ["c/1", "c/2", "c/3", "c/10"]),
        ('"', ["c/1", "c/2", "c/3", "c/10"]),
        ("graph AND NEAR(", []),
        ("ahead", ["c/3"]),
    ],
)
def test_search_language(db: Database, text: str, expected: list[str]) -> None:
    assert keys(db, text) == expected


def test_notes_are_searched_too(db: Database) -> None:
    personal.put_note(db, "c/3", Note("c/3", "T", "Ask about Früchte", NOW))
    assert keys(db, "fruchte") == ["c/3"]
    assert keys(db, "has:note") == ["c/3"]
    assert keys(db, "100%") == []


def test_filters_combine(db: Database) -> None:
    personal.put_stars(
        db, {"c/1": Star("c/1", "T", Level.MUST, NOW), "c/3": Star("c/3", "T", Level.MAYBE, NOW)}
    )
    assert keys(db, Filter(starred=True)) == ["c/1", "c/3"]
    assert keys(db, Filter(levels=frozenset({"must"}))) == ["c/1"]
    assert keys(db, Filter(starred=True, topics=frozenset({"Planning"}))) == ["c/3"]
    assert keys(db, Filter(conference="c", sessions=frozenset({"s"}), spotlight=True)) == ["c/1"]
    assert keys(db, Filter(conference="d")) == []
    assert keys(db, Filter(keys=frozenset({"c/2", "x"}))) == ["c/2"]


def test_sorting(db: Database) -> None:
    settings.put_boards(db, "s", {"c/1": "#200"})
    assert keys(db, Filter(sort=Sort.BOARD)) == ["c/2", "c/3", "c/10", "c/1"]
    assert keys(db, Filter(sort=Sort.TITLE)) == ["c/10", "c/1", "c/3", "c/2"]
    assert keys(db, Filter(sort=Sort.TIME)) == ["c/1", "c/2", "c/3", "c/10"]


def test_keys_may_be_shortened_when_unique(db: Database) -> None:
    assert search.keys_like(db, "c/1") == ["c/1"]
    assert search.keys_like(db, "10") == ["c/10"]
    assert search.keys_like(db, "1") == ["c/1"]
    assert search.keys_like(db, "%") == []
