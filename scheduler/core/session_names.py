"""Names by which sessions are told apart: the title, and where it repeats its day, its time or its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scheduler.core.detail import SessionSummary
from scheduler.core.times import spell_clock, spell_day


def told_apart(sessions: Sequence[SessionSummary]) -> list[str]:
    """A name for each session, no two the same: `Posters, Thu 8 May 2025` where the title repeats."""
    names = [session.title for session in sessions]
    for longer in (_with_day, _with_clock, _with_key):
        times = Counter(name.casefold() for name in names)
        names = [
            longer(session) if times[name.casefold()] > 1 else name
            for session, name in zip(sessions, names, strict=True)
        ]
    return names


def _with_day(session: SessionSummary) -> str:
    day = spell_day(session.start, session.timezone) if session.start else "no time yet"
    return f"{session.title}, {day}"


def _with_clock(session: SessionSummary) -> str:
    clock = f" {spell_clock(session.start, session.timezone)}" if session.start else ""
    return f"{_with_day(session)}{clock}"


def _with_key(session: SessionSummary) -> str:
    return f"{session.conference}/{session.key}"
