"""A schema step that has not landed: what a later version of the program would bring."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from scheduler.store import schema
from scheduler.store.migrations_catalog import migrations as catalog
from scheduler.store.migrations_personal import migrations as personal

STEP = "step_of_tomorrow"


def install() -> None:
    """Adds a step to both files that changes tables and rewrites every row."""

    @personal(name=STEP)
    def of_personal(db: Database) -> None:
        db.conn.execute("ALTER TABLE stars ADD COLUMN colour TEXT")
        db.conn.execute("UPDATE stars SET colour = 'gold'")
        db.conn.execute("CREATE TABLE plans (name TEXT PRIMARY KEY, body TEXT)")
        db.conn.execute("INSERT INTO plans SELECT key, text FROM notes")

    @catalog(name=STEP)
    def of_catalog(db: Database) -> None:
        db.conn.execute("ALTER TABLE presentations ADD COLUMN colour TEXT")
        db.conn.execute("UPDATE presentations SET colour = 'blue'")

    for kind in ("catalog", "personal"):
        schema.STEPS[kind] = (*schema.STEPS[kind], STEP)  # type: ignore[index]


def half_done(connection: sqlite3.Connection, table: str) -> bool:
    """Whether the step is recorded without its changes, or the other way round, or in some rows only."""
    recorded = bool(
        connection.execute("SELECT count(*) FROM _sqlite_migrations WHERE name = ?", (STEP,)).fetchone()[0]
    )
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    if "colour" not in columns:
        return recorded
    empty = connection.execute(f"SELECT count(*) FROM {table} WHERE colour IS NULL").fetchone()[0]
    return not recorded or bool(empty)
