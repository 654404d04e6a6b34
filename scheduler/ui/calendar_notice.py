"""A notification ten minutes before the next must, while the window is open and if it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from scheduler.core.calendar import CalendarEvent, Kind, What, uid
from scheduler.core.times import spell_clock
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.icons import app_icon
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions

BEFORE = timedelta(minutes=10)
LOOK_MS = 20_000
NO_TRAY = "This desktop has no tray for notifications, so the next must is announced here in the window."
_WANTED = CalendarOptions(what=What.STOPS, musts_only=True)

Show = Callable[[str, str], None]
"""Shows a heading and a sentence."""


class MustNotice(QObject):
    """Looks at the agenda now and then; each event is announced once. `show` is for tests."""

    def __init__(self, controller: Controller, show: Show | None = None) -> None:
        super().__init__(controller)
        self._controller = controller
        self._show = show
        self._announced: set[tuple[str, datetime]] = set()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        controller.closing.connect(self._timer.stop)

    def turn(self, *, on: bool) -> None:
        """Starts or stops; without a tray, says where it will be seen instead."""
        if not on:
            self._timer.stop()
            return
        if self._show is None:
            self._show = self._tray() or self._in_the_window
        self._timer.start()
        self.look()

    @property
    def is_on(self) -> bool:
        return self._timer.isActive()

    def look(self) -> None:
        self._controller.ask("notice", lambda ws, _: _ahead(ws), self._announce)

    def _announce(self, events: Iterable[CalendarEvent]) -> None:
        now = self._controller.workspace.clock()
        due = next_due(events, now)
        if due is None or not self.is_on or self._show is None or (due.uid, due.start) in self._announced:
            return
        self._announced.add((due.uid, due.start))
        minutes = max(1, round((due.start - now).total_seconds() / 60))
        place = f", {one_line(due.location, 80)}" if due.location else ""
        heading = (
            f"In {minutes} min: {one_line(due.summary, 120)}" if minutes > 1 else one_line(due.summary, 120)
        )
        self._show(heading, f"{spell_clock(due.start, due.timezone)}{place}")

    def _tray(self) -> Show | None:
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            self._controller.tell(NO_TRAY)
            return None
        tray = QSystemTrayIcon(app_icon(), self)
        tray.setToolTip("Poster Scheduler")
        tray.show()
        return tray.showMessage

    def _in_the_window(self, heading: str, sentence: str) -> None:
        self._controller.tell(f"{heading} ({sentence})")


def _ahead(ws: Workspace) -> list[CalendarEvent]:
    """The musts of the agenda that are not ticked off."""
    done = {uid(kind, key) for key in ws.marks.visits() for kind in (Kind.STOP, Kind.TALK)}
    return [event for event in ws.calendar.agenda(_WANTED).events if event.uid not in done]


def next_due(events: Iterable[CalendarEvent], now: datetime) -> CalendarEvent | None:
    """The first event that begins within the next ten minutes."""
    due = [event for event in events if now < event.start <= now + BEFORE and event.kind is not Kind.SESSION]
    return min(due, key=lambda event: (event.start, event.uid), default=None)
