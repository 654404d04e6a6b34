"""What a calendar was given before, and what it must be told now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from scheduler.core.calendar import CalendarEvent, Kind, Status
from scheduler.core.times import from_rfc3339, rfc3339


class Change(StrEnum):
    """What happened to an event since the last export to the same target."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Remembered:
    """An event as it last went out. `content` is JSON; `remote` belongs to who published it."""

    uid: str
    kind: Kind
    sequence: int
    content_hash: str
    status: Status
    modified: datetime
    content: str
    remote: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with its SEQUENCE and LAST-MODIFIED set, and why it has them."""

    event: CalendarEvent
    change: Change


def compare(
    previous: Mapping[str, Remembered],
    events: Iterable[CalendarEvent],
    now: datetime,
    conferences: Collection[str],
) -> tuple[Entry, ...]:
    """Every event with its change, in order of time; gone ones of these conferences are cancelled.

    Events of other conferences are left alone: they are out of sight, not taken back. What was
    cancelled before is not mentioned again, unless it is back: then its SEQUENCE goes on.
    """
    now = now.replace(microsecond=0)  # iCalendar knows whole seconds
    entries = [_compared(previous.get(event.uid), event, now) for event in events]
    here = {entry.event.uid for entry in entries}
    for old in previous.values():
        if old.uid not in here and old.status is not Status.CANCELLED:
            event = event_from(old)
            if event.conference in conferences:
                entries.append(Entry(_cancelled(event, now), Change.CANCELLED))
    return tuple(sorted(entries, key=lambda e: (e.event.start, e.event.end, e.event.kind, e.event.uid)))


def remembered(entry: Entry, remote: str = "") -> Remembered:
    """What to keep of an event once it has gone out."""
    event = entry.event
    if event.modified is None:
        raise ValueError("an event that was not compared has no time of change")
    content = _content(event)
    return Remembered(
        uid=event.uid,
        kind=event.kind,
        sequence=event.sequence,
        content_hash=_hash(content),
        status=event.status,
        modified=event.modified,
        content=content,
        remote=remote,
    )


def event_from(old: Remembered) -> CalendarEvent:
    """The event as it last went out."""
    content = json.loads(old.content)
    start, end = from_rfc3339(content["start"]), from_rfc3339(content["end"])
    if start is None or end is None:
        raise ValueError("a remembered event without a time")
    return CalendarEvent(
        uid=old.uid,
        kind=old.kind,
        conference=content["conference"],
        start=start,
        end=end,
        summary=content["summary"],
        timezone=content["timezone"],
        location=content["location"],
        description=content["description"],
        categories=tuple(content["categories"]),
        url=content["url"],
        status=old.status,
        alarms=tuple(content["alarms"]),
        sequence=old.sequence,
        modified=old.modified,
    )


def _compared(old: Remembered | None, event: CalendarEvent, now: datetime) -> Entry:
    if old is None:
        return Entry(replace(event, sequence=0, modified=now), Change.NEW)
    if old.status is Status.CANCELLED:
        return Entry(replace(event, sequence=old.sequence + 1, modified=now), Change.NEW)
    if old.content_hash == _hash(_content(event)):
        return Entry(replace(event, sequence=old.sequence, modified=old.modified), Change.UNCHANGED)
    return Entry(replace(event, sequence=old.sequence + 1, modified=now), Change.CHANGED)


def _cancelled(event: CalendarEvent, now: datetime) -> CalendarEvent:
    # It keeps its time, and must not ring. The title says it too: some programs know no STATUS.
    return replace(
        event,
        summary=f"Cancelled: {event.summary}",
        status=Status.CANCELLED,
        alarms=(),
        sequence=event.sequence + 1,
        modified=now,
    )


def _content(event: CalendarEvent) -> str:
    """As JSON, everything of an event that a user could see, and so all that counts as a change."""
    content = {
        "kind": event.kind,
        "conference": event.conference,
        "start": rfc3339(event.start),
        "end": rfc3339(event.end),
        "summary": event.summary,
        "timezone": event.timezone,
        "location": event.location,
        "description": event.description,
        "categories": event.categories,
        "url": event.url,
        "status": event.status,
        "alarms": event.alarms,
    }
    # Escaped to ASCII: a source's text may hold half a surrogate pair, which no file can.
    return json.dumps(content)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode("ascii")).hexdigest()
