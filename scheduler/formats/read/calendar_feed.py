"""iCalendar feeds (RFC 5545): every event as a talk, every occurrence of it as a slot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Slot, TimeSource
from scheduler.core.identity import KeyMaker, normalised
from scheduler.errors import BadInput
from scheduler.formats.read import calendar_lines, fields
from scheduler.formats.read.answers import conference
from scheduler.formats.read.calendar_lines import Component
from scheduler.formats.read.calendar_times import Clock, Span, parse_value
from scheduler.formats.read.calendar_zones import Zones
from scheduler.formats.read.markup import one_line, plain_text
from scheduler.formats.read.reading import Progress, Reading, ReadOptions, ReadWarning
from scheduler.formats.read.shared_ids import shared_ids, telling_id

FORMAT: Final = "iCalendar"

_STEP: Final = 200
_MAX_WARNINGS: Final = 100
_BEGIN: Final = re.compile(rb"(?im)^[ \t]*BEGIN[ \t]*:[ \t]*(?:VCALENDAR|VEVENT)[ \t]*\r?$")
_SPEAKER_LINE: Final = re.compile(
    r"\s*(?:speaker|presenter|author)(?:s|\(s\))?\s*:[ \t]*(\S[^\n]{0,500})\n?", re.IGNORECASE
)
_SPEAKER_NAME: Final = re.compile(r"X-[A-Z0-9-]*SPEAKERS?")


@dataclass(slots=True)
class _Event:
    """One VEVENT. `replaces` is the occurrence of its series that it stands for, in UTC."""

    uid: str
    title: str
    line: int
    component: Component
    spans: list[Span]
    replaces: datetime | None = None
    cancelled: bool = False
    sequence: int = 0

    @property
    def series(self) -> tuple[str, str]:
        return (self.uid, "") if self.uid else ("", f"{self.line}")


@dataclass(slots=True)
class _Notes:
    """Warnings, up to a number that can still be read."""

    warnings: list[ReadWarning] = field(default_factory=list)
    unsaid: int = 0

    def add(self, line: int, text: str) -> None:
        if len(self.warnings) < _MAX_WARNINGS:
            self.warnings.append(ReadWarning(line, text))
        else:
            self.unsaid += 1

    def done(self) -> tuple[ReadWarning, ...]:
        if self.unsaid:
            self.warnings.append(ReadWarning(0, f"{self.unsaid} more events have mistakes."))
            self.unsaid = 0
        return tuple(self.warnings)


def looks_like(data: bytes) -> bool:
    """Whether a calendar or event begins near the start of the bytes."""
    head = data[:20_000].replace(b"\0", b"")  # of UTF-16 only the letters
    return _BEGIN.search(head.lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """All events that are not cancelled; one that cannot be read is a warning.

    Days and times without a zone are in the user's zone, else the feed's, else UTC. BadInput when
    there is no usable event.
    """
    root = calendar_lines.parse(data, options.progress)
    components = list(root.find("VEVENT"))
    if not components:
        raise BadInput("This calendar holds no events.")
    zones = Zones(root.find("VTIMEZONE"))
    about = _about(root, components, zones, options)
    clock = Clock(zones, about.timezone)
    notes = _Notes()
    events: list[_Event] = []
    for number, component in enumerate(components):
        if number % _STEP == 0:
            options.progress(number, 2 * len(components))
        if event := _event(component, clock, notes):
            events.append(event)
    made = _presentations(events, KeyMaker(about.key), notes)
    presentations = tuple(_counted(made, len(components), options.progress))
    if not presentations:
        raise BadInput(_nothing(components, events, notes))
    _tell_zones(clock, about, notes)
    zoneless = bool(clock.unzoned) and about.timezone_source is TimeSource.ASSUMED
    return Reading(Catalog(about, (), presentations), FORMAT, notes.done(), zone_missing=zoneless)


def _about(
    root: Component, components: Sequence[Component], zones: Zones, options: ReadOptions
) -> Conference:
    """Title and display zone: X-WR-TIMEZONE, else the zone most events name; no event's time hangs on it."""
    calendars = [each for each in root.parts if each.name == "VCALENDAR"]
    names = ("X-WR-CALNAME", "NAME", "X-WR-CALDESC")
    titles = (plain_text(each.text(name)) for name in names for each in calendars)
    title = next((title for title in titles if title and "\n" not in title and len(title) <= 100), "")
    stated = (zones.name(each.text("X-WR-TIMEZONE")) for each in calendars)
    starts = (each.first("DTSTART") for each in components)
    named = Counter(
        zones.name(start.parameters["TZID"]) for start in starts if start and "TZID" in start.parameters
    )
    del named[""]
    zone = next(filter(None, stated), "") or next((name for name, _ in named.most_common(1)), "")
    return conference(options, title=title, timezone=zone)


def _event(component: Component, clock: Clock, notes: _Notes) -> _Event | None:
    """The event, without a time when its start is unreadable; None when it says nothing at all."""
    title = component.text("SUMMARY")
    spans: list[Span] = []
    named = f"“{plain_text(title)[:60]}”" if title else "An event without a title"
    try:
        spans, problems = clock.spans(component)
    except (ValueError, OverflowError) as error:
        problems = [f"{error}; {'it has no time' if title else 'it is left out'}"]
    if problems:
        notes.add(component.line, f"{named}: {'; '.join(problems[:3])}.")
    if not spans and not title:
        return None
    return _Event(
        uid=component.text("UID"),
        title=title,
        line=component.line,
        component=component,
        spans=spans,
        replaces=_replaced(component, clock),
        cancelled=component.text("STATUS").upper() == "CANCELLED",
        sequence=_number(component.text("SEQUENCE")),
    )


