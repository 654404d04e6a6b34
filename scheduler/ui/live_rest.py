"""The live mode's list of what is still to come, and of what was put aside."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from scheduler.core.live import LiveState, LiveView
from scheduler.ui import live_text
from scheduler.ui.display_text import one_line
from scheduler.ui.wrapped_list import WrappedList

NAME = Qt.ItemDataRole.UserRole


class RestList(WrappedList):
    """Return (or a double click) goes there now, Space ticks it; nothing is selected of itself."""

    go_wanted = Signal(str)
    visit_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Still to come", parent)
        self.setToolTip("Return: go there now. Space, K, L: visited, skip, later")
        self.setSpacing(3)
        self.setMinimumHeight(96)
        self.itemActivated.connect(lambda item: self.go_wanted.emit(item.data(NAME)))

    def chosen(self) -> str:
        """The poster that keys are about while the list has the focus; empty elsewhere."""
        item = self.currentItem()
        return str(item.data(NAME)) if item and item.isSelected() and self.hasFocus() else ""

    def show_rest(self, state: LiveState | None, view: LiveView | None, timezone: str) -> None:
        key = str(self.currentItem().data(NAME)) if self.currentItem() else ""
        self.clear()
        if state is None or view is None:
            return
        for stop in view.rest.stops:
            self._add(live_text.rest_line(stop, timezone), stop.key, stop.title, key)
        for each in view.rest.left_out:
            self._add(live_text.left_line(each, each.key in state.skipped), each.key, each.title, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.chosen():
            self.visit_wanted.emit(self.chosen())
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _add(self, text: str, key: str, title: str, current: str) -> None:
        item = QListWidgetItem(text, self)
        item.setData(NAME, key)
        item.setToolTip(escape(one_line(title)))
        if key == current:
            self.setCurrentItem(item)
