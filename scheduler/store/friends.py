"""Stars of other people, kept apart from the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.core.agenda import Level
from scheduler.store import values
from scheduler.store.database import Database


@dataclass(frozen=True, slots=True)
class FriendStar:
    """A star of a friend; `title` is a copy."""

    key: str
    title: str
    level: Level


def friends(db: Database) -> list[str]:
    """The names of all whose stars were merged."""
    return [row[0] for row in db.personal.execute("SELECT DISTINCT friend FROM friends ORDER BY friend")]


def stars_of(db: Database, friend: str) -> dict[str, FriendStar]:
    rows = db.personal.execute(
        "SELECT key, title, level FROM friends WHERE friend = ? ORDER BY key", (friend,)
    )
    return {row[0]: FriendStar(row[0], row[1], values.level(row[2])) for row in rows}


def put_stars_of(db: Database, friend: str, stars: Iterable[FriendStar]) -> None:
    """Makes these a friend's stars; what the friend had before is replaced. None left: forgotten."""
    with db.writing_personal() as connection:
        connection.execute("DELETE FROM friends WHERE friend = ?", (friend,))
        connection.executemany(
            "INSERT OR REPLACE INTO friends (friend, key, title, level) VALUES (?, ?, ?, ?)",
            [(friend, star.key, star.title, str(star.level)) for star in stars],
        )
