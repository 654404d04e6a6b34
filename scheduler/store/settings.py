"""The user's word on sessions and boards, and named settings by scope, in personal.db."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.core.times import rfc3339
from scheduler.store import values
from scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class SessionTime:
    """What the user said of a session's time (UTC) and room; an empty room means as in the catalog."""

    conference: str
    session: str
    start: datetime | None
    end: datetime | None
    room: str
    set_at: datetime


def session_time(db: Database, conference: str, session: str) -> SessionTime | None:
    row = db.personal.execute(
        'SELECT start, "end", room, set_at FROM session_times WHERE conference = ? AND session = ?',
        (conference, session),
    ).fetchone()
    if row is None:
        return None
    start, end = values.moment(row[0]), values.moment(row[1])
    return SessionTime(conference, session, start, end, row[2], values.certain_moment(row[3]))


def put_session_time(db: Database, conference: str, session: str, wanted: SessionTime | None) -> None:
    """Sets or (None) forgets the user's word on a session."""
    with db.writing_personal() as connection:
        connection.execute(
            "DELETE FROM session_times WHERE conference = ? AND session = ?", (conference, session)
        )
        if wanted is not None:
            connection.execute(
                'INSERT INTO session_times (conference, session, start, "end", room, set_at)'
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    conference,
                    session,
                    rfc3339(wanted.start),
                    rfc3339(wanted.end),
                    wanted.room,
                    rfc3339(wanted.set_at),
                ),
            )


def put_boards(db: Database, session: str, boards: Mapping[str, str | None]) -> None:
    """Sets or (None) forgets board numbers by presentation key, for one session."""
    with db.writing_personal() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO boards (key, session, board) VALUES (?, ?, ?)",
            [(key, session, board) for key, board in boards.items() if board is not None],
        )
        connection.executemany(
            "DELETE FROM boards WHERE key = ? AND session = ?",
            [(key, session) for key, board in boards.items() if board is None],
        )


def boards(db: Database, session: str) -> dict[str, str]:
    """The user's own board numbers of a session, by presentation key."""
    rows = db.personal.execute("SELECT key, board FROM boards WHERE session = ?", (session,))
    return {row[0]: row[1] for row in rows}


def setting(db: Database, scope: str, name: str, default: Any = None) -> Any:
    """A named value (anything JSON holds) of a scope such as a conference, or "" for the program."""
    row = db.personal.execute(
        "SELECT value FROM settings WHERE scope = ? AND name = ?", (scope, name)
    ).fetchone()
    try:
        return json.loads(row[0]) if row else default
    except ValueError:  # damaged: as if it had never been set
        return default


def put_setting(db: Database, scope: str, name: str, value: Any) -> None:
    """Saves a named value; None forgets it."""
    with db.writing_personal() as connection:
        if value is None:
            connection.execute("DELETE FROM settings WHERE scope = ? AND name = ?", (scope, name))
        else:
            connection.execute(
                "INSERT OR REPLACE INTO settings (scope, name, value) VALUES (?, ?, ?)",
                (scope, name, json.dumps(value, ensure_ascii=False)),
            )
