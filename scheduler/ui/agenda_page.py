"""The agenda view: what is starred by day and session, and the details beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from scheduler.core.agenda import Level
from scheduler.ui.agenda_model import AgendaModel
from scheduler.ui.agenda_rows import Heading, Lost, Row, agenda_rows
from scheduler.ui.background import Progress
from scheduler.ui.controller import Controller
from scheduler.ui.details_pane import DetailsPane
from scheduler.ui.guidance import Guidance
from scheduler.ui.poster_list import PosterList
from scheduler.ui.row_geometry import row_height
from scheduler.ui.window_state import WindowState
from scheduler.workspace import Workspace


class AgendaPage(QWidget):
    """Kept up to date while it is shown, and looked up when it is shown again."""

    def __init__(self, controller: Controller, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._state = state
        self._stale = True
        self.model = AgendaModel(self)
        self.list = PosterList(self.model, self)
        self.list.setAccessibleName("Agenda")
        self.details = DetailsPane(controller, self)
        self.guidance = Guidance(self)
        self.guidance.say("No stars yet", "Press S on a poster in the catalog: it is listed here by time.")
        self.summary = QLabel(self)
        self.summary.setContentsMargins(12, 8, 12, 6)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.guidance)
        self._lay_out()
        for first, second in pairwise((self.list, *self.details.tab_stops())):
            QWidget.setTabOrder(first, second)
        self.list.current_changed.connect(self.details.show_key)
        self.list.star_clicked.connect(lambda key: controller.toggle_star([key]))
        for signal in (controller.catalog_changed, controller.conference_changed):
            signal.connect(self._outdated)
        for signal in (controller.stars_changed, controller.visits_changed, controller.notes_changed):
            signal.connect(self._outdated)

    def selected_keys(self) -> list[str]:
        return self.list.selected_keys()

    def edit_note(self) -> None:
        self.details.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_related(self) -> None:
        self.details.zoom_related()

    def flush(self) -> None:
        """Called before the window closes."""
        self._state.save_splitter(self.splitter)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look_up()
        self.list.setFocus()

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.summary)
        column.addWidget(self._stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("agenda_panes")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([640, 440])
        self._state.restore_splitter(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _outdated(self, _keys: Any = None) -> None:
        self._stale = True
        if self.isVisible():
            self._look_up()

    def _look_up(self) -> None:
        self._stale = False
        conference = self._controller.conference

        def work(ws: Workspace, _: Progress) -> list[Row]:
            details = ws.finder.starred(conference)
            ids = ws.finder.ids_of([detail.key for detail in details])
            rows = {row.key: row for row in ws.finder.rows(list(ids.values()))}
            return agenda_rows(details, ws.finder.sessions(conference), rows, ws.finder.lost_stars())

        self._controller.ask("agenda", work, self._show)

    def _show(self, rows: Sequence[Row]) -> None:
        key = self.details.key
        near = self.list.currentIndex().row()
        self.model.set_rows(rows)
        self._set_heights()
        self._stack.setCurrentIndex(0 if rows else 1)
        self.summary.setText(_summary(rows))
        self.summary.setVisible(bool(rows))
        if self.list.current_key() != key or not key:
            row = self.model.row_of(key) if key else -1
            self.list.go_to(row if row >= 0 else self._selectable(max(near, 0)))

    def _set_heights(self) -> None:
        header = self.list.verticalHeader()
        line = QFontMetrics(self.list.font()).height()
        full = row_height(self.list.font())
        for number, row in enumerate(self.model.rows):
            height = full
            if isinstance(row, Heading):
                height = line * 2 + 4 if row.large else line + 14
            elif isinstance(row, Lost):
                height = line * 2
            header.resizeSection(number, height)

    def _selectable(self, near: int) -> int:
        """The next row that is no heading, or else the one before."""
        rows = self.model.rows
        after = [n for n in range(near, len(rows)) if not isinstance(rows[n], Heading)]
        before = [n for n in range(min(near, len(rows)) - 1, -1, -1) if not isinstance(rows[n], Heading)]
        return next(iter(after + before), -1)


def _summary(rows: Sequence[Row]) -> str:
    """`12 starred: 3 must, 7 want, 2 maybe`."""
    levels = {row.key: row.level for row in rows if not isinstance(row, Heading)}
    counts = [(level, sum(each is level for each in levels.values())) for level in Level]
    named = ", ".join(f"{count} {level}" for level, count in counts if count)
    return f"{len(levels)} starred: {named}"
