"""A small programme in a fresh data folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.store.catalog import StoredCatalog
from scheduler.store.catalog import replace as store_catalog
from scheduler.store.database import Database

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
END = datetime(2024, 5, 8, 10, 45, tzinfo=UTC)


def small_catalog() -> Catalog:
    def poster(number: int, title: str, *authors: str, **more: object) -> Presentation:
        base = Presentation(
            f"c/{number}",
            title,
            authors,
            order=number,
            slots=(Slot("s", board=str(number)),),
            topics=("Graphs",),
        )
        return replace(base, **more)  # type: ignore[arg-type]

    return Catalog(
        Conference("c", "Conf 2024", "Europe/Vienna"),
        (Session("s", "Poster Session 3", "Halle B", START, END, TimeSource.ASSUMED),),
        (
            poster(1, "Diffusion on graphs", "Ada Lovelace", decision=Decision.SPOTLIGHT),
            poster(2, "Über das Lernen", "Łukasz Müller", abstract="A neural graph network for robots."),
            poster(3, "Transformers that plan", "Ada King", topics=("Planning",), summary="It plans ahead."),
            poster(10, "", "Dejiao Zhang", "Wasi Ahmad"),
        ),
    )


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path)
    store_catalog(database, StoredCatalog(small_catalog()))
    yield database
    database.close()
