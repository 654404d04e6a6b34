"""The index after many presentations came, changed and went at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.core.catalog import Catalog, Conference, Presentation
from scheduler.core.query import Filter
from scheduler.store import catalog, checks, search
from scheduler.store.catalog import StoredCatalog
from scheduler.store.database import Database

MANY = 1200


def many(title: str) -> Catalog:
    papers = tuple(Presentation(f"m/{n}", f"{title} {n}", order=n, topics=("Graphs",)) for n in range(MANY))
    return Catalog(Conference("m", "Many"), (), papers)


def store(db: Database, wanted: Catalog) -> None:
    catalog.replace(db, StoredCatalog(wanted))


def found(db: Database, text: str) -> int:
    return len(search.find(db, Filter(text=text)))


def settings(db: Database) -> dict[str, int]:
    rows = dict(db.catalog.execute("SELECT k, v FROM search_config").fetchall())
    return {name: rows.get(name, usual) for name, usual in (("hashsize", 2**20), ("automerge", 4))}


def test_many_at_once_are_found(db: Database) -> None:
    store(db, many("Kernels"))
    assert found(db, "kernels") == MANY
    store(db, many("Wavelets"))
    assert found(db, "kernels") == 0
    assert found(db, "wavelets") == MANY
    catalog.remove(db, "m")
    assert found(db, "wavelets") == 0
    assert checks.index_is_sound(db)


def test_the_settings_for_many_do_not_stay(db: Database) -> None:
    store(db, many("Kernels"))
    assert settings(db) == {"hashsize": 2**20, "automerge": 4}


def test_a_failure_in_the_middle_of_many_changes_nothing(db: Database) -> None:
    db.catalog.execute("CREATE TRIGGER refuse BEFORE INSERT ON topics BEGIN SELECT raise(ABORT, 'no'); END")
    with pytest.raises(Exception, match="no"):
        store(db, many("Kernels"))
    assert found(db, "kernels") == 0
    assert settings(db) == {"hashsize": 2**20, "automerge": 4}
    assert checks.index_is_sound(db)


def test_what_only_moved_keeps_its_topics(db: Database) -> None:
    before = many("Kernels")
    store(db, before)
    moved = tuple(replace(p, order=p.order + 1) for p in before.presentations)
    store(db, replace(before, presentations=moved))
    assert len(search.find(db, Filter(topics=frozenset({"Graphs"}), conference="m"))) == MANY
    one = replace(moved[0], topics=("Robots",))
    store(db, replace(before, presentations=(one, *moved[1:])))
    assert len(search.find(db, Filter(topics=frozenset({"Graphs"}), conference="m"))) == MANY - 1
    assert len(search.find(db, Filter(topics=frozenset({"Robots"})))) == 1
