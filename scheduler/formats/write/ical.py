"""iCalendar files (RFC 5545) that every program tried reads alike: UTC times, and nothing clever.

No VTIMEZONE: of those that icalendar makes, some programs read the first rule only and show events an
hour late. No METHOD: with one, some programs take the file for an invitation.
Loading this module loads icalendar, which takes a quarter of a second: import it when it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import icalendar

from scheduler.core.calendar import CalendarEvent
from scheduler.formats.write.folding import fold

_PRODUCT: Final = "-//Poster Scheduler//Poster Scheduler//EN"

# C0 and C1 controls, byte-order marks, halves of surrogate pairs and non-characters.
_UNPRINTABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")
# Some programs take the last three for the end of a line of the file.
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Escaped as the standard wants it, this is still read as a line end by khal and node-ical.
_MISREAD: Final = re.compile(r"\\(?=[nN])")
_LOOKS_ALIKE: Final = "\N{SET MINUS}"
_ESCAPES: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_SPLITTERS: Final = str.maketrans(dict.fromkeys(",;\\", " "))


def write(events: Iterable[CalendarEvent], now: datetime, name: str = "") -> bytes:
    """A whole file. `now` becomes DTSTAMP, the only thing in which two exports of the same differ.

    `name` is what programs propose for a new calendar. A file without an event would not be valid.
    """
    calendar = _calendar()
    if name:
        calendar["X-WR-CALNAME"] = _Text(name)
    stamp = icalendar.vDatetime(now.astimezone(UTC))
    for event in events:
        calendar.add_component(_full(event, stamp))
    return fold(calendar.content_lines(sorted=False))


def write_compact(events: Iterable[CalendarEvent], now: datetime) -> bytes:
    """As few bytes as an event needs: what, when and where. Same UIDs, so that it is the same event."""
    calendar = _calendar()
    stamp = icalendar.vDatetime(now.astimezone(UTC))
    for event in events:
        calendar.add_component(_bare(event, stamp))
    return fold(calendar.content_lines(sorted=False))


def clean(text: str) -> str:
    """The text without what breaks programs: control characters, unusual line ends, `\\n` as letters."""
    text = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    return _MISREAD.sub(_LOOKS_ALIKE, text)


class _Text(icalendar.vText):
    """TEXT (RFC 5545, 3.3.11). icalendar's own would make a line end of the N in `\\Nabla`."""

    def to_ical(self) -> bytes:
        return clean(self).translate(_ESCAPES).encode()


def _calendar() -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar["PRODID"] = _Text(_PRODUCT)
    calendar["VERSION"] = _Text("2.0")
    return calendar


def _bare(event: CalendarEvent, stamp: icalendar.vDatetime) -> icalendar.Event:
    component = icalendar.Event()
    component["UID"] = _Text(event.uid)
    component["DTSTAMP"] = stamp
    component["DTSTART"] = icalendar.vDatetime(event.start.astimezone(UTC))
    component["DTEND"] = icalendar.vDatetime(event.end.astimezone(UTC))
    component["SUMMARY"] = _Text(_title(event))
    if event.location:
        component["LOCATION"] = _Text(event.location)
    return component


def _full(event: CalendarEvent, stamp: icalendar.vDatetime) -> icalendar.Event:
    component = _bare(event, stamp)
    component["SEQUENCE"] = icalendar.vInt(event.sequence)
    if event.modified:
        component["LAST-MODIFIED"] = icalendar.vDatetime(event.modified.astimezone(UTC))
    component["STATUS"] = _Text(event.status)
    if event.description:
        component["DESCRIPTION"] = _Text(event.description)
    if event.categories:
        component["CATEGORIES"] = icalendar.vCategory([_category(name) for name in event.categories])
    if event.url:
        # An address is not escaped, so a line end in it would start a new property.
        component["URL"] = icalendar.vUri(clean(event.url).replace("\n", ""))
    for minutes in event.alarms:
        component.add_component(_alarm(minutes, _title(event)))
    return component


def _title(event: CalendarEvent) -> str:
    # calcurse refuses an event whose title has two lines.
    return clean(event.summary).replace("\n", " ")


def _category(name: str) -> str:
    # Even where it is escaped, some programs split a category at a comma, or show the escape.
    return " ".join(clean(name).translate(_SPLITTERS).split())


def _alarm(minutes: int, title: str) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm["ACTION"] = _Text("DISPLAY")
    alarm["TRIGGER"] = icalendar.vDuration(-timedelta(minutes=minutes))
    alarm["DESCRIPTION"] = _Text(title)
    return alarm
