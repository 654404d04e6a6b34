"""When the events of an iCalendar file take place: every occurrence as a span in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from scheduler.formats.read.calendar_lines import Component, Property
from scheduler.formats.read.calendar_zones import Zones, parse_wall
from scheduler.formats.read.recurrence import MAX_OCCURRENCES, Rule, occurrences, parse_rule

MAX_IN_FILE: Final = 20_000
"""Occurrences of all recurring events of a file together."""

MAX_RULES: Final = 500
"""Recurrence rules followed in a file; a rule costs the same whether or not it ever gives a day."""

_DATE: Final = re.compile(r"\d{8}")
_DURATION: Final = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?", re.IGNORECASE
)
_DAY: Final = timedelta(days=1)
_YEARS: Final = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Wall:
    """A date or date-time as written: `moment` on the wall of `tzid`, which is "UTC" for Z, "" for none."""

    moment: datetime
    tzid: str
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """One occurrence, in UTC."""

    start: datetime
    end: datetime


@dataclass(slots=True)
class Clock:
    """Reads the times of one file. `floating` is the zone of days and of times that name none.

    It notes how many events named no zone, and which zones nobody knows.
    """

    zones: Zones
    floating: str
    unzoned: int = 0
    unknown: dict[str, int] = field(default_factory=dict)
    occurrences_left: int = MAX_IN_FILE
    rules_left: int = MAX_RULES
    _known: dict[Wall, datetime] = field(default_factory=dict)

    def spans(self, event: Component) -> tuple[list[Span], list[str]]:
        """Every occurrence of an event, the first one first, and what was wrong with it.

        ValueError with the reason when its start cannot be read.
        """
        start = parse_value(_needed(event, "DTSTART"))
        self.utc(start)
        self._note(start)
        problems: list[str] = []
        length = self._length(event, start, problems)
        found = {self.utc(wall): (length, wall) for wall in self._walls(event, start, problems)}
        for wall, own_length in self._added(event, length, problems):
            found.setdefault(self.utc(wall), (own_length, wall))
        out = [wall for wall, _ in self._values(event, "EXDATE", problems)]
        days = {wall.moment.date() for wall in out if wall.all_day}
        moments = {self.utc(wall) for wall in out if not wall.all_day}
        kept = [
            Span(moment, moment + each)
            for moment, (each, wall) in found.items()
            if moment not in moments and wall.moment.date() not in days
        ]
        return kept, problems

    def utc(self, wall: Wall) -> datetime:
        """The moment of a wall-clock time. ValueError outside the years any zone is known for."""
        moment = self._known.get(wall)
        if moment is None:
            moment = self._known[wall] = self._utc(wall)
        return moment

    def _utc(self, wall: Wall) -> datetime:
        if wall.moment.year not in _YEARS:
            raise ValueError("its year is out of range")
        known = self.zones.to_utc(wall.moment, wall.tzid) if wall.tzid else None
        moment = known or self.zones.to_utc(wall.moment, self.floating)
        if moment is None:
            raise ValueError("its time zone is unknown")
        return moment

    def _note(self, start: Wall) -> None:
        if not start.tzid:
            self.unzoned += 1
        elif self.zones.to_utc(start.moment, start.tzid) is None:
            self.unknown[start.tzid] = self.unknown.get(start.tzid, 0) + 1

    def _length(self, event: Component, start: Wall, problems: list[str]) -> timedelta:
        usual = _DAY if start.all_day else timedelta(0)
        try:
            if (end := event.first("DTEND")) and end.value.strip():
                length = self.utc(parse_value(end)) - self.utc(start)
            elif (duration := event.first("DURATION")) and duration.value.strip():
                length = parse_duration(duration.value)
            else:
                return usual
        except (ValueError, OverflowError):
            problems.append("its end cannot be read")
            return usual
        if length < timedelta(0):
            problems.append("it ends before it starts")
            return usual
        return length

    def _walls(self, event: Component, start: Wall, problems: list[str]) -> Iterator[Wall]:
        """The start, and the starts that a rule repeats it at."""
        yield start
        rule, until = _rule(event, problems)
        if rule is None:
            return
        self.rules_left -= 1
        if self.rules_left < 0 or self.occurrences_left <= 0:
            problems.append("it is not repeated, because the calendar repeats too much")
            return
        for day in occurrences(rule, start.moment.date()):
            wall = Wall(datetime.combine(day, start.moment.time()), start.tzid, start.all_day)
            if day.year not in _YEARS or (until and self._after(wall, until)):
                return
            if self.occurrences_left <= 0:
                return
            self.occurrences_left -= 1
            yield wall

    def _after(self, wall: Wall, until: Wall) -> bool:
        """Whether an occurrence lies behind UNTIL, which includes its whole day when it is a date."""
        if until.all_day or wall.all_day:
            return wall.moment.date() > until.moment.date()
        return self.utc(wall) > self.utc(until if until.tzid else Wall(until.moment, wall.tzid))

    def _added(
        self, event: Component, length: timedelta, problems: list[str]
    ) -> Iterator[tuple[Wall, timedelta]]:
        for wall, last in self._values(event, "RDATE", problems):
            yield wall, last if last is not None else length

    def _values(
        self, event: Component, name: str, problems: list[str]
    ) -> Iterator[tuple[Wall, timedelta | None]]:
        """The values of RDATE or EXDATE, with their own length where they are periods."""
        texts = [
            (text, found) for found in event.all(name) for text in found.value.split(",") if text.strip()
        ]
        for text, found in texts[: min(MAX_OCCURRENCES, self.occurrences_left)]:
            self.occurrences_left -= 1
            try:
                first, _, last = text.partition("/")
                wall = parse_value(found, first)
                self.utc(wall)
                yield wall, self._period_length(wall, last, found) if last else None
            except (ValueError, OverflowError):
                problems.append(f"its {name} “{text.strip()[:40]}” cannot be read")

    def _period_length(self, wall: Wall, last: str, found: Property) -> timedelta:
        if last.upper().startswith(("P", "+P")):
            return parse_duration(last)
        return max(timedelta(0), self.utc(parse_value(found, last)) - self.utc(wall))


def parse_value(found: Property, text: str | None = None) -> Wall:
    """A DATE or DATE-TIME, the property's or a part of it, in its zone. ValueError when it is neither."""
    text = (found.value if text is None else text).strip()
    tzid = found.parameters.get("TZID", "")
    if _DATE.fullmatch(text):
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
        return Wall(datetime.combine(day, time()), tzid, all_day=True)
    moment = parse_wall(text)
    if moment is None:
        raise ValueError(f"“{text[:40]}” is not a time")
    return Wall(moment, "UTC" if text.endswith("Z") else tzid)


def parse_duration(text: str) -> timedelta:
    """A DURATION value. ValueError when it is none, or negative."""
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groups()):
        raise ValueError(f"“{text[:40]}” is not a duration")
    weeks, days, hours, minutes, seconds = (int(group or 0) for group in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _needed(event: Component, name: str) -> Property:
    found = event.first(name)
    if found is None:
        raise ValueError("it has no start")
    return found


def _rule(event: Component, problems: list[str]) -> tuple[Rule | None, Wall | None]:
    """The recurrence rule of an event and its end; no rule where it cannot be followed."""
    found = [each for each in event.all("RRULE") if each.value.strip()]
    if not found:
        return None, None
    if len(found) > 1:
        problems.append("only the first of its recurrence rules is followed")
    try:
        rule, until = parse_rule(found[0].value.strip())
        return rule, parse_value(found[0], until) if until else None
    except ValueError:
        problems.append(f"its recurrence rule “{found[0].value.strip()[:60]}” is not followed")
        return None, None
