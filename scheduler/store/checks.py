"""Integrity of the two files and of the search index."""

from __future__ import annotations

import sqlite3

from scheduler.errors import Damaged
from scheduler.store.database import Database


def integrity(connection: sqlite3.Connection) -> str:
    """`ok`, or SQLite's first complaint about the connection's main file."""
    try:
        return str(connection.execute("PRAGMA main.integrity_check(1)").fetchone()[0])
    except (sqlite3.DatabaseError, Damaged) as error:
        return str(error)


def index_is_sound(db: Database) -> bool:
    """Whether the full-text index says the same as the rows it was made of."""
    try:
        with db.writing_catalog() as connection:
            connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        return True
    except (sqlite3.DatabaseError, Damaged):
        return False


def rebuild_index(db: Database) -> None:
    with db.writing_catalog() as connection:
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite3.sqlite_version
