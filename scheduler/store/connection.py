"""A connection to one of our files, whose every error from the outside is a plain sentence."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scheduler.errors import BadInput, CannotRead, CannotSave, Damaged, DamagedCatalog, SchedulerError

BUSY_MS = 10_000
"""How long a write waits for another window or command before it gives up."""

_TRANSLATED = (sqlite3.Error, UnicodeError, OverflowError)
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "it may not be written",
    sqlite3.SQLITE_BUSY: "another program has kept it locked for ten seconds",
    sqlite3.SQLITE_LOCKED: "another program has kept it locked for ten seconds",
}
# What our own SQL can only meet in a file whose schema is not what our steps made of it.
_FOREIGN = re.compile(
    "no such (table|column|module)|has no column|already exists|vtable constructor|malformed"
    "|unrecognized option|parse error in|ON CONFLICT clause|SQL logic error|user-defined function"
)


class Connection(sqlite3.Connection):
    """Also for reads: `execute` and the rows it gives raise SchedulerError where the file is to blame."""

    path: Path
    inode: int

    def cursor(self, factory: Any = None) -> Cursor:  # type: ignore[override] # noqa: ARG002
        return super().cursor(Cursor)

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any) -> Cursor:
        return self.cursor().executemany(sql, parameters)

    @property
    def in_place(self) -> bool:
        """Whether the opened file still is the one that its name leads to."""
        try:
            return self.path.stat().st_ino == self.inode
        except OSError:
            return False


class Cursor(sqlite3.Cursor):
    """Made by `Connection`. After an error it is closed."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        try:
            return super().execute(sql, parameters)
        except _TRANSLATED as error:
            raise self._failure(error, saving=_saves(self.connection, sql)) from error

    def executemany(self, sql: str, parameters: Any) -> Cursor:
        try:
            return super().executemany(sql, parameters)
        except _TRANSLATED as error:
            raise self._failure(error, saving=True) from error

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except _TRANSLATED as error:
            raise self._failure(error) from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except _TRANSLATED as error:
            raise self._failure(error) from error

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        try:
            yield from iter(super().__next__, None)
        except _TRANSLATED as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception, *, saving: bool = False) -> Exception:
        """What to raise. An error told in another thread takes the cursor along in its traceback.

        Were the cursor still open, that thread would close it, and wait for as long as this one's
        next statement takes: a connection does one thing at a time.
        """
        self.close()
        return explained(error, self.connection, saving=saving)


def connect(path: Path, synchronous: str) -> Connection:
    """Opens, or creates, a file in WAL mode; statements are transactions of their own until `BEGIN`."""
    try:
        connection = sqlite3.connect(
            path.absolute().as_uri(),
            timeout=BUSY_MS / 1000,
            isolation_level=None,
            uri=True,
            factory=Connection,
        )
    except sqlite3.Error as error:
        raise _refusal(error, path, saving=False) from error
    connection.path = path
    # A byte that was damaged in a text costs that letter, not the row.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        connection.execute(f"PRAGMA synchronous={synchronous}")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode=WAL")
        connection.inode = path.stat().st_ino
    except OSError as error:
        connection.close()
        raise CannotRead(f"The file {path} cannot be used: {error.strerror}.") from error
    except BaseException:
        connection.close()
        raise
    return connection


def explained(error: Exception, connection: Connection, *, saving: bool = False) -> Exception:
    """The sentence for an error that comes from the outside; a bug of ours is returned as it is."""
    if isinstance(error, UnicodeEncodeError):
        return BadInput("The text has characters that are no characters, and cannot be stored or found.")
    if isinstance(error, OverflowError):
        return BadInput("A number is larger than anything that can be stored.")
    if _is_damage(error):
        return damage(connection)
    return _refusal(error, connection.path, saving=saving)


def damage(connection: Connection, what: str = "") -> Damaged:
    """What to raise for a damaged file; a catalog's reader may in truth have met a damaged personal.db."""
    path = connection.path
    if path.name == "catalog.db":
        if _is_sound(path.with_name("personal.db")):
            return DamagedCatalog(f"The file {path} is damaged; nothing in it was changed.", path=path)
        path = path.with_name("personal.db")
    detail = f" ({what})" if what else ""
    return Damaged(f"The file {path} is damaged{detail}; nothing in it was changed.", path=path)


def _is_damage(error: Exception) -> bool:
    if isinstance(error, UnicodeDecodeError):  # SQLite quotes the schema in its complaint
        return True
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in _DAMAGE or (code == sqlite3.SQLITE_ERROR and bool(_FOREIGN.search(str(error))))


def _is_sound(personal: Path) -> bool:
    try:
        plain = sqlite3.connect(f"{personal.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return bool(plain.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        finally:
            plain.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _saves(connection: sqlite3.Connection, sql: str) -> bool:
    return connection.in_transaction or sql.startswith("BEGIN")


def _refusal(error: Exception, path: Path, *, saving: bool) -> Exception:
    reason = _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if reason is None:
        return error
    made: SchedulerError
    if saving:
        made = CannotSave(f"Nothing was saved to {path}: {reason}.")
    else:
        made = CannotRead(f"The file {path} cannot be used: {reason}.")
    return made
