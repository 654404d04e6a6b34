"""Fields that many sources write alike: people, topics, decisions, addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Final

from scheduler.core.catalog import Decision
from scheduler.formats.read.structured import text_of

_AND = re.compile(r",\s*(?:and|&)\s+|\s+(?:and|&)\s+|[,\n]")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|msc|mba)\.?", re.IGNORECASE)
_MARKS = " \t\r\n*†‡§¶○◯◎●◊"  # the circles mark the presenter in Japan
_DECISIONS: Final = (
    (Decision.ORAL, ("oral", "notabletop5", "top5", "award")),
    (Decision.SPOTLIGHT, ("spotlight", "notabletop25", "top25", "highlight")),
    (Decision.POSTER, ("poster",)),
    (Decision.TALK, ("talk", "keynote", "plenary", "tutorial", "workshop")),
)


def people(value: object, *, commas: bool = True) -> tuple[str, ...]:
    """Names out of a list, or of a text that separates them by `|`, `;`, line ends, commas or “and”.

    Names written `Family, Given` in a list with `;` are turned round. `commas=False`: a comma is
    part of a name, because the file separates its names by something else.
    """
    if isinstance(value, list | tuple):
        return _unique(_name_of(entry) for entry in value)
    text = html.unescape(text_of(value))
    if "|" in text:
        return _unique(text.split("|"))
    if ";" in text or not commas:
        parts = [part.strip(_MARKS) for part in text.split(";")]
        named = [part for part in parts if part]
        if named and all(part.count(",") == 1 for part in named):
            named = [_turned(part) for part in named]
        return _unique(named)
    return _unique(_with_suffixes(_AND.split(text)))


def topics(value: object, *, commas: bool = True) -> tuple[str, ...]:
    """Keywords out of a list, or of a text that separates them by `|`, `;` or commas."""
    if isinstance(value, list | tuple):
        return _unique(map(text_of, value))
    text = text_of(value)
    for separator in ("|", ";"):
        if separator in text:
            return _unique(text.split(separator))
    return _unique(re.split(r"[,\n]", text) if commas else [text])


def separated_by_marks(values: Iterable[object]) -> bool:
    """Whether a column of names uses `|` or `;` anywhere, so that its commas belong to the names."""
    return any("|" in text or ";" in text for text in values if isinstance(text, str))


def decision(text: str) -> Decision | None:
    """The decision a word such as `Oral`, `notable-top-25%` or `Spotlight Poster` names, if any."""
    bare = "".join(char for char in text.casefold() if char.isalnum())
    return next((found for found, words in _DECISIONS if any(word in bare for word in words)), None)


def address(*candidates: object) -> str:
    """The first candidate that is a web address, else "". Other schemes are never followed."""
    for candidate in map(text_of, candidates):
        if candidate.lower().startswith(("http://", "https://")) and not re.search(r"[\s<>\"]", candidate):
            return candidate
    return ""


def first_of(record: Mapping[str, object], *names: str) -> object:
    """The first of the named entries that holds anything, else ""."""
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), "")


def _name_of(entry: object) -> str:
    if isinstance(entry, Mapping):
        return text_of(first_of(entry, "fullname", "name", "full_name", "public_name"))
    return text_of(entry)


def _turned(name: str) -> str:
    family, _, given = (part.strip(_MARKS) for part in name.partition(","))
    return f"{given} {family}".strip()


def _with_suffixes(parts: Iterable[str]) -> list[str]:
    """`John Smith`, `Jr.` as one name again."""
    names: list[str] = []
    for part in map(str.strip, parts):
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names


def _unique(parts: Iterable[str]) -> tuple[str, ...]:
    tidy = (" ".join(part.strip(_MARKS).split()) for part in parts)
    return tuple(dict.fromkeys(part for part in tidy if part))
