"""The plan view: a session's time line, its budget, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from scheduler.core.times import spell_clock
from scheduler.errors import BadInput
from scheduler.ui import plan_text
from scheduler.ui.controller import Controller
from scheduler.ui.guidance import Guidance
from scheduler.ui.plan_desk import PlanDesk, Planned
from scheduler.ui.plan_dialogs import AppointmentDialog, BoardsDialog, StopDialog
from scheduler.ui.plan_header import BudgetBar, Notices
from scheduler.ui.plan_model import PlanModel
from scheduler.ui.plan_notices import notices
from scheduler.ui.plan_rows import TimeRow, time_rows
from scheduler.ui.plan_settings_dialog import SettingsDialog
from scheduler.ui.plan_side import DayList, DaysPage, KeyList, NearRoute, heading
from scheduler.ui.plan_timeline import PlanTimeline
from scheduler.ui.plan_top import TopRow


class PlanPage(QWidget):
    """Plans again when stars, times, boards or choices change; when hidden, once it is shown again."""

    poster_wanted = Signal(str)
    session_edit_wanted = Signal(str, str)
    split_wanted = Signal()
    live_wanted = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._stale = True
        self.desk = PlanDesk(controller, self)
        self.model = PlanModel(self)
        self.timeline = PlanTimeline(self.model, self)
        self.top = TopRow(self)
        self.bar = BudgetBar(self)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notices = Notices(self)
        self.left_out = KeyList("Does not fit", self)
        self.left_heading = heading("", self)
        self.near = NearRoute(self)
        self.day_heading = heading("Your days", self)
        self.days = DayList(self)
        self.days_only = DaysPage(self)
        self.guidance = Guidance(self)
        self._lay_out()
        self._connect()

    # What the window asks of a page

    def selected_keys(self) -> list[str]:
        chosen = self.left_out if self.left_out.hasFocus() else self.timeline
        key = chosen.current_key()
        return [key] if key else []

    def edit_note(self) -> None:
        self._show_poster()

    def show_related(self) -> None:
        self._show_poster()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._replan()
        self.timeline.setFocus()

    # Dialogs

    def edit_settings(self) -> None:
        if plan := self.desk.plan:
            dialog = SettingsDialog(plan, self)
            dialog.accepted.connect(
                lambda: self.desk.set_up(dialog.settings(), dialog.begin(), dialog.leave())
            )
            dialog.open()

    def edit_appointment(self, before: Any = None) -> None:
        """A new one, or (an Appointment) one that is there."""
        if plan := self.desk.plan:
            dialog = AppointmentDialog(plan, before, self)
            dialog.accepted.connect(lambda: self.desk.appoint(before, dialog.appointment()))
            dialog.open()

    def edit_stop(self, key: str) -> None:
        plan = self.desk.plan
        if plan is None or all(each.key != key for each in plan.request.stops):
            return
        dialog = StopDialog(plan, key, self)

        def change() -> None:
            minutes, locked = dialog.minutes.value() or None, dialog.locked.isChecked()
            board = dialog.board.text().strip()
            self.desk.set_stop(key, minutes, dialog.window_(), locked, dialog.at.moment())
            if board != dialog.old_board:
                self.desk.set_board(key, board)

        dialog.accepted.connect(change)
        dialog.open()

    def paste_boards(self) -> None:
        dialog = BoardsDialog(self)
        dialog.accepted.connect(lambda: self._take_boards(dialog.text.toPlainText()))
        dialog.open()

    # Inside

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 6, 4, 8)
        for widget in (self.top, self.bar, self.sentence, self.notices):
            column.addWidget(widget)
        column.addWidget(self.timeline, 1)
        side = QWidget(self)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(4, 2, 8, 8)
        beside.addWidget(self.left_heading)
        beside.addWidget(self.left_out, 3)
        beside.addWidget(self.near)
        beside.addWidget(self.day_heading)
        beside.addWidget(self.days, 2)
        beside.addStretch(0)
        side.setMinimumWidth(200)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([760, 340])
        self._stack = QStackedWidget(self)
        for each in (self.guidance, self.splitter, self.days_only):
            self._stack.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.guidance.say("Planning…", "")

    def _connect(self) -> None:
        desk, timeline, top, controller = self.desk, self.timeline, self.top, self._controller
        desk.planned.connect(self._show)
        timeline.moved.connect(desk.move)
        timeline.shifted.connect(desk.move_by)
        timeline.lock_toggled.connect(desk.toggle_lock)
        timeline.lengthened.connect(desk.lengthen)
        timeline.opened.connect(self._open_row)
        timeline.removed.connect(lambda each: desk.appoint(each, None))
        timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        timeline.customContextMenuRequested.connect(self._show_menu)
        self.left_out.lock_toggled.connect(desk.toggle_lock)
        self.left_out.opened.connect(self.edit_stop)
        self.near.star_wanted.connect(lambda key: controller.toggle_star([key]))
        for days in (self.days, self.days_only.days):
            days.session_chosen.connect(self._choose_of_day)
        top.session_chosen.connect(desk.choose_session)
        top.settings_wanted.connect(self.edit_settings)
        top.appointment_wanted.connect(self.edit_appointment)
        top.boards_wanted.connect(self.paste_boards)
        top.numbers_wanted.connect(desk.number_boards)
        top.order_unwanted.connect(desk.forget_order)
        top.split_wanted.connect(self.split_wanted)
        top.live_wanted.connect(self.live_wanted)
        for signal in (controller.stars_changed, controller.visits_changed):
            signal.connect(self._outdated)
        for plain in (controller.catalog_changed, controller.conference_changed, controller.plan_changed):
            plain.connect(self._outdated)

    def _outdated(self, _keys: Any = None) -> None:
        self._stale = True
        if self.isVisible():
            self._replan()

    def _replan(self) -> None:
        self._stale = False
        self.desk.replan()

    def _show(self, planned: Planned) -> None:
        plan = planned.plan
        self.top.show_planned(planned)
        if plan is None:
            self._guide(planned)
            return
        key, near = self.timeline.current_key(), self.timeline.currentIndex().row()
        self.model.set_rows(time_rows(plan, planned.visited, planned.skipped))
        row = self.model.row_of(key)
        self.timeline.go_to(row if row >= 0 else max(near, 0))
        self.bar.show_walk(plan.walk)
        self.sentence.setText(plan_text.budget(plan.walk))
        self.notices.show_notices(notices(planned, self.desk, self.paste_boards, self._set_time))
        self.left_heading.setText(f"Does not fit ({len(plan.walk.left_out)})")
        self.left_out.show_left_out(plan.walk.left_out)
        for widget in (self.left_heading, self.left_out):
            widget.setVisible(bool(plan.walk.left_out))
        self.near.show_nearby(planned.nearby, plan.walk)
        several = self.days.show_days(planned.days) > 1
        self.day_heading.setVisible(several)
        self.days.setVisible(several)
        self._stack.setCurrentWidget(self.splitter)

    def _guide(self, planned: Planned) -> None:
        session = planned.session
        if planned.days and (session is None or (session.start and not session.starred)):
            self.days_only.show_days(planned.problem, planned.days)
            self._stack.setCurrentWidget(self.days_only)
            return
        if session is None:
            sentence = "Press S on posters in the catalog: what you starred is planned here."
            self.guidance.say("Nothing to plan yet", sentence)
        else:
            self.guidance.say("No plan", planned.problem, "Set its time…", self._set_time)
        self._stack.setCurrentWidget(self.guidance)

    def _set_time(self) -> None:
        if session := self.desk.now.session:
            self.session_edit_wanted.emit(session.conference, session.key)

    def _open_row(self, row: TimeRow) -> None:
        if row.appointment and row.appointment.key:
            self._show_taken(row.appointment.key)
        elif row.appointment:
            self.edit_appointment(row.appointment)
        elif row.key:
            self.edit_stop(row.key)

    def _show_taken(self, key: str) -> None:
        """What takes the time by itself: a talk, or the walk of another session."""
        sessions = [each.key for each in self.desk.now.sessions]
        self._choose_of_day(key) if key in sessions else self.poster_wanted.emit(key)

    def _choose_of_day(self, key: str) -> None:
        for session in self.desk.now.sessions:
            if session.key == key:
                self.desk.choose_session(session.conference, key)

    def _show_poster(self) -> None:
        for key in self.selected_keys():
            self.poster_wanted.emit(key)

    def _take_boards(self, text: str) -> None:
        try:
            unmatched = self.desk.paste_boards(text)
        except BadInput as error:
            self._controller.tell_failure(error)
            return
        if unmatched:
            dialog = BoardsDialog(self)
            dialog.text.setPlainText("\n".join(line for _, line in unmatched))
            dialog.setWindowTitle(f"{len(unmatched)} lines fit no title, or more than one")
            dialog.accepted.connect(lambda: self._take_boards(dialog.text.toPlainText()))
            dialog.open()

    def _show_menu(self, place: QPoint) -> None:
        row = self.timeline.current_row()
        if row is None or row.free:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, call in self._menu_of(row):
            menu.addAction(text).triggered.connect(lambda _=False, call=call: call())
        menu.popup(self.timeline.viewport().mapToGlobal(place))

    def _menu_of(self, row: TimeRow) -> list[tuple[str, Callable[[], Any]]]:
        desk, key = self.desk, row.key
        change = ("&Change…\tReturn", lambda: self._open_row(row))
        if row.appointment and row.appointment.key:
            return [("&Show it\tReturn", lambda: self._open_row(row))]
        if row.appointment:
            return [change, ("&Remove\tDel", lambda: desk.appoint(row.appointment, None))]
        zone = desk.plan.session.timezone if desk.plan else "UTC"
        return [
            change,
            ("Un&lock\tL" if row.locked else "&Lock\tL", lambda: desk.toggle_lock(key)),
            (f"Lock &at {spell_clock(row.start, zone)}", lambda: desk.toggle_lock(key, row.start)),
            ("One minute &more\t+", lambda: desk.lengthen(key, 1)),
            ("One minute le&ss\t-", lambda: desk.lengthen(key, -1)),
            ("&Earlier\tAlt+Up", lambda: desk.move_by(key, -1)),
            ("&Later\tAlt+Down", lambda: desk.move_by(key, 1)),
            ("Show in &catalog\tN", lambda: self.poster_wanted.emit(key)),
        ]
