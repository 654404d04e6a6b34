"""Backups of personal.db, and what happens to a damaged file: set aside, never overwritten."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.errors import CannotSave, Damaged, NotFound

KEEP = 10
_NAME = "personal-{stamp}-{reason}.db"
TABLES = frozenset({"stars", "notes", "visits", "settings"})


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file, when it was made (UTC), and whether it opens and holds our tables."""

    path: Path
    made_at: datetime
    reason: str
    good: bool


def make(folder: Path, reason: str, now: datetime | None = None) -> Path:
    """Copies personal.db as it is now, other programs' open transactions excluded, and keeps ten."""
    place = folder / "backups"
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S%fZ")
    target = place / _NAME.format(stamp=stamp, reason=reason)
    try:
        place.mkdir(parents=True, exist_ok=True)
        copy(folder / "personal.db", target)
    except OSError as error:
        raise CannotSave(f"No backup could be written to {place}: {error.strerror}.") from error
    for old in sorted(place.glob("personal-*.db"))[:-KEEP]:
        old.unlink(missing_ok=True)
    return target


def copy(source: Path, target: Path) -> None:
    """A consistent copy by SQLite's backup API, complete on disk before it gets its name."""
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        origin = sqlite3.connect(source)
        try:
            destination = sqlite3.connect(partial)
            try:
                origin.backup(destination)
                destination.execute("PRAGMA journal_mode=DELETE")
            finally:
                destination.close()
        finally:
            origin.close()
        with partial.open("rb+") as handle:
            os.fsync(handle.fileno())
        partial.replace(target)
    except sqlite3.Error as error:
        partial.unlink(missing_ok=True)
        raise CannotSave(f"No backup could be written to {target}: {error}.") from error
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def made_today(folder: Path, now: datetime | None = None) -> bool:
    """Whether a backup of this (UTC) day exists."""
    day = (now or datetime.now(UTC)).strftime("%Y%m%d")
    return any((folder / "backups").glob(f"personal-{day}T*.db"))


def every(folder: Path) -> list[Backup]:
    """All backups, newest first."""
    found = []
    for path in sorted((folder / "backups").glob("personal-*.db"), reverse=True):
        _, stamp, reason = path.stem.split("-", 2)
        made_at = datetime.strptime(stamp, "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
        found.append(Backup(path, made_at, reason, is_good(path)))
    return found


def newest_good(folder: Path) -> Backup | None:
    return next((backup for backup in every(folder) if backup.good), None)


def is_good(path: Path) -> bool:
    """Whether the file is a sound database with the tables of a personal.db."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            return sound and names >= TABLES
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def quick_check(connection: sqlite3.Connection, path: Path) -> None:
    """:raises Damaged: the file is not a sound database, or lost tables it once had."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise Damaged(f"The file {path} is damaged ({verdict}); nothing in it was changed.")
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if names and not names >= TABLES | {"_sqlite_migrations"}:
        raise Damaged(f"The file {path} is not a complete personal.db; nothing in it was changed.")


def set_aside(path: Path, now: datetime | None = None) -> Path | None:
    """Renames a database and its side files out of the way; returns the new place of the main file."""
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S%fZ")
    kept: Path | None = None
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            new = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}{suffix}")
            old.rename(new)
            kept = new if not suffix else kept
    return kept


def restore(folder: Path, source: Path) -> Path | None:
    """Puts a backup in the place of personal.db; what was there is set aside, its place returned.

    :raises Damaged: the backup itself is not sound; nothing was changed.
    """
    if not source.is_file():
        raise NotFound(f"There is no file {source}.")
    if not is_good(source):
        raise Damaged(f"{source} is not a sound backup; nothing was changed.")
    fresh = folder / "personal.db.restoring"
    copy(source, fresh)
    kept = set_aside(folder / "personal.db")
    fresh.replace(folder / "personal.db")
    return kept


def copy_to(source: Path, target: Path) -> None:
    """A backup under a name of the user's choice."""
    try:
        if target.is_dir():
            raise CannotSave(f"{target} is a folder; name a file.")
        copy(source, target)
    except OSError as error:
        raise CannotSave(f"No backup could be written to {target}: {error.strerror}.") from error
