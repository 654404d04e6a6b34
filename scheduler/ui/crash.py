"""What happens on an error nobody foresaw: it is logged, shown once, and the program goes on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from scheduler import __version__

LOG = "logs/poster-scheduler.log"
LOG_BYTES = 500_000
LOGS_KEPT = 3


def open_log(folder: Path) -> logging.Logger:
    """A rotating log in the data folder. Where none can be written the program runs without."""
    logger = logging.getLogger("poster-scheduler")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    try:
        path = folder / LOG
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.handlers = [handler]
    return logger


def frames(error: BaseException) -> str:
    """Where it happened, without the message or any source line: those may hold what a person wrote."""
    lines = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join([type(error).__name__, *lines])


def details(error: BaseException) -> str:
    """For a report, sent by the user's own hand: versions, places, and the message."""
    return (
        f"Poster Scheduler {__version__}, Python {platform.python_version()}, Qt {qVersion()},"
        f" {platform.platform()}\n{frames(error)}\n{error}"
    )


class CrashReporter(QObject):
    """Takes over `sys.excepthook`. At most one box is open: an error in a paint would open hundreds."""

    def __init__(self, folder: Path, parent_of_box: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._log = open_log(folder)
        self._path = folder / LOG
        self._parent_of_box = parent_of_box
        self.box: QMessageBox | None = None

    def install(self) -> None:
        sys.excepthook = self.report

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The excepthook."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        error = error.with_traceback(trace)
        self._log.error("%s", frames(error))
        if self.box is None:
            self._show(error)

    def _show(self, error: BaseException) -> None:
        box = QMessageBox(self._parent_of_box())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Poster Scheduler")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("Something went wrong that should not have. What you saved is safe; you can go on.")
        box.setInformativeText(f"The log is in {self._path}")
        box.setDetailedText(details(error))
        copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()  # copying does not close the box
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details(error)))
        box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(self._forget)
        self.box = box
        box.open()

    def _forget(self) -> None:
        self.box = None
