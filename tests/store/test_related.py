"""Related presentations out of a real index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.core.agenda import Level
from scheduler.core.catalog import Catalog, Conference, Presentation
from scheduler.store import personal, related
from scheduler.store.catalog import StoredCatalog
from scheduler.store.catalog import replace as store_catalog
from scheduler.store.database import Database
from scheduler.store.personal import Star

PAPERS = (
    ("1", "Diffusion models for proteins", "We fold proteins by denoising diffusion.", ()),
    ("2", "Protein diffusion without data", "Denoising of proteins, and folding.", ()),
    ("3", "Folding proteins", "A diffusion of folds for proteins.", ()),
    ("4", "Voting rules", "Elections and their paradoxes.", ("Games",)),
    ("5", "Paradoxes of choice", "Votes, elections and rules.", ("Games",)),
    ("6", "", "", ()),
)


def _programme(key: str) -> Catalog:
    return Catalog(
        Conference(key, key.title()),
        presentations=tuple(
            Presentation(f"{key}/{number}", title, abstract=abstract, topics=topics, order=int(number))
            for number, title, abstract, topics in PAPERS
        ),
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path)
    store_catalog(database, StoredCatalog(_programme("a")))
    yield database
    database.close()


def _nearest(db: Database, *keys: str, **options: object) -> list[str]:
    ids = dict(db.catalog.execute("SELECT key, id FROM presentations"))
    names = {id_: key for key, id_ in ids.items()}
    found = related.nearest(db, [ids[key] for key in keys], **options)  # type: ignore[arg-type]
    return [names[each.id] for each in found]


def test_the_nearest_are_found_without_the_one_itself(library: Database) -> None:
    assert set(_nearest(library, "a/1")) == {"a/2", "a/3"}


def test_several_stars_find_what_is_like_any_of_them(library: Database) -> None:
    assert set(_nearest(library, "a/1", "a/4")) == {"a/2", "a/3", "a/5"}


def test_starred_ones_are_left_out_on_wish(library: Database) -> None:
    star = Star("a/2", "Protein diffusion without data", Level.MUST, datetime(2024, 5, 8, tzinfo=UTC))
    personal.put_stars(library, {"a/2": star})
    assert _nearest(library, "a/1", unstarred=True) == ["a/3"]
    assert set(_nearest(library, "a/1")) == {"a/2", "a/3"}


def test_another_conference_is_searched_too_unless_one_is_named(library: Database) -> None:
    store_catalog(library, StoredCatalog(_programme("b")))
    assert {"b/1", "b/2", "b/3"} <= set(_nearest(library, "a/1"))
    assert set(_nearest(library, "a/1", conference="b")) == {"b/1", "b/2", "b/3"}


def test_a_presentation_without_words_is_like_nothing(library: Database) -> None:
    assert _nearest(library, "a/6") == []
    assert related.nearest(library, []) == []
    assert related.nearest(library, [10**9]) == []
