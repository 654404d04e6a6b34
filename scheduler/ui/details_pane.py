"""The right pane: one poster in full, its star and note, and what is like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.agenda import Level
from scheduler.core.detail import Detail
from scheduler.ui import theme
from scheduler.ui.controller import Controller
from scheduler.ui.details_html import details_html, related_html, style_sheet
from scheduler.ui.guidance import Guidance
from scheduler.ui.note_editor import NoteEditor
from scheduler.ui.safe_browser import SafeBrowser

if TYPE_CHECKING:
    from scheduler.workspace.finder import Related

RELATED = 6
RELATED_AFTER_MS = 150
"""More like this is looked up when one stays on a poster, not while paging through them."""


class DetailsPane(QWidget):
    """Shows the poster of `show_key`. What a link asks for goes out as a signal."""

    author_chosen = Signal(str)
    topic_chosen = Signal(str)
    poster_chosen = Signal(str)
    session_edit_wanted = Signal(object, int)
    address_chosen = Signal(str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self._controller = controller
        self._detail: Detail | None = None
        self._related: list[Related] = []
        self._all_authors = False
        self.browser = SafeBrowser(self)
        self.browser.setAccessibleName("Details")
        self.browser.setFrameShape(SafeBrowser.Shape.NoFrame)
        self.browser.document().setDocumentMargin(12)
        self.note = NoteEditor(controller.save_note, self)
        self.marks = _MarkButtons(self)
        self._empty = Guidance(self)
        self._empty.say("No poster selected", "Choose one in the list to read about it here.")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setMinimumWidth(220)
        self._ask_related = QTimer(self, singleShot=True, interval=RELATED_AFTER_MS)
        self._ask_related.timeout.connect(self._find_related)
        self.browser.link_chosen.connect(self._follow)
        self.note.left.connect(self.browser.setFocus)
        self.marks.level_chosen.connect(self._set_level)
        self.marks.visit_chosen.connect(self._toggle_visited)
        controller.stars_changed.connect(self._refresh_if)
        controller.visits_changed.connect(self._refresh_if)
        controller.notes_changed.connect(self._refresh_if)
        controller.catalog_changed.connect(self.reload)

    @property
    def key(self) -> str:
        return self._detail.key if self._detail else ""

    @property
    def detail(self) -> Detail | None:
        return self._detail

    def show_key(self, key: str) -> None:
        """Shows a poster; an empty key, or one that is gone, shows none."""
        if key and key == self.key:
            return
        before = self._detail
        self._related, self._all_authors = [], False
        self._load(key)
        self.browser.verticalScrollBar().setValue(0)
        if before and before.change and not before.presentation.withdrawn:
            self._controller.seen((before.key,))
        if self._detail:
            self._ask_related.start()

    def tab_stops(self) -> list[QWidget]:
        """The controls in the order in which Tab reaches them."""
        return [*self.marks.buttons.values(), self.marks.visited, self.browser, self.note]

    def reload(self) -> None:
        """Reads the poster anew; where the reader has scrolled to stays."""
        self._load(self.key)

    def zoom_related(self) -> None:
        """Scrolls to "More like this"."""
        self.browser.scrollToAnchor("related")
        self.browser.setFocus()

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() in (event.Type.PaletteChange, event.Type.FontChange) and self._detail:
            self._render()

    def _full(self) -> QWidget:
        top = QWidget(self)
        layout = QVBoxLayout(top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.marks)
        layout.addWidget(self.browser, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setObjectName("note_split")
        split.addWidget(top)
        split.addWidget(self.note)
        split.setStretchFactor(0, 1)
        split.setCollapsible(0, False)
        split.setSizes([500, 90])
        self.note.setMinimumHeight(48)
        return split

    def _load(self, key: str) -> None:
        self._detail = self._controller.detail(key) if key else None
        self.note.show_note(self.key, self._detail.note if self._detail else "")
        self._stack.setCurrentIndex(1 if self._detail else 0)
        if self._detail:
            self._render()

    def _render(self) -> None:
        detail = self._detail
        if detail is None:
            return
        self.marks.show_marks(detail.level, visited=detail.visited_at is not None)
        ink = theme.colours(self.palette())
        document = self.browser.document()
        document.setDefaultStyleSheet(style_sheet(ink, QApplication.font().pointSizeF()))
        bar = self.browser.verticalScrollBar()
        place = bar.value()
        near = related_html([_near(each) for each in self._related])
        self.browser.setHtml(
            details_html(detail, ink, all_authors=self._all_authors) + "<a name='related'></a>" + near
        )
        bar.setValue(place)

    def _refresh_if(self, keys: Sequence[str]) -> None:
        if self._detail and (not keys or self.key in keys):
            fresh = self._controller.detail(self.key)
            if fresh != self._detail:
                self.reload()

    def _find_related(self) -> None:
        key = self.key
        if not key or not self.isVisible():
            return

        def show(found: list[Related]) -> None:
            if key == self.key:
                self._related = found
                self._render()

        self._controller.related(key, RELATED, show)

    def _follow(self, link: str) -> None:
        detail = self._detail
        kind, _, number = link.partition(":")
        if detail is None:
            return
        if kind == "authors":
            self._all_authors = True
            self._render()
        elif kind == "url":
            self.address_chosen.emit(detail.presentation.url)
        elif number.isdecimal():
            self._follow_numbered(detail, kind, int(number))

    def _follow_numbered(self, detail: Detail, kind: str, number: int) -> None:
        p = detail.presentation
        if kind == "author" and number < len(p.authors):
            self.author_chosen.emit(p.authors[number])
        elif kind == "topic" and number < len(p.topics):
            self.topic_chosen.emit(p.topics[number])
        elif kind == "time" and number < len(detail.placements):
            self.session_edit_wanted.emit(detail, number)
        elif kind == "related" and number < len(self._related):
            self.poster_chosen.emit(self._related[number].detail.key)

    def _set_level(self, level: Level | None) -> None:
        if self.key:
            self._controller.set_level([self.key], level)

    def _toggle_visited(self) -> None:
        if self.key:
            self._controller.toggle_visited([self.key])


def _near(related: Related) -> tuple[str, str, Sequence[str]]:
    p = related.detail.presentation
    return p.display_title, ", ".join(p.authors[:20]), related.terms


class _MarkButtons(QWidget):
    """Must, want, maybe: the pressed one is the star's level, pressing it again takes the star away."""

    level_chosen = Signal(object)
    visit_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 0)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons: dict[Level, QToolButton] = {}
        for number, level in enumerate(Level, 1):
            button = self._button(level.value.capitalize(), f"Star as {level} ({number})")
            button.clicked.connect(
                lambda checked, level=level: self.level_chosen.emit(level if checked else None)
            )
            self.buttons[level] = button
            layout.addWidget(button)
        layout.addSpacing(8)
        self.visited = self._button("Visited", "Tick off as visited (Space in the list)")
        self.visited.clicked.connect(self.visit_chosen)
        layout.addWidget(self.visited)
        layout.addStretch(1)

    def show_marks(self, level: Level | None, *, visited: bool) -> None:
        for each, button in self.buttons.items():
            button.setChecked(each is level)
            button.setText(f"{'★ ' if each is level else ''}{each.value.capitalize()}")
        self.visited.setChecked(visited)
        self.visited.setText("✓ Visited" if visited else "Visited")

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
