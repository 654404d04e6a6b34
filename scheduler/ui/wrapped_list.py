"""A list of short texts that wrap."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget


class WrappedList(QListWidget):
    """Named for the screen reader; as wide as its place, whatever the texts."""

    def __init__(self, name: str, parent: QWidget | None = None, *, gap: int = 3) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setItemDelegate(_Apart(gap, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)


class _Apart(QStyledItemDelegate):
    """Puts room above and below a text.

    A list's own spacing takes it from the width too, but not when it asks how high a row has to be: a text
    that just fits without is then cut.
    """

    def __init__(self, gap: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._gap = gap

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + 2 * self._gap)
