"""The list of events before they go out: both zones side by side, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from scheduler.core.calendar_memory import Change
from scheduler.core.times import spell_zone
from scheduler.ui.display_text import one_line, plural
from scheduler.workspace.calendar import PreviewRow

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_EVENT, _LOCAL, _VIEWER, _PLACE, _CHANGE = range(5)
_CHANGES = {
    Change.NEW: "new",
    Change.CHANGED: "changed",
    Change.CANCELLED: "cancelled",
    Change.UNCHANGED: "unchanged",
}


class PreviewModel(QAbstractTableModel):
    """Rows as the calendar service made them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[PreviewRow] = ()
        self._headers = ["Event", "There", "Here", "Place", "Since last time"]

    def show_rows(self, rows: Sequence[PreviewRow], zone: str, viewer_zone: str) -> None:
        """`zone` is the conferences' common one, empty where they differ."""
        self.beginResetModel()
        self.rows = rows
        self._headers[_LOCAL] = f"There ({spell_zone(zone)})" if zone else "There"
        self._headers[_VIEWER] = f"Here ({spell_zone(viewer_zone)})"
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row) if index.column() == _EVENT else self._text(row, index.column())
        return None

    def _text(self, row: PreviewRow, column: int) -> str:
        if column == _EVENT:
            return one_line(row.title, 200)
        if column == _LOCAL:
            return (
                f"{row.local} (assumed)" if row.warning and row.change is not Change.CANCELLED else row.local
            )
        if column == _VIEWER:
            return row.viewer
        return one_line(row.place, 80) if column == _PLACE else _CHANGES[row.change]

    def _spoken(self, row: PreviewRow) -> str:
        parts = (one_line(row.title, 300), row.local, row.place, _CHANGES[row.change], row.warning)
        return ". ".join(part for part in parts if part)


class PreviewTable(QTableView):
    """Read only; Tab leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows_model = PreviewModel(parent)
        self.setModel(self.rows_model)
        self.setAccessibleName("Events")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.horizontalHeader().setSectionResizeMode(_EVENT, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setHighlightSections(False)

    def show_rows(self, rows: Sequence[PreviewRow], zone: str, viewer_zone: str) -> None:
        self.rows_model.show_rows(rows, zone, viewer_zone)
        for column in (_LOCAL, _VIEWER, _PLACE, _CHANGE):
            self.resizeColumnToContents(column)


def spell_counts(counts: Mapping[Change, int], going_out: int) -> str:
    """`44 events: 3 new, 2 changed, 1 cancelled, 38 unchanged.`"""
    parts = [f"{counts[change]:,} {word}" for change, word in _CHANGES.items() if counts.get(change)]
    if not parts:
        return "No events."
    return f"{plural(going_out, 'event')} to save. Since the last export: {', '.join(parts)}."
