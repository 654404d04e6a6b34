"""Brings plan and live mode into the window: the page, the Walk menu, the live window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QWidget

from scheduler.ui.controller import Controller
from scheduler.ui.main_window import MainWindow

if TYPE_CHECKING:
    from scheduler.ui.live_window import LiveWindow
    from scheduler.ui.plan_page import PlanPage
    from scheduler.workspace import Workspace
    from scheduler.workspace.planning import SessionPlan

EditSession = Callable[[str, str], Any]


class PlanActions(QObject):
    """`edit_session` asks for the time of a session, by the keys of conference and session."""

    def __init__(self, window: MainWindow, controller: Controller, edit_session: EditSession) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._edit_session = edit_session
        self.page: PlanPage | None = None
        self.live: LiveWindow | None = None
        self._number = window.add_page("Walk", self._make_page, "Ctrl+3")
        handle = window.actions_.handle
        handle("plan_settings", lambda: self._on_page(lambda page: page.edit_settings()))
        handle("appointment", lambda: self._on_page(lambda page: page.edit_appointment()))
        handle("paste_boards", lambda: self._on_page(lambda page: page.paste_boards()))
        handle("number_boards", lambda: self._on_page(lambda page: page.desk.number_boards()))
        handle("forget_order", lambda: self._on_page(lambda page: page.desk.forget_order()))
        handle("split", lambda: self._on_page(lambda _: self.split()))
        handle("live", self.open_live)
        handle("rehearse", self.rehearse)
        window.installEventFilter(self)

    def open_live(self) -> LiveWindow:
        """The live window on the session that is planned, else on the one with the most stars."""
        session = self.page.desk.now.session if self.page else None
        live = self._live_window()
        known = live.walk.session
        if session != known or known is None:
            live.walk.open(session)
        if live.isVisible():
            live.raise_()
        live.show()
        live.activateWindow()
        return live

    def rehearse(self) -> None:
        self.open_live().ask_clock()

    def split(self) -> None:
        """Shares the stars out in two walks, in the background."""
        plan = self.page.desk.plan if self.page else None
        if plan is None:
            return

        def work(ws: Workspace, _: Any) -> Any:
            return ws.planning.split(plan)

        self._controller.run("Sharing out the walk…", work, lambda pair: self._show_split(plan, pair))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The live window goes when the main window does."""
        if watched is self._window and event.type() == QEvent.Type.Close and self.live is not None:
            self.live.close()
        return False

    def _make_page(self) -> QWidget:
        from scheduler.ui.plan_page import PlanPage

        page = self.page = PlanPage(self._controller)
        self._window.actions_.work_in(page.timeline)
        self._window.actions_.work_in(page.left_out)
        page.poster_wanted.connect(lambda key: self._window.show_catalog().show_poster(key))
        page.session_edit_wanted.connect(self._edit_session)
        page.live_wanted.connect(self.open_live)
        page.split_wanted.connect(self.split)
        return page

    def _on_page(self, act: Callable[[PlanPage], Any]) -> None:
        """Does it on the plan page, going there first; where that had no plan yet, once it has."""
        self._window.pages.go_to(self._number)
        page = self.page
        assert page is not None
        if page.desk.plan is not None:
            act(page)
            return

        def once(_: object) -> None:
            page.desk.planned.disconnect(once)
            act(page)

        page.desk.planned.connect(once)

    def _live_window(self) -> LiveWindow:
        if self.live is None:
            from scheduler.ui.form_dialog import FRAME
            from scheduler.ui.live_clock import LiveClock
            from scheduler.ui.live_walk import LiveWalk
            from scheduler.ui.live_window import LiveWindow

            walk = LiveWalk(self._controller, LiveClock(self._controller.workspace.clock), self)
            self.live = LiveWindow(self._controller, walk)
            self.live.resize(QSize(980, 680).boundedTo(self.live.screen().availableSize() - FRAME))
            self.destroyed.connect(self.live.deleteLater)
        return self.live

    def _show_split(self, plan: SessionPlan, pair: Any) -> None:
        from scheduler.ui.share_split import split_html, split_text
        from scheduler.ui.text_dialog import TextDialog

        zone = plan.session.timezone
        TextDialog("Two walks", split_html(pair, zone), self._window, copied=split_text(pair, zone)).open()
