"""What each calendar was given, in personal.db: one row for each target and event."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.core.calendar import Kind, Status
from scheduler.core.calendar_memory import Remembered
from scheduler.core.times import rfc3339
from scheduler.store import values
from scheduler.store.database import Database


def recall(db: Database, target: str) -> dict[str, Remembered]:
    """Everything the target was given, by UID; what was cancelled too."""
    rows = db.personal.execute(
        "SELECT uid, kind, sequence, content_hash, status, modified_at, content, remote"
        " FROM calendar_events WHERE target = ? ORDER BY uid",
        (target,),
    )
    found = {}
    for row in rows:
        found[row[0]] = Remembered(
            row[0],
            values.choice(Kind, row[1], Kind.SESSION),
            row[2],
            row[3],
            values.choice(Status, row[4], Status.CONFIRMED),
            values.certain_moment(row[5]),
            row[6],
            row[7] or "",
        )
    return found


def remember(db: Database, target: str, given: Iterable[Remembered]) -> None:
    """Keeps what the target has been given now, all in one transaction.

    A SEQUENCE never goes back: where another window has been faster, its later word stands.
    """
    with db.writing_personal() as connection:
        connection.executemany(
            "INSERT INTO calendar_events"
            " (target, uid, kind, sequence, content_hash, status, modified_at, content, remote)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (target, uid) DO UPDATE SET kind = excluded.kind, sequence = excluded.sequence,"
            " content_hash = excluded.content_hash, status = excluded.status,"
            " modified_at = excluded.modified_at, content = excluded.content, remote = excluded.remote"
            " WHERE excluded.sequence >= calendar_events.sequence",
            [
                (
                    target,
                    each.uid,
                    each.kind,
                    each.sequence,
                    each.content_hash,
                    each.status,
                    rfc3339(each.modified),
                    each.content,
                    each.remote,
                )
                for each in given
            ],
        )


def forget(db: Database, target: str) -> int:
    """Forgets all the target was given and returns how many events that were."""
    with db.writing_personal() as connection:
        return connection.execute("DELETE FROM calendar_events WHERE target = ?", (target,)).rowcount
