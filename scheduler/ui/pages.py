"""The views of the window: a tab for each, made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

PageMaker = Callable[[], QWidget]


class Pages(QWidget):
    """`changed` with the page that is now shown."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("Views")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        self._makers: list[PageMaker | None] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._show)

    def add(self, name: str, page: QWidget | PageMaker, shortcut: str) -> int:
        """Adds a page, or how to make it; returns its number."""
        made = page if isinstance(page, QWidget) else QWidget(self)
        self._makers.append(None if isinstance(page, QWidget) else page)
        self._stack.addWidget(made)
        number = self.tabs.addTab(name)
        self.tabs.setTabToolTip(number, f"{name} ({shortcut})" if shortcut else name)
        return number

    def go_to(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)

    @property
    def current(self) -> QWidget:
        page = self._stack.currentWidget()
        assert page is not None, "the window has a page from its start"
        return page

    @property
    def number(self) -> int:
        return self._stack.currentIndex()

    @property
    def name(self) -> str:
        """The name of the page that is shown."""
        return self.tabs.tabText(self.number)

    def number_of(self, name: str) -> int:
        """The number of the page of that name; of the first where there is none."""
        names = [self.tabs.tabText(number) for number in range(self.tabs.count())]
        return names.index(name) if name in names else 0

    def _show(self, number: int) -> None:
        if number >= len(self._makers):  # a tab is announced before its page is in
            return
        maker = self._makers[number]
        if maker is not None:
            self._makers[number] = None
            placeholder = self._stack.widget(number)
            self._stack.insertWidget(number, maker())
            if placeholder is not None:
                self._stack.removeWidget(placeholder)
                placeholder.deleteLater()
        self._stack.setCurrentIndex(number)
        self.changed.emit(self._stack.currentWidget())
