"""Calendar events as values, and the names they keep for ever."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.core.detail import Detail
from scheduler.core.listing import Placement


class Kind(StrEnum):
    """A poster session with its stars, one planned stop in it, or something with a time of its own."""

    SESSION = "session"
    STOP = "stop"
    TALK = "talk"


class Status(StrEnum):
    """RFC 5545, 3.8.1.11. Tentative: the time is only assumed."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class What(StrEnum):
    """What stands for the posters of a session: one event for it, one for each planned stop, or both."""

    SESSIONS = "sessions"
    STOPS = "stops"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. `start` < `end`, both UTC; `alarms` are minutes before the start.

    `timezone` is the conference's zone, for showing only: the calendar gets UTC.
    """

    uid: str
    kind: Kind
    conference: str
    start: datetime
    end: datetime
    summary: str
    timezone: str = "UTC"
    location: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    url: str = ""
    status: Status = Status.CONFIRMED
    alarms: tuple[int, ...] = ()
    sequence: int = 0
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One stop of a walk, at a poster in one of its sessions; times are UTC."""

    detail: Detail
    place: Placement
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants in the calendar. `reminders` are minutes before each event."""

    what: What = What.SESSIONS
    musts_only: bool = False
    reminders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The events in order of time, and plain sentences on what the user should know of them."""

    events: tuple[CalendarEvent, ...]
    warnings: tuple[str, ...] = ()


def uid(kind: Kind, *parts: str) -> str:
    """The event's name for ever: made of keys alone, so that no refresh or restart changes it."""
    named = "\n".join((kind, *parts))
    return f"{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}@poster-scheduler"
