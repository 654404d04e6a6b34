"""The calendar as the dialog and the command line use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from scheduler.core.agenda import Level
from scheduler.core.calendar import Kind, Status, What
from scheduler.core.calendar_memory import Change
from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.errors import BadInput, CannotSave, NotFound
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions, Prepared, Scope

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
END = START + timedelta(hours=2)
TALK_START = datetime(2024, 5, 9, 7, 0, tzinfo=UTC)
CHANGED = CalendarOptions(scope=Scope.CHANGED)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def programme(key: str = "c", talk_start: datetime = TALK_START) -> Catalog:
    posters = [
        Presentation(f"{key}/{n}", f"Poster {n}", ("Ann Lee",), order=n, slots=(Slot("s", board=str(n)),))
        for n in range(1, 6)
    ]
    slot = Slot("", talk_start, talk_start + timedelta(minutes=30), "Aula")
    talk = Presentation(f"{key}/talk", "Keynote", order=9, decision=Decision.TALK, slots=(slot,))
    lost = Presentation(f"{key}/timeless", "Somewhen", order=10)
    session = Session("s", "Poster Session 3", "Halle B", START, END, TimeSource.ASSUMED)
    return Catalog(Conference(key, f"Conf {key}", "Europe/Vienna"), (session,), (*posters, talk, lost))


def bring(ws: Workspace, catalog: Catalog) -> None:
    ws.programme.apply(ws.programme.compare(Reading(catalog, "test")))


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "data", Clock()) as opened:
        bring(opened, programme())
        opened.marks.star(["c/1", "c/2"], Level.MUST)
        opened.marks.star(["c/3", "c/talk"])
        yield opened


def told(prepared: Prepared) -> list[tuple[Kind, Change, int]]:
    return [(e.event.kind, e.change, e.event.sequence) for e in prepared.chosen]


def test_sessions_and_talks(ws: Workspace) -> None:
    prepared = ws.calendar.prepare()
    assert [(e.event.kind, e.event.summary, e.event.status) for e in prepared.chosen] == [
        (Kind.SESSION, "Poster Session 3", Status.TENTATIVE),
        (Kind.TALK, "Keynote", Status.CONFIRMED),
    ]
    assert prepared.name == "Conf c"
    assert prepared.counts == {
        Change.NEW: 2, Change.CHANGED: 0, Change.UNCHANGED: 0, Change.CANCELLED: 0,
    }  # fmt: skip
    assert [w for w in prepared.warnings if "assumed" in w]


def test_stops_of_the_plan(ws: Workspace) -> None:
    found = ws.calendar.agenda(CalendarOptions(What.STOPS)).events
    assert [e.kind for e in found] == [Kind.STOP, Kind.STOP, Kind.STOP, Kind.TALK]
    assert {e.summary for e in found[:3]} == {"#1 Poster 1", "#2 Poster 2", "#3 Poster 3"}
    assert all(START <= e.start < e.end <= END for e in found[:3])
    musts = ws.calendar.agenda(CalendarOptions(What.STOPS, musts_only=True)).events
    assert [e.summary for e in musts] == ["#1 Poster 1", "#2 Poster 2"]
    both = ws.calendar.agenda(CalendarOptions(What.BOTH)).events
    assert sorted(e.kind for e in both) == ["session", "stop", "stop", "stop", "talk"]


def test_preview_shows_both_zones_and_what_is_assumed(ws: Workspace) -> None:
    prepared = ws.calendar.prepare()
    first, second = ws.calendar.preview(prepared, "Asia/Kathmandu")
    assert first.local == "Wed 8 May 2024, 10:45–12:45"
    assert first.viewer == "Wed 8 May 2024, 14:30–16:30"
    assert (first.warning, second.warning) == ("time not stated by the page", "")
    assert ws.calendar.preview(prepared)[0].viewer == ""


def test_unchanged_export_is_byte_identical_but_for_dtstamp(ws: Workspace, tmp_path: Path) -> None:
    one, two = tmp_path / "1.ics", tmp_path / "2.ics"
    ws.calendar.save(ws.calendar.prepare(), one)
    ws.calendar.save(ws.calendar.prepare(), two)
    assert one.read_bytes() != two.read_bytes()
    stamps = re.compile(rb"DTSTAMP:\S+")
    assert stamps.sub(b"", one.read_bytes()) == stamps.sub(b"", two.read_bytes())
    with pytest.raises(NotFound, match="Nothing has changed"):
        ws.calendar.save(ws.calendar.prepare(CHANGED), tmp_path / "3.ics")


def test_a_moved_talk_goes_out_as_changed(ws: Workspace, tmp_path: Path) -> None:
    ws.calendar.save(ws.calendar.prepare(), tmp_path / "1.ics")
    bring(ws, programme(talk_start=TALK_START + timedelta(hours=1)))
    prepared = ws.calendar.prepare(CHANGED)
    assert told(prepared) == [(Kind.TALK, Change.CHANGED, 1)]
    assert prepared.counts[Change.UNCHANGED] == 1


def test_an_unstarred_talk_is_cancelled_once(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "1.ics"
    ws.calendar.save(ws.calendar.prepare(), path)
    ws.marks.unstar(["c/talk"])
    ws.calendar.save(ws.calendar.prepare(), path)
    gone = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")[1]
    assert (gone["STATUS"], gone["SEQUENCE"], gone["SUMMARY"]) == ("CANCELLED", 1, "Cancelled: Keynote")
    assert gone.start == TALK_START
    assert told(ws.calendar.prepare()) == [(Kind.SESSION, Change.UNCHANGED, 0)]
    ws.marks.star(["c/talk"])
    assert told(ws.calendar.prepare(CHANGED)) == [(Kind.TALK, Change.NEW, 2)]


def test_cancelled_events_are_shown_as_taken_back(ws: Workspace, tmp_path: Path) -> None:
    ws.calendar.save(ws.calendar.prepare(), tmp_path / "1.ics")
    ws.marks.unstar(["c/talk"])
    [row] = ws.calendar.preview(ws.calendar.prepare(CHANGED))
    assert (row.title, row.warning) == ("Cancelled: Keynote", "exported before, and now taken back")


def test_a_confirmed_time_is_no_longer_tentative(ws: Workspace, tmp_path: Path) -> None:
    ws.calendar.save(ws.calendar.prepare(), tmp_path / "1.ics")
    ws.programme.set_session("c", "s")
    [entry] = ws.calendar.prepare(CHANGED).chosen
    assert (entry.event.status, entry.event.sequence) == (Status.CONFIRMED, 1)


def test_preparing_changes_nothing(ws: Workspace) -> None:
    ws.calendar.prepare()
    assert ws.calendar.prepare().counts[Change.NEW] == 2


def test_a_file_that_was_not_saved_is_not_remembered(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CannotSave):
        ws.calendar.save(ws.calendar.prepare(), tmp_path / "nowhere" / "1.ics")
    assert ws.calendar.prepare().counts[Change.NEW] == 2


def test_forgetting_makes_all_new(ws: Workspace, tmp_path: Path) -> None:
    ws.calendar.save(ws.calendar.prepare(), tmp_path / "1.ics")
    assert ws.calendar.forget() == 2
    assert ws.calendar.prepare().counts[Change.NEW] == 2


def test_other_conferences_and_targets_are_left_alone(ws: Workspace, tmp_path: Path) -> None:
    bring(ws, programme("d"))
    ws.marks.star(["d/1"])
    ws.calendar.save(ws.calendar.prepare(), tmp_path / "1.ics")
    only_c = replace(CHANGED, conference="c")
    assert ws.calendar.prepare(only_c).chosen == ()
    ws.programme.remove("d")
    assert ws.calendar.prepare(CHANGED).chosen == ()
    assert any("not here any more" in w for w in ws.calendar.prepare().warnings)
    assert ws.calendar.prepare(CHANGED, "elsewhere").counts[Change.NEW] == 2


def test_nothing_to_export(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.unstar(["c/1", "c/2", "c/3", "c/talk"])
    ws.marks.star(["c/timeless"])
    prepared = ws.calendar.prepare()
    assert prepared.warnings == ("1 starred presentation has no time yet and is not exported.",)
    with pytest.raises(NotFound, match="Nothing that has a time is starred"):
        ws.calendar.save(prepared, tmp_path / "1.ics")
    assert not (tmp_path / "1.ics").exists()


@pytest.mark.parametrize("minutes", [-1, 40_321])
def test_impossible_reminders(ws: Workspace, minutes: int) -> None:
    with pytest.raises(BadInput, match="A reminder is"):
        ws.calendar.prepare(CalendarOptions(reminders=(minutes,)))


def test_qr_code(ws: Workspace) -> None:
    assert ws.calendar.qr_code(kind="png").startswith(b"\x89PNG")
    assert b"<svg" in ws.calendar.qr_code()
    for name in "defghijklm":
        bring(ws, programme(name))
        ws.marks.star([f"{name}/1", f"{name}/talk"])
    with pytest.raises(BadInput, match="22 events do not fit into one QR code"):
        ws.calendar.qr_code()
    ws.marks.unstar(ws.marks.stars())
    with pytest.raises(NotFound):
        ws.calendar.qr_code()
