"""Publishing to a CalDAV calendar: what would change, and the change itself, one event at a time.

Each event is remembered as soon as the server has acknowledged it. When the connection breaks or
the program is killed, publishing again goes on where it stopped: an event that the server took
but could not acknowledge stands at its place, looks like ours, and is adopted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.core.calendar import CalendarEvent, Status
from scheduler.core.calendar_memory import Change, Entry, Remembered
from scheduler.errors import BadInput
from scheduler.store import calendar_memory as memory
from scheduler.store import settings
from scheduler.store.database import Database
from scheduler.workspace.calendar import Calendar, CalendarOptions, Scope
from scheduler.workspace.delivery import Choice, Conflict, Delivery, Resolve, last_known

if TYPE_CHECKING:  # the network is loaded only when something is published
    from scheduler.net.caldav import RemoteCalendar, Server

Progress = Callable[[int, int], None]
"""Called with (events done, events to send); raises `Cancelled` to stop, and what is done stays."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who publishes where. `address` is a calendar's, or its server's; the password is never shown."""

    address: str
    user: str
    password: str = field(repr=False)
    allow_plain_http: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Where was published last, for the dialog. `calendar` is the calendar's address."""

    address: str
    user: str
    calendar: str


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """What publishing would do to `calendar`; nothing is changed yet.

    `emptied`: nothing that was published is there any more, so that all of it is created again.
    """

    calendar: RemoteCalendar
    create: tuple[CalendarEvent, ...]
    update: tuple[CalendarEvent, ...]
    cancel: tuple[CalendarEvent, ...]
    untouched: tuple[CalendarEvent, ...]
    warnings: tuple[str, ...] = ()
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did. `left` are events that somebody else changed and that were left so."""

    calendar: RemoteCalendar
    created: tuple[CalendarEvent, ...]
    updated: tuple[CalendarEvent, ...]
    cancelled: tuple[CalendarEvent, ...]
    untouched: tuple[CalendarEvent, ...]
    left: tuple[CalendarEvent, ...]
    warnings: tuple[str, ...] = ()


def no_progress(done: int, total: int) -> None:
    """The Progress of a caller that shows none."""


def leave_for_later(_: Conflict) -> Choice:
    """The Resolve of a caller that cannot ask."""
    return Choice.LATER


class Publishing:
    """Everything here talks to the server named in the login, and to no other."""

    def __init__(self, db: Database, clock: Callable[[], datetime], calendar: Calendar) -> None:
        self._db = db
        self._clock = clock
        self._calendar = calendar

    def calendars(self, login: Login) -> tuple[RemoteCalendar, ...]:
        """The user's calendars on the server, to choose from.

        :raises NeedsConsent: the address is plain http.
        :raises ConnectionFailed: not reachable, wrong password …
        """
        with _connected(login) as server:
            return server.calendars()

    def create_calendar(self, login: Login, name: str) -> RemoteCalendar:
        """:raises BadInput: the name is empty, or there is a calendar of that name."""
        if not name.strip():
            raise BadInput("A calendar needs a name.")
        with _connected(login) as server:
            return server.create_calendar(name.strip())

    def plan(
        self, login: Login, calendar: str = "", options: CalendarOptions = CalendarOptions()
    ) -> PublishPlan:
        """The dry run. `calendar` is a name or an address; empty means the login's address itself.

        :raises NotFound: there is no such calendar.
        :raises BadInput: the address is no calendar, and none is named.
        """
        with _connected(login) as server:
            return self._agenda(server, server.calendar(calendar), options).plan

    def publish(
        self,
        login: Login,
        calendar: str = "",
        options: CalendarOptions = CalendarOptions(),
        *,
        deletes: bool = False,
        resolve: Resolve = leave_for_later,
        progress: Progress = no_progress,
    ) -> Published:
        """Creates, updates and cancels what changed since the last time, and asks where others did.

        With `deletes`, what is taken back is deleted instead of being marked as cancelled.

        :raises ConnectionFailed: nothing is lost; publish again to go on where it stopped.
        """
        with _connected(login) as server:
            agenda = self._agenda(server, server.calendar(calendar), options)
            delivery = Delivery(server, agenda.plan.calendar, self._clock(), resolve, deletes)
            left = self._deliver(delivery, agenda, progress)
        account = {"address": login.address, "user": login.user, "calendar": agenda.plan.calendar.address}
        settings.put_setting(self._db, "", "caldav", account)
        return _published(agenda.plan, left)

    def last_account(self) -> Account | None:
        """Where was published last; None at the first time."""
        known = settings.setting(self._db, "", "caldav")
        return Account(known["address"], known["user"], known["calendar"]) if known else None

    def forget(self, calendar: str) -> int:
        """Forgets what was published to the calendar at that address; it stays there. Returns how much."""
        return self._calendar.forget(_target(calendar))

    def password(self, address: str, user: str) -> str | None:
        """The password that the system's keyring keeps; None when there is none."""
        from scheduler.net import secrets

        return secrets.remembered(address, user)

    def keep_password(self, login: Login) -> None:
        """:raises CannotSave: there is no keyring, or it is locked; the password is kept nowhere then."""
        from scheduler.net import secrets

        secrets.remember(login.address, login.user, login.password)

    def forget_password(self, address: str, user: str) -> bool:
        """Whether there was one. :raises CannotSave: the keyring is locked."""
        from scheduler.net import secrets

        return secrets.forget(address, user)

    def _agenda(self, server: Server, calendar: RemoteCalendar, options: CalendarOptions) -> _Agenda:
        target = _target(calendar.address)
        prepared = self._calendar.prepare(replace(options, scope=Scope.WHOLE), target)
        known = memory.recall(self._db, target)
        emptied = _emptied(server, calendar, known)
        entries = prepared.entries
        if emptied:
            known = {}
            entries = tuple(
                replace(e, change=Change.NEW) for e in entries if e.change is not Change.CANCELLED
            )
        return _Agenda(target, known, entries, _plan(calendar, entries, prepared.warnings, emptied))

    def _deliver(self, delivery: Delivery, agenda: _Agenda, progress: Progress) -> set[str]:
        """Sends what changed and returns the UIDs of what others had changed and was left so."""
        left = set()
        sending = [entry for entry in agenda.entries if entry.change is not Change.UNCHANGED]
        for done, entry in enumerate(sending):
            progress(done, len(sending))
            old = agenda.known.get(entry.event.uid)
            outcome = delivery.send(entry, old, last_known(old))
            if outcome.remembered:
                memory.remember(self._db, agenda.target, [outcome.remembered])
            if outcome.choice is not Choice.MINE:
                left.add(entry.event.uid)
        progress(len(sending), len(sending))
        return left


