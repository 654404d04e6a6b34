"""A schema step that has not landed: what a later version of the program would bring."""

from __future__ import annotations

import sqlite3

import pytest
from sqlite_utils import Database, Migrations

from scheduler.store import migrations_catalog, migrations_personal, schema

STEP = "step_of_tomorrow"


def install() -> None:
    """Adds a step to both files that changes tables and rewrites every row."""
    install_for(pytest.MonkeyPatch())


def install_for(patch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
    """The same until the patch is taken back; a step that `fails` does so after its changes."""

    def of_personal(db: Database) -> None:
        db.conn.execute("ALTER TABLE stars ADD COLUMN colour TEXT")
        db.conn.execute("UPDATE stars SET colour = 'gold'")
        db.conn.execute("CREATE TABLE plans (name TEXT PRIMARY KEY, body TEXT)")
        db.conn.execute("INSERT INTO plans SELECT key, text FROM notes")
        if fails:
            raise ZeroDivisionError

    def of_catalog(db: Database) -> None:
        db.conn.execute("ALTER TABLE presentations ADD COLUMN colour TEXT")
        db.conn.execute("UPDATE presentations SET colour = 'blue'")

    for room, step in ((migrations_personal, of_personal), (migrations_catalog, of_catalog)):
        longer = Migrations(room.migrations.name)
        for known in room.migrations.pending(Database(memory=True)):
            longer(name=known.name)(known.fn)
        longer(name=STEP)(step)
        patch.setattr(room, "migrations", longer)
    patch.setattr(schema, "STEPS", {kind: (*steps, STEP) for kind, steps in schema.STEPS.items()})


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
