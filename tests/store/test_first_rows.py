"""The first rows of a search are those that the whole search begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation
from scheduler.core.query import Filter, Sort
from scheduler.store import catalog, personal, search
from scheduler.store.catalog import StoredCatalog
from scheduler.store.database import Database
from scheduler.store.personal import Note

NOW = datetime(2024, 5, 8, 9, 0, tzinfo=UTC)
WANTED = (
    Filter(),
    Filter(text="grap"),
    Filter(text="graph", conference="a"),
    Filter(text="graph", conference="b"),
    Filter(text="-graph"),
    Filter(text="number -7"),
    Filter(text='"graph number" author:ann'),
    Filter(text="number is:spotlight"),
    Filter(spotlight=True, conference="b"),
    Filter(text="nothing has this"),
)


def programme(conference: str, count: int) -> Catalog:
    posters = tuple(
        Presentation(
            f"{conference}/{n}",
            f"{'Graph' if n % 3 else 'Kernel'} number {n}",
            ("Ann Lee",) if n % 2 else ("Bo Diaz",),
            decision=Decision.SPOTLIGHT if n % 5 == 0 else Decision.POSTER,
            order=n,
        )
        for n in range(count)
    )
    return Catalog(Conference(conference, conference.upper()), (), posters)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path)
    for conference in ("a", "b"):
        catalog.replace(opened, StoredCatalog(programme(conference, 30)))
    yield opened
    opened.close()


def first(db: Database, wanted: Filter, limit: int) -> list[int] | None:
    return search.first(db, wanted, limit, lambda: search.is_in_order(db))


@pytest.mark.parametrize("wanted", WANTED, ids=str)
@pytest.mark.parametrize("limit", [1, 4, 1000])
def test_the_first_rows_are_the_beginning_of_all(db: Database, wanted: Filter, limit: int) -> None:
    assert first(db, wanted, limit) == search.find(db, wanted)[:limit]


def test_a_programme_in_another_order_than_its_ids_has_no_first_rows_of_a_word(db: Database) -> None:
    turned = programme("a", 30)
    turned = replace(
        turned, presentations=tuple(replace(p, order=30 - p.order) for p in turned.presentations)
    )
    catalog.replace(db, StoredCatalog(turned))
    assert not search.is_in_order(db)
    assert first(db, Filter(text="graph"), 4) is None
    assert first(db, Filter(), 4) == search.find(db, Filter())[:4]


def test_notes_count_as_text_so_the_first_rows_wait_for_them(db: Database) -> None:
    personal.put_note(db, "a/3", Note("a/3", "Kernel number 3", "has a graph in it", NOW))
    assert first(db, Filter(text="graph"), 4) is None
    keys = search.keys_of(db, search.find(db, Filter(text="graph", conference="a")))
    assert "a/3" in keys.values()


def test_other_orders_need_all_rows(db: Database) -> None:
    assert first(db, Filter(sort=Sort.TITLE), 4) is None
