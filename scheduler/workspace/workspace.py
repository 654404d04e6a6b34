"""One data folder, opened: the services that the window and the command line call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from scheduler.errors import DamagedCatalog
from scheduler.store.database import Database

if TYPE_CHECKING:  # each service is loaded when it is first used: the window's start needs two of them
    from scheduler.workspace.calendar import Calendar
    from scheduler.workspace.care import Care
    from scheduler.workspace.exports import Exports
    from scheduler.workspace.finder import Finder
    from scheduler.workspace.marks import Marks
    from scheduler.workspace.planning import Planning
    from scheduler.workspace.programme import Programme
    from scheduler.workspace.publishing import Publishing
    from scheduler.workspace.sharing import Sharing

T = TypeVar("T")
Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """The computer's time; the clock of every workspace that is given no other."""
    return datetime.now(UTC)


class Workspace:
    """For use by one thread: work in the background opens one of its own on the same folder."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    @classmethod
    def open(cls, folder: Path, clock: Clock = now_utc) -> Workspace:
        """:raises Damaged: personal.db is unreadable; see `care.choices`.
        :raises CannotSave: the folder cannot be used.
        """
        opened = cls(Database.open(folder), clock)
        try:
            if opened.db.lacks_imported():
                opened.programme.rebuild()
        except DamagedCatalog:
            opened.mend_catalog()
        except BaseException:
            opened.close()
            raise
        return opened

    def mend_catalog(self) -> None:
        """Makes a damaged catalog.db anew from the last imports; the damaged file is set aside."""
        self.db.renew_catalog()
        self.programme.rebuild()

    def reading(self, work: Callable[[], T]) -> T:
        """Runs `work`; when it meets damage in catalog.db, mends that and runs it once more."""
        try:
            return work()
        except DamagedCatalog:
            self.mend_catalog()
            return work()

    @property
    def folder(self) -> Path:
        return self.db.folder

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def programme(self) -> Programme:
        from scheduler.workspace.programme import Programme

        return Programme(self.db, self.clock)

    @cached_property
    def marks(self) -> Marks:
        from scheduler.workspace.marks import Marks

        return Marks(self.db, self.clock)

    @cached_property
    def finder(self) -> Finder:
        from scheduler.workspace.finder import Finder

        return Finder(self.db)

    @cached_property
    def planning(self) -> Planning:
        from scheduler.workspace.planning import Planning

        return Planning(self.db, self.clock, self.finder)

    @cached_property
    def exports(self) -> Exports:
        from scheduler.workspace.exports import Exports

        return Exports(self.db, self.clock, self.finder, self.planning)

    @cached_property
    def calendar(self) -> Calendar:
        from scheduler.workspace.calendar import Calendar

        return Calendar(self.db, self.clock, self.finder, self.planning)

    @cached_property
    def publishing(self) -> Publishing:
        from scheduler.workspace.publishing import Publishing

        return Publishing(self.db, self.clock, self.calendar)

    @cached_property
    def sharing(self) -> Sharing:
        from scheduler.workspace.sharing import Sharing

        return Sharing(self.db, self.clock, self.finder, self.marks)

    @cached_property
    def care(self) -> Care:
        from scheduler.workspace.care import Care

        return Care(self.db, self.clock, self.programme)
