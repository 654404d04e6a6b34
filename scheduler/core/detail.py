"""What is shown beside a list: all of one presentation, its sessions, and the numbers of the filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.core.level import Level
from scheduler.core.listing import Placement


@dataclass(frozen=True, slots=True)
class Detail:
    """All that is known of one presentation. Times of the user's own marks are UTC."""

    presentation: Presentation
    conference: str
    conference_title: str
    timezone: str
    placements: tuple[Placement, ...]
    level: Level | None = None
    starred_at: datetime | None = None
    visited_at: datetime | None = None
    note: str = ""
    noted_at: datetime | None = None
    change: str = ""

    @property
    def key(self) -> str:
        return self.presentation.key

    @property
    def place(self) -> Placement | None:
        return self.placements[0] if self.placements else None


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session with its resolved time and how many of its presentations are shown and starred."""

    key: str
    conference: str
    title: str
    room: str
    start: datetime | None
    end: datetime | None
    time_source: TimeSource
    timezone: str
    presentations: int
    starred: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers beside the filters and in the status line, of one conference or of all."""

    total: int
    spotlights: int
    starred: int
    visited: int
    noted: int
    withdrawn: int
    changed: int
    topics: tuple[tuple[str, int], ...]
    levels: tuple[tuple[Level, int], ...]


def is_fixed(detail: Detail, place: Placement, session: SessionSummary | None) -> bool:
    """Whether it happens at its own time: a talk, unless it shares a session's whole time with others."""
    if detail.presentation.decision in (Decision.POSTER, Decision.SPOTLIGHT) or not place.start:
        return False
    if session is None or (place.start, place.end) != (session.start, session.end):
        return True
    return session.presentations == 1
