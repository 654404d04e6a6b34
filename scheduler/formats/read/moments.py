"""Dates and times as people write them in files: `2020-07-06_05:00:00`, `8 May 2024`, `8-9pm`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from scheduler.core.times import local_to_utc, span_to_utc
from scheduler.formats.read.page_zones import NamedZone, named_zone

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATES: Final = (
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?![\d-])"),
    re.compile(rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\.?[\s-]*{_MONTH},?[\s-]*(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s*(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE),
)
_NUMBERS: Final = re.compile(r"\b(?P<first>\d\d?)(?P<mark>[./-])(?P<second>\d\d?)(?P=mark)(?P<year>\d{4})\b")
# A minus after HH:MM alone is a dash (10:45-12:45), so it counts only after seconds, a T or UTC.
_OFFSET: Final = re.compile(
    r"(?:(?<=\d)\s?Z|\b(?:UTC|GMT))(?![A-Za-z+-])"
    r"|(?:(?<=\d:\d\d:\d\d)|(?<=T\d\d:\d\d)|(?<=\.\d{3})|(?<=\.\d{6})|\bUTC|\bGMT|(?<=\d:\d\d)(?=\s?\+))"
    r"\s?(?P<sign>[+-])(?P<hours>[01]?\d):?(?P<minutes>[0-5]\d)?(?![\d:])"
)
_CLOCK: Final = re.compile(
    r"(?<![\d:.])(?P<hours>\d\d?)(?:[:.h](?P<minutes>\d\d)(?::(?P<seconds>\d\d)(?:[.,]\d+)?)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?![\d:])",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"(?<=\d)\s?(?:(?i:[ap]\.?m)\b\.?\s)?([A-Z]{3,4})\b")
_DASH: Final = re.compile(r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True)
class Moment:
    """A start, and an end where one was written, in UTC. `zoned`: the text itself says which offset."""

    start: datetime
    end: datetime | None = None
    zoned: bool = False


def find_day(text: str, *, month_first: bool = False) -> date | None:
    """The first date written in a text. `month_first` decides about 5/8/2024, which may be either."""
    for pattern in _DATES:
        if found := pattern.search(text):
            return _date(int(found["year"]), _month_number(found["month"]), int(found["day"]))
    if found := _NUMBERS.search(text):
        first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
        swapped = second > 12 or (month_first and first <= 12)
        return _date(year, first, second) if swapped else _date(year, second, first)
    return None


def month_comes_first(texts: Iterable[str]) -> bool:
    """Whether the dates of a column can only be month/day/year: 5/13/2024 is there and 13/5/2024 is not."""
    found = [match for match in map(_NUMBERS.search, texts) if match]
    return any(int(match["second"]) > 12 for match in found) and all(
        int(match["first"]) <= 12 for match in found
    )


def find_clocks(text: str) -> list[time]:
    """The times of day written in a text, at most two: `10:45`, `8.15 pm`, `10h45`, `8-9pm`, `24:00`."""
    bare = _OFFSET.sub(" ", _without_dates(text))
    tokens = list(_CLOCK.finditer(bare))[:8]
    halves = [(token["half"] or "").lower() for token in tokens]
    found: list[time] = []
    for index, token in enumerate(tokens):
        half = halves[index]
        before_end = index + 1 < len(tokens) and halves[index + 1]
        if not half and before_end and _DASH.fullmatch(bare, token.end(), tokens[index + 1].start()):
            half = _half_of_start(token, tokens[index + 1], halves[index + 1])
        elif not half and token["minutes"] is None:
            continue  # a bare number is no time
        clock = _time(token, half)
        found.extend([clock] if clock else [])
    return found[:2]


def find_moment(text: str, zone_name: str, *, month_first: bool = False) -> Moment | None:
    """A date with a time of day, and an end if there is one; None when either is missing.

    Wall-clock times are in `zone_name` unless the text itself names an offset or UTC.
    """
    day = find_day(text, month_first=month_first)
    clocks = find_clocks(text)
    if day is None or not clocks:
        return None
    return span(day, clocks[0], clocks[1] if len(clocks) > 1 else None, zone_name, offset_in(text))


def span(
    day: date, start: time, end: time | None, zone_name: str, offset: timedelta | None = None
) -> Moment | None:
    """A wall-clock span as a Moment; None at the two ends of the calendar, the years 1 and 9999."""
    shift = offset or timedelta(0)
    name = zone_name if offset is None else "UTC"
    try:
        if end is None:
            return Moment(local_to_utc(day, start, name) - shift, zoned=offset is not None)
        first, last = span_to_utc(day, start, end, name)
        return Moment(first - shift, last - shift, zoned=offset is not None)
    except OverflowError:
        return None


def offset_in(text: str) -> timedelta | None:
    """The UTC offset a text states after its time: `Z`, `UTC`, `+01:00`, `-0400`, `CEST`; None if none."""
    found = _OFFSET.search(text)
    if found is None:
        known = _lettered_zone(text)
        return known.clock.utcoffset(None) if known else None
    if found["sign"] is None:
        return timedelta(0)
    size = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return -size if found["sign"] == "-" else size


def zone_of_offset(texts: Iterable[str]) -> str:
    """`Etc/GMT-1` for times that all say +01:00, to show them as they are written; else "".

    Letters name a place as well: `Australia/Sydney` for times that all say AEDT.
    """
    texts = list(texts)
    offsets = {offset_in(text) for text in texts}
    only = offsets.pop() if len(offsets) == 1 else None
    if not only or only % timedelta(hours=1) or abs(only) > timedelta(hours=12):
        return ""
    places = {known.iana if (known := _lettered_zone(text)) else "" for text in texts}
    if len(places) == 1 and (place := places.pop()):
        return place
    return f"Etc/GMT{-only // timedelta(hours=1):+d}"  # the sign is POSIX's: -1 is one hour east


def _lettered_zone(text: str) -> NamedZone | None:
    letters = _LETTERS.search(text)
    return named_zone(letters[1]) if letters else None


def _without_dates(text: str) -> str:
    for pattern in (*_DATES, _NUMBERS):
        text = pattern.sub(" ", text, count=2)
    return text.replace("_", " ")


def _half_of_start(start: re.Match[str], end: re.Match[str], half: str) -> str:
    """am or pm for the start of `8-9pm` and `11-1pm`: the same, unless it would come after the end."""
    if int(start["hours"]) % 12 <= int(end["hours"]) % 12:
        return half
    return "a" if half == "p" else "p"


def _time(token: re.Match[str], half: str) -> time | None:
    hours = int(token["hours"])
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    elif hours == 24:
        hours = 0
    try:
        return time(hours, int(token["minutes"] or 0), int(token["seconds"] or 0))
    except ValueError:
        return None


def _month_number(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTHS.index(text[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
