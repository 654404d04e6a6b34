"""The time line of a session: a list to scale, worked by keys, a menu, or dragging."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QListView, QWidget

from scheduler.ui import theme
from scheduler.ui.plan_delegate import PlanDelegate
from scheduler.ui.plan_model import PlanModel, PlanRole
from scheduler.ui.plan_rows import TimeRow

OWN_KEYS = {Qt.Key.Key_L, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Delete}
"""Keys that mean something else in the rest of the window."""


class PlanTimeline(QListView):
    """What the user wants done goes out as signals; keys are those of posters.

    `moved` has the place among the stops that the poster was dropped at.
    """

    moved = Signal(str, int)
    shifted = Signal(str, int)
    lock_toggled = Signal(str)
    lengthened = Signal(str, int)
    opened = Signal(object)
    removed = Signal(object)
    current_changed = Signal(str)

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self._pressed: tuple[QPoint, str] | None = None
        self._drop: int | None = None
        self.setObjectName("time_line")
        self.setAccessibleName("Time line")
        self.setModel(model)
        self.setItemDelegate(PlanDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumWidth(280)
        self.selectionModel().currentChanged.connect(
            lambda now, _: self.current_changed.emit(now.data(PlanRole.ROW).key if now.isValid() else "")
        )
        self.activated.connect(lambda index: self.opened.emit(index.data(PlanRole.ROW)))

    def current_row(self) -> TimeRow | None:
        index = self.currentIndex()
        return index.data(PlanRole.ROW) if index.isValid() else None

    def current_key(self) -> str:
        row = self.current_row()
        return row.key if row else ""

    def go_to(self, number: int) -> None:
        """Selects a row; beyond the end the last that can be."""
        rows = self._plan.rows
        able = [n for n, row in enumerate(rows) if not row.free]
        if able:
            best = min(able, key=lambda n: abs(n - number))
            index = self._plan.index(best)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    # Keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if event.key() in OWN_KEYS and plain and self.currentIndex().isValid():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._drop is not None:
            self._end_drag()
        elif not self._work_on(self.current_row(), event):
            super().keyPressEvent(event)

    def _work_on(self, row: TimeRow | None, event: QKeyEvent) -> bool:
        """Whether the key meant something for this row."""
        if row is None:
            return False
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Delete and row.appointment and not row.appointment.key:
            self.removed.emit(row.appointment)
        elif not row.key:
            return False
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shifted.emit(row.key, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_L:
            self.lock_toggled.emit(row.key)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.lengthened.emit(row.key, -1 if key == Qt.Key.Key_Minus else 1)
        else:
            return False
        return True

    # Dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = None
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            key = index.data(PlanRole.ROW).key
            self._pressed = (event.position().toPoint(), key) if key else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        far = (place - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
        if self._drop is not None or far:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drop = self._gap_at(place)
            self._scroll_near(place)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, drop = self._pressed, self._drop
        self._end_drag()
        if pressed is None or drop is None or pressed[1] not in self._plan.stops():
            super().mouseReleaseEvent(event)
            return
        place = self._place_among_others(pressed[1], drop)
        if place != self._plan.stops().index(pressed[1]):
            self.moved.emit(pressed[1], place)

    def _end_drag(self) -> None:
        self._pressed = self._drop = None
        self.unsetCursor()
        self.viewport().update()

    def _gap_at(self, place: QPoint) -> int:
        """The row before which a drop here would put the stop."""
        for number in range(self._plan.rowCount()):
            rect = self.visualRect(self._plan.index(number))
            if place.y() < rect.center().y():
                return number
        return self._plan.rowCount()

    def _place_among_others(self, key: str, gap: int) -> int:
        return sum(1 for row in self._plan.rows[:gap] if row.key and row.key != key)

    def _scroll_near(self, place: QPoint) -> None:
        bar, edge = self.verticalScrollBar(), 28
        if place.y() < edge:
            bar.setValue(bar.value() - bar.singleStep())
        elif place.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + bar.singleStep())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(theme.colours(self.palette()).accent, 3))
        height = self._line_of(self._drop)
        painter.drawLine(6, height, self.viewport().width() - 6, height)
        painter.end()

    def _line_of(self, gap: int) -> int:
        if gap < self._plan.rowCount():
            return self.visualRect(self._plan.index(gap)).top()
        last: QRect = self.visualRect(self._plan.index(self._plan.rowCount() - 1))
        return last.bottom()
