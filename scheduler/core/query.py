"""The search language: words, "phrases", -not, author: topic: is: has:, as parsed values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

FIELDS = ("author", "topic", "title", "session", "room")
FLAGS = ("spotlight", "oral", "poster", "starred", "visited", "withdrawn", "changed")


class Sort(StrEnum):
    """The order of a result. PROGRAMME is the source's own order."""

    PROGRAMME = "programme"
    TIME = "time"
    TITLE = "title"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `field` is empty or one of FIELDS; `prefix`: the last word may go on."""

    text: str
    field: str = ""
    negative: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """`is:NAME` (or `has:note`), negated by a leading minus."""

    name: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search text. All terms and flags must hold. `mistakes` are sentences for the user."""

    terms: tuple[Term, ...] = ()
    flags: tuple[Flag, ...] = ()
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows: the search text and the choices beside it. Empty means no restriction.

    `sessions` and `conference` are keys; `levels` are must, want or maybe.
    """

    text: str = ""
    conference: str = ""
    sessions: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    spotlight: bool = False
    starred: bool = False
    visited: bool | None = None
    keys: frozenset[str] | None = None
    sort: Sort = Sort.PROGRAMME
    query: Query = field(default_factory=Query)

    def parsed(self) -> Query:
        """The conditions of `text` and of `query` together."""
        mine = parse(self.text)
        return Query(mine.terms + self.query.terms, mine.flags + self.query.flags, mine.mistakes)


_PIECE = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))')


def parse(text: str) -> Query:
    """Parses a search text; nothing is an error, what cannot be meant is named in `mistakes`.

    Words are ANDed. The last word matches as a prefix too, so that the wanted row does not vanish
    while its name is being typed; a trailing space or a quote makes it whole.
    """
    terms: list[Term] = []
    flags: list[Flag] = []
    mistakes: list[str] = []
    for match in _PIECE.finditer(text):
        minus, name, phrase, word = match.groups()
        negative, name = bool(minus), (name or "").lower()
        body = phrase if phrase is not None else word
        if name in ("is", "has"):
            _add_flag(name, body.lower(), negative, flags, mistakes)
        elif name in FIELDS or not name:
            _add_term(body, name, negative, _may_go_on(match, text), terms)
        else:
            _add_term(f"{name} {body}", "", negative, _may_go_on(match, text), terms)
    return Query(tuple(terms), tuple(flags), tuple(mistakes))


def _may_go_on(piece: re.Match[str], text: str) -> bool:
    return piece.group(3) is None and piece.end() == len(text)


def _add_flag(name: str, body: str, negative: bool, flags: list[Flag], mistakes: list[str]) -> None:
    known = FLAGS if name == "is" else ("note",)
    if body in known:
        flags.append(Flag(body, negative))
    elif not any(choice.startswith(body) for choice in known):
        choices = ", ".join(f"{name}:{choice}" for choice in known)
        mistakes.append(f"“{name}:{body}” is not known; there are {choices}.")


def _add_term(body: str, name: str, negative: bool, prefix: bool, terms: list[Term]) -> None:
    if any(char.isalnum() for char in body):
        terms.append(Term(body, name, negative, prefix))
