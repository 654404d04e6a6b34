"""Takes out of a reading what nobody can see and no terminal, page or store should be given.

Readers take text out of escapes of JSON, XML and HTML, any of which can spell a control character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeVar

from scheduler.core.catalog import Catalog, Presentation, Slot
from scheduler.errors import BadInput
from scheduler.formats.read.reading import Progress, Reading, no_progress

_STEP: Final = 2_000
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]")
_UNNAMED: Final = "Conference"
_LINE_END: Final = re.compile("[\r\n\x85]+")
_CONFERENCE: Final = ("title", "venue", "url")
_SESSION: Final = ("key", "title", "room")
_PRESENTATION: Final = ("key", "title", "abstract", "summary", "track", "url")
_SLOT: Final = ("session", "room", "board")

_Entry = TypeVar("_Entry")


def washed(reading: Reading, progress: Progress = no_progress) -> Reading:
    """The same reading, without control characters, and without line ends in names."""
    catalog = reading.catalog
    conference = _clean(catalog.conference, _CONFERENCE)
    if not conference.title.strip():
        conference = replace(conference, title=_UNNAMED)
    sessions = tuple(_clean(session, _SESSION) for session in catalog.sessions)
    presentations = tuple(_each_washed(catalog.presentations, progress))
    clean = Catalog(conference, sessions, presentations)
    _check([session.key for session in sessions])
    _check([presentation.key for presentation in presentations])
    return replace(reading, catalog=clean)


def _each_washed(presentations: Iterable[Presentation], progress: Progress) -> Iterator[Presentation]:
    for number, each in enumerate(presentations):
        if number % _STEP == 0:
            progress(0, 0)
        yield _presentation(each)


def _check(keys: list[str]) -> None:
    if len(set(keys)) < len(keys):
        raise BadInput("Two entries have ids that differ only in characters that cannot be seen.")


def _presentation(presentation: Presentation) -> Presentation:
    clean = _clean(presentation, _PRESENTATION)
    dirty: dict[str, Any] = {}
    if not all(map(_is_name, clean.authors)):
        dirty["authors"] = _names(clean.authors)
    if not all(map(_is_name, clean.topics)):
        dirty["topics"] = _names(clean.topics)
    slots: tuple[Slot, ...] = tuple(_clean(slot, _SLOT) for slot in clean.slots)
    if slots != clean.slots:
        dirty["slots"] = slots
    return replace(clean, **dirty) if dirty else clean


def _clean(entry: _Entry, names: Iterable[str]) -> _Entry:
    dirty = {}
    for name in names:
        text = getattr(entry, name)
        if not text.isprintable() and _CONTROL.search(text):  # the first is ten times as fast
            dirty[name] = _CONTROL.sub("", text)
    return replace(entry, **dirty) if dirty else entry  # type: ignore[type-var]


def _is_name(text: str) -> bool:
    return text.isprintable() and bool(text.strip())


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    lines = (_LINE_END.sub(" ", _CONTROL.sub("", text)) for text in texts)
    return tuple(line for line in lines if line.strip())
