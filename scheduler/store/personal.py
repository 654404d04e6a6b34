"""Stars, notes and visits: what the user made, each write on disk before it returns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.core.level import Level
from scheduler.core.times import rfc3339
from scheduler.store import values
from scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Star:
    """A star as stored; `title` is a copy, so that it can be named when its catalog is gone."""

    key: str
    title: str
    level: Level
    starred_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A note as stored. `written_at` is the time of the last change."""

    key: str
    title: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A ticked-off presentation and when."""

    key: str
    title: str
    visited_at: datetime


def stars(db: Database, keys: Iterable[str] | None = None) -> dict[str, Star]:
    """Stars by key: all in the order they were given, or those asked for in that order."""
    source = "SELECT key, title, level, starred_at FROM stars"
    if keys is None:
        return {row[0]: _star(row) for row in db.personal.execute(f"{source} ORDER BY starred_at, key")}
    wanted = list(keys)
    rows = db.personal.execute(
        f"{source} WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
    )
    found = {row[0]: _star(row) for row in rows}
    return {key: found[key] for key in wanted if key in found}


def _star(row: tuple[str, str, object, object]) -> Star:
    return Star(row[0], row[1], values.level(row[2]), values.certain_moment(row[3]))


def put_stars(db: Database, wanted: Mapping[str, Star | None]) -> None:
    """Sets or (None) removes stars, all in one transaction."""
    with db.writing_personal() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO stars (key, title, level, starred_at) VALUES (?, ?, ?, ?)",
            [(s.key, s.title, str(s.level), rfc3339(s.starred_at)) for s in wanted.values() if s],
        )
        connection.executemany(
            "DELETE FROM stars WHERE key = ?", [(key,) for key, star in wanted.items() if star is None]
        )


def notes(db: Database) -> dict[str, Note]:
    """All notes by key, oldest first."""
    rows = db.personal.execute("SELECT key, title, text, written_at FROM notes ORDER BY written_at, key")
    return {row[0]: Note(row[0], row[1], row[2], values.certain_moment(row[3])) for row in rows}


def note(db: Database, key: str) -> Note | None:
    row = db.personal.execute(
        "SELECT key, title, text, written_at FROM notes WHERE key = ?", (key,)
    ).fetchone()
    return Note(row[0], row[1], row[2], values.certain_moment(row[3])) if row else None


def put_note(db: Database, key: str, wanted: Note | None) -> None:
    """Sets or (None) removes a note."""
    with db.writing_personal() as connection:
        if wanted is None:
            connection.execute("DELETE FROM notes WHERE key = ?", (key,))
        else:
            connection.execute(
                "INSERT OR REPLACE INTO notes (key, title, text, written_at) VALUES (?, ?, ?, ?)",
                (key, wanted.title, wanted.text, rfc3339(wanted.written_at)),
            )


def visits(db: Database) -> dict[str, Visit]:
    """All visits by key, in the order they were made."""
    rows = db.personal.execute("SELECT key, title, visited_at FROM visits ORDER BY visited_at, key")
    return {row[0]: Visit(row[0], row[1], values.certain_moment(row[2])) for row in rows}


def put_visits(db: Database, wanted: Mapping[str, Visit | None]) -> None:
    """Sets or (None) removes visits, all in one transaction."""
    with db.writing_personal() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO visits (key, title, visited_at) VALUES (?, ?, ?)",
            [(v.key, v.title, rfc3339(v.visited_at)) for v in wanted.values() if v],
        )
        connection.executemany(
            "DELETE FROM visits WHERE key = ?", [(key,) for key, visit in wanted.items() if visit is None]
        )


def forget_conference(db: Database, conference: str) -> None:
    """Removes all stars, notes, visits and boards of a conference, on the user's explicit word."""
    with db.writing_personal() as connection:
        for table in ("stars", "notes", "visits", "boards"):
            connection.execute(
                f"DELETE FROM {table} WHERE substr(key, 1, ?) = ?",
                (len(conference) + 1, conference + "/"),
            )
