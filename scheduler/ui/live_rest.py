"""The live mode's list of what is still to come, and of what was put aside."""

from __future__ import annotations

from collections.abc import Iterator
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
        self.setMinimumHeight(96)
        self.itemActivated.connect(lambda item: self.go_wanted.emit(item.data(NAME)))

    def chosen(self) -> str:
        """The poster that keys are about while the list has the focus; empty elsewhere."""
        item = self.currentItem()
        return str(item.data(NAME)) if item and item.isSelected() and self.hasFocus() else ""

    def show_rest(self, state: LiveState | None, view: LiveView | None, timezone: str) -> None:
        """Lines that stay are kept, for there may be hundreds."""
        lines = list(_lines(state, view, timezone)) if state and view else []
        wanted = {key for _, key, _ in lines}
        for row in range(self.count() - 1, -1, -1):
            if self.item(row).data(NAME) not in wanted:
                self.takeItem(row)
        known = {str(self.item(row).data(NAME)): self.item(row) for row in range(self.count())}
        for row, (text, key, title) in enumerate(lines):
            item = known.get(key) or QListWidgetItem()
            if item is not self.item(row):
                self._put(row, item)
            if item.text() != text:
                item.setText(text)
                item.setData(NAME, key)
                item.setToolTip(escape(one_line(title)))

    def _put(self, row: int, item: QListWidgetItem) -> None:
        current = self.currentItem() is item and item.listWidget() is self
        if item.listWidget() is self:
            self.takeItem(self.row(item))
        self.insertItem(row, item)
        if current:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.chosen():
            self.visit_wanted.emit(self.chosen())
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _lines(state: LiveState, view: LiveView, timezone: str) -> Iterator[tuple[str, str, str]]:
    """Text, key and title of each line."""
    for stop in view.rest.stops:
        yield live_text.rest_line(stop, timezone), stop.key, stop.title
    for each in view.rest.left_out:
        text = live_text.left_line(each, skipped=each.key in state.skipped, over=live_text.is_over(view))
        yield text, each.key, each.title
