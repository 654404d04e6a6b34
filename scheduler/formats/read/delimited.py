"""Rows of CSV, TSV and their kin, read one at a time and bounded in every direction."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from scheduler.errors import BadInput

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 1_000
MAX_ROW_LENGTH: Final = 1_000_000
"""Characters of one row. A longer one is a different kind of file, or an attack on memory."""

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_HEAD: Final = 200_000
_HEAD_ROWS: Final = 30


def rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the line (from 1) it starts on.

    BadInput on a row, a cell or a table beyond all measure, and on a quotation mark never closed.
    """
    lines = _BoundedLines(text)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")
    count, line = 0, 1
    try:
        for cells in reader:
            lines.since_row = 0
            if len(cells) > MAX_COLUMNS:
                raise BadInput(
                    f"the row has {len(cells):,} columns; at most {MAX_COLUMNS:,} are read.", line=line
                )
            if any(cell and not cell.isspace() for cell in cells):
                count += 1
                if count > MAX_ROWS:
                    raise BadInput(f"The table has more than {MAX_ROWS:,} rows.", line=line)
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise BadInput("a cell is too long; perhaps a quotation mark is missing.", line=line) from None


def head_rows(text: str, delimiter: str, limit: int = _HEAD_ROWS) -> list[list[str]]:
    """The first rows, as far as the first 200,000 characters hold them; a broken row ends them."""
    found: list[list[str]] = []
    try:
        found.extend(cells for _, cells in islice(rows(_head(text), delimiter), limit))
    except BadInput:
        return found
    return found


def guess_delimiter(text: str, known_headers: Callable[[list[str]], int]) -> str:
    """The delimiter that shows most known headers in one of the first rows, then the evenest rows."""
    return max(DELIMITERS, key=lambda delimiter: _score(head_rows(text, delimiter), known_headers))


def _score(found: list[list[str]], known_headers: Callable[[list[str]], int]) -> tuple[int, float]:
    if not found:
        return (0, 0.0)
    widths = Counter(map(len, found))
    width, times = widths.most_common(1)[0]
    evenness = times / len(found) if width > 1 else 0.0
    return (max(map(known_headers, found)), evenness)


def _head(text: str) -> str:
    """The first part of a text, cut at the end of a line where there is one."""
    if len(text) <= _HEAD:
        return text
    head = text[:_HEAD]
    return head[: head.rfind("\n") + 1] or head


class _BoundedLines:
    """The lines of a text, for csv.reader; BadInput when one row takes too many characters.

    csv.reader joins lines inside quotation marks without end, so the count runs from row to row:
    the reader of rows sets `since_row` back to 0.
    """

    def __init__(self, text: str) -> None:
        self._lines = _LINE.finditer(text)
        self._number = 0
        self.since_row = 0

    def __iter__(self) -> _BoundedLines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)[0]
        self._number += 1
        self.since_row += len(line)
        if self.since_row > MAX_ROW_LENGTH:
            raise BadInput(f"the row is longer than {MAX_ROW_LENGTH:,} characters.", line=self._number)
        return line
