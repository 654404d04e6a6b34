"""The catalog view: filters, list and details side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from scheduler.core.query import Filter, Flag, Query
from scheduler.ui.answers import Answers
from scheduler.ui.catalog_advice import advice
from scheduler.ui.controller import Controller
from scheduler.ui.guidance import Guidance
from scheduler.ui.listing_model import ListingModel
from scheduler.ui.poster_list import PosterList
from scheduler.ui.search_bar import SearchBar

if TYPE_CHECKING:
    from scheduler.ui.details_pane import DetailsPane
    from scheduler.ui.filter_pane import FilterPane
    from scheduler.ui.overview import Overview
    from scheduler.ui.share_filter import FriendGroup

DETAILS_AFTER_MS = 120
"""So long after a search the details follow the list."""


class CatalogPage(QWidget):
    """`listed` whenever the list was looked up; `overviewed` with fresh numbers.

    The list stands alone until `furnish` puts the panes beside it, after the first rows are painted.
    """

    filters: FilterPane
    details: DetailsPane

    listed = Signal()
    overviewed = Signal(object)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.model = ListingModel(controller.rows, self)
        self.list = PosterList(self.model, self)
        finder = controller.workspace.finder
        self._answers = Answers(self.model, self.list, lambda key: finder.ids_of([key]).get(key))
        self.search = SearchBar(self)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setContentsMargins(6, 0, 6, 6)
        self.hint.hide()
        self.guidance = Guidance(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.guidance)
        self.splitter = self._lay_out()
        self._started = self._furnished = False
        self._late_details = QTimer(self, singleShot=True, interval=DETAILS_AFTER_MS)
        self._late_details.timeout.connect(self._show_details)
        self._preparing = False
        self._friends: tuple[FriendGroup, ...] = ()
        self._connect()

    def start(self) -> None:
        """The first rows, at once; the rest follows with the panes. What is asked before gets no answer."""
        self._started = True
        self._show(self._controller.first_now(self.filter()), whole=False)
        if self._furnished:
            self.refresh()
        if not self.model.rowCount() and not self._controller.conference_keys():
            self._preparing = True
            self._guide()

    def furnish(self) -> None:
        """Adds filters and details in their places."""
        from scheduler.ui.details_pane import DetailsPane
        from scheduler.ui.filter_pane import FilterPane

        self.filters = FilterPane(self)
        self.details = DetailsPane(self._controller, self)
        filters_shown = self.filters_shown
        for place, pane in ((0, self.filters), (2, self.details)):
            placeholder = self.splitter.replaceWidget(place, pane)
            if placeholder is not None:
                placeholder.deleteLater()
        self._order_tabs()
        self.search.furnish()
        self.details.show()
        self.filters.setVisible(filters_shown)
        self._furnished = True
        self._connect_panes()
        self.details.show_key(self.list.current_key())
        self.refresh()
        self.refresh_overview()

    def show_filters(self, shown: bool) -> None:
        pane = self.splitter.widget(0)
        if pane is not None:
            pane.setVisible(shown)

    @property
    def filters_shown(self) -> bool:
        pane = self.splitter.widget(0)
        return pane is not None and not pane.isHidden()

    def filter(self) -> Filter:
        """What the list shows, as a value."""
        flags = tuple(Flag(name) for name in sorted(self._ticked("show")))
        return Filter(
            text=self.search.field.text(),
            conference=self._controller.conference,
            sessions=self._ticked("sessions"),
            topics=self._ticked("topics"),
            levels=self._ticked("levels"),
            spotlight=self.search.spotlight.isChecked(),
            starred=self.search.starred.isChecked(),
            keys=self._keys_of_friends(),
            sort=self.search.sort,
            query=Query(flags=flags),
        )

    def selected_keys(self) -> list[str]:
        return self.list.selected_keys()

    def edit_note(self) -> None:
        self.settle()
        self.details.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_related(self) -> None:
        self.settle()
        self.details.zoom_related()

    def focus_search(self) -> None:
        self.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.field.selectAll()

    def search_for(self, text: str) -> None:
        self.search.field.setText(text)

    def show_poster(self, key: str) -> None:
        """Goes to a poster, taking filters away where they hide it."""
        if not self._answers.go_to(key):
            self.clear()
            self._show(self._controller.find_now(self.filter()))
            self._answers.go_to(key)
        self.list.setFocus()

    def clear(self) -> None:
        """Takes all filters and the search text away."""
        self.search.clear()
        self.filters.clear()

    def preparing(self, done: int, total: int) -> None:
        """Progress of the first start."""
        self._preparing = True
        self._guide()
        self.guidance.show_progress(done, total)

    def prepared(self) -> None:
        self._preparing = False
        self._guide()

    def refresh(self) -> None:
        if self._late_details.isActive():  # whoever types on is not to wait for them
            self._late_details.start()
        if self._started:
            self._controller.find(self.filter(), self._show)

    def refresh_overview(self) -> None:
        if self._furnished:
            self._controller.overview(self._show_overview)

    def _lay_out(self) -> QSplitter:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.search)
        column.addWidget(self.hint)
        column.addWidget(self._stack, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("panes")
        splitter.setChildrenCollapsible(False)
        for pane in (QWidget(self), middle, QWidget(self)):
            splitter.addWidget(pane)
        splitter.setStretchFactor(1, 3)
        splitter.setStretchFactor(2, 2)
        splitter.setSizes([256, 560, 424])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        return splitter

    def _connect(self) -> None:
        controller = self._controller
        self.search.changed.connect(self._search)
        self.search.field.wants_list.connect(self._enter_list)
        self.list.star_clicked.connect(lambda key: controller.toggle_star([key]))
        self.list.left_upwards.connect(self.focus_search)
        controller.catalog_changed.connect(self._programme_changed)
        controller.conference_changed.connect(self._conference_changed)
        controller.stars_changed.connect(self._marks_changed)
        controller.visits_changed.connect(self._marks_changed)
        controller.notes_changed.connect(self._marks_changed)

    def _connect_panes(self) -> None:
        self.filters.changed.connect(self._search)
        self.filters.conference_chosen.connect(self._controller.show_conference)
        self.list.current_changed.connect(self._current_changed)
        self.details.author_chosen.connect(lambda name: self.search_for(f'author:"{name}"'))
        self.details.topic_chosen.connect(lambda name: self.filters.tick("topics", name))
        self.details.poster_chosen.connect(self.show_poster)

    def _current_changed(self, key: str) -> None:
        """While one types, the list comes first: details are shown when the results stand still."""
        if self._answers.changing and self.details.key:
            self._late_details.start()
        else:
            self._late_details.stop()
            self.details.show_key(key)

    def settle(self) -> None:
        """Shows the details of the current poster if they still wait."""
        if self._late_details.isActive():
            self._late_details.stop()
            self._show_details()

    def _show_details(self) -> None:
        self.details.show_key(self.list.current_key())

    def _order_tabs(self) -> None:
        """From left to right, as one reads."""
        filters, search = self.filters, self.search
        stops = [filters.conferences, filters.tree, filters.clear_button, search.field, search.spotlight]
        stops += [search.starred, search.order, self.list, *self.details.tab_stops()]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _ticked(self, group: str) -> frozenset[str]:
        return self.filters.ticked(group) if self._furnished else frozenset()

    def _keys_of_friends(self) -> frozenset[str] | None:
        """What the ticked boxes of friends leave; None when none is ticked."""
        if not (ticked := self._ticked("friends")):
            return None
        from scheduler.ui.share_filter import keys_of

        return keys_of(self._friends, ticked)

    def _search(self) -> None:
        self._answers.begin_at_top()
        self.refresh()

    def _enter_list(self) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.list.go_to(0)

    def _show(self, ids: Sequence[int], whole: bool = True) -> None:
        self._answers.show(ids, whole=whole)
        self._guide()
        if whole:
            self.listed.emit()

    def _show_overview(self, overview: Overview) -> None:
        fresh = overview.friends != self._friends
        self._friends = overview.friends
        self.filters.show_overview(overview, self._controller.conference)
        if fresh and self._ticked("friends"):
            self.refresh()
        self._guide()
        self.overviewed.emit(overview)

    def _programme_changed(self) -> None:
        self.refresh()
        self.refresh_overview()

    def _conference_changed(self) -> None:
        """A row number says nothing in another conference."""
        self._answers.begin_at_top()
        if self._furnished:
            self.filters.clear()
        self.refresh_overview()

    def _marks_changed(self, keys: Sequence[str]) -> None:
        self.model.forget(keys)
        if _asks_for_marks(self.filter()):
            self.refresh()
        self.refresh_overview()

    def _guide(self) -> None:
        """Says what to do when there is nothing to show."""
        wanted = self.filter()
        mistakes = wanted.parsed().mistakes
        self.hint.setText(mistakes[0] if mistakes else "")
        self.hint.setVisible(bool(mistakes))
        if self.model.rowCount():
            self._bring_back_list()
            return
        self._stack.setCurrentWidget(self.guidance)
        if self._preparing:
            self.guidance.say("Getting the first programme ready…", "This happens once.")
            self.guidance.show_progress(0, 0)
        else:
            filtered = self._furnished and self.filters.any_ticked
            self.guidance.say(*advice(wanted, filtered=filtered), self.clear)

    def _bring_back_list(self) -> None:
        """In place of the advice, with the keyboard, unless that is at work in a pane."""
        if self._stack.currentWidget() is self.list:
            return
        focus = self.window().focusWidget()
        at_work = (
            focus is not None and self.splitter.isAncestorOf(focus) and not self._stack.isAncestorOf(focus)
        )
        self._stack.setCurrentWidget(self.list)
        if not at_work and self.isVisible():
            self.list.setFocus()


def _asks_for_marks(wanted: Filter) -> bool:
    """Whether a star, visit or note may change what the list holds."""
    flags = {flag.name for flag in wanted.parsed().flags}
    return bool(wanted.starred or wanted.levels or flags & {"starred", "visited", "note", "changed"})
