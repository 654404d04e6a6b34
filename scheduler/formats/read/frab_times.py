"""When an event of a frab schedule takes place: offsets, wall clocks, and nights of the day before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import available_timezones

from scheduler.core import times
from scheduler.core.catalog import TimeSource
from scheduler.errors import BadInput
from scheduler.formats.read.moments import zone_of_offset

_DAY_CHANGE: Final = timedelta(hours=4)
"""Where the file says nothing, what starts before 4:00 is still the night of the day before."""

_LATEST_GUESSED_CHANGE: Final = timedelta(hours=6)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?|(\d{2})(\d{2})")
_HOURS: Final = re.compile(r"(?:(\d{1,2}):)??(\d{1,3}):(\d{1,2})(?::(\d{2}))?")
_ISO_DURATION: Final = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+(?:\.\d+)?S)?", re.IGNORECASE)
_CONTINENTS: Final = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone in which wall-clock times are read and shown, where it comes from, and what to tell."""

    name: str
    source: TimeSource
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme as its file states it: `start` and `end` may lie in the night after."""

    date: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the file says about the time of one event, as written."""

    date: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    day: Day = Day()


@dataclass(frozen=True, slots=True)
class Span:
    """Start and end in UTC; an end equal to the start means that no length is known or it is zero.

    `exact`: the file gave the offset itself, so the zone's name does not matter for it.
    """

    start: datetime
    end: datetime
    exact: bool


def choose_zone(stated: str, user: str | None, places: Iterable[str], dates: list[str]) -> Zone:
    """The file's zone, else the user's, else that of the city, else the offset all `dates` share.

    BadInput when the user's zone does not exist.
    """
    if stated and _is_zone(stated):
        return Zone(stated, TimeSource.STATED)
    problem = f"The file's time zone “{stated[:40]}” is unknown" if stated else "The file names no time zone"
    if user:
        return Zone(times.zone(user).key, TimeSource.CONFIRMED)
    if city := _zone_of_city(places):
        return Zone(city, TimeSource.ASSUMED, f"{problem}; {city} is assumed from the place.")
    if shared := zone_of_offset(set(dates)):
        return Zone(shared, TimeSource.ASSUMED, f"{problem}; times are shown as they are written.")
    return Zone("UTC", TimeSource.ASSUMED, f"{problem}; times without an offset are read as UTC.")


def place(stated: Stated, zone_name: str, day_change: str) -> Span | None:
    """When the event takes place; None when the file does not say it in a readable way.

    A `date` with an offset is trusted over everything else. Without it, `start` is a wall clock of
    the day, and one before the day's change belongs to the next date.
    """
    try:
        start, exact = _start(stated, zone_name, day_change)
        if start is None:
            return None
        end = max(start, _end(stated, start, zone_name))
    except (OverflowError, ValueError):
        return None
    return Span(start, end, exact) if start.year > 1900 and end.year < 2200 else None


def programme_date(start: datetime, zone_name: str, day_change: str) -> date:
    """The conference day an event belongs to: at half past midnight still the day before."""
    change = _clock(day_change)
    return (start.astimezone(times.zone(zone_name)) - (_DAY_CHANGE if change is None else change)).date()


def duration(text: str) -> timedelta | None:
    """`0:45`, `00:45`, `00:45:00`, `1:02:00:00` (from days on), `45` minutes or `PT1H30M`."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return timedelta(minutes=int(text))
    if found := _HOURS.fullmatch(text):
        days, hours, minutes, _ = (int(part or 0) for part in found.groups())
        return timedelta(days=days, hours=hours, minutes=minutes)
    if (found := _ISO_DURATION.fullmatch(text)) and (found[1] or found[2]):
        return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))
    return None


def _is_zone(name: str) -> bool:
    try:
        times.zone(name)
    except BadInput:
        return False
    return True


def _zone_of_city(places: Iterable[str]) -> str:
    """`Europe/Brussels` for `Brussels`; only exact names of cities, because a guess must be rare."""
    parts = (part for named in places for part in re.split(r"[,;()/]", named[:500]))
    wanted = {part.strip().casefold() for part in parts} - {""}
    if not wanted:
        return ""
    for name in sorted(available_timezones()):
        continent, _, city = name.partition("/")
        if continent in _CONTINENTS and city.rpartition("/")[2].replace("_", " ").casefold() in wanted:
            return name
    return ""


def _start(stated: Stated, zone_name: str, day_change: str) -> tuple[datetime | None, bool]:
    for text in (stated.date, stated.start):
        if moment := _moment(text):
            return _in_utc(moment, zone_name), moment.tzinfo is not None
    clock = _clock(stated.start)
    if clock is None:
        return None, False
    if day := _day(stated.date):  # the date of the event itself, not of the conference day
        return _local(day, clock, zone_name), False
    day = _day(stated.day.date)
    if day is None:
        return None, False
    if clock < _change(day_change, stated.day, zone_name):
        clock += timedelta(days=1)
    return _local(day, clock, zone_name), False


def _end(stated: Stated, start: datetime, zone_name: str) -> datetime:
    if moment := _moment(stated.end):
        return _in_utc(moment, zone_name)
    length = duration(stated.duration)
    if length is not None:
        return start + length
    clock = _clock(stated.end)
    if clock is None:
        return start
    end = _local(start.astimezone(times.zone(zone_name)).date(), clock, zone_name)
    return end if end >= start else end + timedelta(days=1)


def _change(day_change: str, day: Day, zone_name: str) -> timedelta:
    """When a new day begins: as the conference says, else when its day starts, else at 4:00."""
    stated = _clock(day_change)
    if stated is not None:
        return stated
    begin = _moment(day.start)
    if begin is None:
        return _DAY_CHANGE
    local = _in_utc(begin, zone_name).astimezone(times.zone(zone_name))
    return min(timedelta(hours=local.hour, minutes=local.minute), _LATEST_GUESSED_CHANGE)


def _moment(text: str) -> datetime | None:
    """A date with a time of day; a date alone is none."""
    if len(text) < 12:
        return None
    try:
        return datetime.fromisoformat(text.strip().replace(" +", "+").replace(" UTC", "Z"))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _clock(text: str) -> timedelta | None:
    """A wall clock as the time since midnight; `25:30` is half past one in the night after."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes = int(found[1] or found[3]), int(found[2] or found[4])
    return timedelta(hours=hours, minutes=minutes) if hours < 48 and minutes < 60 else None


def _local(day: date, clock: timedelta, zone_name: str) -> datetime:
    days, minutes = divmod(clock // timedelta(minutes=1), 24 * 60)
    return times.local_to_utc(day + timedelta(days=days), time(*divmod(minutes, 60)), zone_name)


def _in_utc(moment: datetime, zone_name: str) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return times.local_to_utc(moment.date(), time(moment.hour, moment.minute, moment.second), zone_name)
