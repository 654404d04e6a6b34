"""Details and plans put into the words of an outline: the agenda by day and session, and the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.core.agenda import DEFAULT_LEVEL, Block, Level, Starred, days
from scheduler.core.calendar_text import assumption, board_label, web_address
from scheduler.core.calm_text import calm, one_line
from scheduler.core.catalog import Decision
from scheduler.core.day import starred as placed
from scheduler.core.detail import Detail, SessionSummary
from scheduler.core.hall import BoardName, board_name
from scheduler.core.identity import digest
from scheduler.core.listing import Placement
from scheduler.core.outline import Entry, Outline, Section
from scheduler.core.times import spell_clock, spell_day, spell_span, spell_zone
from scheduler.core.walk import Appointment, Stop, Walk

PlanOf = Callable[[SessionSummary], Walk | None]
"""The walk through a session, None where there is none."""

_LONGEST_TITLE = 400
_LONGEST_TEXT = 4_000
_BADGES = {Decision.SPOTLIGHT: "Spotlight", Decision.ORAL: "Oral", Decision.TALK: "Talk"}


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the blocks of one conference are put into words with."""

    details: Mapping[str, Detail]
    sessions: Mapping[str, SessionSummary]
    plan_of: PlanOf
    zone: str


def agenda(
    details: Sequence[Detail],
    sessions: Iterable[SessionSummary],
    plan_of: PlanOf,
    now: datetime,
    title: str = "My posters",
) -> Outline:
    """Everything by day and session in order of time; in a session in walking order, with planned times.

    What is withdrawn comes last. With several conferences each has its own headings.
    """
    sections: list[Section] = []
    conferences = dict.fromkeys(detail.conference for detail in details)
    sessions = list(sessions)
    for conference in conferences:
        own = [detail for detail in details if detail.conference == conference]
        name = own[0].conference_title if len(conferences) > 1 else ""
        here = {session.key: session for session in sessions if session.conference == conference}
        sections += _conference(own, here, plan_of, name)
    return _outline(title, details, now, sections)


def report(
    visited: Sequence[Detail], noted: Sequence[Detail], missed: Sequence[Detail], now: datetime
) -> Outline:
    """What was visited, in that order; what was only noted; and the musts that were missed."""
    groups = (("Visited", visited), ("Noted, not visited", noted), ("Musts missed", missed))
    sections = [
        Section(name, tuple(_reported(detail) for detail in some), facts=(_number(len(some)),))
        for name, some in groups
        if some
    ]
    return _outline("My report", [*visited, *noted, *missed], now, sections)


def _outline(title: str, details: Sequence[Detail], now: datetime, sections: Iterable[Section]) -> Outline:
    names = sorted({detail.conference for detail in details})
    titles = {detail.conference_title for detail in details}
    zones = {detail.timezone for detail in details}
    zone = zones.pop() if len(zones) == 1 else "UTC"
    full = f"{title} – {one_line(titles.pop(), 120)}" if len(titles) == 1 else title
    made = f"{_moment(now, zone)} ({spell_zone(zone)})"
    return Outline(full, digest("\n".join(names)), made, tuple(sections))


def _conference(
    details: Sequence[Detail], sessions: Mapping[str, SessionSummary], plan_of: PlanOf, name: str
) -> list[Section]:
    zone = details[0].timezone
    # Only what has a level has a place in the core's agenda; a list may hold anything.
    levelled = [replace(detail, level=detail.level or DEFAULT_LEVEL) for detail in details]
    sources = _Sources({detail.key: detail for detail in details}, sessions, plan_of, zone)
    found: list[Section] = []
    for day in days(placed(levelled, sessions.values()), zone):
        parts = _joined(_block(block, sources) for block in day.blocks)
        spelled = next((spell_day(b.start, zone) for b in day.blocks if b.start), "No time yet")
        heading = " · ".join(filter(None, (one_line(name, 120), spelled)))
        found += [replace(parts[0], day=heading), *parts[1:]]
    gone = tuple(replace(_entry(d), remark="withdrawn") for d in details if d.presentation.withdrawn)
    return [*found, Section("", gone, day="Withdrawn")] if gone else found


def _joined(sections: Iterable[Section]) -> list[Section]:
    """Talks that follow each other stand together."""
    joined: list[Section] = []
    for section in sections:
        if joined and not section.heading and not joined[-1].heading:
            joined[-1] = replace(joined[-1], entries=joined[-1].entries + section.entries)
        else:
            joined.append(section)
    return joined


def _block(block: Block, sources: _Sources) -> Section:
    if block.fixed:
        return Section("", tuple(_talk(star, sources) for star in block.stars))
    session = sources.sessions.get(block.session)
    same_time = session is not None and (session.start, session.end) == (block.start, block.end)
    walk = sources.plan_of(session) if session and same_time else None
    doubts = (_doubt(sources.details[star.key], star) for star in block.stars)
    return Section(
        heading=one_line(block.title, 160),
        entries=_in_time([_poster(star, sources, walk) for star in _by_board(block.stars)], walk, sources),
        facts=tuple(filter(None, (_span(block.start, block.end, sources.zone), one_line(block.room, 80)))),
        doubt=next(filter(None, doubts), ""),
    )


