"""Makes the sheet to print of stars, the list, the walk or the visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from scheduler.core.calendar_text import board_label
from scheduler.core.detail import SessionSummary
from scheduler.core.hall import HallSettings, board_name
from scheduler.core.outline import Entry, Outline
from scheduler.core.times import spell_clock, spell_span, spell_zone
from scheduler.core.walk import Appointment, Stop
from scheduler.errors import BadInput, NotFound
from scheduler.ui.display_text import one_line
from scheduler.ui.print_sheet import Item, Section, Sheet, with_long_notes
from scheduler.workspace import Workspace
from scheduler.workspace.agenda_outline import appointment
from scheduler.workspace.planning import SessionPlan

MOST_SHOWN = 1_000
"""Posters of the list that are printed at most: some 130 pages."""
_TITLE, _AUTHORS = 240, 160
"""Characters printed of them: no block may outgrow a column."""


class Scope(StrEnum):
    """Which posters: all starred, those the list shows, the planned walk, or (the report) the visited."""

    STARRED = "starred"
    SHOWN = "shown"
    WALK = "walk"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to print. `ids` are the shown rows, for SHOWN; `session` is the key of the one to walk.

    `apart`: each session, or in a walk each row of the hall, begins a page.
    """

    scope: Scope = Scope.STARRED
    conference: str = ""
    ids: tuple[int, ...] = ()
    session: str = ""
    apart: bool = False


def make_sheet(ws: Workspace, wanted: Wanted) -> Sheet:
    """:raises NotFound: there is nothing to print.
    :raises BadInput: a walk is wanted, and its session has no time; or the list is too long for paper.
    """
    if len(wanted.ids) > MOST_SHOWN:
        raise BadInput(f"{len(wanted.ids):,} posters are too many for paper; narrow the list first.")
    if wanted.scope is Scope.WALK:
        return _walk(ws, wanted)
    report = wanted.scope is Scope.REPORT
    ids = wanted.ids if wanted.scope is Scope.SHOWN else None
    said = ws.exports.outline(visited=report, ids=ids, conference=wanted.conference)
    sections = tuple(_sections(said, apart=wanted.apart))
    return Sheet(said.title, sections, said.entries, lines=0 if report else 2)


def _sections(said: Outline, *, apart: bool) -> Iterator[Section]:
    """The outline's sections; each names its day, for pages are read one by one."""
    day = ""
    for section in said.sections:
        day = section.day or day
        heading = section.heading or day
        remarks = (day if section.heading else "", *section.facts, section.doubt)
        yield _section(heading, remarks, section.entries, apart=apart)


def _section(heading: str, remarks: Iterable[str], entries: Iterable[Entry], *, apart: bool) -> Section:
    items = tuple(part for entry in entries for part in with_long_notes(_item(entry)))
    return Section(heading, tuple(filter(None, remarks)), items, apart)


def _item(entry: Entry) -> Item:
    parts = (entry.when, entry.level, entry.badge, entry.room, entry.remark)
    return Item(
        title=one_line(entry.title, _TITLE),
        authors=one_line(entry.authors, _AUTHORS),
        board=entry.board,
        facts=" · ".join(filter(None, parts)),
        note=entry.note.strip(),
        ticked=entry.visited if entry.key else None,
    )


def _walk(ws: Workspace, wanted: Wanted) -> Sheet:
    """The stops with their times in walking order, and at last what has no place in the plan."""
    plan = ws.planning.plan(_planned_session(ws, wanted))
    walk, zone = plan.walk, plan.session.timezone
    if not walk.stops:
        raise NotFound("No poster fits into the plan, so there is no walk to print.")
    said = ws.exports.outline(conference=plan.session.conference)
    entries = {entry.key: entry for section in said.sections for entry in section.entries}

    def said_of(each: Stop | Appointment) -> Entry:
        if isinstance(each, Appointment) and each.key not in entries:
            return appointment(each, walk, zone)
        when = f"{spell_clock(each.start, zone)}–{spell_clock(each.end, zone)}"
        board = one_line(board_label(each.board), 20)
        return replace(entries[each.key], when=when, board=board, remark="")

    groups = (
        _zones(walk.timeline, plan.choices.settings.hall) if wanted.apart else [("", list(walk.timeline))]
    )
    title, remarks = one_line(plan.session.title, 160), _walk_remarks(plan)
    sections = [
        _section(" · ".join(filter(None, (title, name))), remarks, map(said_of, group), apart=wanted.apart)
        for name, group in groups
    ]
    left = [
        replace(entries[each.key], when="", remark=one_line(each.text))
        for each in walk.left_out
        if each.key in entries
    ]
    if left:
        why = ("for when there is time left",)
        sections.append(_section("Not in the walk", why, left, apart=wanted.apart))
    return Sheet(said.title.replace("My posters", "My walk", 1), tuple(sections), len(walk.stops) + len(left))


def _planned_session(ws: Workspace, wanted: Wanted) -> SessionSummary:
    """The one that is wanted, else the session with most stars of those that have a time."""
    starred = [s for s in ws.finder.sessions(wanted.conference) if s.starred]
    if not starred:
        raise NotFound("Nothing is starred yet, so there is no walk to print.")
    return max(starred, key=lambda s: (s.key == wanted.session, s.start is not None, s.starred))


def _walk_remarks(plan: SessionPlan) -> tuple[str, ...]:
    walk, session = plan.walk, plan.session
    return (
        f"{spell_span(walk.start, walk.end, session.timezone)} ({spell_zone(session.timezone)})",
        one_line(session.room, 60),
        f"{walk.minutes_used} of {walk.minutes_available} min",
        session.time_source.doubt,
        "board numbers are not known: in the programme's order" if walk.by_catalog_order else "",
    )


def _zones(
    events: Iterable[Stop | Appointment], hall: HallSettings
) -> list[tuple[str, list[Stop | Appointment]]]:
    """The events by the user's rows of the hall, else by the letter of their boards, in walking order.

    An appointment stands with the stops before it.
    """
    rows = {board_name(board): f"row {number}" for number, row in enumerate(hall.rows, 1) for board in row}

    def zone(stop: Stop) -> str:
        name = board_name(stop.board)
        if name is None:
            return ""
        letters = "".join(letter for _, letter in name.prefix).upper()
        return rows.get(name) or (f"row {letters}" if letters else "")

    events = list(events)
    here = next((zone(each) for each in events if isinstance(each, Stop)), "")
    named = []
    for each in events:
        here = zone(each) if isinstance(each, Stop) else here
        named.append((here, each))
    return [(name, [each for _, each in group]) for name, group in groupby(named, key=lambda pair: pair[0])]
