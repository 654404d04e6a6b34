"""What lists and details show: a presentation together with what the user said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.core.catalog import Decision, Presentation, TimeSource, untitled
from scheduler.core.level import Level


@dataclass(frozen=True, slots=True)
class Placement:
    """A slot with everything resolved: the user's word before the slot's, the slot's before its session's.

    `own_time`: the slot's, not its session's; when it is not sure, only its zone is a guess.
    """

    session: str
    session_title: str
    start: datetime | None
    end: datetime | None
    room: str
    board: str
    time_source: TimeSource
    own_time: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of a list; `place` is the presentation's first placement, None when it has no slot."""

    id: int
    key: str
    title: str
    authors: tuple[str, ...]
    decision: Decision
    place: Placement | None
    timezone: str
    level: Level | None = None
    visited: bool = False
    noted: bool = False
    withdrawn: bool = False
    change: str = ""

    @property
    def display_title(self) -> str:
        return self.title or untitled(self.authors)


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
