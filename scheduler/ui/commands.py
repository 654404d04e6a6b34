"""What can be undone: stars, visits and session times, as commands that call the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QUndoCommand

from scheduler.core.level import Level
from scheduler.errors import SchedulerError
from scheduler.ui.display_text import plural

if TYPE_CHECKING:
    from scheduler.workspace import Workspace
    from scheduler.workspace.marks import StarsChanged, VisitsChanged


class Desk(Protocol):
    """What a command needs of the controller: where to write, and whom to tell of it."""

    workspace: Workspace

    @property
    def stars_changed(self) -> SignalInstance: ...
    @property
    def visits_changed(self) -> SignalInstance: ...
    @property
    def catalog_changed(self) -> SignalInstance: ...
    @property
    def plan_changed(self) -> SignalInstance: ...
    def tell_failure(self, error: BaseException) -> None: ...


class Command(QUndoCommand):
    """A write that is tried; one that fails is told and leaves the stack."""

    def __init__(self, controller: Desk, text: str) -> None:
        super().__init__(text)
        self.controller = controller

    def redo(self) -> None:
        self._try(self.apply)

    def undo(self) -> None:
        self._try(self.revert)

    def _try(self, write: Any) -> None:
        try:
            write()
        except SchedulerError as error:
            self.setObsolete(True)
            self.controller.tell_failure(error)

    def apply(self) -> None:
        raise NotImplementedError

    def revert(self) -> None:
        raise NotImplementedError


class StarCommand(Command):
    """Stars at a level, or (None) takes stars away."""

    def __init__(self, controller: Desk, keys: Sequence[str], level: Level | None) -> None:
        verb = f"mark {plural(len(keys), 'poster')} as {level}" if level else "take stars away"
        super().__init__(controller, verb)
        self._keys = tuple(keys)
        self._level = level
        self._made: StarsChanged | None = None

    def apply(self) -> None:
        marks = self.controller.workspace.marks
        if self._made:
            marks.put_back(self._made.after)
        elif self._level:
            self._made = marks.star(self._keys, self._level)
        else:
            self._made = marks.unstar(self._keys)
        self.controller.stars_changed.emit(self._keys)

    def revert(self) -> None:
        if self._made:
            self.controller.workspace.marks.put_back(self._made.before)
            self.controller.stars_changed.emit(self._keys)


class VisitCommand(Command):
    """Ticks posters off, or takes the tick back."""

    def __init__(self, controller: Desk, keys: Sequence[str], visited: bool) -> None:
        super().__init__(
            controller, f"mark {plural(len(keys), 'poster')} as {'' if visited else 'not '}visited"
        )
        self._keys = tuple(keys)
        self._visited = visited
        self._made: VisitsChanged | None = None

    def apply(self) -> None:
        marks = self.controller.workspace.marks
        if self._made:
            marks.put_visits_back(self._made.after)
        else:
            self._made = marks.visit(self._keys, visited=self._visited)
        self.controller.visits_changed.emit(self._keys)

    def revert(self) -> None:
        if self._made:
            self.controller.workspace.marks.put_visits_back(self._made.before)
            self.controller.visits_changed.emit(self._keys)


@dataclass(frozen=True, slots=True)
class SessionWord:
    """What the user says of a session. Wall-clock times in `timezone`."""

    conference: str
    session: str
    day: date
    start: time
    end: time
    timezone: str
    room: str


class SessionCommand(Command):
    """Takes the user's word for a session's time and room."""

    def __init__(self, controller: Desk, word: SessionWord, timezone_before: str) -> None:
        super().__init__(controller, "set session time")
        self._word = word
        self._timezone_before = timezone_before
        self._before: Any = None

    def apply(self) -> None:
        word = self._word
        self._before = self.controller.workspace.programme.set_session(
            word.conference,
            word.session,
            day=word.day,
            start=word.start,
            end=word.end,
            timezone=word.timezone,
            room=word.room,
        )
        self.controller.catalog_changed.emit()

    def revert(self) -> None:
        word, programme = self._word, self.controller.workspace.programme
        if word.timezone != self._timezone_before:
            # The zone belongs to the conference; only a session's word can set it back.
            programme.set_session(word.conference, word.session, timezone=self._timezone_before)
        programme.put_session_back(word.conference, word.session, self._before)
        self.controller.catalog_changed.emit()
