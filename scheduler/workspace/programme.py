"""Programmes in, refreshed, undone and removed; what the user says of sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from scheduler.core import changes
from scheduler.core.catalog import Catalog, TimeSource
from scheduler.core.changes import Merge, Report
from scheduler.core.identity import normalised
from scheduler.core.times import span_to_utc, zone
from scheduler.errors import BadInput, NotFound, SchedulerError
from scheduler.formats.read import own_catalog
from scheduler.formats.read.reading import MAX_BYTES, Reading, ReadOptions
from scheduler.paths import resources
from scheduler.store import backup, catalog, details, history, personal, settings
from scheduler.store.catalog import StoredCatalog
from scheduler.store.database import Database
from scheduler.store.history import Import
from scheduler.store.settings import SessionTime
from scheduler.workspace import snapshots
from scheduler.workspace.uncollected import uncollected

BUNDLED = "catalogs/iclr-2024-poster-session-3.json"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; nothing is changed until it is applied."""

    reading: Reading
    merge: Merge
    source: str
    etag: str = ""

    @property
    def report(self) -> Report:
        return self.merge.report

    @property
    def refreshes(self) -> bool:
        """Whether it changes a conference that is already here."""
        report = self.report
        return bool(report.updated or report.unchanged or report.withdrawn)


class Programme:
    """Changes catalog.db; what the user wrote is never touched by it."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    def ensure_first(self, options: ReadOptions = ReadOptions()) -> bool:
        """Loads the bundled catalog into a data folder that never had it; True if it did."""
        if settings.setting(self._db, "", "bundled"):
            return False
        path = resources() / BUNDLED
        plan = self.plan(path.read_bytes(), options, source="bundled")
        self.apply(plan)
        settings.put_setting(self._db, "", "bundled", BUNDLED)
        return True

    @uncollected()
    def plan(self, data: bytes, options: ReadOptions = ReadOptions(), *, source: str = "") -> ImportPlan:
        """Reads a source and compares it with what is here. Where `options` name columns, it is a table.

        :raises BadInput: it is not a programme; the sentence says where.
        """
        from scheduler.formats.read import detect

        reading = detect.read(data, options, only="table" if options.columns else None)
        return self.compare(reading, source)

    @uncollected()
    def compare(self, reading: Reading, source: str = "", etag: str = "") -> ImportPlan:
        """The plan for something already read."""
        key = self._conference_of(reading)
        stored = catalog.load(self._db, key) or StoredCatalog(Catalog(reading.catalog.conference))
        old = stored.catalog if stored.catalog.presentations else None
        new = self._with_own_zone(reading.catalog, key)
        merge = changes.merge(old, new, stored.source_keys, _alike, partial=reading.partial)
        return ImportPlan(reading, merge, source, etag)

    @uncollected()
    def apply(self, plan: ImportPlan) -> Report:
        """Makes the plan true: all of it, or on any failure nothing.

        The order matters to whoever kills us in the middle: snapshot, history, then the catalog in
        one transaction. What is lost at worst is the catalog's new state, which the snapshot has.
        """
        report = plan.report
        merged = StoredCatalog(plan.merge.catalog, plan.merge.source_keys)
        conference = merged.catalog.conference.key
        if plan.refreshes:
            backup.make(self._db.folder, "refresh", self._clock())
        snapshot = snapshots.save(self._db.folder, merged, self._clock())
        outcome = {"added": len(report.added), "updated": report.updated, "withdrawn": len(report.withdrawn)}
        made = Import(
            conference, plan.source, plan.reading.format, self._clock(), plan.etag, snapshot, outcome
        )
        number = history.record(self._db, made)
        try:
            catalog.replace(self._db, merged, _marks(report) if plan.refreshes else None)
        except BaseException:
            history.forget(self._db, number)
            raise
        snapshots.tidy(self._db.folder, [each.snapshot for each in history.imports(self._db)])
        return report

    @uncollected()
    def undo(self, conference: str) -> Import:
        """Takes back the last import of a conference; returns it, so that it can be named.

        :raises NotFound: nothing is left to take back.
        """
        made = history.imports(self._db, conference)
        if not made:
            raise NotFound("There is no import to take back.")
        last, before = made[0], made[1:]
        if before:
            catalog.replace(self._db, snapshots.load(self._db.folder, before[0].snapshot))
            catalog.clear_all_marks(self._db, conference)
        else:
            catalog.remove(self._db, conference)
        history.forget(self._db, last.id)
        return last

    @uncollected()
    def rebuild(self) -> list[str]:
        """Restores conferences that the catalog lost from the snapshots of their last imports."""
        here = {conference.key for conference in catalog.conferences(self._db)}
        rebuilt = []
        for made in history.imports(self._db):
            if made.conference not in here and (stored := self._kept(made)):
                catalog.replace(self._db, stored)
                here.add(made.conference)
                rebuilt.append(made.conference)
        return rebuilt

    def _kept(self, made: Import) -> StoredCatalog | None:
        """What an import left behind; None when nothing of it can be read any more."""
        with suppress(SchedulerError):
            return snapshots.load(self._db.folder, made.snapshot)
        if made.source == "bundled":
            with suppress(SchedulerError):
                return StoredCatalog(own_catalog.read((resources() / BUNDLED).read_bytes()).catalog)
        return None

    def imports(self, conference: str = "") -> list[Import]:
        """The history of imports, newest first."""
        return history.imports(self._db, conference)

    def remove(self, conference: str, *, forget_marks: bool = False) -> None:
        """Takes a conference out; its stars, notes and visits stay unless told otherwise."""
        if forget_marks:
            backup.make(self._db.folder, "remove", self._clock())
            personal.forget_conference(self._db, conference)
        catalog.remove(self._db, conference)
        for made in history.imports(self._db, conference):
            history.forget(self._db, made.id)

    def seen(self, keys: Iterable[str]) -> None:
        """Takes the mark "changed" off presentations."""
        catalog.clear_marks(self._db, keys)

    def set_session(
        self,
        conference: str,
        session: str,
        *,
        day: date | None = None,
        start: time | None = None,
        end: time | None = None,
        timezone: str | None = None,
        room: str | None = None,
    ) -> SessionTime | None:
        """Takes the user's word for a session's time and room; what is not given stays as it is.

        Given no time at all, the present one counts as confirmed; where its zone was a guess and is
        named now, the time stays as it is written. Returns the word before, for undo.
        :raises BadInput: there is no time to confirm, or only a part of one is given.
        """
        place = self._session(conference, session)
        if timezone:
            zone(timezone)
        zone_name = timezone or place.zone
        span = place.start, place.end
        as_written = place.zone if place.zone_assumed else zone_name
        if day or start or end or as_written != zone_name:
            span = _new_span(place, day, start, end, as_written, zone_name)
        if span[0] is None or span[1] is None:
            raise BadInput("The session has no time yet; give its date, start and end.")
        before = settings.session_time(self._db, conference, session)
        word = SessionTime(
            conference, session, span[0], span[1], place.room if room is None else room, self._clock()
        )
        settings.put_session_time(self._db, conference, session, word)
        if timezone and timezone != place.zone:
            settings.put_setting(self._db, conference, "timezone", timezone)
            catalog.set_timezone(self._db, conference, timezone, TimeSource.CONFIRMED)
        return before

    def confirm_all(self, conference: str = "") -> int:
        """Takes the assumed times of all sessions, of one conference or of all, as right."""
        assumed = [
            each
            for each in details.sessions(self._db, conference)
            if each.start and each.end and not each.time_source.sure
        ]
        for each in assumed:
            self.set_session(each.conference, each.key)
        return len(assumed)

    def put_session_back(self, conference: str, session: str, word: SessionTime | None) -> None:
        """Undo: sets the user's word on a session exactly to what it was."""
        settings.put_session_time(self._db, conference, session, word)

    def _session(self, conference: str, session: str) -> _Place:
        for each in details.sessions(self._db, conference):
            if each.key == session:
                guess = each.time_source is TimeSource.ZONE_ASSUMED
                return _Place(each.start, each.end, each.room, each.timezone, guess)
        raise NotFound(f"There is no session “{session}”.")

    def _conference_of(self, reading: Reading) -> str:
        """The conference a source belongs to: its own, or for a page the one that has its titles."""
        key = reading.catalog.conference.key
        if not reading.partial or any(c.key == key for c in catalog.conferences(self._db)):
            return key
        wanted = {normalised(p.title) for p in reading.catalog.presentations if p.title}
        best, most = key, 0
        for conference, titles in catalog.known_titles(self._db).items():
            common = len(wanted & {normalised(title) for title, _ in titles})
            if common > most and common * 2 >= len(wanted):
                best, most = conference, common
        return best

    def _with_own_zone(self, new: Catalog, key: str) -> Catalog:
        chosen = settings.setting(self._db, key, "timezone")
        if not chosen:
            return new
        conference = replace(new.conference, timezone=chosen, timezone_source=TimeSource.CONFIRMED)
        return replace(new, conference=conference)


