"""A frab schedule as a catalog, whether it was written as XML, JSON or the hub's second schema.

All three say the same things; their readers hand them over as written in `Head` and `Event`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final
from urllib.parse import urljoin

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.core.identity import KeyMaker, digest, normalised, slug
from scheduler.errors import BadInput
from scheduler.formats.read import frab_times
from scheduler.formats.read.answers import zone_missing
from scheduler.formats.read.fields import address
from scheduler.formats.read.frab_times import Span, Stated, Zone
from scheduler.formats.read.markup import one_line, plain_text
from scheduler.formats.read.reading import Reading, ReadOptions, ReadWarning
from scheduler.formats.read.shared_ids import shared_ids, telling_id

_STEP: Final = 500
_MAX_WARNINGS: Final = 200


MAX_EVENTS: Final = 120_000
"""The largest programmes have a few thousand; more is a mistake or an attack."""


@dataclass(slots=True)
class Head:
    """What the schedule says about the conference, as written."""

    title: str = ""
    acronym: str = ""
    zone: str = ""
    venue: str = ""
    city: str = ""
    url: str = ""
    base_url: str = ""
    day_change: str = ""


@dataclass(slots=True)
class Event:
    """One event as written. `line` in the file from 1, 0: unknown."""

    line: int = 0
    guid: str = ""
    id: str = ""
    title: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    track: str = ""
    type: str = ""
    room: str = ""
    people: Sequence[str] = ()
    addresses: Sequence[str] = ()
    stated: Stated = field(default_factory=Stated)


@dataclass(frozen=True, slots=True)
class _Placed:
    event: Event
    span: Span | None
    room: str
    track: str


def reading(
    head: Head, events: list[Event], form: str, options: ReadOptions, warnings: Iterable[ReadWarning] = ()
) -> Reading:
    """The catalog of a schedule. `form` names the reader; BadInput when there is no event at all.

    Each room has one session a conference day. An event that comes again under the same id and title is
    one presentation with two slots; another title under the same id is another presentation.
    """
    if not events:
        raise BadInput("The schedule holds no events.")
    refuse_too_many(len(events))
    told = list(warnings)
    zone = frab_times.choose_zone(
        head.zone, options.timezone, (head.city, head.venue), [event.stated.date for event in events]
    )
    if zone.warning:
        told.append(ReadWarning(0, zone.warning))
    conference = _conference(head, zone, options)
    placed = _placed(events, zone.name, head.day_change, told, options)
    sessions, keys = _sessions(placed, conference, zone, head.day_change)
    presentations = _presentations(placed, keys, head.base_url or head.url, conference.key)
    return Reading(
        Catalog(conference, sessions, presentations),
        form,
        _bounded(told),
        times_missing=all(session.start is None for session in sessions),
        zone_missing=zone.name == "UTC" and zone_missing(conference, sessions),
    )


def refuse_too_many(count: int) -> None:
    """BadInput for more events than any programme has."""
    if count > MAX_EVENTS:
        raise BadInput(f"The schedule holds more than {MAX_EVENTS:,} events.")


def _conference(head: Head, zone: Zone, options: ReadOptions) -> Conference:
    title = one_line(options.title or head.title or head.acronym) or options.fallback_title
    places = dict.fromkeys(one_line(place) for place in (head.venue, head.city) if place.strip())
    return Conference(
        key=slug(head.acronym.strip() or title),
        title=title,
        timezone=zone.name,
        timezone_source=zone.source,
        venue=", ".join(places),
        url=address(head.url, head.base_url),
    )


def _placed(
    events: list[Event], zone_name: str, day_change: str, told: list[ReadWarning], options: ReadOptions
) -> list[_Placed]:
    result = []
    for done, event in enumerate(events):
        if done % _STEP == 0:
            options.progress(done, len(events))
        span = frab_times.place(event.stated, zone_name, day_change)
        if len(told) <= _MAX_WARNINGS and not (span and event.title):
            told += _complaints(event, span)
        result.append(_Placed(event, span, one_line(event.room), one_line(event.track)))
    return result


def _complaints(event: Event, span: Span | None) -> Iterator[ReadWarning]:
    if span is None:
        yield ReadWarning(event.line, f"“{_name(event)}” has no time that can be read.")
    if not event.title.strip():
        yield ReadWarning(event.line, f"“{_name(event)}” has no title.")


def _name(event: Event) -> str:
    return one_line(event.title)[:80] or event.id or event.guid or "An event"


def _sessions(
    placed: list[_Placed], conference: Conference, zone: Zone, day_change: str
) -> tuple[tuple[Session, ...], list[str]]:
    """The sessions by start, and for each event the key of its session."""
    labels = _day_labels(placed, zone.name, day_change)
    gathered: dict[tuple[str, str], list[_Placed]] = {}
    places = []
    for entry, label in zip(placed, labels, strict=True):
        place = (label, entry.room or entry.track or conference.title)
        gathered.setdefault(place, []).append(entry)
        places.append(place)
    found: dict[str, Session] = {}
    keys: dict[tuple[str, str], str] = {}
    for (label, title), entries in gathered.items():
        key = keys[label, title] = _session_key(label, title, found)
        found[key] = _session(key, title, entries, zone)
    ordered = sorted(found.values(), key=lambda session: session.start.timestamp() if session.start else inf)
    return tuple(ordered), [keys[place] for place in places]


def _session(key: str, title: str, entries: list[_Placed], zone: Zone) -> Session:
    spans = [entry.span for entry in entries if entry.span]
    sure = zone.source is not TimeSource.ASSUMED or all(span.exact for span in spans)
    return Session(
        key,
        title,
        entries[0].room,
        min((span.start for span in spans), default=None),
        max((span.end for span in spans), default=None),
        TimeSource.STATED if sure else TimeSource.ZONE_ASSUMED,
    )


def _day_labels(placed: list[_Placed], zone_name: str, day_change: str) -> list[str]:
    """The date of each event's conference day: where the file has days, the commonest in that day.

    A day's own `date` does not do: DebConf 23 gives that of the day before.
    """
    own = [
        frab_times.programme_date(entry.span.start, zone_name, day_change).isoformat() if entry.span else ""
        for entry in placed
    ]
    votes: dict[object, Counter[str]] = {}
    for entry, label in zip(placed, own, strict=True):
        if label and entry.event.stated.day.date:
            votes.setdefault(entry.event.stated.day, Counter())[label] += 1
    commonest = {day: min(count, key=lambda text: (-count[text], text)) for day, count in votes.items()}
    return [commonest.get(entry.event.stated.day, label) for entry, label in zip(placed, own, strict=True)]


def _session_key(label: str, title: str, taken: dict[str, Session]) -> str:
    """Such as `2024-12-27-saal-1`; with a hash where ASCII or the length of a slug loses the name."""
    key = slug(f"{label} {title}")
    if normalised(title) not in normalised(key):
        key = f"{key[:47]}-{digest(title)}"
    number = 2
    unique = key
    while unique in taken:
        unique, number = f"{key}~{number}", number + 1
    return unique


def _presentations(
    placed: list[_Placed], keys: list[str], base_url: str, conference_key: str
) -> tuple[Presentation, ...]:
    talks: list[tuple[_Placed, dict[Slot, None]]] = []
    known: dict[tuple[str, ...], int] = {}
    for entry, session_key in zip(placed, keys, strict=True):
        marks = _marks(entry.event)
        index = next((known[mark] for mark in marks if mark in known), len(talks))
        if index == len(talks):
            talks.append((entry, {}))
        for mark in marks:
            known.setdefault(mark, index)
        talks[index][1].setdefault(_slot(entry, session_key))
    key_maker = KeyMaker(conference_key)
    shared = shared_ids((_source_id(entry.event), entry.event.title) for entry, _ in talks)
    return tuple(
        _presentation(entry, tuple(slots), key_maker, base_url, order, shared)
        for order, (entry, slots) in enumerate(talks)
    )


def _marks(event: Event) -> list[tuple[str, ...]]:
    """What makes two events the same talk: guid or id together with the title."""
    title = normalised(event.title) or event.title
    if event.guid or event.id:
        return [(kind, value, title) for kind, value in (("guid", event.guid), ("id", event.id)) if value]
    return [("text", title, *event.people, "" if title else event.abstract)]


def _slot(entry: _Placed, session_key: str) -> Slot:
    """An event of no length keeps its start as its end; one without a time stands in no session."""
    if entry.span is None:
        return Slot(room=entry.room)
    return Slot(session_key, entry.span.start, entry.span.end, entry.room)


def _presentation(
    entry: _Placed,
    slots: tuple[Slot, ...],
    key_maker: KeyMaker,
    base_url: str,
    order: int,
    shared: frozenset[str],
) -> Presentation:
    event = entry.event
    title = one_line(event.title)
    authors = tuple(dict.fromkeys(filter(None, map(one_line, event.people))))
    abstract = _abstract(event, title)
    kind = event.type.casefold()
    return Presentation(
        key=key_maker(
            source_id=telling_id(_source_id(event), event.title, shared),
            title=event.title,
            authors=authors,
            abstract=abstract,
        ),
        title=title,
        authors=authors,
        abstract=abstract,
        decision=Decision.POSTER if "poster" in kind else Decision.TALK,
        topics=(entry.track,) if entry.track else (),
        track=entry.track,
        url=_address(event.addresses, base_url),
        order=order,
        slots=slots,
    )


def _source_id(event: Event) -> str:
    return (event.guid or event.id).strip()


def _abstract(event: Event, title: str) -> str:
    """Subtitle, abstract and description as paragraphs, each only where it says something new."""
    parts: list[str] = []
    for text in (one_line(event.subtitle), plain_text(event.abstract), plain_text(event.description)):
        if text and text != title and not any(text in part for part in parts):
            parts = [part for part in parts if part not in text]
            parts.append(text)
    return "\n\n".join(parts)


def _address(addresses: Sequence[str], base_url: str) -> str:
    """The first web address; one relative to the schedule is completed."""
    for text in map(str.strip, addresses):
        if text.startswith("/") and address(base_url):
            try:
                text = urljoin(address(base_url), text)
            except ValueError:
                continue
        if found := address(text):
            return found
    return ""


def _bounded(warnings: list[ReadWarning]) -> tuple[ReadWarning, ...]:
    """At most two hundred, and a word that there were more."""
    if len(warnings) <= _MAX_WARNINGS:
        return tuple(warnings)
    more = ReadWarning(0, f"Only the first {_MAX_WARNINGS} warnings are listed.")
    return (*warnings[:_MAX_WARNINGS], more)
