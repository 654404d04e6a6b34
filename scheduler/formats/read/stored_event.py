"""An event as a calendar server keeps it, told apart from ours by what a person could see of it.

Servers and phones rewrite objects without changing an event: other order and folding, other
stamps, an alarm marked as rung. Only what remains after that counts as someone's change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import icalendar

MOST_CHARACTERS: Final = 1_000_000

_TIMES: Final = ("DTSTART", "DTEND", "DURATION")
_BOOKKEEPING: Final = {"UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", *_TIMES}
_DEFAULTS: Final = {
    ("STATUS", "CONFIRMED"),
    ("TRANSP", "OPAQUE"),
    ("CLASS", "PUBLIC"),
    ("PRIORITY", "0"),
}


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """What it says. `start` and `end` are UTC, a date for all day, None when unreadable.

    Two events with equal `facts` look the same to a person.
    """

    summary: str
    start: datetime | date | None
    end: datetime | date | None
    location: str
    description: str
    status: str
    sequence: int
    facts: frozenset[tuple[str, str]]


def read(data: bytes | str) -> StoredEvent | None:
    """The event in one object of a calendar; None when it cannot be read."""
    import icalendar

    if len(data) > MOST_CHARACTERS:
        return None
    try:
        events = icalendar.Calendar.from_ical(data).walk("VEVENT")
        return _event(events[0], len(events)) if events else None
    except Exception:  # the parser fails in many ways, and all of them mean the same here
        return None


def _event(event: icalendar.Component, count: int) -> StoredEvent:
    start, end = _span(event)
    facts = {("START", str(start)), ("END", str(end)), ("EVENTS", str(count))}
    facts.update(fact for fact in _facts(event) if fact not in _DEFAULTS)
    facts.update(("ALARM", _alarm(alarm)) for alarm in event.walk("VALARM"))
    return StoredEvent(
        summary=_words(event.get("SUMMARY", "")),
        start=start,
        end=end,
        location=_words(event.get("LOCATION", "")),
        description=str(event.get("DESCRIPTION", "")).strip(),
        status=_words(event.get("STATUS", "CONFIRMED")).upper(),
        sequence=int(event.get("SEQUENCE", 0)),
        facts=frozenset(facts),
    )


def _facts(event: icalendar.Component) -> Iterator[tuple[str, str]]:
    for name, value in event.items():
        if name in _BOOKKEEPING or name.startswith("X-"):
            continue
        if name == "CATEGORIES":
            for each in value if isinstance(value, list) else [value]:
                yield from ((name, _words(category)) for category in getattr(each, "cats", [each]))
        else:
            for each in value if isinstance(value, list) else [value]:
                text = _words(each if isinstance(each, str) else each.to_ical().decode("utf-8"))
                if text:
                    yield name, text


def _span(event: icalendar.Component) -> tuple[datetime | date | None, datetime | date | None]:
    start = _moment(event, "DTSTART")
    end = _moment(event, "DTEND")
    length = getattr(event.get("DURATION"), "dt", None)
    if end is None and start is not None and isinstance(length, timedelta):
        end = start + length
    return start, end


def _moment(event: icalendar.Component, name: str) -> datetime | date | None:
    moment: Any = getattr(event.get(name), "dt", None)
    if isinstance(moment, datetime):
        return moment.astimezone(UTC) if moment.tzinfo else moment
    return moment if isinstance(moment, date) else None


def _alarm(alarm: icalendar.Component) -> str:
    trigger: Any = getattr(alarm.get("TRIGGER"), "dt", "")
    return f"{_words(alarm.get('ACTION', '')).upper()} {trigger}"


def _words(text: object) -> str:
    return " ".join(str(text).split())
