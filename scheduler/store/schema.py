"""Brings a database file to the current schema, and refuses one that a newer program wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from scheduler.errors import NewerFile

Kind = Literal["catalog", "personal"]

# Named here too, so that opening an up-to-date file need not load sqlite-utils (a fifth of the
# start-up time). A test holds these tuples and the migrations together.
STEPS: dict[Kind, tuple[str, ...]] = {
    "catalog": ("create_programme",),
    "personal": ("create_personal",),
}


def pending(connection: sqlite3.Connection, kind: Kind) -> list[str]:
    """The steps this file still lacks; NewerFile when it has one we do not know."""
    known = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'"
    ).fetchone()[0]
    applied = (
        {
            row[0]
            for row in connection.execute(
                "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (kind,)
            )
        }
        if known
        else set()
    )
    if unknown := applied - set(STEPS[kind]):
        raise NewerFile(
            f"The file {_name(connection)} was written by a newer version of this program"
            f" (it has the change “{min(unknown)}”); it was left untouched."
        )
    return [step for step in STEPS[kind] if step not in applied]


def bring_up_to_date(
    connection: sqlite3.Connection, kind: Kind, before_change: Callable[[], object] | None = None
) -> None:
    """Applies what is pending. `before_change` runs first when rows may be at stake."""
    steps = pending(connection, kind)
    if not steps:
        return
    if before_change and len(steps) < len(STEPS[kind]):
        before_change()
    from sqlite_utils import Database

    if kind == "catalog":
        from scheduler.store.migrations_catalog import migrations
    else:
        from scheduler.store.migrations_personal import migrations
    # One transaction around all steps: two programs started at once must not both create a table.
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")


def _name(connection: sqlite3.Connection) -> str:
    return Path(connection.execute("PRAGMA database_list").fetchone()[2]).name
