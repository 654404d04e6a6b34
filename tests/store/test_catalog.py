"""A programme in the store: round trip, replacement, and what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.core.agenda import Level
from scheduler.core.catalog import TimeSource
from scheduler.store import catalog, details, listings, personal, search, settings
from scheduler.store.catalog import StoredCatalog
from scheduler.store.checks import index_is_sound
from scheduler.store.database import Database
from scheduler.store.personal import Star
from scheduler.store.settings import SessionTime
from tests.store.conftest import small_catalog

NOW = datetime(2024, 5, 7, 20, 0, tzinfo=UTC)


def test_what_is_stored_is_loaded(db: Database) -> None:
    stored = catalog.load(db, "c")
    assert stored is not None
    assert stored.catalog == small_catalog()
    assert catalog.load(db, "d") is None


def test_replacing_keeps_ids_and_indexes_the_new_text(db: Database) -> None:
    before = search.ids_of(db, ["c/1", "c/2"])
    old = small_catalog()
    changed = replace(old.presentations[1], title="On learning", abstract="Nothing but kittens.")
    new = replace(old, presentations=(old.presentations[0], changed))
    catalog.replace(db, StoredCatalog(new), {"c/2": "text changed"})
    assert search.ids_of(db, ["c/1", "c/2", "c/3"]) == before
    assert index_is_sound(db)
    (row,) = listings.listings(db, [before["c/2"]])
    assert (row.title, row.change) == ("On learning", "text changed")


def test_a_failure_in_the_middle_changes_nothing(db: Database) -> None:
    old = small_catalog()
    twice = replace(
        old, presentations=(*old.presentations[:2], replace(old.presentations[2], topics=(None,)))
    )  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        catalog.replace(db, StoredCatalog(twice))
    stored = catalog.load(db, "c")
    assert stored is not None
    assert stored.catalog == old


def test_stars_outlive_their_catalog(db: Database) -> None:
    personal.put_stars(db, {"c/1": Star("c/1", "Diffusion on graphs", Level.MUST, NOW)})
    catalog.remove(db, "c")
    assert search.ids_of(db, ["c/1"]) == {}
    assert personal.stars(db)["c/1"].title == "Diffusion on graphs"
    catalog.replace(db, StoredCatalog(small_catalog()))
    (row,) = listings.listings(db, [search.ids_of(db, ["c/1"])["c/1"]])
    assert row.level is Level.MUST


def test_the_users_word_on_a_session_comes_first(db: Database) -> None:
    start, end = datetime(2024, 5, 9, 8, 0, tzinfo=UTC), datetime(2024, 5, 9, 9, 0, tzinfo=UTC)
    (session,) = details.sessions(db)
    assert session.time_source is TimeSource.ASSUMED
    settings.put_session_time(db, "c", "s", SessionTime("c", "s", start, end, "Halle C", NOW))
    (session,) = details.sessions(db)
    assert (session.start, session.room, session.time_source) == (start, "Halle C", TimeSource.CONFIRMED)
    (detail,) = details.details(db, [search.ids_of(db, ["c/1"])["c/1"]])
    assert detail.place is not None
    assert (detail.place.end, detail.place.room, detail.place.board) == (end, "Halle C", "1")


def test_counts(db: Database) -> None:
    personal.put_stars(db, {"c/1": Star("c/1", "T", Level.MUST, NOW)})
    counts = details.counts(db, "c")
    assert (counts.total, counts.spotlights, counts.starred, counts.visited) == (4, 1, 1, 0)
    assert counts.topics == (("Graphs", 3), ("Planning", 1))
    assert counts.levels == ((Level.MUST, 1), (Level.WANT, 0), (Level.MAYBE, 0))
    assert details.counts(db, "nowhere").total == 0
