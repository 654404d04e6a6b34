"""Finds presentations: the search language and the filters as SQL, and the rows a list shows."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scheduler.core.query import Filter, Flag, Query, Sort, Term
from scheduler.store.database import Database
from scheduler.store.functions import fold

T = TypeVar("T")

_FIELD_COLUMNS = {"author": "authors", "topic": "topics", "title": "title"}
# Marks are few: they are looked up once, not once for each presentation.
_MARKED = "p.id IN (SELECT q.id FROM {} m CROSS JOIN presentations q ON q.key = m.key)"
_FLAG_SQL = {
    "spotlight": "p.decision = 'spotlight'",
    "oral": "p.decision = 'oral'",
    "poster": "p.decision IN ('poster', 'spotlight')",
    "starred": _MARKED.format("personal.stars"),
    "visited": _MARKED.format("personal.visits"),
    "note": _MARKED.format("personal.notes"),
    "withdrawn": "p.withdrawn = 1",
    "changed": _MARKED.format("marks"),
}
_PLACED = "EXISTS (SELECT 1 FROM slots s LEFT JOIN sessions x ON x.id = s.session_id"
_ORDER = {
    Sort.PROGRAMME: "p.conference_id, p.position, p.id",
    Sort.TITLE: "p.title COLLATE NOCASE, p.id",
    Sort.TIME: """(SELECT min(coalesce(s.start, o.start, x.start, '9999')) FROM slots s
        LEFT JOIN sessions x ON x.id = s.session_id
        LEFT JOIN conferences c ON c.id = x.conference_id
        LEFT JOIN personal.session_times o ON o.conference = c.key AND o.session = x.key
        WHERE s.presentation_id = p.id), p.conference_id, p.position""",
    Sort.BOARD: """(SELECT min(board_number(coalesce(b.board, s.board)))
        FROM slots s LEFT JOIN sessions x ON x.id = s.session_id
        LEFT JOIN personal.boards b ON b.key = p.key AND b.session = coalesce(x.key, '')
        WHERE s.presentation_id = p.id), p.conference_id, p.position""",
}


@dataclass(slots=True)
class _Where:
    """Conditions and their parameters, in order."""

    conditions: list[str] = field(default_factory=list)
    parameters: list[object] = field(default_factory=list)

    def add(self, condition: str, *parameters: object) -> None:
        self.conditions.append(condition)
        self.parameters.extend(parameters)

    def sql(self) -> str:
        return " AND ".join(self.conditions) or "1"


def find(db: Database, wanted: Filter) -> array[int]:
    """The row ids of all presentations that fit, in the wanted order.

    Withdrawn presentations are left out unless they are starred, noted or asked for.
    """
    where = _where(db, wanted)
    return _ids(db, f"presentations p WHERE {where.sql()} ORDER BY {_ORDER[wanted.sort]}", where.parameters)


def _ids(db: Database, source: str, parameters: Sequence[object]) -> array[int]:
    """All ids in one row of hexadecimal digits: the window never waits for Python to take them apart.

    SQLite works the row out in one step, in which other threads go on; 100,000 ids are read from it in less
    than a millisecond, where a list in JSON takes thirteen.
    """
    sql = f"SELECT group_concat(printf('%016x', id), '') FROM (SELECT p.id AS id FROM {source})"
    found = array("q", bytes.fromhex(db.catalog.execute(sql, parameters).fetchone()[0] or ""))
    if sys.byteorder == "little":
        found.byteswap()
    return found


def first(db: Database, wanted: Filter, limit: int, in_order: Callable[[], bool]) -> array[int] | None:
    """The first ids that `find` will give: all of them if fewer than `limit`.

    `in_order` answers what `is_in_order` does. None where the first cannot be told without finding all.
    """
    if wanted.sort is not Sort.PROGRAMME:
        return None
    words = _words(wanted.parsed())
    source, order = "presentations p", _ORDER[Sort.PROGRAMME]
    if not words:
        where = _where(db, wanted)
    elif in_order() and not _noted(db, words):
        # The index gives its rows by id, one after another; the range spares it other conferences.
        source, order = "search CROSS JOIN presentations p ON p.id = search.rowid", "search.rowid"
        where = _where(db, wanted, but_words=True)
        where.add("search MATCH ?", _match_all(words))
        if wanted.conference:
            own = "FROM presentations q JOIN conferences c ON c.id = q.conference_id WHERE c.key = ?"
            where.add(f"search.rowid >= (SELECT min(q.id) {own})", wanted.conference)
            where.add(f"search.rowid <= (SELECT max(q.id) {own})", wanted.conference)
    else:
        return None
    return _ids(db, f"{source} WHERE {where.sql()} ORDER BY {order} LIMIT ?", (*where.parameters, limit))


def is_in_order(db: Database) -> bool:
    """Whether ids rise in programme order, as they do until a refresh adds or moves something."""
    wrong = db.catalog.execute(
        "SELECT EXISTS (SELECT 1 FROM (SELECT id, lag(id) OVER (ORDER BY conference_id, position, id)"
        " AS before FROM presentations) WHERE before > id)"
    ).fetchone()
    return not wrong[0]


def ids_of(db: Database, keys: Iterable[str]) -> dict[str, int]:
    """Row ids by key; unknown keys are missing."""
    found: dict[str, int] = {}
    for some in chunks(list(keys)):
        found.update(
            db.catalog.execute(
                f"SELECT key, id FROM presentations WHERE key IN ({marks(some)})",
                some,
            )
        )
    return found


def conference_keys(db: Database) -> list[str]:
    """The keys of all conferences, in the order of `catalog.conferences`."""
    return [row[0] for row in db.catalog.execute("SELECT key FROM conferences ORDER BY id")]


def keys_of(db: Database, ids: Iterable[int]) -> dict[int, str]:
    """Keys by row id."""
    found: dict[int, str] = {}
    for some in chunks(list(ids)):
        found.update(
            db.catalog.execute(
                f"SELECT id, key FROM presentations WHERE id IN ({marks(some)})",
                some,
            )
        )
    return found


def _where(db: Database, wanted: Filter, *, but_words: bool = False) -> _Where:
    """All conditions on a presentation `p`; `but_words`: without those that the index answers best."""
    query = wanted.parsed()
    where = _Where()
    _filter_conditions(wanted, where)
    if not any(flag.name == "withdrawn" for flag in query.flags):
        where.add(f"(p.withdrawn = 0 OR {_FLAG_SQL['starred']} OR {_FLAG_SQL['note']})")
    for flag in query.flags:
        _flag_condition(flag, where)
    words = _words(query)
    if words and not but_words:
        _word_condition(words, _noted(db, words), where)
    for term in query.terms:
        if term.field in ("session", "room"):
            _place_condition(term, where)
        elif term.negative:
            where.add("p.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)", _match(term))
    return where


def _filter_conditions(wanted: Filter, where: _Where) -> None:
    if wanted.conference:
        where.add("p.conference_id = (SELECT id FROM conferences WHERE key = ?)", wanted.conference)
    if wanted.spotlight:
        where.add(_FLAG_SQL["spotlight"])
    if wanted.starred:
        where.add(_FLAG_SQL["starred"])
    if wanted.visited is not None:
        where.add(_FLAG_SQL["visited"] if wanted.visited else f"NOT {_FLAG_SQL['visited']}")
    if wanted.sessions:
        names = sorted(wanted.sessions)
        where.add(f"{_PLACED} WHERE s.presentation_id = p.id AND x.key IN ({marks(names)}))", *names)
    if wanted.topics:
        names = sorted(wanted.topics)
        where.add(
            f"EXISTS (SELECT 1 FROM topics t WHERE t.presentation_id = p.id AND t.name IN ({marks(names)}))",
            *names,
        )
    if wanted.levels:
        names = sorted(wanted.levels)
        where.add(
            f"EXISTS (SELECT 1 FROM personal.stars st WHERE st.key = p.key AND st.level IN ({marks(names)}))",
            *names,
        )
    if wanted.keys is not None:
        where.add("p.key IN (SELECT value FROM json_each(?))", json.dumps(sorted(wanted.keys)))


def _flag_condition(flag: Flag, where: _Where) -> None:
    condition = _FLAG_SQL[flag.name]
    where.add(f"NOT ({condition})" if flag.negative else condition)


def _words(query: Query) -> list[Term]:
    """The terms that the index must have."""
    return [term for term in query.terms if not term.negative and term.field in ("", *_FIELD_COLUMNS)]


def _noted(db: Database, words: Sequence[Term]) -> list[str]:
    """The keys of notes with all these words: what the user wrote counts as text of the poster.

    Notes are few, so they have no index of their own.
    """
    if any(term.field for term in words):
        return []
    conditions = " AND ".join("fold(CAST(text AS BLOB)) LIKE ? ESCAPE '!'" for _ in words)
    likes = [f"%{_like(fold(term.text))}%" for term in words]
    rows = db.catalog.execute(f"SELECT key FROM personal.notes WHERE {conditions}", likes)
    return [row[0] for row in rows.fetchall()]


def _word_condition(words: Sequence[Term], noted: Sequence[str], where: _Where) -> None:
    matched = "p.id IN (SELECT rowid FROM search WHERE search MATCH ?)"
    if noted:
        condition = f"({matched} OR p.key IN (SELECT value FROM json_each(?)))"
        where.add(condition, _match_all(words), json.dumps(noted))
    else:
        where.add(matched, _match_all(words))


def _match_all(words: Sequence[Term]) -> str:
    return " AND ".join(_match(term) for term in words)


def _place_condition(term: Term, where: _Where) -> None:
    column = "x.title" if term.field == "session" else "coalesce(nullif(s.room, ''), x.room, '')"
    condition = f"{_PLACED} WHERE s.presentation_id = p.id AND fold({column}) LIKE ? ESCAPE '!')"
    where.add(f"NOT {condition}" if term.negative else condition, f"%{_like(fold(term.text))}%")


def _match(term: Term) -> str:
    """The term as an FTS5 expression: a quoted string is split by the index's own tokenizer."""
    quoted = '"' + term.text.replace('"', '""').replace("\0", "") + '"'
    if term.prefix:
        quoted += " *"
    column = _FIELD_COLUMNS.get(term.field)
    return f"{column} : {quoted}" if column else quoted


def _like(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def marks(values: Sequence[object]) -> str:
    """As many parameter marks as there are values."""
    return ", ".join("?" * len(values))


def chunks(values: list[T], size: int = 500) -> Iterable[list[T]]:
    """The values in pieces small enough for one statement's parameters."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def keys_like(db: Database, name: str, limit: int = 6) -> list[str]:
    """Keys that are `name`, or whose part behind the conference begins with it; an exact one alone."""
    exact = db.catalog.execute("SELECT key FROM presentations WHERE key = ?", (name,)).fetchall()
    if exact:
        return [exact[0][0]]
    rows = db.catalog.execute(
        "SELECT key FROM presentations WHERE key LIKE ? ESCAPE '!' OR key LIKE ? ESCAPE '!'"
        " ORDER BY key LIMIT ?",
        (f"{_like(name)}%", f"%/{_like(name)}%", limit),
    ).fetchall()
    whole = [row[0] for row in rows if row[0].partition("/")[2] == name]
    return whole if len(whole) == 1 else [row[0] for row in rows]