def _replaced(component: Component, clock: Clock) -> datetime | None:
    found = component.first("RECURRENCE-ID")
    try:
        return clock.utc(parse_value(found)) if found else None
    except (ValueError, OverflowError):
        return None


def _counted(made: Iterable[Presentation], half: int, progress: Progress) -> Iterator[Presentation]:
    """Tells the progress of the second half of the work."""
    for number, each in enumerate(made):
        if number % _STEP == 0:
            progress(half + min(number, half), 2 * half)
        yield each


def _presentations(events: Iterable[_Event], key: KeyMaker, notes: _Notes) -> Iterator[Presentation]:
    series: dict[tuple[str, str], list[_Event]] = {}
    for event in events:
        series.setdefault(event.series, []).append(event)
    cancelled = sum(
        event.cancelled and event.replaces is None for group in series.values() for event in group
    )
    if cancelled:
        notes.add(0, f"{cancelled} cancelled events are left out.")
    made = [pair for group in series.values() for pair in _of(group)]
    made.sort(key=lambda pair: pair[0].line)
    shared = shared_ids((_source_id(event), event.title) for event, _ in made)
    return (_presentation(*pair, key, order, shared) for order, pair in enumerate(made))


def _of(group: Sequence[_Event]) -> Iterator[tuple[_Event, tuple[Slot, ...]]]:
    alone = len(group) == 1 and group[0].replaces is None
    return _of_one(group[0]) if alone else _of_series(group)


def _of_series(group: Sequence[_Event]) -> Iterator[tuple[_Event, tuple[Slot, ...]]]:
    """The presentations that the events of one UID make.

    A higher SEQUENCE replaces a lower one; an occurrence with its own title stands for itself.
    """
    masters = [event for event in group if event.replaces is None]
    newest = max((event.sequence for event in masters), default=0)
    together: dict[str, tuple[_Event, dict[datetime, Slot]]] = {}
    for event in masters:
        if event.sequence == newest and not event.cancelled:
            _, slots = together.setdefault(normalised(event.title), (event, {}))
            slots.update({span.start: _slot(event, span) for span in event.spans})
    for event in group:
        if event.replaces is not None:
            for _, slots in together.values():
                slots.pop(event.replaces, None)
            if not event.cancelled:
                _, slots = together.setdefault(normalised(event.title), (event, {}))
                slots.update({span.start: _slot(event, span) for span in event.spans})
    for event, slots in together.values():
        if slots or not event.spans:
            yield event, tuple(slots[start] for start in sorted(slots))


def _of_one(event: _Event) -> Iterator[tuple[_Event, tuple[Slot, ...]]]:
    """The same for the usual case, an event that is alone with its UID."""
    if not event.cancelled:
        slots = {span.start: _slot(event, span) for span in event.spans}
        yield event, tuple(slots[start] for start in sorted(slots))


def _presentation(
    event: _Event, slots: tuple[Slot, ...], key: KeyMaker, order: int, shared: frozenset[str]
) -> Presentation:
    component = event.component
    abstract, speakers = _speakers(component, plain_text(component.text("DESCRIPTION")))
    categories = [plain_text(text) for each in component.all("CATEGORIES") for text in each.texts]
    return Presentation(
        key=key(
            source_id=telling_id(_source_id(event), event.title, shared),
            title=event.title,
            authors=speakers,
            abstract=abstract,
        ),
        title=one_line(event.title),
        authors=speakers,
        abstract=abstract,
        decision=Decision.TALK,
        topics=fields.topics(categories),
        track=next(iter(categories), ""),
        url=fields.address(component.text("URL"), component.text("LOCATION")),
        order=order,
        slots=slots,
    )


def _source_id(event: _Event) -> str:
    """The UID; for an occurrence that stands for itself, the UID with the time it replaces."""
    if event.uid and event.replaces:
        return f"{event.uid}/{event.replaces:%Y%m%dT%H%M%SZ}"
    return event.uid


def _slot(event: _Event, span: Span) -> Slot:
    place = plain_text(event.component.text("LOCATION"))
    return Slot(
        start=span.start, end=span.end, room="" if fields.address(place) else ", ".join(place.splitlines())
    )


def _speakers(component: Component, description: str) -> tuple[str, tuple[str, ...]]:
    """The description and the speakers: from an X-…-SPEAKER property, else from its line "Speaker: …".

    Organisers and attendees are no speakers, and their addresses are nobody's business.
    """
    names = filter(_SPEAKER_NAME.fullmatch, component.properties)
    named = [each.text for name in names for each in component.all(name)]
    if named:
        return description, fields.people(";".join(named) if len(named) > 1 else named[0])
    if found := _SPEAKER_LINE.match(description):
        return description[found.end() :].lstrip(), fields.people(found[1])
    return description, ()


def _nothing(components: Sequence[Component], events: Sequence[_Event], notes: _Notes) -> str:
    if events:
        return "All events of this calendar are cancelled."
    if len(components) == 1:
        return (
            f"The calendar holds nothing that can be read. {notes.warnings[0].text if notes.warnings else ''}"
        )
    return f"None of the {len(components)} events of this calendar can be read."


def _tell_zones(clock: Clock, about: Conference, notes: _Notes) -> None:
    for tzid, count in list(clock.unknown.items())[:5]:
        notes.add(
            0, f"{count} events are in an unknown time zone “{tzid[:60]}”, which is read as {about.timezone}."
        )
    if clock.unzoned and about.timezone_source is TimeSource.ASSUMED:
        notes.add(0, f"{clock.unzoned} events name no time zone; UTC is assumed.")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
