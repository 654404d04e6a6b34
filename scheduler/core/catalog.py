"""A conference programme as values: conference, sessions, presentations and their slots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Decision(StrEnum):
    """How the committee placed a contribution; `TALK` also stands for any scheduled event."""

    POSTER = "poster"
    SPOTLIGHT = "spotlight"
    ORAL = "oral"
    TALK = "talk"


class TimeSource(StrEnum):
    """Where a session's time comes from: the source's word, our guess, or the user's word."""

    STATED = "stated"
    ASSUMED = "assumed"
    CONFIRMED = "confirmed"


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


def untitled(authors: Iterable[str]) -> str:
    """The name shown for a presentation whose source left the title empty."""
    names = list(authors)
    if not names:
        return "Untitled"
    more = len(names) - 1
    return f"Untitled, by {short_name(names[0])}" + (f" and {more} more" if more else "")


def short_name(name: str) -> str:
    """`Dejiao Zhang` as `D. Zhang`; a one-word name stays as it is."""
    given, _, family = name.strip().rpartition(" ")
    return f"{given[0]}. {family}" if given else family
