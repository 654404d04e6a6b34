"""Brings a database file to the current schema, and refuses one that a newer program wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
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

COLUMNS: dict[Kind, dict[str, str]] = {
    "catalog": {
        "conferences": "id key title timezone timezone_source venue url",
        "sessions": "id conference_id key title room start end time_source",
        "presentations": "id conference_id key source_key title authors abstract summary decision topics"
        " track url position withdrawn",
        "slots": "id presentation_id session_id start end room board",
        "topics": "name presentation_id",
        "marks": "key change",
        "search": "title authors abstract summary topics",
    },
    "personal": {
        "stars": "key title level starred_at",
        "notes": "key title text written_at",
        "visits": "key title visited_at",
        "session_times": "conference session start end room set_at",
        "boards": "key session board",
        "settings": "scope name value",
        "calendar_events": "target uid kind sequence content_hash status modified_at content remote",
        "imports": "id conference source format imported_at etag snapshot outcome",
        "friends": "friend key title level",
    },
}
"""What the steps make, to know a file that has lost a part of it. The same test holds them together."""


def lacking(connection: sqlite3.Connection, kind: Kind) -> str:
    """The first table or column that the file should have and has not; usually ""."""
    rows = connection.execute(
        "SELECT m.name, c.name FROM main.sqlite_master m, pragma_table_info(m.name, 'main') c"
        " WHERE m.type = 'table'"
    )
    here = {(table, column) for table, column in rows}
    for table, columns in COLUMNS[kind].items():
        for column in columns.split():
            if (table, column) not in here:
                return f"“{column}” in “{table}”"
    return ""


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
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.rollback()
        raise


def _name(connection: sqlite3.Connection) -> str:
    return Path(connection.execute("PRAGMA database_list").fetchone()[2]).name
