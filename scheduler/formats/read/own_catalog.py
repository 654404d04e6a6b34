"""Reads our own catalog format; people write it by hand too, so each mistake is named with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.core.identity import KeyMaker, slug
from scheduler.core.times import from_rfc3339, zone
from scheduler.errors import BadInput
from scheduler.formats.read.answers import with_answers
from scheduler.formats.read.reading import MAX_BYTES, Reading, ReadOptions, ReadWarning
from scheduler.formats.read.session_keys import SessionKeys
from scheduler.formats.read.structured import load_json
from scheduler.formats.write.own_catalog import NAME, VERSION

FORMAT: Final = "Poster Scheduler catalog"

_MARK = re.compile(rb'"format"\s*:\s*"poster-scheduler-catalog"')
_HEAD: Final = 64 * 1024
# A snapshot of the largest source that is read may be larger than the source.
_MAX_BYTES: Final = 4 * MAX_BYTES
# No store can hold halves of surrogate pairs, and no one can see control characters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BREAKS = re.compile("[\r\n\x85]+")
_STEP: Final = 500
_MAX_WARNINGS: Final = 100

_Choice = TypeVar("_Choice", bound=StrEnum)

_TOP: Final = frozenset(
    ("format", "version", "partial", "conference", "sessions", "presentations", "source_keys")
)
_CONFERENCE: Final = frozenset(("key", "title", "timezone", "timezone_source", "venue", "url"))
_SESSION: Final = frozenset(("key", "title", "room", "start", "end", "time_source"))
_SLOT: Final = frozenset(("session", "start", "end", "room", "board"))
_WORDS: Final = frozenset(("key", "title", "decision", "track", "url", "summary", "abstract"))
_PRESENTATION: Final = _WORDS | {"authors", "topics", "slots", "withdrawn", "order"}


def looks_like(data: bytes) -> bool:
    """Whether the file says so of itself."""
    return bool(_MARK.search(data[:_HEAD]))


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """The catalog in the file.

    Fields nobody knows are warnings: they are spelling mistakes, or of a later version.
    """
    whole = _open(data)
    told: list[ReadWarning] = []
    top = _Entry("The file", whole, told)
    top.only(_TOP)
    conference = _conference(top.entry("conference", "The conference"), options)
    keys = SessionKeys()
    sessions = tuple(
        with_answers(_session(entry, keys), options, conference.timezone)
        for entry in top.entries("sessions", "Session")
    )
    known = _distinct(session.key for session in sessions)
    presentations = _presentations(top, conference.key, known, options)
    return Reading(
        Catalog(conference, sessions, presentations),
        FORMAT,
        tuple(told[:_MAX_WARNINGS]),
        times_missing=all(session.start is None for session in sessions),
        partial=top.flag("partial"),
    )


def source_keys(data: bytes) -> dict[str, str]:
    """The keys under which the source knows presentations that have another here; usually none."""
    entry = _Entry("The file", _open(data), []).entry("source_keys", "“source_keys”", required=False)
    return {key: entry.text(key) for key in entry.fields}


def _open(data: bytes) -> dict[str, Any]:
    if len(data) > _MAX_BYTES:
        raise BadInput(f"The catalog is larger than {_MAX_BYTES // 2**20} MB; no conference is that large.")
    whole = load_json(data.decode("utf-8-sig", "replace"))
    if not isinstance(whole, dict) or whole.get("format") != NAME:
        raise BadInput("The file is not a catalog of this program.")
    version = whole.get("version")
    if isinstance(version, bool) or not isinstance(version, int):
        raise BadInput(f'The catalog must say which version it is: "version": {VERSION}.')
    if version != VERSION:
        raise BadInput(f"The catalog is of version {version}; this program reads version {VERSION}.")
    return whole


@dataclass(frozen=True, slots=True)
class _Entry:
    """An object of the file and where it stands, for sentences such as “Session 2 has no title.”."""

    place: str
    fields: Mapping[str, Any]
    told: list[ReadWarning]

    def only(self, known: Set[str]) -> None:
        """Warns of fields that are not known."""
        if self.fields.keys() <= known:
            return
        strange = [name for name in self.fields if name not in known]
        names = ", ".join(f"“{_clean(name)[:40]}”" for name in strange[:5])
        self.warn(f"has a field that is not known: {names}.")

    def warn(self, text: str) -> None:
        """Tells of something that is kept as it is."""
        self.told.append(ReadWarning(0, f"{self.place} {text}"))

    def text(self, name: str) -> str:
        value = self.fields.get(name, "")
        if not isinstance(value, str):
            raise BadInput(f"{self.place}: “{name}” must be a text in quotes.")
        return _clean(value)

    def name(self, name: str) -> str:
        """A text that must be there."""
        value = self.text(name).strip()
        if not value:
            raise BadInput(f"{self.place} has no {name}.")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.fields.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise BadInput(f'{self.place}: “{name}” must be a list of texts: ["…", "…"].')
        one_line = (value if value.isprintable() else _BREAKS.sub(" ", _clean(value)) for value in values)
        return tuple(value for value in one_line if value.strip())

    def flag(self, name: str) -> bool:
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            raise BadInput(f"{self.place}: “{name}” must be true or false.")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
            raise BadInput(f"{self.place}: “{name}” must be a whole number from 0.")
        return value

    def choice(self, name: str, default: _Choice) -> _Choice:
        value = self.fields.get(name, default)
        with suppress(ValueError):
            return type(default)(value)
        known = ", ".join(type(default))
        raise BadInput(f"{self.place}: “{name}” must be one of {known}.")

    def moment(self, name: str) -> datetime | None:
        value = self.fields.get(name)
        if value is None:
            return None
        try:
            moment = from_rfc3339(self.text(name))
        except (BadInput, ValueError, OverflowError):
            moment = None
        if moment is None:
            raise BadInput(
                f"{self.place}: “{name}” must be a date and time with an offset, as in 2024-05-08T08:45:00Z."
            )
        return moment

    def span(self) -> tuple[datetime | None, datetime | None]:
        start, end = self.moment("start"), self.moment("end")
        if start and end and end < start:
            self.warn("ends before it starts.")
        return start, end

    def entry(self, name: str, place: str, *, required: bool = True) -> _Entry:
        value = self.fields.get(name, None if required else {})
        if not isinstance(value, dict):
            raise BadInput(f"{self.place} has no “{name}”: {{…}}.")
        return _Entry(place, value, self.told)

    def entries(self, name: str, place: str) -> list[_Entry]:
        values = self.fields.get(name, [])
        if not isinstance(values, list):
            raise BadInput(f"{self.place}: “{name}” must be a list: [{{…}}, {{…}}].")
        found = []
        for number, value in enumerate(values, 1):
            if not isinstance(value, dict):
                raise BadInput(f"{place} {number} must be an object: {{…}}.")
            found.append(_Entry(f"{place} {number}{_titled(value)}", value, self.told))
        return found


def _titled(fields: Mapping[str, Any]) -> str:
    title = fields.get("title")
    return f" (“{_clean(title)[:60]}”)" if isinstance(title, str) and title else ""


def _clean(text: str) -> str:
    return text if text.isprintable() else _UNWANTED.sub("", text)  # the first is many times as fast


def _conference(entry: _Entry, options: ReadOptions) -> Conference:
    entry.only(_CONFERENCE)
    title = entry.name("title")
    timezone, source = entry.text("timezone"), entry.choice("timezone_source", TimeSource.STATED)
    if not timezone:
        timezone = options.timezone or "UTC"
        source = TimeSource.CONFIRMED if options.timezone else TimeSource.ASSUMED
    zone(timezone)
    key = entry.text("key").strip() or slug(title)
    return Conference(key, entry.text("title"), timezone, source, entry.text("venue"), entry.text("url"))


def _session(entry: _Entry, keys: SessionKeys) -> Session:
    entry.only(_SESSION)
    start, end = entry.span()
    title = entry.text("title")
    return Session(
        key=entry.text("key") or keys(entry.name("title"), start),
        title=title,
        room=entry.text("room"),
        start=start,
        end=end,
        time_source=entry.choice("time_source", TimeSource.STATED),
    )


def _distinct(keys: Iterable[str]) -> Set[str]:
    known: set[str] = set()
    for key in keys:
        if key in known:
            raise BadInput(f"Two sessions have the key “{key[:60]}”.")
        known.add(key)
    return known


def _presentations(
    top: _Entry, conference: str, sessions: Set[str], options: ReadOptions
) -> tuple[Presentation, ...]:
    entries = top.entries("presentations", "Presentation")
    make_key = KeyMaker(conference)
    found: dict[str, Presentation] = {}
    for place, entry in enumerate(entries):
        if place % _STEP == 0:
            options.progress(place, len(entries))
        presentation = _presentation(entry, place, conference, sessions, make_key)
        if presentation.key in found:
            raise BadInput(f"{entry.place} has the key of another: “{presentation.key[:80]}”.")
        found[presentation.key] = presentation
    return tuple(found.values())


def _presentation(
    entry: _Entry, place: int, conference: str, sessions: Set[str], make_key: KeyMaker
) -> Presentation:
    entry.only(_PRESENTATION)
    title, authors, abstract = entry.text("title"), entry.texts("authors"), entry.text("abstract")
    key = entry.text("key")
    if not key:
        key = make_key(title=title, authors=authors, abstract=abstract)
    elif not key.startswith(f"{conference}/"):
        key = f"{conference}/{key}"
    slots = [_slot(each) for each in entry.entries("slots", f"{entry.place}, slot")]
    # Kept: a withdrawn presentation may have stood in a session that is gone.
    for name in sorted({slot.session for slot in slots if slot.session and slot.session not in sessions}):
        entry.warn(f"stands in the session “{name[:60]}”, which is not in the file.")
    return Presentation(
        key=key,
        title=title,
        authors=authors,
        abstract=abstract,
        summary=entry.text("summary"),
        decision=entry.choice("decision", Decision.POSTER),
        topics=entry.texts("topics"),
        track=entry.text("track"),
        url=entry.text("url"),
        order=entry.number("order", place),
        slots=tuple(slots),
        withdrawn=entry.flag("withdrawn"),
    )


def _slot(entry: _Entry) -> Slot:
    entry.only(_SLOT)
    start, end = entry.span()
    return Slot(entry.text("session"), start, end, entry.text("room"), entry.text("board"))
