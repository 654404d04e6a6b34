"""Opens the two SQLite files together, and turns SQLite's errors into plain sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.errors import CannotSave, Damaged, NewerFile
from scheduler.store import backup, functions, schema

BUSY_MS = 10_000
"""How long a write waits for another window or command before it gives up."""


class Database:
    """Both files of one data folder, for use by one thread.

    `catalog` reads and writes catalog.db and can read personal.db as schema `personal`;
    `personal` writes personal.db alone, so that a star never waits for an import.
    """

    def __init__(self, folder: Path, catalog: sqlite3.Connection, personal: sqlite3.Connection) -> None:
        self.folder = folder
        self.catalog = catalog
        self.personal = personal

    @classmethod
    def open(cls, folder: Path) -> Database:
        """Opens, or creates, the files in `folder`.

        :raises Damaged: personal.db is unreadable (it is left as it is), or of a newer version.
        :raises CannotSave: the folder cannot be created or written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotSave(f"The data folder {folder} cannot be created: {error.strerror}.") from error
        personal = _open_personal(folder)
        try:
            catalog = _open_catalog(folder)
        except BaseException:
            personal.close()
            raise
        return cls(folder, catalog, personal)

    def close(self) -> None:
        self.catalog.close()
        self.personal.close()

    def version(self) -> tuple[int, int]:
        """Changes when another connection has committed to either file."""
        own = self.catalog.execute("PRAGMA main.data_version").fetchone()[0]
        other = self.catalog.execute("PRAGMA personal.data_version").fetchone()[0]
        return own, other

    @contextmanager
    def writing_catalog(self) -> Iterator[sqlite3.Connection]:
        """One transaction on catalog.db: all or nothing."""
        with _transaction(self.catalog, "catalog.db", self.folder) as connection:
            yield connection

    @contextmanager
    def writing_personal(self) -> Iterator[sqlite3.Connection]:
        """One transaction on personal.db, on disk when the block ends."""
        with _transaction(self.personal, "personal.db", self.folder) as connection:
            yield connection


@contextmanager
def _transaction(connection: sqlite3.Connection, name: str, folder: Path) -> Iterator[sqlite3.Connection]:
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.rollback()
        raise explained(error, folder / name) from error


def explained(error: sqlite3.Error, path: Path) -> CannotSave | Damaged:
    """The sentence for an error of SQLite that comes from the outside; bugs of ours are re-raised."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged(f"The file {path} is damaged; nothing in it was changed.")
    reasons = {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "it may not be written",
        sqlite3.SQLITE_IOERR: "the disk reports an error",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
        sqlite3.SQLITE_PERM: "it may not be written",
        sqlite3.SQLITE_BUSY: "another program has kept it locked for ten seconds",
        sqlite3.SQLITE_LOCKED: "another program has kept it locked for ten seconds",
    }
    if code not in reasons:
        raise error
    return CannotSave(f"Nothing was saved to {path}: {reasons[code]}.")


def _connect(path: Path, synchronous: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path.absolute().as_uri(), timeout=BUSY_MS / 1000, isolation_level=None, uri=True
    )
    connection.execute(f"PRAGMA synchronous={synchronous}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL")
    return connection


def _open_personal(folder: Path) -> sqlite3.Connection:
    path = folder / "personal.db"
    connection: sqlite3.Connection | None = None
    try:
        connection = _connect(path, "FULL")
        backup.quick_check(connection, path)
        schema.bring_up_to_date(connection, "personal", lambda: backup.make(folder, "migration"))
        return connection
    except sqlite3.Error as error:
        if connection:
            connection.close()
        raise explained(error, path) from error
    except BaseException:
        if connection:
            connection.close()
        raise


def _open_catalog(folder: Path) -> sqlite3.Connection:
    path = folder / "catalog.db"
    try:
        return _prepare_catalog(folder)
    except NewerFile:
        raise
    except Damaged:
        # The catalog can be thrown away and imported again: set it aside and start an empty one.
        backup.set_aside(path)
        return _prepare_catalog(folder)


def _prepare_catalog(folder: Path) -> sqlite3.Connection:
    path = folder / "catalog.db"
    connection: sqlite3.Connection | None = None
    try:
        connection = _connect(path, "NORMAL")
        schema.bring_up_to_date(connection, "catalog")
        # Read-only, so that a write transaction on the catalog does not lock personal.db too.
        functions.register(connection)
        personal = (folder / "personal.db").absolute().as_uri() + "?mode=ro"
        connection.execute("ATTACH DATABASE ? AS personal", (personal,))
        return connection
    except sqlite3.Error as error:
        if connection:
            connection.close()
        raise explained(error, path) from error
    except BaseException:
        if connection:
            connection.close()
        raise
