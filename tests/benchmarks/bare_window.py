"""The least PySide6 program that shows a table. `python -m tests.benchmarks.bare_window ROWS`"""

from __future__ import annotations

import sys
import time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

PARENT = QModelIndex()


class Rows(QAbstractTableModel):
    """One column of made-up text."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Any = PARENT) -> int:
        return self._rows

    def columnCount(self, parent: Any = PARENT) -> int:
        return 1

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return f"row {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


class Table(QTableView):
    """Leaves when it has been painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = time.monotonic_ns()
            QTimer.singleShot(0, QApplication.quit)


def main() -> None:
    app = QApplication(sys.argv[:1])
    table = Table()
    model = Rows(int(sys.argv[1]))
    table.setModel(model)
    table.resize(1240, 780)
    table.show()
    app.exec()
    from tests.benchmarks.probe import peak_megabytes, report

    report(painted=table.painted, peak=peak_megabytes())


if __name__ == "__main__":
    main()
