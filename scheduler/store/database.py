"""Opens the two SQLite files of a data folder together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scheduler.errors import CannotRead, CannotSave, DamagedCatalog
from scheduler.store import backup, functions, schema
from scheduler.store.connection import Connection, connect, damage


class Database:
    """Both files of one data folder, for use by one thread.

    `catalog` reads and writes catalog.db and can read personal.db as schema `personal`;
    `personal` writes personal.db alone, so that a star never waits for an import.
    """

    def __init__(self, folder: Path, catalog: Connection, personal: Connection) -> None:
        self.folder = folder
        self.catalog = catalog
        self.personal = personal
        self._renewals = 0

    @classmethod
    def open(cls, folder: Path) -> Database:
        """Opens, or creates, the files in `folder`.

        :raises Damaged: personal.db is unreadable (it is left as it is), or of a newer version.
        :raises CannotSave: the folder cannot be created.
        :raises CannotRead: the files cannot be used.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            backup.finish_restoring(folder)
        except OSError as error:
            raise CannotSave(f"The data folder {folder} cannot be used: {error.strerror}.") from error
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

    def renew_catalog(self) -> None:
        """Sets a damaged catalog.db aside and goes on with an empty one.

        Where another program has done so already, its new file is taken.
        """
        self._renewals += 1
        in_place = self.catalog.in_place
        self.catalog.close()
        if in_place:
            backup.set_aside(self.catalog.path)
        self.catalog = _open_catalog(self.folder)

    def version(self) -> tuple[int, int]:
        """Changes when another connection has committed to either file, or put a new catalog.db there.

        :raises CannotRead: the files are gone, or personal.db is another one now.
        """
        if not self.personal.in_place:
            raise CannotRead(f"The file {self.personal.path} was moved, deleted or replaced.")
        if not self.catalog.in_place:
            self.renew_catalog()
        own = self.catalog.execute("PRAGMA main.data_version").fetchone()[0]
        other = self.catalog.execute("PRAGMA personal.data_version").fetchone()[0]
        return own + (self._renewals << 32), other

    def lacks_imported(self) -> bool:
        """Whether a conference was imported that catalog.db does not have."""
        row = self.catalog.execute(
            "SELECT 1 FROM personal.imports WHERE conference NOT IN (SELECT key FROM conferences) LIMIT 1"
        ).fetchone()
        return row is not None

    @contextmanager
    def writing_catalog(self) -> Iterator[sqlite3.Connection]:
        """One transaction on catalog.db: all or nothing."""
        with _transaction(self.catalog) as connection:
            yield connection

    @contextmanager
    def writing_personal(self) -> Iterator[sqlite3.Connection]:
        """One transaction on personal.db, on disk when the block ends."""
        with _transaction(self.personal) as connection:
            yield connection


@contextmanager
def _transaction(connection: Connection) -> Iterator[sqlite3.Connection]:
    if not connection.in_place:
        # The open file would take the write, and nobody would ever find it again.
        raise CannotSave(
            f"Nothing was saved: {connection.path} was moved, deleted or replaced."
            " Close this program and open it again."
        )
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite has rolled back by itself after the worst errors
            connection.rollback()
        raise


def _open_personal(folder: Path) -> Connection:
    backup.check_present(folder)
    connection = connect(folder / "personal.db", "FULL")
    try:
        backup.quick_check(connection, connection.path)
        schema.bring_up_to_date(connection, "personal", lambda: backup.make(folder, "migration"))
        if missing := schema.lacking(connection, "personal"):
            raise damage(connection, f"it has no {missing}")
        return connection
    except BaseException:
        connection.close()
        raise


def start_fresh(folder: Path) -> Path | None:
    """Puts an empty personal.db in the place of the present one, which is set aside; returns its place."""
    fresh = connect(folder / backup.RESTORING, "FULL")
    try:
        schema.bring_up_to_date(fresh, "personal")
    finally:
        fresh.close()
    kept = backup.set_aside(folder / "personal.db")
    backup.finish_restoring(folder)
    return kept


def _open_catalog(folder: Path) -> Connection:
    try:
        return _prepare_catalog(folder)
    except DamagedCatalog:
        # The catalog can be thrown away and imported again: set it aside and start an empty one.
        backup.set_aside(folder / "catalog.db")
        return _prepare_catalog(folder)


def _prepare_catalog(folder: Path) -> Connection:
    connection = connect(folder / "catalog.db", "NORMAL")
    try:
        schema.bring_up_to_date(connection, "catalog")
        if schema.lacking(connection, "catalog"):
            raise damage(connection)
        functions.register(connection)
        # Read-only, so that a write transaction on the catalog does not lock personal.db too.
        personal = (folder / "personal.db").absolute().as_uri() + "?mode=ro"
        connection.execute("ATTACH DATABASE ? AS personal", (personal,))
        return connection
    except BaseException:
        connection.close()
        raise
