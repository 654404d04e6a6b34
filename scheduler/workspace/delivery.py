"""One event to a CalDAV calendar: sent, adopted where it is there already, or asked about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from scheduler.core import calendar_memory
from scheduler.core.calendar import CalendarEvent, Status
from scheduler.core.calendar_memory import Change, Entry, Remembered
from scheduler.errors import ConnectionFailed
from scheduler.formats.read import stored_event
from scheduler.formats.read.stored_event import StoredEvent
from scheduler.formats.write import ical

if TYPE_CHECKING:  # the network is loaded only when something is published
    from scheduler.net.caldav import Differs, RemoteCalendar, Server, Stored

_ATTEMPTS = 5
"""How often an event is sent when somebody else is faster each time."""


class Choice(StrEnum):
    """What the user decides on an event that somebody else changed. Later: it is asked again then."""

    MINE = "mine"
    THEIRS = "theirs"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both versions of an event. `theirs` is None when it was deleted there or cannot be read."""

    ours: CalendarEvent
    theirs: StoredEvent | None
    deleted: bool


Resolve = Callable[[Conflict], Choice]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery ended, and what to remember of the event: None means nothing."""

    choice: Choice
    remembered: Remembered | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything that is the same for all events of one publication.

    `deletes`: events taken back are deleted there instead of being marked as cancelled.
    """

    server: Server
    calendar: RemoteCalendar
    now: datetime
    resolve: Resolve
    deletes: bool = False

    def send(self, entry: Entry, old: Remembered | None, last: Stored | None) -> Outcome:
        """Brings one event to the server. `last` is what it acknowledged, None where it has none.

        :raises ConnectionFailed: see `net.caldav.Server.put`; the event may or may not be there.
        """
        if entry.change is Change.CANCELLED and last is None:
            return _done(entry, None)
        if _deleted_there(old) and old and old.status is not Status.CANCELLED:
            choice = self.resolve(Conflict(entry.event, None, deleted=True))
            if choice is not Choice.MINE:
                return _undone(entry, choice, None)
        for _ in range(_ATTEMPTS):
            answer = self._attempt(entry, last)
            if isinstance(answer, Outcome):
                return answer
            result = self._settle(entry, old, answer.there)
            if isinstance(result, Outcome):
                return result
            entry, last = result
        raise ConnectionFailed(f"“{entry.event.summary}” keeps being changed by somebody else.")

    def _attempt(self, entry: Entry, last: Stored | None) -> Outcome | Differs:
        """One request: either it is done, or refused because of what is there."""
        from scheduler.net.caldav import Differs

        if entry.change is Change.CANCELLED and self.deletes and last:
            return self.server.delete(self.calendar, last) or _done(entry, None)
        data = ical.write([entry.event], self.now)
        answer = self.server.put(self.calendar, entry.event.uid, data, last)
        return answer if isinstance(answer, Differs) else _done(entry, answer)

    def _settle(
        self, entry: Entry, old: Remembered | None, there: Stored | None
    ) -> Outcome | tuple[Entry, Stored | None]:
        """What to do about what is there: be content, leave it, or (a tuple) send again over it."""
        if there is None:
            return self._settle_deleted(entry, old)
        theirs = stored_event.read(there.data)
        if theirs and theirs.facts == self._facts(entry.event):
            return _done(_outbidding(entry, theirs.sequence - 1), there)
        untouched = theirs and old and theirs.facts == self._facts(calendar_memory.event_from(old))
        if not untouched:
            choice = self.resolve(Conflict(entry.event, theirs, deleted=False))
            if choice is not Choice.MINE:
                return _undone(entry, choice, there)
        return _outbidding(entry, theirs.sequence if theirs else 0), there

    def _settle_deleted(self, entry: Entry, old: Remembered | None) -> Outcome | tuple[Entry, Stored | None]:
        if entry.change is Change.CANCELLED:
            return _done(entry, None)
        if old and old.status is not Status.CANCELLED:
            choice = self.resolve(Conflict(entry.event, None, deleted=True))
            if choice is not Choice.MINE:
                return _undone(entry, choice, None)
        return entry, None

    def _facts(self, event: CalendarEvent) -> frozenset[tuple[str, str]] | None:
        ours = stored_event.read(ical.write([event], self.now))
        return ours.facts if ours else None


def last_known(old: Remembered | None) -> Stored | None:
    """Where the server keeps the event, and the ETag it had when it was last acknowledged."""
    from scheduler.net.caldav import Stored

    if old is None or not old.remote:
        return None
    remote = json.loads(old.remote)
    return Stored(remote["address"], remote["etag"]) if remote["etag"] else None


def _deleted_there(old: Remembered | None) -> bool:
    return bool(old and old.remote) and last_known(old) is None


def _remote(there: Stored | None) -> str:
    return json.dumps(
        {"address": there.address, "etag": there.etag} if there else {"address": "", "etag": ""}
    )


def _done(entry: Entry, there: Stored | None) -> Outcome:
    return Outcome(Choice.MINE, calendar_memory.remembered(entry, _remote(there)))


def _undone(entry: Entry, choice: Choice, there: Stored | None) -> Outcome:
    """Left as they have it: remembered as if it were ours, so that only a later change asks again."""
    if choice is Choice.LATER:
        return Outcome(choice, None)
    return Outcome(choice, calendar_memory.remembered(entry, _remote(there)))


def _outbidding(entry: Entry, sequence: int) -> Entry:
    """With a SEQUENCE above that of the version it takes the place of: a lower one may be ignored."""
    if entry.event.sequence > sequence:
        return entry
    return replace(entry, event=replace(entry.event, sequence=sequence + 1))
