"""The real program, leaving when it has painted rows: `… probe_start FOLDER [settled]`.

With `settled` it leaves when everything else is there too: panes, numbers, details.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import Any


def main() -> None:
    folder, settled = sys.argv[1], "settled" in sys.argv[2:]
    painted: list[int] = []
    from scheduler import app
    from scheduler.__main__ import main as scheduler

    prepare = app.prepare_window

    def watch_and_prepare(*arguments: Any) -> Any:
        # Not earlier: the program itself says when Qt is loaded.
        _watch(painted, settled=settled)
        return prepare(*arguments)

    app.prepare_window = watch_and_prepare

    sys.argv[:] = ["scheduler", "--data", folder]
    with suppress(SystemExit):
        scheduler()
    from tests.benchmarks.probe import peak_megabytes, report

    report(painted=painted[0], peak=peak_megabytes(), modules=len(sys.modules))


def _watch(painted: list[int], *, settled: bool) -> None:
    """Notes when the list has painted rows. The class is changed, for Python cannot see Qt paint."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QTableView

    from scheduler.ui.poster_list import PosterList

    def paint_event(view: PosterList, event: QPaintEvent) -> None:
        QTableView.paintEvent(view, event)
        if not painted and view.model().rowCount():
            painted.append(time.monotonic_ns())
            # What is still to come after the first rows takes well under a second at any size.
            QTimer.singleShot(1500 if settled else 0, QApplication.quit)

    PosterList.paintEvent = paint_event


if __name__ == "__main__":
    main()
