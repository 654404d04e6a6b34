"""A plan as the rows of its time line: stops, appointments, and time that is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.core.agenda import Level
from scheduler.core.catalog import Decision
from scheduler.core.times import spell_clock
from scheduler.core.walk import Appointment, Stop, Walk, Way
from scheduler.ui import plan_text
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.spelling import LEVEL_WORDS
from scheduler.workspace.planning import SessionPlan

SHORTEST_FREE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One row, `walk` seconds of way before its `start`. `key` is a poster's, else empty.

    `about` stands at its right, quietly; `spoken` is the row read aloud.
    """

    clock: str
    start: datetime
    end: datetime
    title: str
    about: str
    spoken: str
    key: str = ""
    board: str = ""
    level: Level | None = None
    locked: bool = False
    visited: bool = False
    walk: int = 0
    appointment: Appointment | None = None

    @property
    def seconds(self) -> int:
        return int((self.end - self.start).total_seconds())

    @property
    def free(self) -> bool:
        return not self.key and self.appointment is None


def time_rows(plan: SessionPlan, visited: Iterable[str], skipped: Iterable[str]) -> list[TimeRow]:
    """The rows in order of time; what is left of the session comes as a row too."""
    walk, zone = plan.walk, plan.session.timezone
    done, passed = set(visited), set(skipped)
    rows = [_stop(stop, plan, stop.key in done, stop.key in passed) for stop in walk.stops]
    rows += [_busy(each, way, zone) for each, way in zip(walk.appointments, walk.ways, strict=True)]
    rows.sort(key=lambda row: (row.start, row.end))
    return _with_free(rows, walk, zone)


def _with_free(rows: list[TimeRow], walk: Walk, zone: str) -> list[TimeRow]:
    found: list[TimeRow] = []
    until = walk.start
    for row in rows:
        leave = row.start - timedelta(seconds=row.walk)
        if leave - until >= SHORTEST_FREE:
            found.append(_free(until, leave, zone))
        found.append(row)
        until = max(until, row.end)
    if walk.end - until >= SHORTEST_FREE:
        found.append(_free(until, walk.end, zone))
    return found


def _stop(stop: Stop, plan: SessionPlan, visited: bool, skipped: bool) -> TimeRow:
    zone, choices = plan.session.timezone, plan.choices
    detail = plan.details.get(stop.key)
    spotlight = detail is not None and detail.presentation.decision is Decision.SPOTLIGHT
    marks = [
        "✓ visited" if visited else "",
        "skipped" if skipped else "",
        plan_text.window(choices.windows.get(stop.key), zone),
        "Spotlight" if spotlight else "",
        plan_text.way(stop),
    ]
    about = " · ".join(mark for mark in marks if mark)
    title = one_line(stop.title)
    begin = spell_clock(stop.start, zone)
    spoken = [
        f"{begin}, {plural(stop.minutes, 'minute')}",
        plan_text.board(stop.board).replace("#", "board "),
        title,
        LEVEL_WORDS[stop.level],
        "locked" if stop.locked else "",
        about,
    ]
    return TimeRow(
        clock=begin,
        start=stop.start,
        end=stop.end,
        title=title,
        about=about,
        spoken=". ".join(part for part in spoken if part),
        key=stop.key,
        board=stop.board,
        level=stop.level,
        locked=stop.locked,
        visited=visited,
        walk=stop.walk_seconds,
    )


def _busy(each: Appointment, way: Way, zone: str) -> TimeRow:
    start, end = spell_clock(each.start, zone), spell_clock(each.end, zone)
    title = one_line(each.title) or "Appointment"
    walk = plan_text.walking(way.seconds, way.boards)
    about = " · ".join(filter(None, ("starred" if each.key else "", f"until {end}", walk)))
    spoken = f"{start} to {end}. {'Starred' if each.key else 'Appointment'}: {title}"
    return TimeRow(
        start,
        each.start,
        each.end,
        title,
        about,
        f"{spoken}. {walk}" if walk else spoken,
        board=each.board,
        appointment=each,
        walk=max(0, int((each.start - way.leave).total_seconds())),
    )


def _free(start: datetime, end: datetime, zone: str) -> TimeRow:
    minutes = int((end - start).total_seconds()) // 60
    text = f"{plural(minutes, 'minute')} free"
    clock = spell_clock(start, zone)
    return TimeRow(clock, start, end, text, "", f"{clock}, {text}")
