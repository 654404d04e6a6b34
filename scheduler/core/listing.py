"""A row of a list: a presentation together with what the user said of it, and where and when it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.core.decision import Decision, TimeSource, untitled
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
