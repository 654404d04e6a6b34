"""frab and pretalx schedule JSON, and the second schema of the hub, which lists its events flat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from scheduler.errors import BadInput
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.fields import first_of
from scheduler.formats.read.frab_schedule import MAX_EVENTS, Event, Head, reading
from scheduler.formats.read.frab_times import Day, Stated
from scheduler.formats.read.reading import Reading, ReadOptions, ReadWarning
from scheduler.formats.read.structured import load_json, text_of

FORMAT: Final = "frab schedule JSON"

_HEAD: Final = 256 * 1024
_LANGUAGES: Final = ("en", "de")


def looks_like(data: bytes) -> bool:
    """Whether it is a JSON object that speaks of a schedule and its conference."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and b'"conference"' in head and (b'"schedule"' in head or b'"days"' in head)


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """The catalog of a schedule; BadInput when it is no JSON or no schedule.

    An event that is not an object, or a room that is not a list of them, is a warning.
    """
    document = load_json(decode(data))
    schedule = document.get("schedule", document) if isinstance(document, Mapping) else None
    conference = schedule.get("conference") if isinstance(schedule, Mapping) else None
    if not isinstance(schedule, Mapping) or not isinstance(conference, Mapping):
        raise BadInput("The JSON has no “schedule” with a “conference” in it, so it is not a frab schedule.")
    warnings: list[ReadWarning] = []
    names = _names_by_mark(conference.get("tracks")) | _names_by_mark(conference.get("rooms"))
    entries = islice(_entries(schedule, conference, warnings), MAX_EVENTS + 1)
    events = [_event(entry, room, day, names) for entry, room, day in entries]
    return reading(_head(schedule, conference), events, FORMAT, options, warnings)


def _head(schedule: Mapping[str, Any], conference: Mapping[str, Any]) -> Head:
    return Head(
        title=_text(conference.get("title")),
        acronym=_text(conference.get("acronym")),
        zone=_text(first_of(conference, "time_zone_name", "timezone")),
        venue=_text(conference.get("venue")),
        city=_text(conference.get("city")),
        url=_text(conference.get("url")),
        base_url=_text(first_of(schedule, "base_url") or first_of(conference, "base_url")),
        day_change=_text(conference.get("day_change")),
    )


def _entries(
    schedule: Mapping[str, Any], conference: Mapping[str, Any], warnings: list[ReadWarning]
) -> Iterator[tuple[Mapping[str, Any], str, Day]]:
    """Every event with the room and the day it is listed under; a flat list has neither."""
    for day in _objects(first_of(conference, "days") or first_of(schedule, "days"), "day", warnings):
        stated = Day(
            _text(day.get("date")),
            _text(first_of(day, "day_start", "start")),
            _text(first_of(day, "day_end", "end")),
        )
        for room, listed in _rooms(day):
            for entry in _objects(listed, "event", warnings):
                yield entry, room, stated
    for entry in _objects(first_of(schedule, "events") or first_of(conference, "events"), "event", warnings):
        yield entry, "", Day()


def _rooms(day: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """The lists of events in a day: by the room's name, in objects with a name, or without a room."""
    rooms = day.get("rooms")
    if isinstance(rooms, Mapping):
        yield from rooms.items()
    elif isinstance(rooms, list):
        for room in rooms:
            if isinstance(room, Mapping):
                yield _text(room.get("name")), room.get("events")
    yield "", day.get("events")


def _objects(listed: object, kind: str, warnings: list[ReadWarning]) -> Iterator[Mapping[str, Any]]:
    if listed in (None, "", {}, []):
        return
    for entry in listed if isinstance(listed, list) else [listed]:
        if isinstance(entry, Mapping):
            yield entry
        else:
            warnings.append(ReadWarning(0, f"One {kind} is not written as an object and was left out."))


def _event(entry: Mapping[str, Any], room: str, day: Day, names: Mapping[str, str]) -> Event:
    return Event(
        guid=_text(entry.get("guid")),
        id=_text(first_of(entry, "id", "code")),
        title=_text(entry.get("title")),
        subtitle=_text(entry.get("subtitle")),
        abstract=_text(entry.get("abstract")),
        description=_text(entry.get("description")),
        track=_named(entry.get("track"), names),
        type=_text(entry.get("type")),
        room=_named(entry.get("room"), names) or room,
        people=_people(first_of(entry, "persons", "participants", "speakers")),
        addresses=(_text(entry.get("url")), _text(entry.get("origin_url")), *_links(entry.get("links"))),
        stated=Stated(
            date=_text(entry.get("date")),
            start=_text(entry.get("start")),
            end=_text(entry.get("end")),
            duration=_text(entry.get("duration")),
            day=day,
        ),
    )


def _text(value: object) -> str:
    """A text, the name of an object, or one language of a text in several."""
    if isinstance(value, Mapping):
        several = (value.get(name) for name in ("name", *_LANGUAGES, *list(value)[:1]))
        return next(filter(None, map(text_of, several)), "")
    return text_of(value)


def _named(value: object, names: Mapping[str, str]) -> str:
    """The name of a track or room; one given only by slug or guid, as the conference spells it out."""
    if isinstance(value, Mapping) and not value.get("name"):
        mark = text_of(first_of(value, "slug", "guid"))
        return names.get(mark, mark) or _text(value)
    name = _text(value)
    return names.get(name, name)


def _names_by_mark(listed: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, Mapping) and (name := _text(entry.get("name"))):
            found |= {mark: name for kind in ("slug", "guid") if (mark := text_of(entry.get(kind)))}
    return found


def _people(listed: object) -> tuple[str, ...]:
    names = []
    for person in listed if isinstance(listed, list) else []:
        if isinstance(person, Mapping):
            person = first_of(person, "public_name", "full_public_name", "name", "display_name")
        names.append(_text(person))
    return tuple(names)


def _links(listed: object) -> list[str]:
    links = listed if isinstance(listed, list) else []
    return [_text(first_of(link, "url", "href") if isinstance(link, Mapping) else link) for link in links]
