"""The agenda's rows as a model; headings cannot be selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from scheduler.core.listing import Listing
from scheduler.ui import spelling
from scheduler.ui.agenda_rows import Heading, Lost, Row
from scheduler.ui.display_text import one_line
from scheduler.ui.listing_model import ROOT, AnyIndex, Role
from scheduler.ui.row_difference import difference


class AgendaModel(QAbstractListModel):
    """Few rows, all held."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """A changed level repaints, a gone star takes its row away; only a new order starts over."""
        old, new = [_name(row) for row in self._rows], [_name(row) for row in rows]
        start, old_end, new_end = difference(old, new)
        if new_end == start and old_end > start:
            self.beginRemoveRows(ROOT, start, old_end - 1)
            self._rows = list(rows)
            self.endRemoveRows()
        elif old != new:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        self._rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row_of(self, key: str) -> int:
        """The first row of a poster, or -1."""
        return next(
            (n for n, row in enumerate(self._rows) if not isinstance(row, Heading) and row.key == key), -1
        )

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return _of_heading(row, role)
        if isinstance(row, Lost):
            return _of_lost(row, role)
        return _of_listing(row, role)


def _of_heading(row: Heading, role: int) -> Any:
    if role == Role.HEADING:
        return row
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return ". ".join(part for part in (row.text, row.note) if part)
    return None


def _of_lost(row: Lost, role: int) -> Any:
    if role == Role.KEY:
        return row.key
    if role == Role.LOST:
        return row
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return (
            f"Starred, {spelling.LEVEL_WORDS[row.level]}. No longer in any programme. {one_line(row.title)}"
        )
    return None


def _of_listing(row: Listing, role: int) -> Any:
    if role == Role.KEY:
        return row.key
    if role == Role.LISTING:
        return row
    if role == Qt.ItemDataRole.DisplayRole:
        return one_line(row.display_title)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return spelling.spoken(row)
    return None


def _name(row: Row) -> tuple[str, str]:
    """What makes two rows the same row: a heading's words may count differently and still be it."""
    return ("", row.text) if isinstance(row, Heading) else ("star", row.key)
