"""Plans, prints, looks for related posters and exports: `… probe_outputs FOLDER` reports milliseconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar

from scheduler import app
from scheduler.core.agenda import Level
from scheduler.core.calendar import CalendarEvent, Kind
from scheduler.core.query import Filter
from scheduler.formats.write import ical
from scheduler.workspace import Workspace
from tests.benchmarks.probe import report
from tests.benchmarks.walks import walks

EVENTS = 1000
PRINTED = 300
PLANNED = 60
NOW = datetime(2025, 12, 1, 12, 0, tzinfo=UTC)


def main() -> None:
    folder = Path(sys.argv[1])
    with Workspace.open(folder) as workspace:
        keys = [row.key for row in workspace.finder.rows(workspace.finder.find(Filter())[:PRINTED])]
        values = {
            "related": [timed(lambda key=key: workspace.finder.related(key)) for key in keys[:20]],
            "plan": plan(workspace, keys[:PLANNED]),
            "walks": walks(),
            **export(workspace, keys),
        }
        workspace.marks.star(keys, Level.WANT)
        paper = folder / "sheet.pdf"
        values["print"] = [timed(lambda: app.export_pdf(workspace, paper)) for _ in range(3)]
        paper.unlink()
        workspace.marks.unstar(keys)
    report(**values)


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def plan(workspace: Workspace, keys: list[str]) -> list[float]:
    """Starred posters of one session, of all levels."""
    for number, level in enumerate(Level):
        workspace.marks.star(keys[number::3], level)
    taken = [timed(lambda: workspace.planning.plan(workspace.planning.session())) for _ in range(5)]
    workspace.marks.unstar(keys)
    return taken


def export(workspace: Workspace, keys: list[str]) -> dict[str, list[float]]:
    """Ours and icalendar's, in turns."""
    details = workspace.finder.by_key(keys)
    events = []
    for number in range(EVENTS):
        p = details[number % len(details)].presentation
        start = NOW + timedelta(minutes=7 * number)
        words = f"{'; '.join(p.authors)}\n\n{p.abstract or p.summary}"
        uid, end = f"{number:020}@bench", start + timedelta(minutes=7)
        events.append(
            CalendarEvent(
                uid, Kind.STOP, "bench", start, end, p.title, "UTC", "Hall 1", words, p.topics, alarms=(10,)
            )
        )
    ours, base = [], []
    for _ in range(5):
        ours.append(timed(lambda: ical.write(events, NOW, "Bench")))
        base.append(timed(lambda: plainly(events)))
    return {"export": ours, "export_base": base}


def plainly(events: list[CalendarEvent]) -> bytes:
    """As icalendar's documentation shows it."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//bench//EN")
    calendar.add("version", "2.0")
    for event in events:
        made = icalendar.Event()
        for name, value in (
            ("uid", event.uid),
            ("dtstamp", NOW),
            ("dtstart", event.start),
            ("dtend", event.end),
        ):
            made.add(name, value)
        made.add("summary", event.summary)
        made.add("location", event.location)
        made.add("sequence", event.sequence)
        made.add("status", str(event.status))
        made.add("description", event.description)
        made.add("categories", list(event.categories))
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -timedelta(minutes=10))
        alarm.add("description", event.summary)
        made.add_component(alarm)
        calendar.add_component(made)
    return calendar.to_ical()


if __name__ == "__main__":
    main()
