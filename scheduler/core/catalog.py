"""A conference programme as values: conference, sessions, presentations and their slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.core.decision import Decision as Decision
from scheduler.core.decision import TimeSource as TimeSource
from scheduler.core.decision import short_name as short_name
from scheduler.core.decision import untitled as untitled


@dataclass(frozen=True, slots=True)
class Session:
    """A block of the programme. `start` and `end` are aware and in UTC, or both None when unknown."""

    key: str
    title: str
    room: str = ""
    start: datetime | None = None
    end: datetime | None = None
    time_source: TimeSource = TimeSource.STATED


@dataclass(frozen=True, slots=True)
class Slot:
    """One appearance of a presentation. A None time or empty room means "as its session"."""

    session: str = ""
    start: datetime | None = None
    end: datetime | None = None
    room: str = ""
    board: str = ""


@dataclass(frozen=True, slots=True)
class Presentation:
    """A poster or talk. `key` is stable across refreshes of the same conference.

    `title` may be empty: show `display_title`. `order` is the source's own order, from 0.
    """

    key: str
    title: str
    authors: tuple[str, ...] = ()
    abstract: str = ""
    summary: str = ""
    decision: Decision = Decision.POSTER
    topics: tuple[str, ...] = ()
    track: str = ""
    url: str = ""
    order: int = 0
    slots: tuple[Slot, ...] = ()
    withdrawn: bool = False

    @property
    def spotlight(self) -> bool:
        return self.decision is Decision.SPOTLIGHT

    @property
    def display_title(self) -> str:
        return self.title or untitled(self.authors)


@dataclass(frozen=True, slots=True)
class Conference:
    """What all parts of a programme share. `timezone` is an IANA name."""

    key: str
    title: str
    timezone: str = "UTC"
    timezone_source: TimeSource = TimeSource.STATED
    venue: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """One conference's whole programme, as read from a source or the store."""

    conference: Conference
    sessions: tuple[Session, ...] = ()
    presentations: tuple[Presentation, ...] = ()

    @property
    def spotlights(self) -> int:
        return sum(p.spotlight for p in self.presentations)
