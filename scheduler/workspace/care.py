"""Health of the data folder: what doctor reports and mends, backups, and ways out of damage."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scheduler import __version__
from scheduler.core.times import rfc3339
from scheduler.errors import Damaged, NewerFile, NotFound, SchedulerError
from scheduler.store import backup, checks, database, leftovers, schema
from scheduler.store.backup import Backup
from scheduler.store.database import Database
from scheduler.workspace.programme import Programme


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report. `mended`: it was wrong and is right now."""

    name: str
    value: str
    sound: bool = True
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """The ways out when personal.db cannot be used: nothing is done before the user chooses."""

    reason: str
    newest_backup: Backup | None
    can_start_fresh: bool


class Care:
    """Looks after one data folder that opens."""

    def __init__(self, db: Database, clock: Callable[[], datetime], programme: Programme) -> None:
        self._db = db
        self._clock = clock
        self._programme = programme

    def doctor(self) -> list[Finding]:
        """Versions, paths, sizes, integrity and backups; mends what is safe to mend."""
        folder = self._db.folder
        findings = [
            Finding("Poster Scheduler", __version__),
            Finding("Python", platform.python_version()),
            Finding("SQLite", checks.sqlite_version()),
            Finding("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
            Finding("program", str(Path(sys.executable))),
            Finding("data folder", str(folder)),
        ]
        findings += [_size(folder / name) for name in ("catalog.db", "personal.db")]
        findings.append(self._personal())
        findings += self._programmes()
        findings.append(self._index())
        findings += self._backups()
        findings += self._leftovers()
        return findings

    def daily_backup(self) -> Path | None:
        """Makes the backup of the day unless it exists."""
        if backup.made_today(self._db.folder, self._clock()):
            return None
        return backup.make(self._db.folder, "daily", self._clock())

    def backup_to(self, target: Path) -> None:
        """A copy of personal.db where the user wants it."""
        backup.copy_to(self._db.folder / "personal.db", target)

    def _personal(self) -> Finding:
        verdict = checks.integrity(self._db.personal)
        return Finding("personal.db", verdict, sound=verdict == "ok")

    def _index(self) -> Finding:
        if checks.index_is_sound(self._db):
            return Finding("search index", "ok")
        checks.rebuild_index(self._db)
        return Finding("search index", "did not match the catalog; built again", mended=True)

    def _programmes(self) -> list[Finding]:
        verdict = checks.integrity(self._db.catalog)
        broken = verdict != "ok"
        if broken:
            self._db.renew_catalog()
            verdict = f"was damaged ({verdict.splitlines()[-1]}); made anew, the damaged file is kept"
        rebuilt = self._programme.rebuild()
        findings = [Finding("rebuilt from its last import", key, mended=True) for key in rebuilt]
        return [Finding("catalog.db", verdict, mended=broken), *findings]

    def _backups(self) -> list[Finding]:
        every = backup.every(self._db.folder)
        good = sum(each.good for each in every)
        newest = rfc3339(every[0].made_at) if every else "none yet"
        findings = [
            Finding("backups", f"{good} good of {len(every)}; newest {newest}", sound=good == len(every))
        ]
        if not backup.made_today(self._db.folder, self._clock()):
            self.daily_backup()
            findings.append(Finding("today's backup", "was missing; made", mended=True))
        return findings

    def _leftovers(self) -> list[Finding]:
        """What a program that was ended in the middle of writing left behind; damaged files stay."""
        folder = self._db.folder
        findings = []
        if damaged := sorted(folder.glob("*-damaged-*.db")):
            findings.append(Finding("damaged files kept aside", ", ".join(path.name for path in damaged)))
        if swept := leftovers.sweep(folder):
            findings.append(Finding("unfinished files", f"{swept} removed", mended=True))
        return findings


def choices(folder: Path, error: SchedulerError) -> Choices:
    """What can be done about a personal.db that did not open with `error`."""
    newer = isinstance(error, NewerFile)
    return Choices(str(error), None if newer else backup.newest_good(folder), can_start_fresh=not newer)


def way_out(folder: Path, error: SchedulerError) -> str:
    """What the command line adds to the reason why personal.db did not open."""
    found = choices(folder, error)
    ways = []
    if found.newest_backup:
        made = rfc3339(found.newest_backup.made_at)
        ways.append(f"“scheduler restore” brings back the newest good backup, of {made}.")
    if found.can_start_fresh:
        ways.append("“scheduler restore --fresh” begins with no stars. The file as it is now is kept aside.")
    return " ".join(ways)


def restore(folder: Path, source: Path | None = None) -> Path | None:
    """Brings back a backup, the newest good one unless named; returns where what was there is kept.

    A sound personal.db is filled in place, so that an open window goes on with it; a damaged one is
    set aside.
    """
    if source is None:
        newest = backup.newest_good(folder)
        if newest is None:
            raise NotFound(f"There is no good backup in {folder / 'backups'}.")
        source = newest.path
    try:
        db = Database.open(folder)
    except NewerFile:
        raise
    except Damaged:
        return backup.restore(folder, source)
    try:
        return restore_into(db, source)
    finally:
        db.close()


def restore_into(db: Database, source: Path) -> Path:
    """Brings back a backup into an open data folder; returns the backup made of what was there."""
    kept = backup.make(db.folder, "restore")
    backup.restore_into(db.personal, source)
    schema.bring_up_to_date(db.personal, "personal")
    return kept


def start_fresh(folder: Path) -> Path | None:
    """Sets the damaged personal.db aside and makes an empty one; returns the old one's new place."""
    return database.start_fresh(folder)


def as_json(findings: list[Finding]) -> list[dict[str, Any]]:
    """The doctor's report as data."""
    return [
        {"name": each.name, "value": each.value, "sound": each.sound, "mended": each.mended}
        for each in findings
    ]


def _size(path: Path) -> Finding:
    try:
        return Finding(f"size of {path.name}", f"{path.stat().st_size / 1024:.0f} KB")
    except OSError as error:
        return Finding(f"size of {path.name}", error.strerror or "unknown", sound=False)