def _by_board(stars: Iterable[Starred]) -> list[Starred]:
    def place(star: Starred) -> tuple[bool, BoardName, int]:
        name = board_name(star.board)
        return name is None, name or BoardName((), 0), star.order

    return sorted(stars, key=place)


def _in_time(posters: Sequence[Entry], walk: Walk | None, sources: _Sources) -> tuple[Entry, ...]:
    """The stops of the walk, between them its appointments that are no presentations, then the others."""
    if not walk or not walk.stops:
        return tuple(posters)
    by_key = {entry.key: entry for entry in posters}
    stops = [
        by_key[each.key] if isinstance(each, Stop) else appointment(each, walk, sources.zone)
        for each in walk.timeline
        if each.key in by_key or (isinstance(each, Appointment) and not each.key)
    ]
    planned = {entry.key for entry in stops}
    return *stops, *(entry for entry in posters if entry.key not in planned)


def appointment(each: Appointment, walk: Walk, zone: str) -> Entry:
    """An appointment of the walk as an entry; it says when to leave for it."""
    moment = walk.leave_for(each)
    leave = f"leave at {spell_clock(moment, zone)}" if moment else ""
    return Entry(
        key="",
        title=one_line(each.title, _LONGEST_TITLE),
        board=_board(each.board),
        when=_clocks(each.start, each.end, zone),
        remark=", ".join(filter(None, ("appointment", leave))),
    )


def _poster(star: Starred, sources: _Sources, walk: Walk | None) -> Entry:
    detail = sources.details[star.key]
    stop = walk.stop(star.key) if walk else None
    entry = replace(_entry(detail), board=_board(star.board))
    if stop:
        return replace(entry, when=_clocks(stop.start, stop.end, sources.zone))
    return replace(entry, remark="if there is time") if walk and walk.stops and detail.level else entry


def _talk(star: Starred, sources: _Sources) -> Entry:
    detail = sources.details[star.key]
    when = _clocks(star.start, star.end, sources.zone) if star.start else ""
    doubt = _doubt(detail, star)
    room = one_line(star.room, 80)
    return replace(_entry(detail), when=when, room=room, board=_board(star.board), remark=doubt)


def _reported(detail: Detail) -> Entry:
    place = detail.place
    when = _moment(detail.visited_at, detail.timezone) if detail.visited_at else ""
    entry = replace(_entry(detail), when=when)
    return replace(entry, board=_board(place.board), room=one_line(place.room, 80)) if place else entry


def _entry(detail: Detail) -> Entry:
    work = detail.presentation
    about = work.summary or work.abstract
    return Entry(
        key=detail.key,
        title=one_line(work.display_title, _LONGEST_TITLE),
        authors=one_line(", ".join(work.authors[:40]), _LONGEST_TITLE),
        level=str(detail.level or ""),
        badge=_BADGES.get(work.decision, ""),
        about=calm(about if len(about) <= _LONGEST_TEXT else f"{about[:_LONGEST_TEXT]}…"),
        url=web_address(work.url),
        note=calm(detail.note),
        visited=detail.visited_at is not None,
    )


def _doubt(detail: Detail, star: Starred) -> str:
    """What is not sure of the star's time; nothing where it has none."""
    here = (p for p in detail.placements if (p.session, p.start) == (star.session, star.start))
    return next((doubt for place in here if place.start and (doubt := _guess(place))), "")


def _guess(place: Placement) -> str:
    return assumption(place, own_time=place.own_time)


def _board(board: str) -> str:
    return one_line(board_label(board), 20)


def _moment(moment: datetime, zone: str) -> str:
    return f"{spell_day(moment, zone)}, {spell_clock(moment, zone)}"


def _span(start: datetime | None, end: datetime | None, zone: str) -> str:
    """The day is named in the heading above, so only a second day needs a word."""
    if start is None:
        return ""
    same_day = end is None or spell_day(start, zone) == spell_day(end, zone)
    span = _clocks(start, end, zone) if same_day else spell_span(start, end or start, zone)
    return f"{span} ({spell_zone(zone)})"


def _clocks(start: datetime, end: datetime | None, zone: str) -> str:
    first = spell_clock(start, zone)
    return f"{first}–{spell_clock(end, zone)}" if end and end > start else first


def _number(count: int) -> str:
    return "1 presentation" if count == 1 else f"{count} presentations"


def missed_musts(details: Iterable[Detail]) -> list[Detail]:
    """What one wanted most, was not withdrawn, and has not been visited."""
    return [
        detail
        for detail in details
        if detail.level is Level.MUST and not detail.visited_at and not detail.presentation.withdrawn
    ]
