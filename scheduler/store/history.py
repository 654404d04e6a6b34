"""Where each programme came from: the imports made, and the snapshot each left behind."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scheduler.core.times import rfc3339
from scheduler.store import values
from scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class Import:
    """One import. `snapshot` names a file in the data folder; `source` a file or address."""

    conference: str
    source: str
    format: str
    imported_at: datetime
    etag: str = ""
    snapshot: str = ""
    outcome: dict[str, Any] = field(default_factory=dict)
    id: int = 0


def record(db: Database, made: Import) -> int:
    """Adds an import to the history and returns its number."""
    with db.writing_personal() as connection:
        cursor = connection.execute(
            "INSERT INTO imports (conference, source, format, imported_at, etag, snapshot, outcome)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                made.conference,
                made.source,
                made.format,
                rfc3339(made.imported_at),
                made.etag,
                made.snapshot,
                json.dumps(made.outcome, ensure_ascii=False),
            ),
        )
        return int(cursor.lastrowid or 0)


def forget(db: Database, number: int) -> None:
    """Takes one import out of the history, after it was undone."""
    with db.writing_personal() as connection:
        connection.execute("DELETE FROM imports WHERE id = ?", (number,))


def imports(db: Database, conference: str = "") -> list[Import]:
    """All imports of a conference, or of all, newest first."""
    rows = db.personal.execute(
        "SELECT id, conference, source, format, imported_at, etag, snapshot, outcome FROM imports"
        " WHERE ? IN ('', conference) ORDER BY id DESC",
        (conference,),
    )
    found = []
    for row in rows:
        moment = values.certain_moment(row[4])
        found.append(Import(row[1], row[2], row[3], moment, row[5], row[6], _outcome(row[7]), row[0]))
    return found


def _outcome(text: str) -> dict[str, Any]:
    try:
        outcome = json.loads(text)
    except ValueError:
        return {}
    return outcome if isinstance(outcome, dict) else {}
