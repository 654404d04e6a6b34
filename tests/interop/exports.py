"""Files that the program exports: of real programmes, and of everything that breaks calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler.core.agenda import Level
from scheduler.core.calendar import What
from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot
from scheduler.core.query import Filter
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVERYTHING = CalendarOptions(What.BOTH, reminders=(1440, 90, 10, 0))

LONG = ("A sentence with commas, semicolons; and ünïcödé. " * 50)[:2000]
TITLES = {
    "commas": "Graphs, trees; and, so; on",
    "backslashes": "C:\\new\\Nabla \\alpha \\",
    "emoji": "👩‍👩‍👧‍👦 family 🎉 " * 8,
    "right-to-left": "שלום עולם مرحبا بالعالم " * 6,
    "combining": "e\u0301n\u0303o\u0308" * 30,
    "controls": "bell\x07 escape\x1b[31m null\x00 delete\x7f next\x85line sep\u2028arator",
    "newlines": "one\r\ntwo\nthree\rfour",
    "markup": "<b>bold</b> & \"quoted\" 'single' %41 =1+1",
    "injection": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "spaces": "  many    spaces  " + "x" * 70 + "   end ",
    "nothing but spaces": "   ",
    "long word": "x" * 300,
}
MOMENTS = {
    # The hour that Vienna has twice, the hour it does not have, and the nights around them.
    "clock back": ("Europe/Vienna", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), HOUR),
    "clock back, second": ("Europe/Vienna", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), HOUR),
    "clock forward": ("Europe/Vienna", datetime(2026, 3, 29, 0, 30, tzinfo=UTC), HOUR),
    "across midnight": ("Europe/Vienna", datetime(2026, 6, 1, 21, 0, tzinfo=UTC), 3 * HOUR),
    "year end": ("Pacific/Auckland", datetime(2026, 12, 31, 10, 30, tzinfo=UTC), 2 * HOUR),
    "45 minutes": ("Asia/Kathmandu", datetime(2026, 5, 5, 4, 15, tzinfo=UTC), HOUR),
    "45 minutes, summer": ("Pacific/Chatham", datetime(2026, 1, 5, 4, 15, tzinfo=UTC), HOUR),
    "leap day": ("America/St_Johns", datetime(2028, 2, 29, 23, 50, tzinfo=UTC), timedelta(minutes=20)),
    "no length": ("Europe/Vienna", datetime(2026, 6, 2, 8, 0, tzinfo=UTC), timedelta(0)),
    "two days": ("Europe/Vienna", datetime(2026, 6, 3, 8, 0, tzinfo=UTC), 50 * HOUR),
}


def edge_cases() -> Iterable[Catalog]:
    """A conference for each zone, with talks of difficult titles and times, and two poster sessions."""
    talks: dict[str, list[Presentation]] = {}
    for name, (zone, start, length) in MOMENTS.items():
        talks.setdefault(zone, []).append(_talk(zone, name, name, start, length))
    for number, (name, title) in enumerate(TITLES.items()):
        start = datetime(2026, 6, 10, 8, 0, tzinfo=UTC) + number * HOUR
        talks["Europe/Vienna"].append(_talk("Europe/Vienna", name, title, start, HOUR))
    for zone, presentations in talks.items():
        title = f"Conf, {zone}; 2026"
        yield Catalog(Conference(zone, title, zone), (), tuple(presentations))
    yield _posters()


def _talk(conference: str, name: str, title: str, start: datetime, length: timedelta) -> Presentation:
    return Presentation(
        f"{conference}/{name}",
        title,
        ("Ann Lee, PhD", "שרה"),
        abstract=f"{title}\n\n{LONG}",
        decision=Decision.TALK,
        track="Main, track; one",
        url="https://example.org/talk?a=1,2;b=ä",
        slots=(Slot("", start, start + length, f"Hall; {title[:20]}, 1"),),
    )


def _posters() -> Catalog:
    start = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    session = Session("night", "Posters, the night; the clocks change", "Halle „B“", start, start + 3 * HOUR)
    posters = tuple(
        Presentation(f"night/{n}", f"{title} {n}", order=n, slots=(Slot("night", board=f"{n}"),))
        for n, title in enumerate([*TITLES.values()] * 3)
    )
    return Catalog(Conference("night", "Night", "Europe/Vienna"), (session,), posters)


def workspace(folder: Path) -> Workspace:
    """An empty one whose clock stands still."""
    return Workspace.open(folder, lambda: NOW)


def bring(ws: Workspace, catalog: Catalog) -> None:
    ws.programme.apply(ws.programme.compare(Reading(catalog, "test")))


def star_every(ws: Workspace, step: int) -> None:
    """Stars every nth presentation, with all levels."""
    keys = [row.key for row in ws.finder.rows(ws.finder.find(Filter()))][::step]
    for number, level in enumerate(Level):
        ws.marks.star(keys[number::3], level)


def fill(ws: Workspace, name: str, shared: Path) -> None:
    """Brings one of `NAMES` into the workspace and stars in it."""
    if name == "edge cases":
        for catalog in edge_cases():
            bring(ws, catalog)
        star_every(ws, 1)
    elif name == "bundled":
        ws.programme.ensure_first()
        [session] = ws.finder.sessions()
        ws.planning.number_boards(session)
        star_every(ws, 8)
    else:
        data = (shared / "frab-xml" / "fosdem_2024.xml").read_bytes()
        ws.programme.apply(ws.programme.plan(data))
        star_every(ws, 6)


NAMES = ("edge cases", "bundled", "fosdem 2024")
