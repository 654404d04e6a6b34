"""What the plan view says, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scheduler.core.agenda import Level
from scheduler.core.times import spell_clock, spell_day
from scheduler.core.walk import LeftOut, Stop, Walk
from scheduler.ui.display_text import one_line, plural
from scheduler.workspace.plan_choices import Window

BY_CATALOG = "Board numbers are not known: the walk follows the order of the catalog."


def budget(walk: Walk) -> str:
    """`12 must × 7 + walking 9 = 93 of 120 min; 9 maybes don't fit`."""
    groups = Counter((stop.level, stop.minutes) for stop in walk.stops)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0].rank, -item[0][1]))
    parts = [f"{count} {level} × {minutes}" for (level, minutes), count in ordered]
    walking = f"walking {walk.walking_minutes}" if walk.walking_seconds else "walking"
    total = f"{walk.minutes_used} of {walk.minutes_available} min"
    used = f"{' + '.join([*parts, walking])} = {total}" if parts else f"No stop yet: 0 of {total[5:]}"
    return f"{used}; {missing}" if (missing := does_not_fit(walk.left_out)) else used


def does_not_fit(left_out: Iterable[LeftOut]) -> str:
    """`1 want and 9 maybes don't fit`."""
    levels = [each.level for each in left_out]
    return f"{_listed(levels)} {'doesn’t' if len(levels) == 1 else 'don’t'} fit" if levels else ""


def missed(left_out: Iterable[LeftOut]) -> str:
    """`1 want and 9 maybes missed`, once the time is over."""
    levels = [each.level for each in left_out]
    return f"{_listed(levels)} missed" if levels else ""


def _listed(levels: Iterable[Level]) -> str:
    counts = Counter(levels)
    named = [
        f"{counts[level]} {level}{'' if counts[level] == 1 else 's'}" for level in Level if counts[level]
    ]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def lacking(walk: Walk) -> str:
    """Why the musts do not fit, in minutes."""
    shortfall = walk.shortfall
    if shortfall is None:
        return ""
    if not shortfall.minutes:
        return "Not all musts fit: their own times are in each other’s way."
    return f"Not all musts fit: {plural(shortfall.minutes, 'minute')} {_is(shortfall.minutes)} lacking."


def way(stop: Stop) -> str:
    """`walk 24 s, 12 boards`; nothing where one stands there already."""
    return walking(stop.walk_seconds, stop.boards_walked)


def walking(count: int, boards: int) -> str:
    """The same of so many seconds."""
    if not count and not boards:
        return ""
    passed = f", {plural(boards, 'board')}" if boards else ""
    return f"walk {seconds(count)}{passed}"


def seconds(count: int) -> str:
    """`24 s`, `1 min 10 s`."""
    minutes, rest = divmod(count, 60)
    return " ".join(
        part for part in (f"{minutes} min" if minutes else "", f"{rest} s" if rest else "") if part
    )


def board(number: str) -> str:
    return f"#{one_line(number, 12).lstrip('#')}" if number else "no board"


def window(of: Window | None, timezone: str) -> str:
    """`only 11:00–11:45`, `only from 11:00`, `only until 11:45`."""
    if of is None or not (of.opens or of.closes):
        return ""
    if of.opens and of.closes:
        return f"only {spell_clock(of.opens, timezone)}–{spell_clock(of.closes, timezone)}"
    if of.opens:
        return f"only from {spell_clock(of.opens, timezone)}"
    assert of.closes is not None
    return f"only until {spell_clock(of.closes, timezone)}"


def span(walk: Walk, timezone: str) -> str:
    """`Wed 8 May 2024, 10:45–12:45`."""
    start, end = spell_clock(walk.start, timezone), spell_clock(walk.end, timezone)
    return f"{spell_day(walk.start, timezone)}, {start}–{end}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
