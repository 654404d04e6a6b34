"""The elements of a frab schedule, taken one after another as the XML parser comes to them.

No tree is built: memory holds the conference and the events, whatever else the file is full of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scheduler.errors import BadInput
from scheduler.formats.read.frab_schedule import Event, Head, refuse_too_many
from scheduler.formats.read.frab_times import Day, Stated

_HEAD_FIELDS: Final = {"time_zone_name": "zone", "timezone": "zone"} | {
    name: name for name in ("title", "acronym", "venue", "city", "url", "base_url", "day_change")
}
_TEXT_FIELDS: Final = ("title", "subtitle", "abstract", "description", "track", "type", "room")
_TIME_FIELDS: Final = ("date", "start", "end", "duration")
_ADDRESS_FIELDS: Final = ("url", "origin_url")
_EVENT_FIELDS: Final = frozenset(_TEXT_FIELDS + _TIME_FIELDS + _ADDRESS_FIELDS)
_PERSON: Final = ["persons", "person"]
_LINK: Final = ["links", "link"]
_KEPT: Final = 8
"""Names of the path that are kept; nothing of interest lies deeper."""

_MAX_DEPTH: Final = 200
"""Only an attack on memory nests deeper."""


class Schedule:
    """The target of an XML parser: `head` and `events` are complete once the parser is closed.

    `root` is the name of the root element, `strangers` those found where frab has events and `others`
    those beside its conference and days. The reader sets `line`, so that events know where they stand.
    """

    def __init__(self) -> None:
        self.head = Head()
        self.events: list[Event] = []
        self.root = ""
        self.strangers: set[str] = set()
        self.others: set[str] = set()
        self.line: Callable[[], int] = lambda: 0
        self._path: list[str] = []
        self._depth = 0
        self._day = Day()
        self._room = ""
        self._event: _OpenEvent | None = None
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2].lower()
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise BadInput("the elements are nested too deeply.", line=self.line())
        if self._depth <= _KEPT:
            self._path.append(name)
        if self._event is not None:
            self._event.start(self._path[self._event.depth :], name, attributes)
        elif self._depth == 1:
            self.root = name
        elif self._depth == 2 and name not in ("conference", "day"):
            self._note_stranger(name, self.others)
        elif self._path[1] == "day":
            self._inside_day(name, attributes)
        else:
            self._text.clear()

    def _inside_day(self, name: str, attributes: dict[str, str]) -> None:
        if name == "day":
            self._day = Day(
                attributes.get("date", ""), attributes.get("start", ""), attributes.get("end", "")
            )
        elif name == "room":
            self._room = attributes.get("name", "")
        elif name == "event" and self._depth < _KEPT:
            event = Event(self.line(), attributes.get("guid", ""), attributes.get("id", ""), room=self._room)
            self._event = _OpenEvent(event, self._day, self._depth)
        elif self._depth == 3 or (self._depth == 4 and self._path[2] == "room"):
            self._note_stranger(name, self.strangers)

    def _note_stranger(self, name: str, names: set[str]) -> None:
        if len(names) < 10:
            names.add(name[:40])

    def data(self, text: str) -> None:
        """A piece of text."""
        if self._event is not None:
            self._event.text.append(text)
        elif self._depth == 3 and self._path[1] == "conference":
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2].lower()
        if self._event is not None:
            if self._depth > self._event.depth:
                self._event.end(self._path[self._event.depth :], name)
            else:
                self.events.append(self._event.finished())
                refuse_too_many(len(self.events))
                self._event = None
        elif name == "day":
            self._day = Day()
        elif name == "room":
            self._room = ""
        elif self._depth == 3 and self._path[1] == "conference" and name in _HEAD_FIELDS:
            setattr(self.head, _HEAD_FIELDS[name], "".join(self._text).strip())
        if self._depth <= _KEPT:
            self._path.pop()
        self._depth -= 1

    def close(self) -> None:
        """The document ends."""


class _OpenEvent:
    """An event whose end has not come yet. Paths are those below the event, and end at some depth."""

    def __init__(self, event: Event, day: Day, depth: int) -> None:
        self.depth = depth
        self.text: list[str] = []
        self._event = event
        self._day = day
        self._fields: dict[str, str] = {}
        self._people: list[str] = []
        self._links: list[str] = []
        self._href = ""

    def start(self, path: list[str], name: str, attributes: dict[str, str]) -> None:
        if len(path) == 1 or path[:2] in (_PERSON, _LINK):
            self.text.clear()
            if path == _LINK:
                self._href = attributes.get("href", "")
        elif path[0] in _EVENT_FIELDS:
            self.text.append(f"<{name}>")  # HTML that was not escaped: as if it had been

    def end(self, path: list[str], name: str) -> None:
        if path[0] in _EVENT_FIELDS:
            if len(path) == 1:
                self._fields[name] = "".join(self.text)
            else:
                self.text.append(f"</{name}>")
        elif path == _LINK:
            self._links += [self._href, "".join(self.text)]
        elif path[:2] == _PERSON:
            if len(path) == 2 or path[2:] in (["name"], ["public_name"]):
                self._people.append("".join(self.text))
            self.text.clear()

    def finished(self) -> Event:
        event, fields = self._event, self._fields
        for name in _TEXT_FIELDS:
            if fields.get(name, "").strip():
                setattr(event, name, fields[name])
        event.people = tuple(self._people)
        event.addresses = (*(fields.get(name, "") for name in _ADDRESS_FIELDS), *self._links)
        event.stated = Stated(**{name: fields.get(name, "").strip() for name in _TIME_FIELDS}, day=self._day)
        return event
