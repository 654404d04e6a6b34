"""Makes the sheet to print of stars, the list, the walk or the visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from scheduler.core.agenda import Level
from scheduler.core.catalog import TimeSource
from scheduler.core.hall import HallSettings, board_name
from scheduler.core.listing import Detail, Placement, SessionSummary
from scheduler.core.times import spell_clock, spell_span
from scheduler.core.walk import LeftOut, Stop
from scheduler.errors import BadInput, NotFound
from scheduler.ui.display_text import calm, one_line
from scheduler.ui.print_sheet import Item, Section, Sheet, with_long_notes
from scheduler.ui.spelling import LEVEL_WORDS, NOT_STATED, authors, badge
from scheduler.workspace import Workspace
from scheduler.workspace.planning import SessionPlan

MOST_SHOWN = 1_000
"""Posters of the list that are printed at most: some 130 pages."""


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
    :raises BadInput: a walk is wanted, and its session has no time.
    """
    make = {Scope.STARRED: _starred, Scope.SHOWN: _shown, Scope.WALK: _walk, Scope.REPORT: _report}
    sheet = make[wanted.scope](ws, wanted)
    sections = (
        replace(each, items=tuple(part for item in each.items for part in with_long_notes(item)))
        for each in sheet.sections
    )
    return replace(sheet, sections=tuple(replace(each, new_page=wanted.apart) for each in sections))


def _starred(ws: Workspace, wanted: Wanted) -> Sheet:
    details = ws.finder.starred(wanted.conference)
    if not details:
        raise NotFound("Nothing is starred yet, so there is nothing to print.")
    return Sheet(_title("My posters", details), _by_session(details))


def _shown(ws: Workspace, wanted: Wanted) -> Sheet:
    if len(wanted.ids) > MOST_SHOWN:
        raise BadInput(f"{len(wanted.ids):,} posters are too many for paper; narrow the list first.")
    details = ws.finder.details(wanted.ids)
    if not details:
        raise NotFound("The list is empty, so there is nothing to print.")
    return Sheet(_title("Posters", details), _by_session(details))


def _walk(ws: Workspace, wanted: Wanted) -> Sheet:
    plan = ws.planning.plan(_planned_session(ws, wanted))
    if not plan.walk.stops:
        raise NotFound("No poster fits into the plan, so there is no walk to print.")
    stops = plan.walk.stops
    groups = _zones(stops, plan.choices.settings.hall) if wanted.apart else [("", list(stops))]
    heading, remarks = one_line(plan.session.title, 160), _walk_remarks(plan)
    sections = [
        Section(
            " · ".join(filter(None, (heading, name))), remarks, tuple(_stop(each, plan) for each in group)
        )
        for name, group in groups
    ]
    left = tuple(_left_out(each, plan) for each in plan.walk.left_out)
    if left:
        sections.append(Section("Not in the walk", ("for when there is time left",), left))
    return Sheet(_title("My walk", list(plan.details.values())), tuple(sections))


def _report(ws: Workspace, wanted: Wanted) -> Sheet:
    visits, notes = ws.marks.visits(), ws.marks.notes()
    details = [d for d in ws.finder.by_key({**visits, **notes}) if wanted.conference in ("", d.conference)]
    missed = [
        d for d in ws.finder.starred(wanted.conference) if d.level is Level.MUST and d.key not in visits
    ]
    if not details and not missed:
        raise NotFound("Nothing is visited or noted yet, so there is no report.")
    visited = [d for d in details if d.visited_at]
    noted = [d for d in details if not d.visited_at]
    found = (("Visited", visited), ("Noted, not visited", noted), ("Missed musts", missed))
    sections = tuple(Section(name, (), tuple(map(_item, some))) for name, some in found if some)
    return Sheet(_title("My report", [*details, *missed]), sections, lines=0)


def _planned_session(ws: Workspace, wanted: Wanted) -> SessionSummary:
    """The one that is wanted, else the session with most stars of those that have a time."""
    starred = [s for s in ws.finder.sessions(wanted.conference) if s.starred]
    if not starred:
        raise NotFound("Nothing is starred yet, so there is no walk to print.")
    return max(starred, key=lambda s: (s.key == wanted.session, s.start is not None, s.starred))


def _title(word: str, details: Sequence[Detail]) -> str:
    """`My posters – ICLR 2024`: the conference is named where there is but one."""
    names = {detail.conference_title for detail in details}
    return f"{word} – {one_line(names.pop(), 120)}" if len(names) == 1 else word


