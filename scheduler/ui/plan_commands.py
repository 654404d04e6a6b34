"""What can be undone about a plan: its choices and the boards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scheduler.core.detail import SessionSummary
from scheduler.ui.commands import Command
from scheduler.workspace.plan_choices import PlanChoices

if TYPE_CHECKING:
    from scheduler.ui.controller import Controller

Edit = Callable[[PlanChoices], PlanChoices]


class PlanCommand(Command):
    """Edits the choices of a session. What the live mode keeps among them is never undone by it."""

    def __init__(self, controller: Controller, session: SessionSummary, text: str, edit: Edit) -> None:
        super().__init__(controller, text)
        self._session = session
        self._edit = edit
        self._before: PlanChoices | None = None

    def apply(self) -> None:
        planning = self.controller.workspace.planning
        wanted = self._edit(planning.choices(self._session))
        self._before = planning.choose(self._session, wanted)
        self.controller.plan_changed.emit()

    def revert(self) -> None:
        if self._before is None:
            return
        planning = self.controller.workspace.planning
        now = planning.choices(self._session)
        planning.choose(self._session, self._before.with_live_of(now))
        self.controller.plan_changed.emit()


class BoardsCommand(Command):
    """Sets board numbers of a session, or (None) forgets them."""

    def __init__(
        self, controller: Controller, session: SessionSummary, text: str, boards: Mapping[str, str | None]
    ) -> None:
        super().__init__(controller, text)
        self._session = session
        self._boards = boards
        self._before: Mapping[str, str | None] = {}

    def apply(self) -> None:
        self._before = self.controller.workspace.planning.put_boards(self._session, self._boards)
        self.controller.catalog_changed.emit()

    def revert(self) -> None:
        self.controller.workspace.planning.put_boards(self._session, self._before)
        self.controller.catalog_changed.emit()
