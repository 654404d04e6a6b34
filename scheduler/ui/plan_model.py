"""The time line's rows as a model."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from scheduler.ui.listing_model import ROOT, AnyIndex, Role
from scheduler.ui.plan_rows import TimeRow


class PlanRole(IntEnum):
    """What the delegate asks for, beside the key."""

    ROW = Qt.ItemDataRole.UserRole + 40


class PlanModel(QAbstractListModel):
    """Few rows, all held. A plan that keeps its order repaints, another starts over."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TimeRow] = []

    @property
    def rows(self) -> Sequence[TimeRow]:
        return self._rows

    def set_rows(self, rows: Sequence[TimeRow]) -> None:
        same = [_shape(row) for row in self._rows] == [_shape(row) for row in rows]
        if not same:
            self.beginResetModel()
        self._rows = list(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row_of(self, key: str) -> int:
        """The row of a poster, or -1."""
        return next((n for n, row in enumerate(self._rows) if key and row.key == key), -1)

    def stops(self) -> list[str]:
        """The posters in walking order."""
        return [row.key for row in self._rows if row.key]

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].free:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        answers: dict[int, Any] = {
            PlanRole.ROW: row,
            Role.KEY: row.key,
            Qt.ItemDataRole.DisplayRole: f"{row.clock} {row.title}",
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            Qt.ItemDataRole.ToolTipRole: _tip(row),
        }
        return answers.get(role)


def _shape(row: TimeRow) -> tuple[object, ...]:
    """What decides on the height and place of a row."""
    return row.key, row.start, row.seconds, row.walk, row.appointment


def _tip(row: TimeRow) -> str:
    from html import escape

    return escape(f"{row.title}\n{row.about}").replace("\n", "<br>") if not row.free else ""
