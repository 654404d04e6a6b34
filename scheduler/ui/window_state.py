"""What the window remembers: size, panes, view, order and conference, in a file of the data folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from scheduler.core.query import Sort

FILE = "window.ini"


class WindowState:
    """Nothing here is worth a message: what cannot be read or written is left as it is."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def restore_window(self, window: QMainWindow) -> bool:
        """Whether a size was remembered."""
        geometry = self._settings.value("window/geometry")
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def save_window(self, window: QMainWindow) -> None:
        self._settings.setValue("window/geometry", window.saveGeometry())

    def restore_splitter(self, splitter: QSplitter) -> None:
        state = self._settings.value(f"panes/{splitter.objectName()}")
        if isinstance(state, QByteArray):
            splitter.restoreState(state)

    def save_splitter(self, splitter: QSplitter) -> None:
        self._settings.setValue(f"panes/{splitter.objectName()}", splitter.saveState())

    def text(self, name: str, default: str = "") -> str:
        value = self._settings.value(name, default)
        return value if isinstance(value, str) else default

    def put_text(self, name: str, value: str) -> None:
        self._settings.setValue(name, value)

    def flag(self, name: str, *, default: bool) -> bool:
        return self.text(name, "yes" if default else "no") == "yes"

    def put_flag(self, name: str, *, on: bool) -> None:
        self.put_text(name, "yes" if on else "no")

    def sort(self) -> Sort:
        try:
            return Sort(self.text("list/sort", Sort.PROGRAMME.value))
        except ValueError:
            return Sort.PROGRAMME

    def sync(self) -> None:
        self._settings.sync()
