"""Writes presentations with their slots, topics and words to search for; only what differs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from scheduler.core.times import rfc3339
from scheduler.store import search_index

if TYPE_CHECKING:
    from scheduler.core.catalog import Presentation

SEPARATOR = "\n"
"""Between the names in the columns `authors` and `topics`; no reader lets it into a name."""

COLUMNS = (
    "key, source_key, title, authors, abstract, summary, decision, topics, track, url, position, withdrawn"
)
_Row = tuple[str | int, ...]


def split(text: str) -> tuple[str, ...]:
    """The names in an `authors` or `topics` column."""
    return tuple(text.split(SEPARATOR)) if text else ()


def save_presentations(
    connection: sqlite3.Connection,
    conference_id: int,
    session_ids: Mapping[str, int],
    presentations: Sequence[Presentation],
    source_keys: Mapping[str, str],
) -> None:
    """Makes the rows of one conference exactly these; a row keeps its id where its key stays."""
    old: dict[str, _Row] = {
        row[1]: row
        for row in connection.execute(
            f"SELECT id, {COLUMNS} FROM presentations WHERE conference_id = ?",
            (conference_id,),
        )
    }
    new = {p.key: _row(p, source_keys.get(p.key, p.key)) for p in presentations}
    changed = {key for key, row in new.items() if key in old and old[key][1:] != row}
    reworded = [int(old[key][0]) for key in changed if _words(old[key][1:]) != _words(new[key])]
    delete_presentations(connection, [int(old[key][0]) for key in old if key not in new])
    search_index.remove(connection, reworded)
    connection.executemany(
        "UPDATE presentations SET source_key=?, title=?, authors=?, abstract=?, summary=?, decision=?,"
        " topics=?, track=?, url=?, position=?, withdrawn=? WHERE key=?",
        [(*new[key][1:], key) for key in changed],
    )
    connection.executemany(
        f"INSERT INTO presentations (conference_id, {COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(conference_id, *row) for key, row in new.items() if key not in old],
    )
    ids = dict(
        connection.execute("SELECT key, id FROM presentations WHERE conference_id = ?", (conference_id,))
    )
    added = [key for key in new if key not in old]
    search_index.add(connection, reworded + [ids[key] for key in added])
    regrouped = [key for key in changed if _topics(old[key][1:]) != _topics(new[key])]
    connection.executemany("DELETE FROM topics WHERE presentation_id = ?", [(ids[key],) for key in regrouped])
    connection.executemany(
        "INSERT OR IGNORE INTO topics (name, presentation_id) VALUES (?, ?)",
        [(topic, ids[key]) for key in (*regrouped, *added) for topic in split(_topics(new[key]))],
    )
    _save_slots(connection, conference_id, _slot_rows(presentations, ids, session_ids))


def _row(p: Presentation, source_key: str) -> _Row:
    return (
        p.key,
        source_key,
        p.title,
        SEPARATOR.join(p.authors),
        p.abstract,
        p.summary,
        str(p.decision),
        SEPARATOR.join(p.topics),
        p.track,
        p.url,
        p.order,
        int(p.withdrawn),
    )


def _words(row: _Row) -> _Row:
    """The columns that are indexed, of a row in the order of `COLUMNS`."""
    return (*row[2:6], _topics(row))


def _topics(row: _Row) -> str:
    return str(row[7])


def _slot_rows(
    presentations: Iterable[Presentation], ids: Mapping[str, int], session_ids: Mapping[str, int]
) -> dict[int, list[tuple[object, ...]]]:
    """The rows of each presentation, by its id."""
    return {
        ids[p.key]: [
            (
                ids[p.key],
                session_ids.get(slot.session),
                rfc3339(slot.start),
                rfc3339(slot.end),
                slot.room,
                slot.board,
            )
            for slot in p.slots
        ]
        for p in presentations
    }


def _save_slots(
    connection: sqlite3.Connection, conference_id: int, wanted: Mapping[int, list[tuple[object, ...]]]
) -> None:
    """Writes only what differs: a refresh moves few of many."""
    here: dict[int, list[tuple[object, ...]]] = {}
    for row in connection.execute(
        'SELECT s.presentation_id, s.session_id, s.start, s."end", s.room, s.board FROM slots s'
        " JOIN presentations p ON p.id = s.presentation_id WHERE p.conference_id = ? ORDER BY s.id",
        (conference_id,),
    ):
        here.setdefault(row[0], []).append(row)
    differing = [id_ for id_, rows in wanted.items() if here.get(id_, []) != rows]
    connection.executemany(
        "DELETE FROM slots WHERE presentation_id = ?", [(id_,) for id_ in differing if id_ in here]
    )
    connection.executemany(
        'INSERT INTO slots (presentation_id, session_id, start, "end", room, board)'
        " VALUES (?, ?, ?, ?, ?, ?)",
        [row for id_ in differing for row in wanted[id_]],
    )


def delete_presentations(connection: sqlite3.Connection, ids: list[int]) -> None:
    """Takes rows out with all that belongs to them."""
    search_index.remove(connection, ids)
    for table, column in (
        ("slots", "presentation_id"),
        ("topics", "presentation_id"),
        ("presentations", "id"),
    ):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(each,) for each in ids])