@dataclass(frozen=True, slots=True)
class _Place:
    start: datetime | None
    end: datetime | None
    room: str
    zone: str
    zone_assumed: bool


def read_file(path: Path) -> bytes:
    """The bytes of a file the user named.

    :raises BadInput: it cannot be read, or is larger than any programme.
    """
    try:
        if path.is_dir():
            raise BadInput(f"{path} is a folder; choose a file.")
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path.name} is larger than {MAX_BYTES // 2**20} MB; no programme is that large.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _new_span(
    place: _Place, day: date | None, start: time | None, end: time | None, as_written: str, zone_name: str
) -> tuple[datetime, datetime]:
    """What is not given is taken over as it stands on the wall of `as_written`."""
    local_start = place.start.astimezone(zone(as_written)) if place.start else None
    local_end = place.end.astimezone(zone(as_written)) if place.end else None
    day = day or (local_start.date() if local_start else None)
    start = start or (local_start.time() if local_start else None)
    end = end or (local_end.time() if local_end else None)
    if day is None or start is None or end is None:
        raise BadInput("The session has no time yet; give its date, start and end.")
    return span_to_utc(day, start, end, zone_name)


def _marks(report: Report) -> dict[str, str]:
    """Key -> what changed, shown in the list until seen."""
    marks = {p.key: "new" for p in report.added}
    marks.update((p.key, "back in the programme") for p in report.returned)
    marks.update((c.key, "text changed") for c in report.rewritten)
    marks.update((c.key, f"moved from {c.before}") for c in report.moved)
    marks.update((c.key, f"was “{c.before}”" if c.before else "title added") for c in report.renamed)
    marks.update((p.key, "withdrawn") for p in report.withdrawn)
    return marks


def _alike(one: str, other: str) -> float:
    from rapidfuzz import fuzz, utils

    return float(fuzz.token_sort_ratio(one, other, processor=utils.default_process))