@dataclass(frozen=True, slots=True)
class _Agenda:
    target: str
    known: Mapping[str, Remembered]
    entries: tuple[Entry, ...]
    plan: PublishPlan


def _connected(login: Login) -> AbstractContextManager[Server]:
    from scheduler.net import caldav

    return caldav.connect(login.address, login.user, login.password, allow_plain_http=login.allow_plain_http)


def _target(address: str) -> str:
    return f"caldav {address}"


def _emptied(server: Server, calendar: RemoteCalendar, known: Mapping[str, Remembered]) -> bool:
    """Whether nothing is there of all that should be: the calendar was emptied, or made anew."""
    expected = {
        stored.address
        for old in known.values()
        if old.status is not Status.CANCELLED and (stored := last_known(old))
    }
    return bool(expected) and expected.isdisjoint(server.etags(calendar))


def _plan(
    calendar: RemoteCalendar, entries: tuple[Entry, ...], warnings: tuple[str, ...], emptied: bool
) -> PublishPlan:
    def having(change: Change) -> tuple[CalendarEvent, ...]:
        return tuple(entry.event for entry in entries if entry.change is change)

    return PublishPlan(
        calendar,
        create=having(Change.NEW),
        update=having(Change.CHANGED),
        cancel=having(Change.CANCELLED),
        untouched=having(Change.UNCHANGED),
        warnings=warnings,
        emptied=emptied,
    )


def _published(plan: PublishPlan, left: set[str]) -> Published:
    def without_left(events: tuple[CalendarEvent, ...]) -> tuple[CalendarEvent, ...]:
        return tuple(event for event in events if event.uid not in left)

    sent = (*plan.create, *plan.update, *plan.cancel)
    return Published(
        plan.calendar,
        created=without_left(plan.create),
        updated=without_left(plan.update),
        cancelled=without_left(plan.cancel),
        untouched=plan.untouched,
        left=tuple(event for event in sent if event.uid in left),
        warnings=plan.warnings,
    )
