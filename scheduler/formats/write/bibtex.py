"""BibTeX in UTF-8: an @inproceedings for each presentation, with keys such as `lovelace2024diffusion`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from scheduler.core.calendar_text import web_address
from scheduler.core.calm_text import calm
from scheduler.core.detail import Detail
from scheduler.core.identity import slug

_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_TABLE: Final = str.maketrans(_ESCAPES)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SMALL_WORDS: Final = frozenset(("a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "is", "are"))
_TEX_IN_ADDRESS: Final = {"%": r"\%", "#": r"\#", "{": "%7B", "}": "%7D", "\\": "%5C", "~": "%7E", "^": "%5E"}


def write(details: Iterable[Detail]) -> bytes:
    """One entry for each presentation, in the order given; keys are unique within the file."""
    used: set[str] = set()
    entries = [_entry(detail, _unique(_key(detail), used)) for detail in details]
    return "\n".join(entries).encode("utf-8", "replace")


def escaped(text: str) -> str:
    """The text on one line as LaTeX prints it."""
    return " ".join(calm(text).split()).translate(_TABLE)


def _entry(detail: Detail, key: str) -> str:
    work = detail.presentation
    fields = {
        # Twice in braces, so that styles leave the capitals of names and acronyms alone.
        "title": f"{{{escaped(work.title)}}}" if work.title else "",
        "author": " and ".join(map(_name, work.authors)),
        "booktitle": escaped(detail.conference_title),
        "year": _year(detail),
        "keywords": escaped(", ".join(work.topics)),
        "url": _address(work.url),
        "abstract": escaped(work.abstract),
        "annote": escaped(detail.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@inproceedings{{{key},", *lines, "}", ""])


def _name(name: str) -> str:
    """A name BibTeX takes apart rightly; one with a comma or an "and" stays whole."""
    text = escaped(name)
    return f"{{{text}}}" if "," in text or re.search(r"\band\b", text, re.IGNORECASE) else text


def _year(detail: Detail) -> str:
    if found := _YEAR.search(detail.conference_title):
        return found[0]
    starts = [place.start for place in detail.placements if place.start]
    return str(min(starts).year) if starts else ""


def _key(detail: Detail) -> str:
    work = detail.presentation
    family = work.authors[0].split()[-1:] if work.authors else []
    first = next((word for word in _words(work.title) if word not in _SMALL_WORDS), "untitled")
    return "".join((*map(_bare, family), _year(detail), first)) or "untitled"


def _words(title: str) -> Iterator[str]:
    return (_bare(word) for word in title.split() if any(char.isalnum() for char in word))


def _bare(word: str) -> str:
    return slug(word).replace("-", "")


def _unique(key: str, used: set[str]) -> str:
    unique, number = key, 1
    while unique in used:
        number += 1
        unique = f"{key}-{number}"
    used.add(unique)
    return unique


def _address(url: str) -> str:
    return "".join(_TEX_IN_ADDRESS.get(char, char) for char in web_address(url))
