"""New, changed, unchanged, cancelled; and what a calendar must be told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.calendar import CalendarEvent, Kind, Status
from scheduler.core.calendar_memory import Change, Entry, Remembered, compare, event_from, remembered

NOW = datetime(2024, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SECOND = timedelta(microseconds=NOW.microsecond)
TALK = CalendarEvent(
    "u1", Kind.TALK, "c", NOW - SECOND, NOW - SECOND + timedelta(hours=1), "On a", "Europe/Vienna",
    "Aula", "About", ("Conf",), "https://x.org", Status.CONFIRMED, (10, 5),
)  # fmt: skip
OTHER = replace(TALK, uid="u2", summary="On b")


def after(
    memory: dict[str, Remembered], events: Iterable[CalendarEvent], now: datetime = LATER
) -> tuple[list[Entry], dict[str, Remembered]]:
    """The entries of one export, and the memory when it has gone out."""
    entries = list(compare(memory, events, now, ["c"]))
    return entries, {**memory, **{e.event.uid: remembered(e) for e in entries}}


def told(entries: Iterable[Entry]) -> list[tuple[str, Change, int, Status]]:
    return [(e.event.uid, e.change, e.event.sequence, e.event.status) for e in entries]


def test_first_export_is_all_new() -> None:
    entries, _ = after({}, [TALK, OTHER], NOW)
    assert told(entries) == [
        ("u1", Change.NEW, 0, Status.CONFIRMED),
        ("u2", Change.NEW, 0, Status.CONFIRMED),
    ]
    assert entries[0].event.modified == NOW - SECOND


def test_the_same_again_is_the_same() -> None:
    entries, memory = after({}, [TALK], NOW)
    again, memory_again = after(memory, [TALK])
    assert told(again) == [("u1", Change.UNCHANGED, 0, Status.CONFIRMED)]
    assert again[0].event == entries[0].event
    assert memory_again == memory


def test_a_change_raises_sequence_and_time() -> None:
    _, memory = after({}, [TALK], NOW)
    moved = replace(TALK, start=TALK.start + timedelta(minutes=5))
    entries, memory = after(memory, [moved])
    assert told(entries) == [("u1", Change.CHANGED, 1, Status.CONFIRMED)]
    assert entries[0].event.modified == LATER - SECOND
    entries, _ = after(memory, [moved])
    assert told(entries) == [("u1", Change.UNCHANGED, 1, Status.CONFIRMED)]


def test_a_removed_star_is_cancelled_once_and_comes_back_higher() -> None:
    _, memory = after({}, [TALK, OTHER], NOW)
    entries, memory = after(memory, [OTHER])
    assert told(entries) == [
        ("u1", Change.CANCELLED, 1, Status.CANCELLED),
        ("u2", Change.UNCHANGED, 0, Status.CONFIRMED),
    ]
    gone = entries[0].event
    assert (gone.start, gone.end, gone.summary) == (TALK.start, TALK.end, "Cancelled: On a")
    assert gone.alarms == ()
    entries, memory = after(memory, [OTHER])
    assert told(entries) == [("u2", Change.UNCHANGED, 0, Status.CONFIRMED)]
    entries, _ = after(memory, [TALK, OTHER])
    assert told(entries)[0] == ("u1", Change.NEW, 2, Status.CONFIRMED)


def test_a_conference_out_of_sight_is_not_cancelled() -> None:
    _, memory = after({}, [TALK, replace(OTHER, conference="d")], NOW)
    entries = compare(memory, [], LATER, ["c"])
    assert told(entries) == [("u1", Change.CANCELLED, 1, Status.CANCELLED)]


def test_an_event_is_remembered_whole() -> None:
    [entry] = compare({}, [replace(TALK, summary="half \ud83d and \x00")], NOW, ["c"])
    assert event_from(remembered(entry)) == entry.event


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3), max_size=8))
def test_whatever_happens_sequences_never_fall_and_the_calendar_ends_right(
    exports: list[dict[str, int]],
) -> None:
    memory: dict[str, Remembered] = {}
    calendar: dict[str, CalendarEvent] = {}
    for number, wanted in enumerate(exports):
        events = [replace(TALK, uid=name, summary=str(version)) for name, version in wanted.items()]
        entries, memory = after(memory, events, NOW + timedelta(hours=number))
        for entry in entries:
            if entry.change is Change.UNCHANGED:
                assert calendar[entry.event.uid] == entry.event
            elif entry.event.uid in calendar:
                assert entry.event.sequence > calendar[entry.event.uid].sequence
            calendar[entry.event.uid] = entry.event
        shown = {e.uid: e.summary for e in calendar.values() if e.status is not Status.CANCELLED}
        assert shown == {name: str(version) for name, version in wanted.items()}
