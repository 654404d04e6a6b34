"""Stars in order of time: levels, days, sessions, real clashes and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.core.catalog import Decision
from scheduler.core.level import DEFAULT_LEVEL as DEFAULT_LEVEL
from scheduler.core.level import Level as Level
from scheduler.core.times import zone


@dataclass(frozen=True, slots=True)
class Starred:
    """A starred presentation at one of its places; one with two slots is there twice.

    `start` and `end` are UTC, None when nobody knows. `fixed`: it happens at exactly this time (a
    talk); otherwise it can be seen at any time between (a poster).
    """

    key: str
    title: str
    level: Level = DEFAULT_LEVEL
    decision: Decision = Decision.POSTER
    session: str = ""
    session_title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    room: str = ""
    board: str = ""
    order: int = 0
    fixed: bool = False
    visited_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together in an agenda: a poster session with its stars, or one talk (`fixed`)."""

    title: str
    session: str
    start: datetime | None
    end: datetime | None
    room: str
    stars: tuple[Starred, ...]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Two talks that overlap from `start` to `end`; both give their own times."""

    first: Starred
    second: Starred
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time between the end of what is `after` and the start of what is `before` (titles)."""

    after: str
    before: str
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an agenda in the conference's `zone`; `day` is None for what has no time yet."""

    day: date | None
    blocks: tuple[Block, ...]
    clashes: tuple[Clash, ...] = ()
    gaps: tuple[Gap, ...] = ()
    zone: str = "UTC"


SHORTEST_GAP = timedelta(minutes=10)
"""Less than this between two entries is the way from one room to the next, not free time."""


def days(stars: Iterable[Starred], zone_name: str) -> tuple[Day, ...]:
    """The agenda: stars by day, and within a day by session, in order of time.

    What has no time comes last, under a day of None. The result does not depend on the order of `stars`.
    """
    where = zone(zone_name)
    by_day: dict[date | None, list[Block]] = {}
    for block in blocks(stars):
        day = block.start.astimezone(where).date() if block.start else None
        by_day.setdefault(day, []).append(block)
    ordered = sorted(by_day, key=lambda day: (day is None, day or date.min))
    return tuple(_day(day, by_day[day], zone_name) for day in ordered)


def blocks(stars: Iterable[Starred]) -> tuple[Block, ...]:
    """Sessions and talks in order of time; the stars of a session in catalog order."""
    talks: list[Block] = []
    sessions: dict[tuple[object, ...], list[Starred]] = {}
    for star in sorted(stars, key=lambda s: (s.order, s.key)):
        if star.fixed:
            talks.append(
                Block(star.title, star.session, star.start, star.end, star.room, (star,), fixed=True)
            )
        else:
            sessions.setdefault((star.session, star.start, star.end), []).append(star)
    posters = [_session_block(tuple(group)) for group in sessions.values()]
    return tuple(sorted([*talks, *posters], key=_by_time))


def clashes(stars: Iterable[Starred]) -> tuple[Clash, ...]:
    """Pairs of talks of which the times overlap; posters never clash, touching ends neither."""
    talks = sorted((s for s in stars if s.fixed and s.start and s.end), key=lambda s: (s.start, s.key))
    found = []
    for place, first in enumerate(talks):
        for second in talks[place + 1 :]:
            if not (first.end and second.start and second.end) or second.start >= first.end:
                break
            if second.key != first.key and second.start < second.end:
                found.append(Clash(first, second, second.start, min(first.end, second.end)))
    return tuple(found)


def gaps(of: Sequence[Block], shortest: timedelta = SHORTEST_GAP) -> tuple[Gap, ...]:
    """Free time between blocks, which need not be in order; overlapping ones count once."""
    found = []
    busy_until: datetime | None = None
    last = ""
    for block in sorted(of, key=_by_time):
        if block.start is None or block.end is None:
            continue
        if busy_until is not None and block.start - busy_until >= shortest:
            found.append(Gap(last, block.title, busy_until, block.start))
        if busy_until is None or block.end > busy_until:
            busy_until, last = block.end, block.title
    return tuple(found)


def _day(day: date | None, of: list[Block], zone_name: str) -> Day:
    if day is None:
        return Day(None, tuple(of), zone=zone_name)
    return Day(day, tuple(of), clashes(star for block in of for star in block.stars), gaps(of), zone_name)


def _session_block(stars: tuple[Starred, ...]) -> Block:
    first = stars[0]
    rooms = {star.room for star in stars}
    room = first.room if len(rooms) == 1 else ""
    return Block(first.session_title or "No session", first.session, first.start, first.end, room, stars)


def _by_time(block: Block) -> tuple[bool, float, float, str, str]:
    start = block.start.timestamp() if block.start else 0.0
    end = block.end.timestamp() if block.end else 0.0
    return block.start is None, start, end, block.title, block.stars[0].key if block.stars else ""
