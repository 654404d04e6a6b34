"""The live mode's presenter: the walk's state, its clock, and what the user does, each with a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from scheduler.core import live
from scheduler.core.detail import SessionSummary
from scheduler.core.live import LiveState, LiveView
from scheduler.ui.background import Progress
from scheduler.ui.controller import Controller
from scheduler.ui.live_clock import LiveClock
from scheduler.ui.live_load import Loaded, load
from scheduler.workspace import Workspace
from scheduler.workspace.planning import SessionPlan

LOOK_AGAIN = timedelta(seconds=15)
"""So often the rest is planned anew while one stands; the seconds are counted in between."""


class LiveWalk(QObject):
    """`changed`: a stop, the plan, or the clock is another. In a rehearsal nothing is written.

    Plans in the background. What the user does counts at once and shows in the plan known so far, until
    the new one comes; `planned` says that it has.
    """

    changed = Signal()
    planned = Signal()

    def __init__(self, controller: Controller, clock: LiveClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.clock = clock
        self.undo_stack = QUndoStack(self)
        self.session: SessionSummary | None = None
        self.plan: SessionPlan | None = None
        self.state: LiveState | None = None
        self.view: LiveView | None = None
        self._known: LiveView | None = None
        self.problem = ""
        self._looked = clock()
        self._writing = False
        self._loading = False
        self._looking = False
        self._load_failed = False
        self._waiting: list[Callable[[], object]] = []
        for signal in (controller.stars_changed, controller.visits_changed):
            signal.connect(self._outdated)
        for plain in (controller.catalog_changed, controller.plan_changed):
            plain.connect(self._outdated)

    @property
    def timezone(self) -> str:
        return self.session.timezone if self.session else "UTC"

    @property
    def rehearsing(self) -> bool:
        return self.clock.is_set

    @property
    def planning(self) -> bool:
        """Whether what is shown is soon replaced by a newer plan."""
        return self._loading or self._looking

    # The session

    def open(self, session: SessionSummary | None) -> None:
        """Takes a session's walk up where it was left; None: the one with the most stars."""
        self.end_rehearsal()
        self.session = session
        self._load()

    def rehearse(self, moment: datetime) -> None:
        """Sets the clock. A rehearsal begins with nothing visited; setting it again goes on with it."""
        fresh = not self.rehearsing
        self.clock.set(moment)
        if fresh and self.plan is not None:
            self.undo_stack.clear()
            self.state = LiveState(self.plan.request)
        self.look()

    def when_loaded(self, act: Callable[[], object]) -> None:
        """Does it once the session's plan is read; at once if it is."""
        if self._loading or self._load_failed:
            self._waiting.append(act)
            if not self._loading:
                self._load()
        else:
            act()

    def end_rehearsal(self) -> None:
        if self.rehearsing:
            self.clock.reset()
            self._load()

    # What is seen

    def look(self) -> None:
        """Plans the rest for the present moment; until that is done the plan so far is shown."""
        asked, now = self.state, self.clock()
        self._looked, self._looking = now, asked is not None
        self.view = live.meanwhile(asked, self._known, now) if asked and self._known else None
        self.changed.emit()
        if asked is None or self._loading:
            return  # or what is being read is planned anyway

        def work(_ws: Workspace, _: Progress) -> tuple[LiveState, LiveView]:
            settled = live.settle(asked, now)
            return settled, live.look(settled, now)

        def done(found: tuple[LiveState, LiveView]) -> None:
            if self.state is asked:
                self._show(*found)

        def failed(error: BaseException) -> None:
            self._looking = False
            self.changed.emit()
            self._controller.tell_failure(error)

        self._controller.ask("live look", work, done, failed)

    def _show(self, state: LiveState | None, view: LiveView | None) -> None:
        self.state, self._looking = state, False
        self.view = self._known = view
        self.changed.emit()
        self.planned.emit()

    def tick(self) -> bool:
        """A second has passed: whether that made a new look necessary. A load that failed is tried again."""
        if self._load_failed and not self._loading:
            self._load()
        old = abs(self.clock() - self._looked) >= LOOK_AGAIN
        if old:
            self.look()
        return old

    def seconds_here(self) -> int:
        here = self.view.now if self.view else None
        return int((here.end - self.clock()).total_seconds()) if here else 0

    @property
    def now_key(self) -> str:
        return self.view.now.key if self.view and self.view.now else ""

    # What the user does

    def visit(self, key: str) -> None:
        self._do("visited", key, live.visit)

    def skip(self, key: str) -> None:
        self._do("skip", key, live.skip)

    def later(self, key: str) -> None:
        self._do("later", key, live.later)

    def go_to(self, key: str) -> None:
        self._do("go to", key, lambda state, key: live.go_to(state, key, self.clock()))

    def stand_at(self, board: str) -> bool:
        """Whether there is such a board, or one near that number."""
        state = self.state
        if state is None or not board.strip() or state.request.hall.board(board) is None:
            return False
        self._push(f"stand at {board}", live.stand_at(state, board.strip()))
        return True

    def undo(self) -> None:
        self.undo_stack.undo()

    # Inside

    def _do(self, word: str, key: str, act: Callable[[LiveState, str], LiveState]) -> None:
        if self.state is None or not key:
            return
        board = next((stop.board for stop in self.state.request.stops if stop.key == key), "")
        self._push(f"{word} #{board}" if board else word, act(self.state, key))

    def _push(self, text: str, after: LiveState) -> None:
        if self.state is not None and after != self.state:
            self.undo_stack.push(_LiveCommand(self, text, self.state, after))

    def take(self, state: LiveState) -> bool:
        """Makes a state the present one; whether it could be kept."""
        before = self.state
        if before is not None and not self.rehearsing and not self._write(before, state):
            return False
        self.state = state
        self.look()
        return True

    def _write(self, before: LiveState, after: LiveState) -> bool:
        ws = self._controller.workspace
        session = self.session
        assert session is not None
        new = [key for key in after.visited if key not in before.visited]
        gone = [key for key in before.visited if key not in after.visited]
        self._writing = True
        try:
            with self._controller.telling() as outcome:
                if new:
                    ws.marks.visit(new)
                if gone:
                    ws.marks.visit(gone, visited=False)
                board = "" if after.beside else after.board
                kept = replace(
                    ws.planning.choices(session), skipped=after.skipped, later=after.later, stand_at=board
                )
                ws.planning.choose(session, kept)
            if new or gone:
                self._controller.visits_changed.emit((*new, *gone))
            self._controller.plan_changed.emit()
        finally:
            self._writing = False
        return not outcome.failed

    def _outdated(self, _keys: Any = None) -> None:
        """Stars, visits or the programme changed elsewhere."""
        if self.session is not None and not self._writing:
            self._load()

    def _load(self) -> None:
        """Reads plan and state anew; the present stop stays, and a rehearsal goes on."""
        old, session, now = self.state, self.session, self.clock()
        rehearsing = self.rehearsing
        rehearsed = old if rehearsing else None
        self._loading = True

        def work(ws: Workspace, _: Progress) -> Loaded:
            return load(ws, session, old, rehearsed, now)

        def done(loaded: Loaded) -> None:
            if self.state is not old or self.rehearsing != rehearsing:
                self._load()  # something was done meanwhile
                return
            self._loading = self._load_failed = False
            self._take_over(loaded)

        self._controller.ask("live load", work, done, self._fail)

    def _fail(self, error: BaseException) -> None:
        """The session could not be read. What is known stays; the failure is told once, not every second."""
        known, self._load_failed = self._load_failed, True
        self._loading = self._looking = False
        self.problem = "The plan could not be read. It is tried again every second."
        self.changed.emit()
        if not known:
            self._controller.tell_failure(error)

    def _take_over(self, loaded: Loaded) -> None:
        old, new = self.state, loaded.state
        if new is None or old is None or (new.visited, new.skipped) != (old.visited, old.skipped):
            self.undo_stack.clear()  # its steps begin from what is no longer so
        self.session, self.plan, self.problem = loaded.session, loaded.plan, loaded.problem
        self._show(new, loaded.view)
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()


class _LiveCommand(QUndoCommand):
    """One step of the walk."""

    def __init__(self, walk: LiveWalk, text: str, before: LiveState, after: LiveState) -> None:
        super().__init__(text)
        self._walk = walk
        self._before = before
        self._after = after

    def redo(self) -> None:
        if not self._walk.take(self._after):
            self.setObsolete(True)

    def undo(self) -> None:
        if not self._walk.take(self._before):
            self.setObsolete(True)
