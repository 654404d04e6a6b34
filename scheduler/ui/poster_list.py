"""The list of posters: a one-column table, for tables lay out 100,000 equal rows without asking each."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from scheduler.ui import row_geometry
from scheduler.ui.listing_model import Role
from scheduler.ui.row_delegate import PosterDelegate
from scheduler.ui.row_geometry import RowFonts

SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class PosterList(QTableView):
    """Selects many; a click on the star column stars without selecting."""

    star_clicked = Signal(str)
    current_changed = Signal(str)
    left_upwards = Signal()

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("posters")
        self.setAccessibleName("Posters")
        self._rest_came = self._changed = False
        self.setModel(model)
        model.rowsAboutToBeInserted.connect(self._note_rest)
        for change in (model.modelReset, model.rowsRemoved, model.layoutChanged):
            change.connect(self._note_change)
        self.setItemDelegate(PosterDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMinimumWidth(260)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()
        self.selectionModel().currentChanged.connect(self._tell_current)

    def key_at(self, row: int) -> str:
        return str(self.model().index(row, 0).data(Role.KEY) or "")

    def current_key(self) -> str:
        index = self.currentIndex()
        return str(index.data(Role.KEY) or "") if index.isValid() else ""

    def selected_keys(self) -> list[str]:
        """The keys of the selected posters in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [key for row in rows if (key := self.key_at(row))]

    def go_to(self, row: int) -> None:
        """Selects one row and shows it; a row beyond the list's end means its last."""
        row = min(row, self.model().rowCount() - 1)
        if row >= 0:
            index = self.model().index(row, 0)
            self.selectionModel().setCurrentIndex(index, SELECT)
            self.scrollTo(index)

    def doItemsLayout(self) -> None:
        """Rows that came below those in sight need room in the scroll bar, but no paint of the others."""
        in_sight_unchanged = self._rest_came and not self._changed
        self._rest_came = self._changed = False
        # The attribute alone: to enable updates again as one should is to ask for a paint.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, in_sight_unchanged)
        super().doItemsLayout()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)

    def changeEvent(self, event: QEvent) -> None:
        self._note_change()
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._star_under(event)
        if key:
            self.star_clicked.emit(key)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._star_under(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.go_to(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _star_under(self, event: QMouseEvent) -> str:
        if event.button() != Qt.MouseButton.LeftButton:
            return ""
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid():
            return ""
        area = row_geometry.star_area(self.visualRect(index), RowFonts.of(self.font()))
        return str(index.data(Role.KEY) or "") if area.contains(place) else ""

    def _note_rest(self, _parent: QModelIndex, first: int, _last: int) -> None:
        """How Qt sees it rows come in; it lays the list out for them later, and paints all of it then."""
        lowest = self.rowAt(self.viewport().height() - 1)
        self._rest_came = 0 <= lowest < first
        self._changed = self._changed or not self._rest_came

    def _note_change(self) -> None:
        self._changed = True

    def _set_row_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(10)
        self.verticalHeader().setDefaultSectionSize(row_geometry.row_height(self.font()))

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(str(current.data(Role.KEY) or "") if current.isValid() else "")
