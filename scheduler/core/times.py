"""Aware datetimes: UTC inside, the conference's zone for people."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scheduler.errors import BadInput

_FIXED = re.compile(r"Etc/GMT([+-])([1-9]\d?)")
TIME_ASSUMED = "time not stated by the page"
ZONE_ASSUMED = "time zone not stated by the page"


def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; BadInput when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"“{name}” is not a time zone; use a name such as Europe/Vienna.") from error


def spell_zone(name: str) -> str:
    """A zone's name as people write it: `UTC+1` for `Etc/GMT-1`, whose sign is POSIX's."""
    if name in ("Etc/UTC", "Etc/GMT"):
        return "UTC"
    found = _FIXED.fullmatch(name)
    return f"UTC{'-' if found[1] == '+' else '+'}{found[2]}" if found else name


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC. A naive moment is a bug of the caller."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime")
    return moment.astimezone(UTC)


def local_to_utc(day: date, clock: time, zone_name: str) -> datetime:
    """A wall-clock time as UTC.

    In the hour that a clock change repeats the first is meant, and a time in the hour that it
    skips is moved forward by the length of the gap (PEP 495, fold=0).
    """
    return datetime.combine(day, clock, tzinfo=zone(zone_name)).astimezone(UTC)


def span_to_utc(day: date, start: time, end: time, zone_name: str) -> tuple[datetime, datetime]:
    """Start and end of a wall-clock span as UTC; an end not after the start is on the next day."""
    last_day = day if end > start else day + timedelta(days=1)
    return local_to_utc(day, start, zone_name), local_to_utc(last_day, end, zone_name)


def rfc3339(moment: datetime | None) -> str | None:
    """`2024-05-08T08:45:00Z`, seconds always, microseconds never; None stays None."""
    # Not strftime, which writes the year 999 with three digits.
    return in_utc(moment).replace(tzinfo=None, microsecond=0).isoformat() + "Z" if moment else None


def from_rfc3339(text: str | None) -> datetime | None:
    """The moment written by `rfc3339`, or in any ISO 8601 form with an offset."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise BadInput(f"“{text}” has no UTC offset.")
    return moment.astimezone(UTC)


def parse_clock(text: str) -> time:
    """`10:45` as a time; BadInput when it is none."""
    try:
        hours, minutes = text.strip().split(":")
        return time(int(hours), int(minutes))
    except ValueError as error:
        raise BadInput(f"“{text}” is not a time; write it as 10:45.") from error


def parse_day(text: str) -> date:
    """`2024-05-08` as a date; BadInput when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(f"“{text}” is not a date; write it as 2024-05-08.") from error


def spell_day(moment: datetime, zone_name: str) -> str:
    """`Wed 8 May 2024` in the zone, in English whatever the locale."""
    local = moment.astimezone(zone(zone_name))
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def spell_clock(moment: datetime, zone_name: str) -> str:
    """`10:45` in the zone."""
    return moment.astimezone(zone(zone_name)).strftime("%H:%M")


def spell_span(start: datetime, end: datetime, zone_name: str) -> str:
    """`Wed 8 May 2024, 10:45–12:45`, naming the second day where it ends on another."""
    first, last = spell_day(start, zone_name), spell_day(end, zone_name)
    until = spell_clock(end, zone_name)
    if first != last:
        until = f"{last}, {until}"
    return f"{first}, {spell_clock(start, zone_name)}–{until}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
