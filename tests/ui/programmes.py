"""A small programme of our own, and how it is brought in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace

THINGS = ("molecules", "rivers", "traffic", "proteins", "weather", "markets", "speech")
NOW = datetime(2024, 5, 7, 20, 0, tzinfo=UTC)
SESSION = Session(
    "s1",
    "Poster Session 3",
    "Halle B",
    datetime(2024, 5, 8, 8, 45, tzinfo=UTC),
    datetime(2024, 5, 8, 10, 45, tzinfo=UTC),
    TimeSource.ASSUMED,
)
TALKS = Session(
    "s2",
    "Talks",
    "Halle A",
    datetime(2024, 5, 8, 12, 0, tzinfo=UTC),
    datetime(2024, 5, 8, 13, 0, tzinfo=UTC),
)


def poster(number: int, title: str = "", **more: object) -> Presentation:
    """A poster of the session; every fifth is a spotlight."""
    values: dict[str, object] = {
        "key": f"conf/{number}",
        "title": title or f"Poster number {number}",
        "authors": (f"Ada Author{number}", "Zoe Zwei"),
        "abstract": f"We study {THINGS[number % 7]} by {'diffusion' if number % 2 else 'graphs'}.",
        "decision": Decision.SPOTLIGHT if number % 5 == 0 else Decision.POSTER,
        "topics": ("Diffusion",) if number % 2 else ("Graphs",),
        "order": number,
        "slots": (Slot("s1", board=str(number)),),
        "url": "https://example.org/poster",
    }
    return Presentation(**{**values, **more})  # type: ignore[arg-type]


def programme(*presentations: Presentation, key: str = "conf", title: str = "Conf 2024") -> Catalog:
    return Catalog(Conference(key, title, "Europe/Vienna"), (SESSION, TALKS), presentations)


def twenty() -> Catalog:
    return programme(*(poster(number) for number in range(20)))


def bring_in(workspace: Workspace, catalog: Catalog) -> None:
    """As an import does it."""
    workspace.programme.apply(workspace.programme.compare(Reading(catalog, "test"), "test.json"))


def edited(catalog: Catalog, number: int, **changes: object) -> Catalog:
    """The programme with one presentation changed."""
    changed = [replace(p, **changes) if p.order == number else p for p in catalog.presentations]  # type: ignore[arg-type]
    return replace(catalog, presentations=tuple(changed))
