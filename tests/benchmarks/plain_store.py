"""The yardstick of an import: the same rows and index, written by plain sqlite3."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from scheduler.core.catalog import Catalog
from scheduler.core.times import rfc3339
from scheduler.store.database import Database

Row = tuple[object, ...]


class PlainStore:
    """Rows are made beforehand: only writing is timed."""

    def __init__(self, catalogs: Sequence[Catalog]) -> None:
        self._presentations: list[Row] = []
        self._sessions: list[Row] = []
        self._slots: list[Row] = []
        self._topics: list[Row] = []
        for number, catalog in enumerate(catalogs, 1):
            self._add(number, catalog)

    def _add(self, number: int, catalog: Catalog) -> None:
        ids = {}
        for session in catalog.sessions:
            ids[session.key] = len(self._sessions) + 1
            times = (rfc3339(session.start), rfc3339(session.end), "stated")
            self._sessions.append((number, session.key, session.title, session.room, *times))
        for p in catalog.presentations:
            id_ = len(self._presentations) + 1
            text = (p.title, "\n".join(p.authors), p.abstract, p.summary, str(p.decision))
            rest = ("\n".join(p.topics), p.track, p.url, p.order, 0)
            self._presentations.append((id_, number, p.key, p.key, *text, *rest))
            self._slots += [(id_, ids[s.session], None, None, s.room, s.board) for s in p.slots]
            self._topics += [(name, id_) for name in p.topics]

    def write(self, folder: Path) -> None:
        """One transaction, in a file that has the program's own tables and indexes."""
        connection = sqlite3.connect(folder / "catalog.db", isolation_level=None)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("BEGIN")
        _insert(connection, "presentations", self._presentations)
        _insert(
            connection,
            'sessions (conference_id, key, title, room, start, "end", time_source)',
            self._sessions,
        )
        _insert(connection, 'slots (presentation_id, session_id, start, "end", room, board)', self._slots)
        _insert(connection, "topics", self._topics)
        indexed = ((r[0], r[4], r[5], r[6], r[7], r[9]) for r in self._presentations)
        connection.executemany(
            "INSERT INTO search (rowid, title, authors, abstract, summary, topics) VALUES (?, ?, ?, ?, ?, ?)",
            indexed,
        )
        connection.execute("COMMIT")
        connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def empty(folder: Path) -> Path:
    """A data folder with tables and nothing in them."""
    Database.open(folder).close()
    return folder
