"""Shows how far long work is, and stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from scheduler.ui.background import Job

SLOW_MS = 400
"""Work that ends sooner shows no dialog: a flash tells nobody anything."""


class ProgressDialog(QDialog):
    """Closes by itself when the work has ended; closing it, Esc and Cancel stop what can be stopped."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Poster Scheduler")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._job = job
        self.label = QLabel(job.title or "Working…", self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.label.text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)
        layout.addWidget(self.bar)
        layout.addWidget(buttons)
        buttons.setVisible(job.stoppable)
        self.setMinimumWidth(360)
        self._timer = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._timer.timeout.connect(self.show)
        buttons.rejected.connect(self.reject)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._end)

    def show_if_slow(self) -> None:
        self._timer.start()

    def reject(self) -> None:
        """Stops the work; the dialog stays until the work has noticed."""
        if not self._job.stoppable:
            return
        self.label.setText("Stopping…")
        self._job.cancel()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))

    def _end(self) -> None:
        self._timer.stop()
        self.done(0)
        self.deleteLater()