def _by_session(details: Sequence[Detail]) -> tuple[Section, ...]:
    """In order of time; in a session by board where boards are known, else as the programme has them."""

    def session(detail: Detail) -> tuple[bool, str, str, str]:
        place = detail.place
        if place is None or place.start is None:
            return True, "", detail.conference, place.session if place else ""
        return False, place.start.isoformat(), detail.conference, place.session

    def walking(detail: Detail) -> tuple[bool, object, int]:
        name = board_name(detail.place.board) if detail.place else None
        return name is None, name or 0, detail.presentation.order

    sections = []
    for _, group in groupby(sorted(details, key=session), key=session):
        members = sorted(group, key=walking)
        heading, remarks = _heading(members[0])
        sections.append(Section(heading, remarks, tuple(map(_item, members))))
    return tuple(sections)


def _heading(detail: Detail) -> tuple[str, tuple[str, ...]]:
    place = detail.place
    if place is None:
        return one_line(detail.conference_title, 160) or "Posters", ()
    title = one_line(place.session_title or detail.conference_title, 160) or "Posters"
    return title, tuple(
        filter(None, (_when(place, detail.timezone), one_line(place.room, 60), _doubt(place)))
    )


def _when(place: Placement, timezone: str) -> str:
    if place.start is None:
        return "no time known"
    return f"{spell_span(place.start, place.end or place.start, timezone)} ({timezone})"


def _clocks(start: datetime, end: datetime, timezone: str) -> str:
    return f"{spell_clock(start, timezone)}–{spell_clock(end, timezone)}"


def _doubt(place: Placement) -> str:
    return NOT_STATED if place.start and place.time_source is TimeSource.ASSUMED else ""


def _item(detail: Detail) -> Item:
    place, work = detail.place, detail.presentation
    parts = [LEVEL_WORDS[detail.level] if detail.level else "", badge(work.decision)]
    if place and place.start:
        parts.append(_clocks(place.start, place.end or place.start, detail.timezone))
    parts += [f"also {_short(each, detail.timezone)}" for each in detail.placements[1:4] if each.start]
    parts.append("withdrawn" if work.withdrawn else "")
    return Item(
        title=one_line(work.display_title, 240),
        authors=authors(work.authors, 160),
        board=one_line(place.board, 12) if place else "",
        facts=" · ".join(filter(None, parts)),
        note=calm(detail.note).strip(),
        ticked=detail.visited_at is not None,
    )


def _short(place: Placement, timezone: str) -> str:
    assert place.start is not None, "only placements with a time are named"
    board = f", board {one_line(place.board, 12)}" if place.board else ""
    return f"{spell_span(place.start, place.end or place.start, timezone)}{board}"


def _stop(stop: Stop, plan: SessionPlan) -> Item:
    """A stop with its own time, in place of the session's."""
    detail = plan.details[stop.key]
    zone = plan.session.timezone
    parts = (
        _clocks(stop.start, stop.end, zone),
        LEVEL_WORDS[stop.level],
        badge(detail.presentation.decision),
    )
    return replace(_item(detail), board=one_line(stop.board, 12), facts=" · ".join(filter(None, parts)))


def _left_out(left: LeftOut, plan: SessionPlan) -> Item:
    """What does not fit, with the reason in place of a time."""
    return replace(_item(plan.details[left.key]), facts=f"{LEVEL_WORDS[left.level]} · {one_line(left.text)}")


def _walk_remarks(plan: SessionPlan) -> tuple[str, ...]:
    walk, session = plan.walk, plan.session
    order = "" if not walk.by_catalog_order else "board numbers are not known: in the programme's order"
    doubt = NOT_STATED if session.time_source is TimeSource.ASSUMED else ""
    return tuple(
        filter(
            None,
            (
                f"{spell_span(walk.start, walk.end, session.timezone)} ({session.timezone})",
                one_line(session.room, 60),
                f"{walk.minutes_used} of {walk.minutes_available} min",
                doubt,
                order,
            ),
        )
    )


def _zones(stops: Iterable[Stop], hall: HallSettings) -> list[tuple[str, list[Stop]]]:
    """The stops by the user's rows of the hall, else by the letter of their boards, in walking order."""
    rows = {board_name(board): f"row {number}" for number, row in enumerate(hall.rows, 1) for board in row}

    def zone(stop: Stop) -> str:
        name = board_name(stop.board)
        if name is None:
            return ""
        letters = "".join(letter for _, letter in name.prefix).upper()
        return rows.get(name) or (f"row {letters}" if letters else "")

    return [(name, list(group)) for name, group in groupby(stops, key=zone)]
