"""SQL functions of our own, for what SQLite has no words for."""

from __future__ import annotations

import re
import sqlite3
import unicodedata


def register(connection: sqlite3.Connection) -> None:
    """Makes `fold(text)` and `board_number(text)` known to a connection."""
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("board_number", 1, board_number, deterministic=True)


def fold(text: str | bytes | None) -> str:
    """Case and accents taken off, as the full-text index does it.

    Given bytes, as notes are, it does without those that are damaged.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def board_number(board: str | None) -> int | None:
    """The number in a board's name, for sorting: `#12`, `H-12` and `12a` are all 12."""
    digits = re.search(r"\d{1,9}", board or "")
    return int(digits.group()) if digits else None
