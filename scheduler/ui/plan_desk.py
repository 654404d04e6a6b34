"""The plan view's presenter: which session is planned, its plan made in the background, its edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from scheduler.core.agenda import Day, Level
from scheduler.core.detail import SessionSummary
from scheduler.core.walk import Appointment, Change, Nearby, Suggestion, WalkSettings
from scheduler.errors import BadInput
from scheduler.ui import plan_edits
from scheduler.ui.background import Progress
from scheduler.ui.commands import StarCommand
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.offer import Offer
from scheduler.ui.plan_commands import BoardsCommand, Edit, PlanCommand
from scheduler.workspace import Workspace
from scheduler.workspace.plan_choices import Window
from scheduler.workspace.planning import NOTHING_STARRED, TALKS_ONLY, SessionPlan


@dataclass(frozen=True, slots=True)
class Planned:
    """What the view shows. Without a plan `problem` says why there is none."""

    sessions: tuple[SessionSummary, ...]
    session: SessionSummary | None = None
    plan: SessionPlan | None = None
    problem: str = ""
    nearby: tuple[Nearby, ...] = ()
    days: tuple[Day, ...] = ()
    visited: frozenset[str] = frozenset()
    skipped: tuple[str, ...] = ()


class PlanDesk(QObject):
    """`planned` carries a Planned. All edits can be undone."""

    planned = Signal(object)

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._wanted: tuple[str, str] = ("", "")
        self._watched = ""
        self.now = Planned(())

    # Looking

    def choose_session(self, conference: str, key: str) -> None:
        if (conference, key) != self._wanted:
            self._wanted = conference, key
            self.replan()

    def replan(self) -> None:
        """Plans again, off this thread; `planned` follows."""
        wanted, conference = self._wanted, self._controller.conference

        def work(ws: Workspace, _: Progress) -> Planned:
            return make_plan(ws, conference, wanted)

        self._controller.ask("plan", work, self._show)

    @property
    def plan(self) -> SessionPlan | None:
        return self.now.plan

    def _show(self, planned: Planned) -> None:
        self.now = planned
        self.planned.emit(planned)
        key, self._watched = self._watched, ""
        detail = planned.plan.details.get(key) if planned.plan else None
        if planned.plan and detail and planned.plan.walk.stop(key) is None:
            title = one_line(detail.presentation.display_title, 80)
            offer = Offer("Lock it in", lambda: self.toggle_lock(key))
            self._controller.tell(f"With so many minutes “{title}” does not fit any more.", offer)

    # Edits

    def edit(self, text: str, edit: Edit) -> None:
        session = self.now.session
        if session is not None:
            self._controller.push(PlanCommand(self._controller, session, text, edit))

    def move(self, key: str, place: int) -> None:
        """To a place among the other stops."""
        if self.plan:
            shown = [stop.key for stop in self.plan.walk.stops]
            self.edit("move stop", lambda now: plan_edits.moved(now, shown, key, place))

    def move_by(self, key: str, steps: int) -> None:
        shown = [stop.key for stop in self.plan.walk.stops] if self.plan else []
        if key in shown and 0 <= (place := shown.index(key) + steps) < len(shown):
            self.move(key, place)

    def forget_order(self) -> None:
        self.edit("forget the moved stops", plan_edits.unordered)

    def toggle_lock(self, key: str, at: datetime | None = None) -> None:
        choices = self.plan.choices if self.plan else None
        if choices is None:
            return
        if key in choices.locked and at is None:
            self.edit("unlock stop", lambda now: plan_edits.unlocked(now, key))
        else:
            self.edit("lock stop", lambda now: plan_edits.locked(now, key, at))

    def lengthen(self, key: str, by: int) -> None:
        """Changes the minutes at a stop; one minute stays."""
        stop = self.plan.walk.stop(key) if self.plan else None
        if stop and stop.minutes + by >= 1:
            self._watched = key
            self.edit("change minutes", lambda now: plan_edits.lasting(now, key, stop.minutes + by))

    def set_stop(
        self, key: str, minutes: int | None, window: Window | None, locked: bool, at: datetime | None
    ) -> None:
        def change(now: Any) -> Any:
            now = plan_edits.within(plan_edits.lasting(now, key, minutes), key, window)
            return plan_edits.locked(now, key, at) if locked else plan_edits.unlocked(now, key)

        self.edit("change stop", change)

    def appoint(self, before: Appointment | None, after: Appointment | None) -> None:
        text = (
            "change appointment" if before and after else "add appointment" if after else "remove appointment"
        )
        self.edit(text, lambda now: plan_edits.appointed(now, before, after))

    def set_up(self, settings: WalkSettings, start: datetime | None, end: datetime | None) -> None:
        self.edit("plan settings", lambda now: replace(now, settings=settings, start=start, end=end))

    def follow(self, suggestion: Suggestion) -> None:
        """Does what was suggested, so that all musts fit."""
        plan = self.plan
        if plan is None:
            return
        if suggestion.change is Change.SHORTER_STOPS:
            settings = replace(plan.choices.settings, must_minutes=suggestion.amount)
            self.edit("shorter stops", lambda now: replace(now, settings=settings))
        elif suggestion.change is Change.MORE_TIME:
            from datetime import timedelta

            end = plan.walk.end + timedelta(minutes=suggestion.amount)
            self.edit("stay longer", lambda now: replace(now, end=end))
        else:
            missing = [each.key for each in plan.walk.left_out if each.level is Level.MUST]
            keys = missing[: suggestion.amount]
            if keys:
                self._controller.push(StarCommand(self._controller, keys, Level.WANT))

    # Boards

    def number_boards(self) -> None:
        if session := self.now.session:
            boards = self._controller.workspace.planning.page_order(session)
            self._set_boards("number the boards", boards)

    def paste_boards(self, text: str) -> Sequence[tuple[int, str]]:
        """Takes over what fits; returns the lines that fit nothing.

        :raises BadInput: no line fits.
        """
        session = self.now.session
        if session is None:
            raise BadInput("There is no session to number.")
        pasted = self._controller.workspace.planning.read_boards(session, text)
        self._set_boards("paste board numbers", dict(pasted.boards))
        return pasted.unmatched

    def set_board(self, key: str, board: str) -> None:
        self._set_boards("set board", {key: board.strip() or None})

    def _set_boards(self, text: str, boards: dict[str, Any]) -> None:
        if session := self.now.session:
            self._controller.push(BoardsCommand(self._controller, session, text, boards))


def make_plan(ws: Workspace, conference: str, wanted: tuple[str, str]) -> Planned:
    """Plans the wanted session, or the one with the most stars."""
    sessions = tuple(ws.planning.sessions(conference))
    chosen = next((each for each in sessions if (each.conference, each.key) == wanted), None)
    starred = [each for each in sessions if each.starred]
    if chosen is None and starred:
        chosen = max(starred, key=lambda each: each.starred)
    days = ws.planning.days(conference)
    if chosen is None:
        return Planned(sessions, problem=TALKS_ONLY if days else NOTHING_STARRED, days=days)
    choices = ws.planning.choices(chosen)
    try:
        plan = ws.planning.plan(chosen, choices.without_live())
    except BadInput as error:
        return Planned(sessions, chosen, problem=str(error), days=days)
    return Planned(
        sessions,
        chosen,
        plan,
        nearby=ws.planning.nearby(plan),
        days=days,
        visited=frozenset(key for key, detail in plan.details.items() if detail.visited_at),
        skipped=choices.skipped,
    )
