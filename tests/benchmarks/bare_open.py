"""The least PySide6 program that shows a table, and stays open. `python -m tests.benchmarks.bare_open`"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QTableView

from tests.benchmarks.bare_window import Rows

ROWS = 674


def main() -> None:
    app = QApplication(sys.argv[:1])
    table = QTableView()
    model = Rows(ROWS)
    table.setModel(model)
    table.resize(1240, 780)
    table.show()
    app.exec()


if __name__ == "__main__":
    main()
