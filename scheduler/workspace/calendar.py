"""The calendar: what goes out, what changed since the last time, and the file that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

from scheduler.core import calendar_agenda, calendar_memory
from scheduler.core.calendar import Agenda, CalendarEvent, Kind, PlannedStop, Status, What, Wish
from scheduler.core.calendar_memory import Change, Entry
from scheduler.core.detail import SessionSummary
from scheduler.core.times import TIME_ASSUMED, ZONE_ASSUMED, spell_span
from scheduler.errors import BadInput, NotFound
from scheduler.store import calendar_memory as memory
from scheduler.store.database import Database
from scheduler.store.files import write_atomically
from scheduler.workspace.finder import Finder
from scheduler.workspace.planning import Planning

FILES = "files"
"""The target of all exported files: they end up in one calendar, whatever the files are called."""

LONGEST_REMINDER = 4 * 7 * 24 * 60
_NOTHING = "Nothing that has a time is starred yet, so there is nothing to export."


class Scope(StrEnum):
    """The whole agenda, or what is new, changed or cancelled since the last export."""

    WHOLE = "whole"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CalendarOptions:
    """What the export dialog asks. `conference` is a key; empty means all."""

    what: What = What.SESSIONS
    musts_only: bool = False
    reminders: tuple[int, ...] = ()
    scope: Scope = Scope.WHOLE
    conference: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An export that has not happened yet. `entries` is everything compared, `chosen` what goes out."""

    target: str
    name: str
    now: datetime
    entries: tuple[Entry, ...]
    chosen: tuple[Entry, ...]
    warnings: tuple[str, ...]

    @property
    def counts(self) -> dict[Change, int]:
        """How many events are new, changed, unchanged and cancelled, with zeros."""
        counted = Counter(entry.change for entry in self.entries)
        return {change: counted[change] for change in Change}

    def data(self) -> bytes:
        """The .ics file. Made afresh each time: keep it if you need it twice.

        :raises NotFound: there is nothing to export.
        """
        from scheduler.formats.write import ical

        if not self.chosen:
            raise NotFound("Nothing has changed since the last export." if self.entries else _NOTHING)
        return ical.write((entry.event for entry in self.chosen), self.now, self.name)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One event as the dialog lists it; `local` is in the conference's zone, `viewer` in the viewer's."""

    title: str
    kind: Kind
    place: str
    start: datetime
    end: datetime
    local: str
    viewer: str
    status: Status
    change: Change
    warning: str


class Calendar:
    """First `prepare`, which changes nothing; then `save`, or `commit` once it has gone out."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], finder: Finder, planning: Planning
    ) -> None:
        self._db = db
        self._clock = clock
        self._finder = finder
        self._planning = planning

    def agenda(self, options: CalendarOptions = CalendarOptions()) -> Agenda:
        """The events of the present stars, without a look at what went out before.

        :raises BadInput: a reminder is no number of minutes before the event.
        """
        wish = Wish(options.what, options.musts_only, _checked(options.reminders))
        starred = self._finder.starred(options.conference)
        sessions = self._finder.sessions(options.conference)
        stops: list[PlannedStop] = []
        warnings: list[str] = []
        if options.what is not What.SESSIONS:
            for session in calendar_agenda.poster_sessions(starred, sessions):
                self._plan(session, stops, warnings)
        agenda = calendar_agenda.agenda(starred, sessions, wish, stops)
        lost = 0 if options.conference else len(self._finder.lost_stars())
        if lost:
            warnings.append(_lost_warning(lost))
        return replace(agenda, warnings=(*agenda.warnings, *warnings))

    def prepare(self, options: CalendarOptions = CalendarOptions(), target: str = FILES) -> Prepared:
        """What an export to `target` would hold. Targets are remembered apart from each other.

        :raises BadInput: a reminder is no number of minutes before the event.
        """
        now = self._clock()
        agenda = self.agenda(options)
        titles = {c.key: c.title for c in self._finder.conferences()}
        here = [options.conference] if options.conference else list(titles)
        entries = calendar_memory.compare(memory.recall(self._db, target), agenda.events, now, here)
        whole = options.scope is Scope.WHOLE
        chosen = tuple(entry for entry in entries if whole or entry.change is not Change.UNCHANGED)
        named = {titles.get(entry.event.conference, "") for entry in entries}
        name = named.pop() if len(named) == 1 else ""
        return Prepared(target, name or "Conference agenda", now, entries, chosen, agenda.warnings)

    def preview(self, prepared: Prepared, viewer_zone: str = "") -> list[PreviewRow]:
        """The events that would go out, for the dialog. `viewer_zone` is an IANA name.

        :raises BadInput: there is no such zone.
        """
        return [_row(entry, viewer_zone) for entry in prepared.chosen]

    def save(self, prepared: Prepared, path: Path) -> Path:
        """Writes the file and then remembers what it said; returns its full path.

        :raises NotFound: there is nothing to export.
        :raises CannotSave: the file was not written, and nothing is remembered of it.
        """
        written = write_atomically(path, prepared.data())
        self.commit(prepared)
        return written

    def commit(self, prepared: Prepared, entries: Iterable[Entry] | None = None) -> None:
        """Remembers what has gone out: all that was chosen, or only these entries of it.

        To be called after the file is safe or the server has agreed, never before.
        """
        gone = prepared.chosen if entries is None else entries
        given = [calendar_memory.remembered(e) for e in gone if e.change is not Change.UNCHANGED]
        if given:
            memory.remember(self._db, prepared.target, given)

    def forget(self, target: str = FILES) -> int:
        """Forgets what went to a target: the next export is all new. Returns how many events it was."""
        return memory.forget(self._db, target)

    def qr_code(
        self, options: CalendarOptions = CalendarOptions(), kind: Literal["svg", "png"] = "svg"
    ) -> bytes:
        """A picture of a QR code that carries the agenda; nothing is remembered of it.

        :raises NotFound: nothing that is starred has a time.
        :raises BadInput: it is too much for a code.
        """
        from scheduler.formats.write import ical, qr

        events = self.agenda(options).events
        if not events:
            raise NotFound(_NOTHING)
        data = ical.write_compact(events, self._clock())
        if len(data) > qr.MOST_BYTES:
            raise BadInput(
                f"{len(events)} events do not fit into one QR code ({len(data):,} bytes, and"
                f" {qr.MOST_BYTES:,} would fit); choose musts only, or one event a session."
            )
        return qr.draw(data, kind)

    def _plan(self, session: SessionSummary, stops: list[PlannedStop], warnings: list[str]) -> None:
        if session.start is None or session.end is None:
            return
        try:
            plan = self._planning.plan(session)
        except BadInput as error:
            warnings.append(str(error))
            return
        for stop in plan.walk.stops:
            detail = plan.details[stop.key]
            place = next((each for each in detail.placements if each.session == session.key), None)
            if place:
                stops.append(PlannedStop(detail, place, stop.start, stop.end))


def _checked(reminders: Iterable[int]) -> tuple[int, ...]:
    for minutes in reminders:
        if not 0 <= minutes <= LONGEST_REMINDER:
            raise BadInput(f"A reminder is 0 to {LONGEST_REMINDER} minutes before the event, not {minutes}.")
    return tuple(reminders)


def _lost_warning(count: int) -> str:
    if count == 1:
        return "1 star belongs to a programme that is not here any more and is not exported."
    return f"{count} stars belong to programmes that are not here any more and are not exported."


def _row(entry: Entry, viewer_zone: str) -> PreviewRow:
    event = entry.event
    return PreviewRow(
        title=event.summary,
        kind=event.kind,
        place=event.location,
        start=event.start,
        end=event.end,
        local=spell_span(event.start, event.end, event.timezone),
        viewer=spell_span(event.start, event.end, viewer_zone) if viewer_zone else "",
        status=event.status,
        change=entry.change,
        warning=_warning(event),
    )


def _warning(event: CalendarEvent) -> str:
    if event.status is Status.TENTATIVE:
        return ZONE_ASSUMED if ZONE_ASSUMED in event.description else TIME_ASSUMED
    if event.status is Status.CANCELLED:
        return "exported before, and now taken back"
    return ""
