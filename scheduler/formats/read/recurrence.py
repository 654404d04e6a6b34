"""RFC 5545 recurrence rules as dates, by walking days inside a window and so never without end.

Libraries search on to the year 9999 for a day that a rule like FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30
never has. Here the window bounds the work whatever the rule says.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

WINDOW: Final = timedelta(days=5 * 366)
"""No occurrence is looked for later than this after the first."""

MAX_OCCURRENCES: Final = 500

_DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """The frequencies that give days. Hourly and faster rules are no programme of a conference."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule. `weekdays` are (ordinal, 0 for Monday … 6), ordinal 0 for every one."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: frozenset[int] = frozenset()
    week_start: int = 0


def parse_rule(text: str) -> tuple[Rule, str]:
    """A rule and its UNTIL as written ("" if none). ValueError for what is not supported or no rule."""
    parts = dict(part.upper().split("=", 1) for part in text.split(";") if "=" in part)
    unknown = parts.keys() - _PARTS
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} in a recurrence rule")
    rule = Rule(
        frequency=Frequency(parts.get("FREQ", "")),
        interval=max(1, int(parts.get("INTERVAL", "1"))),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        months=_numbers(parts.get("BYMONTH", "")),
        month_days=_numbers(parts.get("BYMONTHDAY", "")),
        year_days=_numbers(parts.get("BYYEARDAY", "")),
        weekdays=tuple(_weekday(word) for word in parts.get("BYDAY", "").split(",") if word),
        positions=_numbers(parts.get("BYSETPOS", "")),
        week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
    )
    return rule, parts.get("UNTIL", "")


def occurrences(rule: Rule, first: date, window: timedelta = WINDOW) -> Iterator[date]:
    """The days of a rule from its first on, the first included even where the rule misses it.

    At most MAX_OCCURRENCES of them, none later than the window after the first.
    """
    yield first
    limit = min(MAX_OCCURRENCES, rule.count if rule.count is not None else MAX_OCCURRENCES)
    given = 1
    for day in _matching(rule, first, window):
        if day == first:
            continue
        if given >= limit:
            return
        given += 1
        yield day


_PARTS: Final = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYDAY", "BYSETPOS", "WKST")
)


def _matching(rule: Rule, first: date, window: timedelta) -> Iterator[date]:
    last = date.max if first > date.max - window else first + window
    matches = matcher(rule, first)
    for start, end in _periods(rule, first, last):
        days = [day for day in _days(start, end) if matches(day)]
        if rule.positions:
            chosen = {place - 1 if place > 0 else len(days) + place for place in rule.positions}
            days = [day for place, day in enumerate(days) if place in chosen]
        yield from (day for day in days if first <= day <= last)


def _periods(rule: Rule, first: date, last: date) -> Iterator[tuple[date, date]]:
    """First day and day after of every period the rule looks into."""
    start = _period_start(rule, first)
    while start <= last:
        try:
            end = _advanced(rule.frequency, start, 1)
            yield start, end
            start = _advanced(rule.frequency, start, rule.interval)
        except (OverflowError, ValueError):  # past the year 9999
            return


def _period_start(rule: Rule, first: date) -> date:
    match rule.frequency:
        case Frequency.WEEKLY:
            back = (first.weekday() - rule.week_start) % 7
            return first - back * _DAY if first.toordinal() > back else first
        case Frequency.MONTHLY:
            return first.replace(day=1)
        case Frequency.YEARLY:
            return first.replace(month=1, day=1)
    return first


def _advanced(frequency: Frequency, start: date, steps: int) -> date:
    match frequency:
        case Frequency.WEEKLY:
            return start + 7 * steps * _DAY
        case Frequency.MONTHLY:
            months = start.year * 12 + start.month - 1 + steps
            return date(months // 12, months % 12 + 1, 1)
        case Frequency.YEARLY:
            return date(start.year + steps, 1, 1)
    return start + steps * _DAY


def _days(start: date, end: date) -> Iterator[date]:
    return (date.fromordinal(number) for number in range(start.toordinal(), end.toordinal()))


def matcher(rule: Rule, first: date) -> Callable[[date], bool]:
    """Whether a day fits the rule, intervals aside; what the rule leaves out comes from the first day."""
    tests: list[Callable[[date], bool]] = []
    yearly = rule.frequency is Frequency.YEARLY
    named = bool(rule.month_days or rule.year_days or rule.weekdays)
    if rule.months:
        tests.append(lambda day: day.month in rule.months)
    elif yearly and not named:
        tests.append(lambda day: day.month == first.month)
    if rule.month_days:
        tests.append(lambda day: not rule.month_days.isdisjoint(_both(day.day, _month_length(day))))
    elif not named and rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY):
        tests.append(lambda day: day.day == first.day)
    if rule.year_days:
        tests.append(
            lambda day: not rule.year_days.isdisjoint(_both(day.timetuple().tm_yday, _year_length(day)))
        )
    if rule.weekdays:
        in_month = rule.frequency is Frequency.MONTHLY or bool(rule.months)
        tests.append(
            lambda day: any(
                _is_weekday(day, ordinal, weekday, in_month) for ordinal, weekday in rule.weekdays
            )
        )
    elif rule.frequency is Frequency.WEEKLY:
        tests.append(lambda day: day.weekday() == first.weekday())
    return lambda day: all(test(day) for test in tests)


def _is_weekday(day: date, ordinal: int, weekday: int, in_month: bool) -> bool:
    """Whether a day is the weekday, and the ordinal-th of its month or year where that counts."""
    if day.weekday() != weekday:
        return False
    if ordinal == 0:
        return True
    place, length = (
        (day.day, _month_length(day)) if in_month else (day.timetuple().tm_yday, _year_length(day))
    )
    return ordinal in ((place - 1) // 7 + 1, -((length - place) // 7 + 1))


def _both(place: int, length: int) -> tuple[int, int]:
    """A place counted from the front and from the back: the 31st is also the -1st."""
    return place, place - length - 1


def _month_length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _year_length(day: date) -> int:
    return 366 if calendar.isleap(day.year) else 365


def _numbers(text: str) -> frozenset[int]:
    return frozenset(int(word) for word in text.split(",") if word)


def _weekday(word: str) -> tuple[int, int]:
    return int(word[:-2] or "0"), _WEEKDAYS.index(word[-2:])
