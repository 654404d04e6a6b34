"""Dates, times and zones as conference pages write them: `Wed 8 May 10:45 a.m. CEST — 12:45 p.m. CEST`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final


@dataclass(frozen=True, slots=True)
class StatedTime:
    """What a page says about when, in its own zone; whatever it leaves out is None or empty.

    `year` may be missing where month and day are there. `weekday` is 0 for Monday. `zone` is the
    text's own word for it.
    """

    line: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    start: time | None = None
    end: time | None = None
    zone: str = ""
    weekday: int | None = None

    def date_among(self, years: Iterable[int]) -> date | None:
        """The date; where the page gives no year with it, in the one of these years that fits."""
        fitting = [day for year in ([self.year] if self.year else years) if (day := self._date_in(year))]
        if len(fitting) > 1:
            fitting = [day for day in fitting if day.weekday() == self.weekday]
        return fitting[0] if len(fitting) == 1 else None

    def _date_in(self, year: int) -> date | None:
        try:
            return date(year, self.month or 0, self.day or 0)
        except ValueError:
            return None


def parse_line(text: str, line: int = 0) -> StatedTime | None:
    """The date, the span of time or both that a line consists of; None for any other line."""
    if len(text) > 120 or not _LIKELY.search(text):
        return None
    found = _LINE.fullmatch(text.strip(" []()"))
    if found is None:
        return None
    month, day, year = _date(found)
    if month is not None and not (1 <= month <= 12 and day and 1 <= day <= 31):
        return None
    start, end = _span(found)
    if start is None and (found["hour1"] or month is None):
        return None
    zone = (found["zone1"] or found["zone2"] or "").strip()
    weekday = found["weekday"]
    index = _WEEKDAYS.index(weekday[:3].lower()) if weekday else None
    return StatedTime(line, year, month, day, start, end, zone, index)


def combined(first: StatedTime | None, second: StatedTime | None) -> StatedTime | None:
    """Two lines as one statement: what the first leaves out is taken from the second."""
    if first is None or second is None:
        return first or second
    missing: dict[str, object] = {}
    if first.month is None and second.month is not None:
        missing |= {"month": second.month, "day": second.day, "year": first.year or second.year}
        missing |= {"weekday": second.weekday}
    if first.start is None and second.start is not None:
        missing |= {"start": second.start, "end": second.end, "line": second.line}
    elif first.end is None and first.start is not None and second.start == first.start:
        missing |= {"end": second.end}
    if not first.zone and second.zone:
        missing |= {"zone": second.zone}
    return replace(first, **missing)  # type: ignore[arg-type]


def years_in(text: str) -> set[int]:
    """The years of this century a line mentions."""
    return {int(year) for year in _YEAR.findall(text)}


def _date(found: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """Month, day and year."""
    for style in ("a", "b"):
        if name := found[f"month_{style}"]:
            year = found[f"year_{style}"]
            return (
                _MONTHS.index(name[:3].lower()) + 1,
                int(found[f"day_{style}"]),
                int(year) if year else None,
            )
    if found["iso"]:
        year, month, day = found["iso"].split("-")
        return int(month), int(day), int(year)
    return None, None, None


def _span(found: re.Match[str]) -> tuple[time | None, time | None]:
    """Start and end; a line of numbers that no sign shows to be times has neither."""
    half1, half2 = _half(found["half1"]), _half(found["half2"])
    if not (found["minute1"] or half1 or half2 or found["minute2"]):
        return None, None
    end = _clock(found["hour2"], found["minute2"], half2)
    start = _clock(found["hour1"], found["minute1"], half1 or half2)
    if start and end and not half1 and half2 and start >= end:
        start = _clock(found["hour1"], found["minute1"], "a")  # "10:45 - 12:45 p.m." begins in the morning
    return start, end


def _clock(hour: str | None, minute: str | None, half: str) -> time | None:
    if not hour:
        return None
    number = int(hour)
    if half and not 1 <= number <= 12:
        half = "" if number > 12 else "a"
    if half:
        number = number % 12 + (12 if half == "p" else 0)
    try:
        return time(number, int(minute or 0))
    except ValueError:
        return None


def _half(text: str | None) -> str:
    return text[0].lower() if text else ""


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"\.?,?\s+"
)
_DATE: Final = (
    rf"(?:"
    rf"(?P<day_a>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month_a>{_MONTH})(?:,?\s+(?P<year_a>20\d\d)\b)?"
    rf"|(?P<month_b>{_MONTH})\s+(?P<day_b>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year_b>20\d\d)\b)?"
    r"|(?P<iso>20\d\d-\d\d-\d\d))"
)
_OTHER_DATE: Final = (
    rf"(?:{_WEEKDAY})?(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b)"
    r"(?:,?\s+20\d\d\b)?"
)
_ZONE: Final = (
    r"\(?((?:UTC|GMT)\s?[+−-]\s?\d{1,2}(?::?\d\d)?|(?-i:[A-Z]{1,5}T|UTC|[A-Z][A-Za-z]+/[A-Z][A-Za-z_/]+))\)?"
)


def _time_pattern(number: int) -> str:
    zone = _ZONE.replace("((?:", f"(?P<zone{number}>(?:", 1)
    return (
        rf"(?P<hour{number}>\d{{1,2}})(?:[:.](?P<minute{number}>\d\d))?(?::\d\d)?"
        rf"\s*(?P<half{number}>[ap]\.?\s?m\b\.?)?\s*(?:{zone})?"
    )


_LINE: Final = re.compile(
    rf"(?P<weekday>{_WEEKDAY})?(?:{_DATE})?,?\s*(?:[|·•-]\s*)?(?:(?:at|from|@|T)\s*)?"
    rf"(?:{_time_pattern(1)}\s*(?:(?:[-‐‑–—―~]+|to|until)\s*(?:{_OTHER_DATE},?\s+)?{_time_pattern(2)})?)?",
    re.IGNORECASE,
)
_LIKELY: Final = re.compile(
    r"\d[:.]\d\d|\d\s*[ap]\.?\s?m\b|20\d\d-\d\d-\d\d|" + rf"\b{_MONTH}\b", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
