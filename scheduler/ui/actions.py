"""Everything that can be done from a menu, as actions; what has no handler is not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QMenuBar, QWidget

if TYPE_CHECKING:
    from scheduler.ui.menus import Spec

TITLES = ("&File", "&Edit", "&View", "&Poster", "&Walk", "&Conference", "&Help")


class Actions(QObject):
    """The menus of a window: titles at once, entries from `fill` on, when the first rows are seen."""

    def __init__(self, window: QWidget, bar: QMenuBar) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {title.replace("&", ""): bar.addMenu(title) for title in TITLES}
        self._in_lists: list[QAction] = []

    def fill(self) -> None:
        """Makes all actions of the table, below what is in the menus already."""
        from scheduler.ui.menus import MENUS

        for title, entries in MENUS:
            menu = self.menus[title.replace("&", "")]
            menu.setToolTipsVisible(True)
            for entry in entries:
                if entry is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._made(entry))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def handle(self, name: str, handler: Callable[[], Any]) -> QAction:
        """Makes an action do something, and so shows it. A checkable one may look at itself."""
        action = self._actions[name]
        action.triggered.connect(lambda _checked=False: handler())
        action.setVisible(True)
        action.setEnabled(True)
        return action

    def work_in(self, view: QWidget) -> None:
        """Makes the keys that belong to lists work in this one."""
        view.addActions(self._in_lists)

    def pop_up_in(self, view: QAbstractItemView) -> None:
        """Makes the Poster menu the context menu of a list."""
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(
            lambda at: self.menus["Poster"].popup(view.viewport().mapToGlobal(at))
        )

    def shown(self) -> Iterator[tuple[str, list[QAction]]]:
        """Menus and their visible actions, for the page of shortcuts."""
        for title, menu in self.menus.items():
            yield title, [each for each in menu.actions() if each.isVisible() and not each.isSeparator()]

    def _made(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self._window)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        action.setMenuRole(spec.role)
        if spec.tip:
            action.setToolTip(spec.tip)
            action.setStatusTip(spec.tip)
        if spec.in_list:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._in_lists.append(action)
        action.setVisible(False)
        action.setEnabled(False)  # an invisible action's key would still be taken
        self._actions[spec.name] = action
        return action
