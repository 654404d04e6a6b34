"""Gives conference programs a home with a frab schedule in it, each in the way it has of its own."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from scheduler.core.calendar import CalendarEvent, Kind
from scheduler.core.catalog import Catalog
from scheduler.formats.read import detect
from scheduler.formats.write import ical
from scheduler.store import settings
from scheduler.workspace import Workspace
from tests.benchmarks.windows import PATIENCE_S, Environment, opened

NAME = "fosdem-2024"
DAYS = ("2024-02-03", "2024-02-04")
NOW = datetime(2024, 2, 1, tzinfo=UTC)


class NotPrepared(Exception):
    """Says why a program cannot be measured."""


def environment(env: Environment, home: Path) -> Environment:
    """Nothing of another user's settings is found there, and nothing is left behind."""
    kinds = {"CONFIG": ".config", "DATA": ".local/share", "CACHE": ".cache", "STATE": ".local/state"}
    places = {f"XDG_{kind}_HOME": str(home / folder) for kind, folder in kinds.items()}
    return {**env, **places, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}


def events(schedule: bytes) -> int:
    return len(_catalog(schedule).presentations)


def ours(home: Path, schedule: bytes, env: Environment) -> None:
    with Workspace.open(home / "data") as workspace:
        settings.put_setting(workspace.db, "", "bundled", "left out")
        workspace.programme.apply(workspace.programme.plan(schedule))
        workspace.care.daily_backup()


def confclerk(home: Path, schedule: bytes, env: Environment) -> None:
    """Imports the schedule itself: it is told of a conference and where to reload it from."""
    source = home / "schedule.xml"
    source.write_bytes(schedule)
    database = home / ".local" / "share" / "Toastfreeware" / "ConfClerk" / "ConfClerk.sqlite"
    with opened(["confclerk"], env):
        pass
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO conference (title, start, end, active, url)"
            " VALUES (?, strftime('%s', ?), strftime('%s', ?), 1, ?)",
            ("FOSDEM 2024", *DAYS, source.as_uri()),
        )
    with opened(["confclerk"], env) as window:
        time.sleep(1)
        window.press("ctrl+r")
        _wait(database, events(schedule))


def kongress(home: Path, schedule: bytes, env: Environment) -> None:
    """Knows conferences by a file of its own and takes their events from an iCalendar file."""
    calendar = home / "schedule.ics"
    calendar.write_bytes(ical.write(_calendar(_catalog(schedule)), NOW))
    conference = {
        "id": NAME,
        "name": "FOSDEM 2024",
        "description": "",
        "icalUrl": calendar.as_uri(),
        "days": list(DAYS),
        "timeZoneId": "Europe/Brussels",
    }
    data, config = home / ".local" / "share" / "kongress", home / ".config"
    data.mkdir(parents=True)
    config.mkdir()
    (data / "conference-data.json").write_text(json.dumps([conference]), encoding="utf-8")
    (config / "kongressrc").write_text(f"[general]\ndefaultConferenceId={NAME}\n", encoding="utf-8")
    kept = data / f"kongress_{NAME}.ics"
    with opened(["kongress"], env):
        limit = time.monotonic() + PATIENCE_S
        while not (kept.exists() and kept.read_bytes().count(b"BEGIN:VEVENT") >= events(schedule)):
            if time.monotonic() > limit:
                raise NotPrepared("it did not take the schedule")
            time.sleep(0.2)


def _wait(database: Path, wanted: int) -> None:
    """Until the import is in the database as a whole."""
    limit = time.monotonic() + PATIENCE_S
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        while connection.execute("SELECT count(*) FROM event").fetchone()[0] < wanted:
            if time.monotonic() > limit:
                raise NotPrepared("it did not import the schedule")
            time.sleep(0.2)


def _catalog(schedule: bytes) -> Catalog:
    return detect.read(schedule).catalog


def _calendar(catalog: Catalog) -> list[CalendarEvent]:
    return [
        CalendarEvent(
            f"{p.key}@bench", Kind.STOP, NAME, s.start, s.end, p.title, "UTC", s.room, p.abstract, p.topics
        )
        for p in catalog.presentations
        for s in p.slots
        if s.start and s.end
    ]
