"""The rows of a virtual conference site, and which of them are the same paper.

An oral is listed twice, as a talk and as a poster, under two ids; nothing in the file always says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from scheduler.core.catalog import Decision
from scheduler.core.identity import normalised
from scheduler.formats.read import fields
from scheduler.formats.read.markup import one_line
from scheduler.formats.read.structured import text_of

_RANK: Final = {Decision.ORAL: 3, Decision.SPOTLIGHT: 2, Decision.POSTER: 1, Decision.TALK: 0}
_DECIDING: Final = ("decision", "eventtype", "event_type", "type")


@dataclass(slots=True, eq=False)
class Row:
    """One entry of the site's list: an appearance of a paper, or another event of the programme."""

    record: Mapping[str, Any]
    id: str
    uid: str
    source: str
    title: str
    bare_title: str
    authors: tuple[str, ...]
    bare_authors: frozenset[str]
    kind: str
    """`Poster`, `Oral`, `Tutorial` …: which of its appearances a paper's row is."""
    room: str
    decision: Decision
    related: frozenset[str]


@dataclass(slots=True, eq=False)
class Paper:
    """A paper with its rows, the poster's first: its ids stay when an oral is added or taken away."""

    rows: list[Row] = field(default_factory=list)

    @property
    def decision(self) -> Decision:
        """The highest of oral, spotlight and poster that any row states."""
        return max((row.decision for row in self.rows), key=_RANK.__getitem__)


def row_of(record: Mapping[str, Any]) -> Row:
    """The entry as a row; nothing in it is required."""
    title = text_of(fields.first_of(record, "name", "title"))
    authors = tuple(map(one_line, fields.people(fields.first_of(record, "authors", "speakers/authors"))))
    source_id = text_of(record.get("sourceid"))
    related = record.get("related_events_ids")
    return Row(
        record=record,
        id=text_of(record.get("id")),
        uid=text_of(record.get("uid")),
        source=f"{text_of(record.get('sourceurl'))} {source_id}" if source_id else "",
        title=title,
        bare_title=normalised(title) or title,
        authors=authors,
        bare_authors=frozenset(filter(None, map(normalised, authors))),
        kind=text_of(fields.first_of(record, "eventtype", "event_type", "type")),
        room=one_line(text_of(record.get("room_name"))),
        decision=_decision(*(text_of(record.get(name)) for name in _DECIDING)),
        related=frozenset(map(text_of, related)) - {""} if isinstance(related, list) else frozenset(),
    )


def papers_of(rows: list[Row]) -> list[Paper]:
    """The papers in the order in which each first appears."""
    papers: list[Paper] = []
    by_title: dict[str, list[Paper]] = {}
    by_mark: dict[tuple[str, str], Paper] = {}
    for row in rows:
        marks = [(kind, mark) for kind, mark in (("uid", row.uid), ("source", row.source)) if mark]
        linked = [("id", mark) for mark in row.related]
        paper = _same_title(row, by_title.get(row.bare_title, []))
        paper = paper or _renamed(row, [by_mark[mark] for mark in (*marks, *linked) if mark in by_mark])
        if paper is None:
            paper = Paper()
            papers.append(paper)
        if not any(row.bare_title == other.bare_title for other in paper.rows):
            by_title.setdefault(row.bare_title, []).append(paper)
        paper.rows.append(row)
        for mark in (*marks, ("id", row.id)):
            by_mark.setdefault(mark, paper)
    for paper in papers:
        paper.rows.sort(key=lambda row: "poster" not in row.kind.lower())
    return papers


def _same_title(row: Row, candidates: list[Paper]) -> Paper | None:
    """Of papers with this title the one with the same id, or with an author in common."""
    for paper in candidates[:20]:
        for other in paper.rows[:20]:
            same_id = bool(row.uid and row.uid == other.uid) or bool(
                row.source and row.source == other.source
            )
            shared = not row.bare_authors.isdisjoint(other.bare_authors)
            nobody = row.bare_title and not (row.bare_authors and other.bare_authors)
            if same_id or shared or nobody:
                return paper
    return None


def _renamed(row: Row, candidates: list[Paper]) -> Paper | None:
    """The paper with one of the same ids and the very same authors, though its title was edited."""
    for paper in candidates:
        if row.bare_authors and row.bare_authors == paper.rows[0].bare_authors:
            return paper
    return None


@lru_cache(maxsize=1024)
def _decision(decision: str, *kinds: str) -> Decision:
    found = [known for text in (decision, *kinds) if (known := fields.decision(text))]
    if found:
        return max(found, key=_RANK.__getitem__)
    accepted = decision.casefold().startswith("accept") or not any(kinds)
    return Decision.POSTER if accepted else Decision.TALK
