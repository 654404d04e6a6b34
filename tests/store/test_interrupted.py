"""What is left of a read that another thread has stopped."""

from __future__ import annotations

import sqlite3

import pytest

from scheduler.store.database import Database

MANY = (
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 100000) SELECT n FROM "
    "numbers"
)


def _stop(db: Database) -> None:
    db.catalog.set_progress_handler(lambda: 1, 1)


def test_a_statement_that_is_stopped_leaves_nothing_open(db: Database) -> None:
    """The error goes to the window's thread, which must not have to wait for the next statement here."""
    cursor = db.catalog.cursor()
    _stop(db)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        cursor.execute(f"SELECT max(n) FROM ({MANY})")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        cursor.fetchone()


def test_nor_does_one_that_is_stopped_between_its_rows(db: Database) -> None:
    rows = db.catalog.execute(MANY)
    reader = iter(rows)
    assert next(reader) == (1,)
    _stop(db)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        list(reader)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        rows.fetchone()


def test_the_next_read_is_answered(db: Database) -> None:
    _stop(db)
    with pytest.raises(sqlite3.OperationalError):
        db.catalog.execute(MANY)
    db.catalog.set_progress_handler(None, 0)
    assert db.catalog.execute("SELECT count(*) FROM presentations").fetchone() == (4,)
