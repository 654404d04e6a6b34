"""The time zones an iCalendar file names: IANA, Windows, a vendor's path, or its own VTIMEZONE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from scheduler.core.times import zone
from scheduler.errors import BadInput
from scheduler.formats.read.calendar_lines import Component
from scheduler.formats.read.recurrence import Frequency, Rule, matcher, parse_rule

_OFFSET: Final = re.compile(r"([+-])(\d\d):?(\d\d)(?::?\d\d)?")
_FIXED: Final = re.compile(r"\(?(?:UTC|GMT)\s?([+-]\d\d:?\d\d)\b.*", re.IGNORECASE)
_WALL: Final = re.compile(r"\d{8}T\d{6}Z?")
_PLACES: Final = (slice(0, 4), slice(4, 6), slice(6, 8), slice(9, 11), slice(11, 13), slice(13, 15))

# What real files never reach, and what keeps a made-up one from being computed for minutes.
_MAX_OWN_ZONES: Final = 20
_MAX_OBSERVANCES: Final = 20
_MAX_MONTHS: Final = 2
_MAX_YEARS: Final = 12


@dataclass(frozen=True, slots=True)
class _Observance:
    """A stretch of standard or daylight time: from when, how often, and the offset it sets."""

    start: datetime
    before: timedelta
    offset: timedelta
    rule: Rule | None = None
    until: str = ""
    more: tuple[datetime, ...] = ()

    def onsets(self, year: int) -> Iterator[datetime]:
        """The wall-clock times in a year at which it starts."""
        if self.start.year == year:
            yield self.start
        yield from (moment for moment in self.more if moment.year == year)
        ended = bool(self.until) and self.until[:4] < str(year)
        if self.rule is None or year < self.start.year or ended:
            return
        fits = matcher(self.rule, self.start.date())
        for month in sorted(self.rule.months or {self.start.month})[:_MAX_MONTHS]:
            days = (date(year, month, 1) + timedelta(days=number) for number in range(31))
            yield from (
                datetime.combine(day, self.start.time()) for day in days if day.month == month and fits(day)
            )


@dataclass(slots=True)
class _OwnZone:
    """A zone that only the file itself defines."""

    observances: list[_Observance]
    _years: dict[int, list[tuple[datetime, timedelta]]] = field(default_factory=dict)

    def offset(self, wall: datetime) -> timedelta:
        for year in (wall.year, wall.year - 1):
            passed = [change for change in self._changes(year) if change[0] <= wall]
            if passed:
                return passed[-1][1]
        return self._older(wall)

    def _changes(self, year: int) -> list[tuple[datetime, timedelta]]:
        if year not in self._years and len(self._years) < _MAX_YEARS:
            self._years[year] = sorted(
                (onset, each.offset) for each in self.observances for onset in each.onsets(year)
            )
        return self._years.get(year, [])

    def _older(self, wall: datetime) -> timedelta:
        """The offset where nothing changed for a year or more: the last change, or what was before all."""
        starts = [(moment, each.offset) for each in self.observances for moment in (each.start, *each.more)]
        past = [change for change in starts if change[0] <= wall]
        return max(past)[1] if past else min(self.observances, key=lambda each: each.start).before


class Zones:
    """Turns wall-clock times with a TZID into UTC."""

    def __init__(self, components: Iterable[Component]) -> None:
        self._defined = {each.text("TZID"): each for each in components if each.first("TZID")}
        self._own_left = _MAX_OWN_ZONES
        self._found: dict[str, ZoneInfo | _OwnZone | timezone | None] = {}

    def to_utc(self, wall: datetime, tzid: str) -> datetime | None:
        """The moment of a naive wall-clock time; None when nobody says what the zone is."""
        found = self._lookup(tzid)
        if found is None:
            return None
        if isinstance(found, _OwnZone):
            return (wall - found.offset(wall)).replace(tzinfo=UTC)
        return wall.replace(tzinfo=found).astimezone(UTC)

    def name(self, tzid: str) -> str:
        """The IANA name behind a TZID, else ""."""
        found = self._lookup(tzid)
        return found.key if isinstance(found, ZoneInfo) else ""

    def _lookup(self, tzid: str) -> ZoneInfo | _OwnZone | timezone | None:
        if tzid not in self._found:
            self._found[tzid] = self._resolve(tzid)
        return self._found[tzid]

    def _resolve(self, tzid: str) -> ZoneInfo | _OwnZone | timezone | None:
        component = self._defined.get(tzid)
        names = [tzid, WINDOWS_TO_OLSON.get(tzid.strip("/"), ""), *_tails(tzid)]
        if component:
            location = component.text("X-LIC-LOCATION")
            names += [location, *_tails(location)]
        for name in names:
            if found := _iana(name):
                return found
        if component and self._own_left > 0:
            self._own_left -= 1
            if found_own := _own(component):
                return found_own
        return _fixed(tzid)


def _iana(name: str) -> ZoneInfo | None:
    if not name or len(name) > 60:
        return None
    try:
        return zone(name)
    except BadInput:
        return None


def _tails(tzid: str) -> Iterator[str]:
    """`Europe/Berlin` out of `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`."""
    parts = tzid.strip("/").split("/")
    yield from ("/".join(parts[-length:]) for length in (3, 2) if len(parts) > length or tzid.startswith("/"))


def _own(component: Component) -> _OwnZone | None:
    """The zone a VTIMEZONE describes; None when it describes none."""
    parts = [part for part in component.parts if part.name in ("STANDARD", "DAYLIGHT")]
    observances = [made for part in parts[:_MAX_OBSERVANCES] if (made := _observance(part))]
    return _OwnZone(observances) if observances else None


def _observance(part: Component) -> _Observance | None:
    start = parse_wall(part.text("DTSTART"))
    offset, before = _offset(part.text("TZOFFSETTO")), _offset(part.text("TZOFFSETFROM"))
    if start is None or offset is None:
        return None
    more = (parse_wall(text) for each in part.all("RDATE") for text in each.value.split(","))
    rule, until = _yearly(part.text("RRULE"))
    return _Observance(
        start,
        offset if before is None else before,
        offset,
        rule,
        until,
        tuple(moment for moment in more if moment),
    )


def parse_wall(text: str) -> datetime | None:
    """`20240508T104500` as it stands on the wall; None when it is no such time. A `Z` is dropped."""
    text = text.strip()
    if not _WALL.fullmatch(text):
        return None
    try:
        year, month, day, hour, minute, second = (int(text[place]) for place in _PLACES)
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # wall-clock
    except ValueError:
        return None


def _yearly(text: str) -> tuple[Rule | None, str]:
    """The rule of an observance; one that is not yearly is no rule of a time zone."""
    try:
        rule, until = parse_rule(text)
    except ValueError:
        return None, ""
    return (rule, until) if rule.frequency is Frequency.YEARLY else (None, "")


def _offset(text: str) -> timedelta | None:
    if not (found := _OFFSET.fullmatch(text.strip())):
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if size >= timedelta(days=1):
        return None
    return -size if found[1] == "-" else size


def _fixed(tzid: str) -> timezone | None:
    """`GMT+0200` and `(UTC+01:00) Amsterdam, Berlin`, whose offset is in the name."""
    found = _FIXED.fullmatch(tzid)
    offset = _offset(found[1]) if found else None
    return timezone(offset) if offset is not None else None
