"""The main window: menus, views, messages and status line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from scheduler.core.query import Filter
from scheduler.ui.actions import Actions
from scheduler.ui.background import Job
from scheduler.ui.catalog_page import CatalogPage
from scheduler.ui.controller import Controller
from scheduler.ui.message_bar import MessageBar
from scheduler.ui.pages import PageMaker, Pages
from scheduler.ui.status_line import StatusLine
from scheduler.ui.window_state import WindowState

if TYPE_CHECKING:
    from scheduler.ui.details_pane import DetailsPane
    from scheduler.ui.overview import Overview

TITLE = "Poster Scheduler"
SMALLEST = (640, 400)
FIRST_SIZE = (1240, 780)
"""Or what the screen has beside the frame: the messages are at the bottom."""


class MainWindow(QMainWindow):
    """Pages are added with `add_page`, menu entries come to life with `actions.handle`.

    A page may have `selected_keys() -> list[str]`, for the Poster menu, `edit_note()`, `show_related()`,
    and `flush()`, called before the window closes.
    """

    files_dropped = Signal(object)

    def __init__(self, controller: Controller, state: WindowState) -> None:
        super().__init__()
        self.controller = controller
        self._state = state
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self, self.menuBar())
        self._first_view_action: QAction | None = None
        self.pages = Pages(self)
        self.messages = MessageBar(self)
        self.catalog = CatalogPage(controller, self)
        self.status_label = StatusLine(self)
        self._overview: Overview | None = None
        self._lay_out()
        self.add_page("Catalog", self.catalog, "Ctrl+1")
        self._connect()
        self._restore()

    def furnish(self) -> None:
        """Adds what is not missed before the first rows are seen: the menus' entries and the panes."""
        view = self.actions_.menus["View"]
        before = len(view.actions())
        self.actions_.fill()
        self._first_view_action = view.actions()[before]
        self.actions_["filters_pane"].setChecked(self.catalog.filters_shown)
        self.actions_.work_in(self.catalog.list)
        self.actions_.pop_up_in(self.catalog.list)
        self.catalog.furnish()

    def add_page(self, name: str, widget: QWidget | PageMaker, shortcut: str) -> int:
        """Adds a view, or a function that makes it when it is first shown; returns its number."""
        number = self.pages.add(name, widget, shortcut)
        action = QAction(name, self)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda: self.pages.go_to(number))
        view = self.actions_.menus["View"]
        if self._first_view_action:
            view.insertAction(self._first_view_action, action)
        else:
            view.addAction(action)
        return number

    # What menus and exports ask

    def current_filter(self) -> Filter:
        """What the catalog's list shows."""
        return self.catalog.filter()

    def shown_ids(self) -> Sequence[int]:
        """The rows of the catalog's list, in its order."""
        return self.catalog.model.ids

    def selected_keys(self) -> list[str]:
        """The posters that the Poster menu is about, on whatever page is shown."""
        ask = getattr(self.pages.current, "selected_keys", None)
        return list(ask()) if ask else []

    def ask_page(self, name: str) -> Any:
        """Calls a method of the current page, or of the catalog where the page has none."""
        method = getattr(self.pages.current, name, None)
        if method is None:
            self.pages.go_to(0)
            method = getattr(self.catalog, name)
        return method()

    def show_catalog(self) -> CatalogPage:
        self.pages.go_to(0)
        return self.catalog

    def link_details(self, details: DetailsPane) -> None:
        """Makes the links in the details of another page lead to the catalog."""
        details.author_chosen.connect(lambda name: self.show_catalog().search_for(f'author:"{name}"'))
        details.topic_chosen.connect(lambda name: self.show_catalog().filters.tick("topics", name))
        details.poster_chosen.connect(lambda key: self.show_catalog().show_poster(key))
        details.address_chosen.connect(self.catalog.details.address_chosen)
        details.session_edit_wanted.connect(self.catalog.details.session_edit_wanted)

    def start(self) -> None:
        """The first rows; everything slower comes after they are painted."""
        self.catalog.start()
        if self.pages.number == 0:
            self.catalog.list.setFocus()

    def show_last_page(self) -> None:
        """The view that was shown when the window was last closed, now that all views are known."""
        self.pages.go_to(self.pages.number_of(self._state.text("list/page")))

    def remember(self) -> None:
        """Saves what is being typed, and how the window looks."""
        self.flush_notes()
        self._save()

    def show_filters_pane(self, shown: bool) -> None:
        self.catalog.show_filters(shown)
        self.actions_["filters_pane"].setChecked(shown)

    # Qt's events

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    # Inside

    def _lay_out(self) -> None:
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.messages)
        self.setCentralWidget(centre)
        self.statusBar().addWidget(self.status_label, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        self.controller.told.connect(self.messages.tell)
        self.controller.failed.connect(self.messages.warn)
        self.controller.job_started.connect(self._show_progress)
        self.controller.conference_changed.connect(self.catalog.refresh)
        self.controller.search_wanted.connect(lambda text: self.show_catalog().search_for(text))
        self.catalog.listed.connect(self._show_status)
        self.pages.changed.connect(self._show_status)
        self.catalog.overviewed.connect(self._take_overview)

    def _show_progress(self, job: Job) -> None:
        """What was said before is about something else."""
        self.messages.hide()
        from scheduler.ui.progress_dialog import ProgressDialog

        ProgressDialog(job, self).show_if_slow()

    def _take_overview(self, overview: Overview) -> None:
        self._overview = overview
        names = {each.key: each.title for each in overview.conferences}
        shown = names.get(self.controller.conference) or (
            next(iter(names.values())) if len(names) == 1 else ""
        )
        self.setWindowTitle(f"{shown[:120]} – {TITLE}" if shown else TITLE)
        self._show_status()

    def _show_status(self) -> None:
        """How many posters the list shows is said beside the list only."""
        shown = self.catalog.model.rowCount()
        if self._overview is None:
            self.status_label.set_text(f"{shown:,} shown")
            return
        counts = self._overview.counts
        parts = []
        if self.pages.current is self.catalog:
            some = f"{shown:,} of {counts.total:,}" if shown < counts.total else f"{shown:,}"
            parts += [f"{some} shown", f"{counts.spotlights:,} spotlights"]
        parts.append(f"{counts.starred:,} starred")
        if counts.visited:
            parts.append(f"{counts.visited:,} visited")
        if counts.changed:
            parts.append(f"{counts.changed:,} changed")
        self.status_label.set_text("   ·   ".join(parts))

    def flush_notes(self) -> None:
        """Saves what is being typed."""
        for flush in (getattr(page, "flush", None) for page in self.findChildren(QWidget)):
            if callable(flush):
                flush()

    def _restore(self) -> None:
        if not self._state.restore_window(self):
            self.resize(QSize(*FIRST_SIZE).boundedTo(self.screen().availableSize() - QSize(16, 48)))
        self._state.restore_splitter(self.catalog.splitter)
        self.catalog.show_filters(self._state.flag("panes/filters_shown", default=True))
        self.catalog.search.set_sort(self._state.sort())
        self.controller.show_conference(self._known_conference(self._state.text("list/conference")))

    def _known_conference(self, key: str) -> str:
        known = self.controller.conference_keys()
        return key if key in known else (known[0] if len(known) == 1 else "")

    def _save(self) -> None:
        self._state.save_window(self)
        self._state.save_splitter(self.catalog.splitter)
        self._state.put_flag("panes/filters_shown", on=self.catalog.filters_shown)
        self._state.put_text("list/sort", self.catalog.search.sort.value)
        self._state.put_text("list/conference", self.controller.conference)
        self._state.put_text("list/page", self.pages.name)
        self._state.sync()
