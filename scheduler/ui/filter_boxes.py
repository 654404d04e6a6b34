"""Boxes to tick in groups, with a row for the rest of a long group."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from scheduler.ui.listing_model import AnyIndex
from scheduler.ui.theme import mixed, readable

SEEN = 3.0
"""Contrast that WCAG 2 asks of the edge of a control."""
NAME = Qt.ItemDataRole.UserRole
"""Of a box: its group and its own name."""
MORE = Qt.ItemDataRole.UserRole + 1
"""Of the row that offers the rest: its group."""


class _Look(QStyledItemDelegate):
    """Boxes with an edge, which styles make of the window's colour and so unseen in the dark; and links."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(MORE):
            option.palette.setBrush(QPalette.ColorRole.Text, option.palette.link())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        self.initStyleOption(option, index)
        if not option.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
            return
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        edge = option.widget.style().subElementRect(part, option, option.widget)
        ground = option.palette.color(QPalette.ColorRole.Window)
        shade = mixed(option.palette.color(QPalette.ColorRole.WindowText), ground, 0.4)
        painter.save()
        painter.setPen(readable(shade, ground, SEEN))
        painter.drawRect(edge.adjusted(1, 1, -2, -2))
        painter.restore()


class Boxes(QTreeWidget):
    """Groups of check boxes; a click anywhere on a row ticks it.

    `more_wanted` with a group's name: all of its boxes are wanted, or only the first ones again.
    """

    more_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filters")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Look(self))
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        header = self.header()
        header.setMinimumSectionSize(20)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.itemClicked.connect(self._toggle_by_text)
        self._checked_before: tuple[QTreeWidgetItem, Qt.CheckState] | None = None
        self.itemPressed.connect(self._remember)

    def group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setExpanded(True)
        item.setHidden(True)
        return item

    def box(self, parent: QTreeWidgetItem, text: str, count: int | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text, "" if count is None else f"{count:,}"])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, _plain_tip(text))
        return item

    def more(self, parent: QTreeWidgetItem, group: str, text: str) -> QTreeWidgetItem:
        """A row below the boxes that offers the rest of them."""
        item = QTreeWidgetItem(parent, [text])
        item.setFirstColumnSpanned(True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setData(0, MORE, group)
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and item is not None and item.data(0, MORE):
            self.more_wanted.emit(item.data(0, MORE))
        else:
            super().keyPressEvent(event)

    def _remember(self, item: QTreeWidgetItem) -> None:
        self._checked_before = (item, item.checkState(0))

    def _toggle_by_text(self, item: QTreeWidgetItem) -> None:
        """The box itself toggles on its own; a click beside it is meant the same."""
        before, self._checked_before = self._checked_before, None
        if item.data(0, MORE):
            self.more_wanted.emit(item.data(0, MORE))
        elif not item.data(0, NAME):
            item.setExpanded(not item.isExpanded())
        elif before == (item, item.checkState(0)):
            item.setCheckState(0, state(item.checkState(0) is not Qt.CheckState.Checked))


def children(parent: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The rows below one."""
    return [item for row in range(parent.childCount()) if (item := parent.child(row))]


def _plain_tip(text: str) -> str:
    from html import escape

    return escape(text)


def state(ticked: bool) -> Qt.CheckState:
    """Of a box."""
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
