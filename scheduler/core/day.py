"""A whole day: its poster sessions planned around its talks, and around each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scheduler.core.agenda import DEFAULT_LEVEL, Day, Level, Starred
from scheduler.core.detail import Detail, SessionSummary, is_fixed
from scheduler.core.listing import Placement
from scheduler.core.planner import plan_walk
from scheduler.core.walk import Appointment, Walk, WalkRequest


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day of the agenda with a walk for each of its poster sessions, by session key.

    `requests` are what they were planned from, with the time that was taken.
    """

    day: Day
    walks: Mapping[str, Walk]
    requests: Mapping[str, WalkRequest]


def starred(details: Iterable[Detail], sessions: Iterable[SessionSummary]) -> tuple[Starred, ...]:
    """Each starred presentation at each of its places, for `agenda.days`; withdrawn ones are left out."""
    by_key = {(session.conference, session.key): session for session in sessions}
    found = []
    for detail in details:
        if detail.level is None or detail.presentation.withdrawn:
            continue
        for place in detail.placements or (None,):
            session = by_key.get((detail.conference, place.session)) if place else None
            found.append(_starred(detail, place, session))
    return tuple(found)


def plan_day(day: Day, requests: Mapping[str, WalkRequest]) -> DayPlan:
    """Plans the day's poster sessions (requests by session key) in order of time.

    Its talks, and the walks of sessions that began before, are time that is taken. Of two talks that
    clash both are, as only the user can tell which one it will be; a talk that is a maybe takes none,
    as it must not cost a poster that is more.
    """
    taken = [
        _talk(star)
        for block in day.blocks
        if block.fixed
        for star in block.stars
        if star.level is not Level.MAYBE
    ]
    titles = {block.session: block.title for block in day.blocks if not block.fixed}
    walks: dict[str, Walk] = {}
    planned: dict[str, WalkRequest] = {}
    for key in sorted(requests, key=lambda key: (requests[key].start, requests[key].end, key)):
        request = requests[key]
        known = {appointment.key for appointment in request.appointments if appointment.key}
        more = [one for one in taken if one is not None and one.key not in known and _meets(one, request)]
        request = planned[key] = replace(request, appointments=(*request.appointments, *more))
        walk = walks[key] = plan_walk(request)
        if walk.stops:
            taken.append(Appointment(titles.get(key, key), walk.start, walk.stops[-1].end, key=key))
    return DayPlan(day, walks, planned)


def walked(details: Iterable[Detail], sessions: Iterable[SessionSummary]) -> list[SessionSummary]:
    """The sessions with only those stars counted that one walks to; talks are where they are anyway."""
    sessions = list(sessions)
    by_key = {(session.conference, session.key): session for session in sessions}
    counts: Counter[tuple[str, str]] = Counter()
    for detail in details:
        if detail.level is None or detail.presentation.withdrawn:
            continue
        counts.update(_walks_to(detail, by_key))
    return [replace(each, starred=counts[each.conference, each.key]) for each in sessions]


def _walks_to(detail: Detail, sessions: Mapping[tuple[str, str], SessionSummary]) -> set[tuple[str, str]]:
    """The sessions in which it can be seen at any time."""
    names = ((place, (detail.conference, place.session)) for place in detail.placements)
    return {name for place, name in names if not is_fixed(detail, place, sessions.get(name))}


def _starred(detail: Detail, place: Placement | None, session: SessionSummary | None) -> Starred:
    presentation = detail.presentation
    return Starred(
        key=presentation.key,
        title=presentation.display_title,
        level=detail.level or DEFAULT_LEVEL,
        decision=presentation.decision,
        session=place.session if place else "",
        session_title=place.session_title if place else "",
        start=place.start if place else None,
        end=place.end if place else None,
        room=place.room if place else "",
        board=place.board if place else "",
        order=presentation.order,
        fixed=place is not None and is_fixed(detail, place, session),
        visited_at=detail.visited_at,
        note=detail.note,
    )


def _meets(one: Appointment, request: WalkRequest) -> bool:
    return one.start < request.end and request.start < one.end


def _talk(star: Starred) -> Appointment | None:
    if star.start is None or star.end is None:
        return None
    return Appointment(star.title, star.start, star.end, key=star.key)
