"""Backups of personal.db, and what happens to a damaged file: set aside, never overwritten."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.errors import CannotRead, CannotSave, Damaged, NotFound
from scheduler.store import schema
from scheduler.store.files import reason, sync_folder

KEEP = 10
_NAME = "personal-{stamp}-{reason}.db"
_STAMP = "%Y%m%dT%H%M%S%fZ"
RESTORING = "personal.db.restoring"
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
    now = now or datetime.now(UTC)
    place = folder / "backups"
    target = place / _NAME.format(stamp=now.strftime(_STAMP), reason=reason)
    try:
        place.mkdir(exist_ok=True)  # without parents: a folder that is gone is not made anew
        copy(folder / "personal.db", target)
        for made_at, old in _made(folder, now)[KEEP:]:
            if made_at != now:
                old.unlink(missing_ok=True)
    except OSError as error:
        raise CannotSave(f"No backup could be written to {place}: {error.strerror}.") from error
    return target


def copy(source: Path, target: Path) -> None:
    """A consistent copy by SQLite's backup API, complete on disk before it gets its name."""
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        origin = sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)
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
        sync_folder(target.parent)
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


def every(folder: Path, now: datetime | None = None) -> list[Backup]:
    """All backups, newest first."""
    return [
        Backup(path, made_at, path.stem.split("-", 2)[2], is_good(path))
        for made_at, path in _made(folder, now or datetime.now(UTC))
    ]


def newest_good(folder: Path, now: datetime | None = None) -> Backup | None:
    for made_at, path in _made(folder, now or datetime.now(UTC)):
        if is_good(path):
            return Backup(path, made_at, path.stem.split("-", 2)[2], good=True)
    return None


def _made(folder: Path, now: datetime) -> list[tuple[datetime, Path]]:
    """The backups by their names, newest first.

    Those of the future come last: the clock was wrong, when they were made or now, and in either
    case the others are the later ones.
    """
    found = []
    for path in (folder / "backups").glob("personal-*-*.db"):
        # Whatever else a person has put there is none of ours.
        with contextlib.suppress(ValueError):
            stamp = path.stem.split("-", 2)[1]
            found.append((datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), path))
    return sorted(found, key=lambda each: (each[0] <= now, each), reverse=True)


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
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def check_present(folder: Path) -> None:
    """:raises Damaged: personal.db is missing or empty where it was not before."""
    path = folder / "personal.db"
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        size = -1
    except OSError as error:
        raise CannotRead(f"The file {path} cannot be used: {error.strerror}.") from error
    if size > 0 or path.with_name("personal.db-wal").exists():
        return
    # A program that was killed while it made its files for the first time leaves no backup behind.
    if newest_good(folder):
        what = "is missing" if size < 0 else "is empty"
        raise Damaged(f"The file {path} {what}, though there are backups of it.", path=path)


def quick_check(connection: sqlite3.Connection, path: Path) -> None:
    """:raises Damaged: the file is not a sound database, or lost tables it once had."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        what = verdict.splitlines()[-1]
        raise Damaged(f"The file {path} is damaged ({what}); nothing in it was changed.", path=path)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    lost = sorted(TABLES.union({"_sqlite_migrations"}) - names)
    if lost and (names or newest_good(path.parent)):
        raise Damaged(
            f"The file {path} has lost its table “{lost[0]}”; nothing in it was changed.", path=path
        )


def set_aside(path: Path, now: datetime | None = None) -> Path | None:
    """Renames a database and its side files out of the way; returns the new place of the main file.

    :raises CannotSave: the folder does not allow it.
    """
    stamp = (now or datetime.now(UTC)).strftime(_STAMP)
    kept: Path | None = None
    try:
        # The main file last: without its log it would be older than it was.
        for suffix in ("-shm", "-wal", ""):
            old = path.with_name(path.name + suffix)
            if old.exists():
                new = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}{suffix}")
                old.rename(new)
                kept = new if not suffix else kept
    except OSError as error:
        raise CannotSave(f"The file {path} cannot be set aside: {error.strerror}.") from error
    return kept


def restore(folder: Path, source: Path) -> Path | None:
    """Puts a backup in the place of personal.db; what was there is set aside, its place returned.

    :raises Damaged: the backup itself is not sound; nothing was changed.
    """
    _check_source(source)
    try:
        copy(source, folder / RESTORING)
        kept = set_aside(folder / "personal.db")
        finish_restoring(folder)
    except OSError as error:
        raise CannotSave(f"Nothing was restored to {folder}: {error.strerror}.") from error
    return kept


def restore_into(connection: sqlite3.Connection, source: Path) -> None:
    """Fills an open, sound personal.db with a backup, in one step that other programs see as a write.

    Unlike `restore` it does not change the file under windows that have it open: what they write
    afterwards is not lost.
    """
    _check_source(source)
    try:
        origin = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        try:
            schema.pending(origin, "personal")  # refuses a file of a newer program
            origin.backup(connection)
        finally:
            origin.close()
    except sqlite3.Error as error:
        raise CannotSave(f"Nothing was restored from {source}: {error}.") from error


def _check_source(source: Path) -> None:
    if not source.is_file():
        raise NotFound(f"There is no file {source}.")
    if not is_good(source):
        raise Damaged(f"{source} is not a sound backup; nothing was changed.")


def finish_restoring(folder: Path) -> None:
    """Gives a restored file its name, also when the program was ended before it could."""
    fresh, path = folder / RESTORING, folder / "personal.db"
    if fresh.exists():
        if path.exists():  # ended before the old file was set aside: nothing was restored
            fresh.unlink()
        else:
            fresh.replace(path)
            sync_folder(folder)


def copy_to(source: Path, target: Path) -> None:
    """A backup under a name of the user's choice."""
    try:
        if target.is_dir():
            raise CannotSave(f"{target} is a folder; name a file.")
        target.parent.stat()  # SQLite does not say why it cannot open a file
        copy(source, target)
    except OSError as error:
        raise CannotSave(f"No backup could be written to {target}: {reason(error)}.") from error
