"""Asks what to do when the file of stars and notes cannot be used. Nothing is done before the answer."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from scheduler.core.times import rfc3339
from scheduler.workspace.care import Choices


class Way(Enum):
    """What the user chose."""

    RESTORE = "restore"
    FRESH = "fresh"
    QUIT = "quit"


class DamageDialog(QMessageBox):
    """`way()` once it is closed."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.setWindowTitle("Poster Scheduler")
        self.setIcon(QMessageBox.Icon.Critical)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(choices.reason)
        self._ways: dict[object, Way] = {}
        kept = "In either case the file as it is now is kept."
        backup = choices.newest_backup
        if backup is not None:
            self._add("Restore the newest backup", Way.RESTORE)
            made = (rfc3339(backup.made_at) or "").replace("T", " ").replace("Z", " UTC")
            kept = f"The newest good backup of your stars and notes is of {made}. {kept}"
        if choices.can_start_fresh:
            self._add("Start fresh", Way.FRESH)
        else:
            kept = "Install the newest version of Poster Scheduler to use it."
        self.setInformativeText(kept)
        leave = self._add("Quit", Way.QUIT)
        self.setEscapeButton(leave)
        self.setDefaultButton(leave)

    def way(self) -> Way:
        return self._ways.get(self.clickedButton(), Way.QUIT)

    def _add(self, text: str, way: Way):  # type: ignore[no-untyped-def]
        button = self.addButton(text, QMessageBox.ButtonRole.ActionRole)
        self._ways[button] = way
        return button
