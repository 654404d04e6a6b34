"""Keeps the full-text index in step with the presentations, which it has no copy of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

_INDEXED: Final = "title, authors, abstract, summary, topics"
_MANY: Final = 1000
"""From so many presentations on it pays to gather more before writing."""
_USUAL: Final = {"hashsize": 2**20, "automerge": 4, "crisismerge": 64}
_FOR_MANY: Final = {"hashsize": 2**25, "automerge": 16, "crisismerge": 64}
"""How many bytes are gathered; from how many pieces of the index on FTS5 merges a little with each write, and
from how many all at once, which is never wanted: it takes seconds, whichever write it meets. What is left is
as quick to search.
"""

# One statement for all rows: after each statement that may write many, FTS5 writes what it has gathered.
_OF_IDS: Final = "FROM presentations WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"


def add(connection: sqlite3.Connection, ids: Collection[int]) -> None:
    """Takes up the words of presentations that are new, or have been changed and removed before."""
    if ids:
        with _gathering(connection, len(ids)):
            connection.execute(
                f"INSERT INTO search (rowid, {_INDEXED}) SELECT id, {_INDEXED} {_OF_IDS}",
                (json.dumps(list(ids)),),
            )


def remove(connection: sqlite3.Connection, ids: Collection[int]) -> None:
    """Call this before the rows change or go: the index must be told the old words."""
    if ids:
        with _gathering(connection, len(ids)):
            connection.execute(
                f"INSERT INTO search (search, rowid, {_INDEXED}) SELECT 'delete', id, {_INDEXED} {_OF_IDS}",
                (json.dumps(list(ids)),),
            )


@contextmanager
def _gathering(connection: sqlite3.Connection, rows: int) -> Iterator[None]:
    """The settings are a part of the index's file: they are put back in the same transaction."""
    if rows < _MANY:
        yield
        return
    _set(connection, _FOR_MANY)
    yield
    _set(connection, _USUAL)


def _set(connection: sqlite3.Connection, wanted: dict[str, int]) -> None:
    connection.executemany("INSERT INTO search (search, rank) VALUES (?, ?)", wanted.items())
