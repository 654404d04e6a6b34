"""What a page and its user say together about when a session is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scheduler.core.catalog import TimeSource
from scheduler.core.times import zone
from scheduler.errors import BadInput
from scheduler.formats.read.page_times import StatedTime
from scheduler.formats.read.page_zones import NamedZone, named_zone
from scheduler.formats.read.reading import ReadOptions, ReadWarning

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class PageZone:
    """The conference's zone, and how we know it. `unclear` is a warning when it had to be guessed."""

    name: str
    source: TimeSource
    unclear: ReadWarning | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A session's time in UTC, or None twice, and what the page left open about it."""

    start: datetime | None = None
    end: datetime | None = None
    source: TimeSource = TimeSource.STATED
    unclear: ReadWarning | None = None


def page_zone(options: ReadOptions, stated: Iterable[StatedTime]) -> PageZone:
    """The user's zone, else the place on the clock the page names, else UTC.

    :raises BadInput: the user's zone does not exist.
    """
    timed = [when for when in stated if when.start]
    if options.timezone:
        zone(options.timezone)
        return PageZone(options.timezone, TimeSource.CONFIRMED)
    for when in timed:
        if known := named_zone(when.zone):
            return PageZone(known.iana, TimeSource.STATED if known.exact else TimeSource.ASSUMED)
    unclear = None
    if timed and timed[0].zone:
        unclear = ReadWarning(
            timed[0].line, f"“{timed[0].zone}” is no known time zone; times are read as UTC."
        )
    elif timed:
        unclear = ReadWarning(timed[0].line, "The page names no time zone; its times are read as UTC.")
    return PageZone("UTC", TimeSource.ASSUMED, unclear)


def session_span(
    stated: StatedTime | None, years: Iterable[int], options: ReadOptions, zone_name: str, *, only: bool
) -> Span:
    """A session's time. The user's words replace the page's, if `only` this session is on it.

    Where there are several sessions, one date or time for all would be wrong: they only fill gaps.
    """
    when = stated or StatedTime(0)
    told_day = when.date_among(years if years or not options.day else [options.day.year])
    overrides = only or stated is None
    day = options.day if options.day and (overrides or told_day is None) else told_day
    start = options.start if options.start and (overrides or when.start is None) else when.start
    end = options.end if options.end and (overrides or when.end is None) else when.end
    if day is None or start is None or end is None:
        return Span(unclear=_open_question(when, day, end))
    by_user = (day, start, end) != (told_day, when.start, when.end)
    clock = _clock(when, options, zone_name, by_user=start is not when.start)
    first, last = _in_utc(day, start, end, clock)
    source = TimeSource.CONFIRMED if by_user or _answered(options) else TimeSource.STATED
    return Span(first, last, source, _other_weekday(when, day) if day == told_day else None)


def poster_span(stated: StatedTime | None, years: Iterable[int], session: Span, zone_name: str) -> Span:
    """A poster's own time, where the page gives one that is not its session's."""
    if stated is None or stated.start is None or stated.end is None:
        return Span()
    clock = _clock(stated, ReadOptions(), zone_name, by_user=False)
    day = stated.date_among(years) or (session.start.astimezone(clock).date() if session.start else None)
    if day is None:
        return Span()
    start, end = _in_utc(day, stated.start, stated.end, clock)
    return Span() if (start, end) == (session.start, session.end) else Span(start, end)


def _answered(options: ReadOptions) -> bool:
    return bool(options.day or options.start or options.end)


def _clock(when: StatedTime, options: ReadOptions, zone_name: str, *, by_user: bool) -> tzinfo:
    """The clock a time is read from: the page's for what the page says, else the conference's."""
    known: NamedZone | None = named_zone(when.zone)
    if known is None or (by_user and options.timezone):
        return zone(zone_name)
    return known.clock


def _in_utc(day: date, start: time, end: time, clock: tzinfo) -> tuple[datetime, datetime]:
    try:
        last_day = day if end > start else day + timedelta(days=1)
        first = datetime.combine(day, start, tzinfo=clock).astimezone(UTC)
        return first, datetime.combine(last_day, end, tzinfo=clock).astimezone(UTC)
    except OverflowError:
        raise BadInput(f"{day} is not a day a conference can be on.") from None


def _other_weekday(when: StatedTime, day: date) -> ReadWarning | None:
    """Where the page's weekday is not that of its date: one of them is wrong, perhaps the year."""
    if when.weekday in (None, day.weekday()):
        return None
    said, is_one = _WEEKDAYS[when.weekday or 0], _WEEKDAYS[day.weekday()]
    kept = "the date is kept, please check it"
    return ReadWarning(when.line, f"The page says {said}, but {day} is a {is_one}; {kept}.")


def _open_question(when: StatedTime, day: date | None, end: time | None) -> ReadWarning | None:
    """What is missing where the page says something about the time, but not enough."""
    if when == StatedTime(0):
        return None
    if day is None:
        missing = "no year" if when.month and not when.year else "no date"
        if when.year and when.month:
            missing = "a date that does not exist"
    else:
        missing = "no end" if end is None and when.start else "no time"
    return ReadWarning(when.line, f"The page gives {missing} for the session; its time is left open.")
