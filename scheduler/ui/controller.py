"""Between views and workspace: every write goes through here, and its signals say what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from scheduler.core.level import DEFAULT_LEVEL, Level
from scheduler.core.listing import Listing
from scheduler.core.query import Filter
from scheduler.errors import Cancelled, SchedulerError
from scheduler.ui.background import Background, Job, Progress
from scheduler.workspace import Workspace
from scheduler.workspace.finder import FIRST_ROWS

if TYPE_CHECKING:
    from scheduler.core.catalog import Conference
    from scheduler.core.detail import Detail
    from scheduler.ui.commands import SessionWord
    from scheduler.ui.offer import Offer
    from scheduler.ui.overview import Overview
    from scheduler.workspace.finder import Related

T = TypeVar("T")
WATCH_MS = 500
"""How often the files are looked at for changes made by another window or a command."""

REST_AFTER_MS = 20
"""So long after its first rows the rest of a result is looked up: they are on the screen by then, and who
types on at once is not held up by it."""

ANY: tuple[str, ...] = ()
"""Sent with a signal when it is not known which keys changed."""


class Controller(QObject):
    """The one object all views know.

    The signals of marks carry a tuple of keys; ANY (empty) means that any may have changed.
    `told` carries a sentence and an Offer, a tuple of two or None; `job_started` a Job to show the
    progress of.
    """

    catalog_changed = Signal()
    conference_changed = Signal()
    stars_changed = Signal(object)
    visits_changed = Signal(object)
    notes_changed = Signal(object)
    plan_changed = Signal()
    failed = Signal(str)
    told = Signal(str, object)
    job_started = Signal(object)
    search_wanted = Signal(str)
    closing = Signal()

    def __init__(
        self, workspace: Workspace, open_another: Callable[[], Workspace], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.undo_stack = QUndoStack(self)
        self._conference = ""
        self._searching = Background(open_another, self)
        self._asking = Background(open_another, self)
        self._working = Background(open_another, self)
        self._find_rest: Callable[[], None] | None = None
        self._rest_soon = QTimer(self, singleShot=True, interval=REST_AFTER_MS)
        self._rest_soon.timeout.connect(self._look_for_rest)
        self._version = workspace.db.version()
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self.look_for_changes)
        self._watch.start()

    def close(self) -> None:
        """Ends background work; call before the workspace is closed."""
        self.closing.emit()
        self._watch.stop()
        self._searching.stop()
        self._asking.stop()
        self._working.stop()

    # Reading

    @property
    def conference(self) -> str:
        """The key of the conference that is shown; empty: all."""
        return self._conference

    def show_conference(self, key: str) -> None:
        if key != self._conference:
            self._conference = key
            self.conference_changed.emit()

    def conference_keys(self) -> list[str]:
        return self._mending(lambda: self.workspace.finder.conference_keys())

    def conferences(self) -> list[Conference]:
        return self._mending(lambda: self.workspace.finder.conferences())

    def find_now(self, wanted: Filter) -> Sequence[int]:
        """The whole answer at once, for who cannot go on without it."""
        return self._mending(lambda: self.workspace.finder.find(wanted))

    def first_now(self, wanted: Filter) -> Sequence[int]:
        """The first rows at once, for the very first list."""
        return self._mending(lambda: self.workspace.finder.first(wanted)) or []

    def find(self, wanted: Filter, done: Callable[[Sequence[int], bool], Any]) -> None:
        """Answers in the background; an answer overtaken by a newer question is dropped.

        `done(ids, whole)` is called with the first rows as soon as they are known, and with all.
        """

        def take(first: Sequence[int] | None) -> None:
            if first is None:
                find_rest()
                return
            whole = len(first) < FIRST_ROWS
            done(first, whole)
            if not whole:
                self._find_rest = find_rest
                self._rest_soon.start()

        def find_rest() -> None:
            self._searching.submit(find_all, finish, self.tell_failure, topic="find")

        def finish(ids: Sequence[int]) -> None:
            done(ids, True)
            self._searching.submit(lambda ws, _: ws.finder.prepare(), lambda _: None, self.tell_failure)

        def find_all(ws: Workspace, _: Progress) -> Sequence[int]:
            return ws.finder.find(wanted)

        self._rest_soon.stop()
        self._searching.submit(lambda ws, _: ws.finder.first(wanted), take, self.tell_failure, topic="find")

    def _look_for_rest(self) -> None:
        if self._find_rest:
            self._find_rest()

    def rows(self, ids: Sequence[int]) -> list[Listing]:
        return self._mending(lambda: self.workspace.finder.rows(ids))

    def detail(self, key: str) -> Detail | None:
        found = self._mending(lambda: self.workspace.finder.by_key([key]))
        return found[0] if found else None

    def related(self, key: str, limit: int, done: Callable[[list[Related]], Any]) -> None:
        """What is most like a presentation, and why; nothing when it has just gone."""

        def work(ws: Workspace, _: Progress) -> list[Related]:
            return ws.finder.related(key, limit) if ws.finder.ids_of([key]) else []

        self.ask("related", work, done)

    def ask(
        self,
        topic: str,
        work: Callable[[Workspace, Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[BaseException], Any] | None = None,
    ) -> None:
        """A question answered in the background; a newer one of the same topic replaces it."""
        self._asking.submit(work, done, failed or self.tell_failure, topic=topic)

    def overview(self, done: Callable[[Overview], Any]) -> None:
        key = self._conference

        def work(ws: Workspace, _: Progress) -> Overview:
            from scheduler.ui.overview import overview

            return overview(ws, key)

        self.ask("overview", work, done)

    # Writing

    def set_level(self, keys: Sequence[str], level: Level | None) -> None:
        if keys:
            from scheduler.ui.commands import StarCommand

            self.push(StarCommand(self, keys, level))

    def toggle_star(self, keys: Sequence[str]) -> None:
        """Stars those that are not; when all are, takes their stars away."""
        starred = self.workspace.marks.stars()
        fresh = [key for key in keys if key not in starred]
        self.set_level(fresh or keys, DEFAULT_LEVEL if fresh else None)

    def toggle_visited(self, keys: Sequence[str]) -> None:
        visits = self.workspace.marks.visits()
        fresh = [key for key in keys if key not in visits]
        if keys:
            from scheduler.ui.commands import VisitCommand

            self.push(VisitCommand(self, fresh or keys, visited=bool(fresh)))

    def set_session(self, word: SessionWord, timezone_before: str) -> None:
        from scheduler.ui.commands import SessionCommand

        self.push(SessionCommand(self, word, timezone_before))

    def push(self, command: QUndoCommand) -> None:
        """Does it now, and lets it be undone."""
        self.undo_stack.push(command)

    def save_note(self, key: str, text: str) -> bool:
        """Whether the note is on disk; a failure is told."""
        with self.telling() as outcome:
            self.workspace.marks.note(key, text)
        if outcome.failed:
            return False
        self.notes_changed.emit((key,))
        return True

    def seen(self, keys: Sequence[str]) -> None:
        """Takes the marks "changed" off; in the background, for an import may hold the catalog."""
        self._working.submit(
            lambda ws, _: ws.programme.seen(keys), lambda _: self.stars_changed.emit(keys), self.tell_failure
        )

    def run(
        self,
        title: str,
        work: Callable[[Workspace, Progress], T],
        done: Callable[[T], Any],
        *,
        shown: bool = True,
        stoppable: bool = True,
    ) -> Job:
        """Long work in the background; `shown` with a progress dialog. Failures are told.

        `stoppable`: not for what is done as a whole, and would be done in spite of Cancel.
        """
        job = self._working.submit(work, done, self.tell_failure, title=title)
        job.stoppable = stoppable
        if shown:
            self.job_started.emit(job)
        return job

    def run_or(
        self,
        title: str,
        work: Callable[[Workspace, Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[SchedulerError], Any],
        *,
        shown: bool = True,
    ) -> Job:
        """As `run`, for who can do better with a failure than tell it."""

        def sort_out(error: BaseException) -> None:
            if isinstance(error, SchedulerError) and not isinstance(error, Cancelled):
                failed(error)
            else:
                self.tell_failure(error)

        job = self._working.submit(work, done, sort_out, title=title)
        if shown:
            self.job_started.emit(job)
        return job

    # Telling

    def tell(self, sentence: str, offer: Offer | tuple[Offer, ...] | None = None) -> None:
        self.told.emit(sentence, offer)

    def tell_failure(self, error: BaseException) -> None:
        """A sentence for what the user can act on; anything else is a bug and is raised."""
        if isinstance(error, Cancelled):
            self.told.emit(str(error), None)
        elif isinstance(error, SchedulerError):
            self.failed.emit(str(error))
        else:
            raise error

    @contextmanager
    def telling(self) -> Iterator[Outcome]:
        """Runs a write; a failure becomes a message."""
        outcome = Outcome()
        try:
            yield outcome
        except SchedulerError as error:
            outcome.failed = True
            self.tell_failure(error)

    def _mending(self, question: Callable[[], T]) -> T:
        """The answer; a catalog.db found damaged is made anew from the last imports and asked again."""
        return self.workspace.reading(question)

    def look_for_changes(self) -> None:
        """Signals what another window, a command or background work has changed."""
        try:
            now = self.workspace.db.version()
        except Exception:
            # The disk or folder is gone. What is shown stays; this is said once, writes say it again.
            self._watch.stop()
            self.failed.emit(f"The data folder {self.workspace.folder} cannot be read any more.")
            return
        before, self._version = self._version, now
        if now[0] != before[0]:
            self.catalog_changed.emit()
        elif now[1] != before[1]:
            self.stars_changed.emit(ANY)


class Outcome:
    """Whether a guarded write failed."""

    failed = False
