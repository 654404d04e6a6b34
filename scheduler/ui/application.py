"""The Qt application, and opening the user's data with it: damage is asked about, not thrown."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from scheduler.errors import Damaged, SchedulerError
from scheduler.workspace import Workspace

DESKTOP_NAME = "io.github.poster_scheduler.PosterScheduler"
LONGEST_WAIT_MS = 1000
"""For the first paint: a window opened minimised or on another desktop has none."""


def application() -> QApplication:
    """The one application of this process, made when there is none."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    QApplication.setApplicationName("Poster Scheduler")
    QApplication.setDesktopFileName(DESKTOP_NAME)
    return QApplication(sys.argv[:1])


def open_workspace(folder: Path) -> Workspace | None:
    """The workspace; where the user's file is damaged, after asking what to do. None: leave."""
    while True:
        try:
            return Workspace.open(folder)
        except Damaged as error:
            if not _mend(folder, error):
                return None
        except SchedulerError as error:
            _say(str(error))
            return None


def after_first_paint(widget: QWidget, call: Callable[[], None]) -> None:
    """Calls once the widget is on the screen, or after a second where nothing is to be seen.

    The screen answers later than the event loop begins: to wait for an idle loop would be to call
    before the first paint, and to hold it up.
    """

    def now() -> None:
        gc.enable()
        call()

    watch = _FirstPaint(widget)
    watch.over.connect(now)
    widget.installEventFilter(watch)


class _FirstPaint(QObject):
    """Says once that a widget has been painted, then frees itself."""

    over = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._timer = QTimer(self, singleShot=True, interval=LONGEST_WAIT_MS)
        self._timer.timeout.connect(self._end)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)  # filters come before the paint itself
        return False

    def _end(self) -> None:
        self.over.emit()
        self.deleteLater()


def _mend(folder: Path, error: Damaged) -> bool:
    """Whether opening should be tried again."""
    from scheduler.ui.damage_dialog import DamageDialog, Way
    from scheduler.workspace import care

    dialog = DamageDialog(care.choices(folder, error))
    dialog.exec()
    way = dialog.way()
    dialog.deleteLater()
    try:
        if way is Way.RESTORE:
            care.restore(folder)
        elif way is Way.FRESH:
            care.start_fresh(folder)
    except SchedulerError as failure:
        _say(str(failure))
        return False
    return way is not Way.QUIT


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(None, "Poster Scheduler", sentence)
