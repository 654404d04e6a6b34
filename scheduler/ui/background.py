"""Work off the GUI thread: a thread with a workspace of its own, doing one job after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event, Lock
from time import monotonic
from traceback import clear_frames
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from scheduler.errors import Cancelled
from scheduler.workspace import Workspace

T = TypeVar("T")
Progress = Callable[[int, int], None]
PROGRESS_SECONDS = 0.05
"""Progress is passed on at most so often; readers report far more."""


class Job(QObject):
    """One piece of work under way. Its signals reach the GUI thread."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.stoppable = True
        self._stop = Event()
        self._told = 0.0

    def cancel(self) -> None:
        """Asks the work to stop; it ends with `Cancelled` at its next report of progress."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """The `Progress` handed to the work. Called on the working thread."""
        if self._stop.is_set():
            raise Cancelled("Stopped; nothing was changed.")
        now = monotonic()
        if now - self._told >= PROGRESS_SECONDS:
            self._told = now
            self.progressed.emit(done, total)


class Background(QThread):
    """Runs jobs in order. Of jobs with the same topic only the newest counts."""

    _delivered = Signal(object)

    def __init__(self, open_workspace: Callable[[], Workspace], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_workspace
        self._queue: SimpleQueue[Callable[[Workspace], None] | None] = SimpleQueue()
        self._newest: dict[str, Job] = {}
        self._lock = Lock()
        self._reading: tuple[Job, Workspace] | None = None
        self._jobs: set[Job] = set()
        self._over = False
        self._delivered.connect(self._hand_over)

    def submit(
        self,
        work: Callable[[Workspace, Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[BaseException], Any],
        *,
        title: str = "",
        topic: str = "",
    ) -> Job:
        """Queues `work`; `done` or `failed` is called on the GUI thread, unless it is out of date.

        After `stop` nothing is queued: a thread that began again then would outlive its window.
        """
        job = Job(title, self)
        if self._over:
            job.cancel()
            return job
        self._jobs.add(job)
        if topic:
            self._overtake(self._newest.get(topic))
            self._newest[topic] = job

        self._queue.put(lambda workspace: self._do(workspace, job, topic, work, done, failed))
        if not self.isRunning():
            self.start()
        return job

    def _do(
        self,
        workspace: Workspace,
        job: Job,
        topic: str,
        work: Callable[[Workspace, Progress], T],
        done: Callable[[T], Any],
        failed: Callable[[BaseException], Any],
    ) -> None:
        """Does a job, on the working thread, unless it is out of date."""
        if self._is_stale(job, topic):
            self._delivered.emit(lambda: self._deliver(job, topic, lambda: None))
            return
        try:
            with self._interruptible(job if topic else None, workspace):
                result = workspace.reading(lambda: work(workspace, job.report))
        except BaseException as error:
            # What its frames hold of this thread's connections must be let go of here.
            clear_frames(error.__traceback__)
            self._delivered.emit(lambda error=error: self._deliver(job, topic, lambda: failed(error)))
        else:
            self._delivered.emit(lambda: self._deliver(job, topic, lambda: done(result)))

    def _deliver(self, job: Job, topic: str, call: Callable[[], Any]) -> None:
        """Ends a job and hands its result over, on the GUI thread."""
        self._jobs.discard(job)
        job.ended.emit()
        job.deleteLater()
        if not self._is_stale(job, topic):
            call()

    def _is_stale(self, job: Job, topic: str) -> bool:
        return bool(topic) and self._newest.get(topic) is not job

    def stop(self) -> None:
        """Cancels what can be cancelled and waits for the rest; nothing is delivered any more."""
        self._over = True
        for job in self._jobs:
            job.cancel()
        self._queue.put(None)
        self.wait()

    def _overtake(self, job: Job | None) -> None:
        """Stops reading what nobody waits for any more; the lock sees to it that it is this, not the next."""
        with self._lock:
            if self._reading and self._reading[0] is job:
                self._reading[1].finder.interrupt()

    @contextmanager
    def _interruptible(self, job: Job | None, workspace: Workspace) -> Iterator[None]:
        with self._lock:
            self._reading = (job, workspace) if job else None
        try:
            yield
        finally:
            with self._lock:
                self._reading = None

    def run(self) -> None:
        """The thread itself; one workspace serves all jobs, opened with the first."""
        workspace: Workspace | None = None
        try:
            while (job := self._queue.get()) is not None:
                if workspace is None:
                    workspace = self._try_open(job)
                if workspace is not None:
                    job(workspace)
        finally:
            if workspace is not None:
                workspace.close()

    def _try_open(self, job: Callable[[Workspace], None]) -> Workspace | None:
        try:
            return self._open()
        except BaseException as error:
            job(_Unopened(error))  # type: ignore[arg-type]
            return None

    @Slot(object)
    def _hand_over(self, call: Callable[[], None]) -> None:
        if not self._over:  # what was on its way when the end came still arrives
            call()


class _Unopened:
    """Stands in for a workspace that did not open: whatever is asked of it fails with the reason."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Any:
        raise self._error
