"""More like my stars: unstarred posters ranked by likeness to all that is starred, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scheduler.ui.background import Progress
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.form_dialog import FRAME, while_open
from scheduler.ui.wrapped_list import WrappedList
from scheduler.workspace import Workspace

if TYPE_CHECKING:
    from scheduler.workspace.finder import Related

KEY = Qt.ItemDataRole.UserRole
SHOWN = 20
ABOUT = "Not starred yet, and most like what you starred; your musts count first."
NO_STARS = "Nothing is starred yet. Press S on a few posters: others like them are listed here."
NOTHING_LIKE = "Nothing unstarred is much like your stars."


class LikeDialog(QDialog):
    """Stays beside the window; what is starred in it leaves the list, and the next ones move up."""

    poster_chosen = Signal(str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("More like my stars")
        self._controller = controller
        self.sentence = QLabel(ABOUT, self)
        self.sentence.setWordWrap(True)
        self.list = WrappedList("Posters like my stars", self)
        self.list.setAlternatingRowColors(True)
        self.star = QPushButton("☆ &Star", self)
        self.star.setToolTip("Star the chosen poster (S)")
        self.show_it = QPushButton("Show in &catalog", self)
        self.show_it.setToolTip("Show the chosen poster in the catalog (Return)")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        for button in (self.star, self.show_it):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        for widget in (self.sentence, self.list, buttons):
            layout.addWidget(widget)
        self.resize(QSize(640, 560).boundedTo(self.screen().availableSize() - FRAME))
        buttons.rejected.connect(self.reject)
        self.star.clicked.connect(self._star)
        self.show_it.clicked.connect(self._show_chosen)
        self.list.itemActivated.connect(self._show_chosen)
        QShortcut(QKeySequence("S"), self).activated.connect(self._star)
        for signal in (controller.stars_changed, controller.catalog_changed, controller.conference_changed):
            signal.connect(self.look)
        self.look()

    def look(self, _keys: Any = None) -> None:
        """Asks anew, in the background."""
        conference = self._controller.conference

        def work(ws: Workspace, _: Progress) -> tuple[bool, list[Related]]:
            return bool(ws.finder.starred(conference)), ws.finder.like_my_stars(SHOWN, conference)

        self._controller.ask("like my stars", work, while_open(self, lambda found: self._show_found(*found)))

    def chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(KEY)) if item else ""

    def _show_found(self, starred: bool, found: Sequence[Related]) -> None:
        row = max(0, self.list.currentRow())
        self.list.clear()
        for each in found:
            self._add(each)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.sentence.setText(ABOUT if found else NOTHING_LIKE if starred else NO_STARS)
        for button in (self.star, self.show_it):
            button.setEnabled(bool(found))

    def _add(self, each: Related) -> None:
        presentation = each.detail.presentation
        title = one_line(presentation.display_title)
        badge = "Spotlight · " if presentation.spotlight else ""
        authors = one_line(", ".join(presentation.authors[:20]), 120)
        item = QListWidgetItem(f"{title}\n{badge}{authors}\nshares: {', '.join(each.terms)}", self.list)
        item.setData(KEY, presentation.key)
        item.setToolTip(escape(one_line(presentation.summary or presentation.abstract, 600)))

    def _star(self) -> None:
        if key := self.chosen():
            self._controller.toggle_star([key])

    def _show_chosen(self) -> None:
        if key := self.chosen():
            self.poster_chosen.emit(key)
