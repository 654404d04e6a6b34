"""Finds presentations: the search language and the filters as SQL, and the rows a list shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scheduler.core.query import Filter, Flag, Query, Sort, Term
from scheduler.store.database import Database
from scheduler.store.functions import fold

T = TypeVar("T")

_FIELD_COLUMNS = {"author": "authors", "topic": "topics", "title": "title"}
_FLAG_SQL = {
    "spotlight": "p.decision = 'spotlight'",
    "oral": "p.decision = 'oral'",
    "poster": "p.decision IN ('poster', 'spotlight')",
    "starred": "EXISTS (SELECT 1 FROM personal.stars st WHERE st.key = p.key)",
    "visited": "EXISTS (SELECT 1 FROM personal.visits v WHERE v.key = p.key)",
    "note": "EXISTS (SELECT 1 FROM personal.notes n WHERE n.key = p.key)",
    "withdrawn": "p.withdrawn = 1",
    "changed": "EXISTS (SELECT 1 FROM marks m WHERE m.key = p.key)",
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


def find(db: Database, wanted: Filter) -> list[int]:
    """The row ids of all presentations that fit, in the wanted order.

    Withdrawn presentations are left out unless they are starred, noted or asked for.
    """
    query = wanted.parsed()
    where = _Where()
    _filter_conditions(wanted, where)
    if not any(flag.name == "withdrawn" for flag in query.flags):
        where.add(f"(p.withdrawn = 0 OR {_FLAG_SQL['starred']} OR {_FLAG_SQL['note']})")
    for flag in query.flags:
        _flag_condition(flag, where)
    _term_conditions(query, where)
    sql = "SELECT p.id FROM presentations p"
    if where.conditions:
        sql += " WHERE " + " AND ".join(where.conditions)
    rows = db.catalog.execute(f"{sql} ORDER BY {_ORDER[wanted.sort]}", where.parameters)
    return [row[0] for row in rows]


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
        where.add("p.key IN (SELECT value FROM json_each(?))", _json(sorted(wanted.keys)))


def _flag_condition(flag: Flag, where: _Where) -> None:
    condition = _FLAG_SQL[flag.name]
    where.add(f"NOT ({condition})" if flag.negative else condition)


def _term_conditions(query: Query, where: _Where) -> None:
    indexed = [term for term in query.terms if term.field in ("", *_FIELD_COLUMNS)]
    positive = [term for term in indexed if not term.negative]
    if positive:
        match = " AND ".join(_match(term) for term in positive)
        matched = "p.id IN (SELECT rowid FROM search WHERE search MATCH ?)"
        if any(term.field for term in positive):
            where.add(matched, match)
        else:
            # What the user wrote counts as text of the poster; notes are few, so no index of their own.
            notes = " AND ".join("fold(n.text) LIKE ? ESCAPE '!'" for _ in positive)
            likes = [f"%{_like(fold(term.text))}%" for term in positive]
            where.add(
                f"({matched} OR p.key IN (SELECT n.key FROM personal.notes n WHERE {notes}))", match, *likes
            )
    for term in indexed:
        if term.negative:
            where.add("p.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)", _match(term))
    for term in query.terms:
        if term.field in ("session", "room"):
            _place_condition(term, where)


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


def _json(values: Sequence[str]) -> str:
    import json

    return json.dumps(values)


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
