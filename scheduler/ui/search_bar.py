"""Above the list: the search field, the two quick filters, and the order."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from scheduler.core.query import Sort

SORTS = {
    Sort.PROGRAMME: "Programme order",
    Sort.TIME: "Time",
    Sort.BOARD: "Board number",
    Sort.TITLE: "Title",
}
MOST_TYPED = 1000
NARROW = 60
"""Below so many letters' width the buttons stand in a second row."""
EXAMPLES = "Words, “a phrase”, -not, author:name, topic:name, is:spotlight, is:visited, has:note"


class SearchField(QLineEdit):
    """Esc clears, Down goes to the list."""

    wants_list = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wants_list.emit()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """`changed` whenever the list should be looked up anew."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField(self)
        self.field.setObjectName("search")
        self.field.setPlaceholderText("Search titles, authors, abstracts, notes")
        self.field.setAccessibleName("Search")
        self.field.setToolTip(EXAMPLES)
        self.field.setMaxLength(MOST_TYPED)
        self.spotlight = self._toggle("Spotlight", "Only spotlights")
        self.starred = self._toggle("Starred", "Only what you starred")
        self.order = QPushButton(self)
        self.order.setToolTip("Order of the list")
        self._sort = Sort.PROGRAMME
        self._sorts = QActionGroup(self)
        self.order.setMenu(self._sort_menu())
        self._name_order()
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.spotlight, self.starred, self.order):
            row.addWidget(button)
        row.addStretch()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(4, 8, 4, 6)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.field, 1)
        self._layout.addLayout(row)
        self.field.textChanged.connect(self.changed)

    def furnish(self) -> None:
        """Adds what is not missed before the first rows are seen: its icon takes milliseconds to load."""
        self.field.setClearButtonEnabled(True)

    @property
    def sort(self) -> Sort:
        return self._sort

    def set_sort(self, sort: Sort) -> None:
        """Also ticks the menu's entry."""
        for action in self._sorts.actions():
            if action.data() == sort.value:
                action.setChecked(True)
        if sort != self._sort:
            self._sort = sort
            self._name_order()
            self.changed.emit()

    def sort_actions(self) -> list[QAction]:
        """For the menu bar, so that the order has a place there too."""
        return self._sorts.actions()

    def clear(self) -> None:
        """Empties everything that narrows the list."""
        for button in (self.spotlight, self.starred):
            button.setChecked(False)
        self.field.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the buttons go below the field."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        narrow = event.size().width() < letter * NARROW
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 30, super().minimumSizeHint().height())

    def _toggle(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.toggled.connect(self.changed)
        return button

    def _sort_menu(self) -> QMenu:
        menu = QMenu(self.order)
        for sort, text in SORTS.items():
            action = QAction(text, self._sorts)
            action.setCheckable(True)
            action.setChecked(sort is Sort.PROGRAMME)
            action.setData(sort.value)
            action.triggered.connect(lambda _=False, sort=sort: self.set_sort(sort))
            menu.addAction(action)
        return menu

    def _name_order(self) -> None:
        text = SORTS[self._sort]
        self.order.setText("Sort" if self._sort is Sort.PROGRAMME else text)
        self.order.setAccessibleName(f"Order of the list: {text}")
