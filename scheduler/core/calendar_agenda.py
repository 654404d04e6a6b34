"""Which events the agenda makes of stars, sessions and a plan; never forty over the same two hours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.core import calendar_text as text
from scheduler.core.agenda import Level
from scheduler.core.calendar import Agenda, CalendarEvent, Kind, PlannedStop, Status, What, Wish, uid
from scheduler.core.detail import Detail, SessionSummary, is_fixed
from scheduler.core.listing import Placement

SHORTEST = timedelta(minutes=5)
"""How long an event is whose source gives no end, or one that is not after its start."""


def agenda(
    starred: Iterable[Detail],
    sessions: Iterable[SessionSummary],
    wish: Wish,
    stops: Sequence[PlannedStop] = (),
) -> Agenda:
    """The events for these stars. `stops` matter only where the wish is for them."""
    chosen = [d for d in starred if d.level and (d.level is Level.MUST or not wish.musts_only)]
    wanted = [d for d in chosen if not d.presentation.withdrawn]
    found = _sort(wanted, {(s.conference, s.key): s for s in sessions})
    events = [_talk_event(each, wish) for each in found.talks]
    if wish.what is not What.STOPS:
        events += [_session_event(group, wish) for group in found.groups.values()]
    planned = _numbered(stops, found.posters) if wish.what is not What.SESSIONS else []
    events += [_stop_event(stop, number, wish) for stop, number in planned]
    unique = {event.uid: event for event in events}
    ordered = sorted(unique.values(), key=lambda e: (e.start, e.end, e.kind, e.uid))
    warnings = [
        text.warning(len(found.untimed), "has no time yet and is", "have no time yet and are"),
        text.warning(len(chosen) - len(wanted), "was withdrawn and is", "were withdrawn and are"),
    ]
    if wish.what is What.STOPS:
        unplanned = found.posters - {stop.detail.key for stop, _ in planned}
        warnings.append(
            text.warning(len(unplanned), "is not in the plan and is", "are not in the plan and are")
        )
    tentative = sum(event.status is Status.TENTATIVE for event in ordered)
    warnings.append(text.assumed_warning(tentative))
    return Agenda(tuple(ordered), tuple(filter(None, warnings)))


def poster_sessions(starred: Iterable[Detail], sessions: Iterable[SessionSummary]) -> list[SessionSummary]:
    """The sessions in which starred posters hang: those to plan a walk for."""
    by_key = {(s.conference, s.key): s for s in sessions}
    found = {
        (session.conference, session.key): session
        for detail in starred
        for place in detail.placements
        if (session := by_key.get((detail.conference, place.session)))
        and not is_fixed(detail, place, session)
    }
    return list(found.values())


@dataclass(slots=True)
class _Group:
    """The stars that stand in one session at one time, by key."""

    uid: str
    session: SessionSummary
    own_time: bool
    start: datetime
    end: datetime
    members: dict[str, tuple[Detail, Placement]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Talk:
    detail: Detail
    place: Placement
    start: datetime
    number: int


@dataclass(slots=True)
class _Sorted:
    groups: dict[str, _Group] = field(default_factory=dict)
    talks: list[_Talk] = field(default_factory=list)
    posters: set[str] = field(default_factory=set)
    untimed: list[Detail] = field(default_factory=list)


def _sort(details: Iterable[Detail], sessions: dict[tuple[str, str], SessionSummary]) -> _Sorted:
    found = _Sorted()
    for detail in details:
        timed = [(place.start, place) for place in detail.placements if place.start]
        if not timed:
            found.untimed.append(detail)
        talks = 0
        for start, place in sorted(timed, key=lambda pair: pair[0]):
            session = sessions.get((detail.conference, place.session))
            if session and not is_fixed(detail, place, session):
                _join(found, detail, place, start, session)
            else:
                found.talks.append(_Talk(detail, place, start, talks))
                talks += 1
    return found


def _at_session_time(place: Placement, session: SessionSummary) -> bool:
    return (place.start, place.end) == (session.start, session.end)


def _join(found: _Sorted, detail: Detail, place: Placement, start: datetime, session: SessionSummary) -> None:
    end = _end(start, place.end)
    # A "session" may be a room for a whole day: posters with a time of their own meet at that time.
    own_time = not _at_session_time(place, session)
    times = (start.isoformat(), end.isoformat()) if own_time else ()
    name = uid(Kind.SESSION, session.conference, session.key, *times)
    group = found.groups.setdefault(name, _Group(name, session, own_time, start, end))
    group.members.setdefault(detail.key, (detail, place))
    found.posters.add(detail.key)


def _numbered(stops: Iterable[PlannedStop], posters: Collection[str]) -> list[tuple[PlannedStop, int]]:
    """The stops at these posters, each with its number among the stops at the same one."""
    seen: dict[str, int] = {}
    numbered = []
    for stop in sorted(stops, key=lambda s: (s.start, s.detail.key)):
        key = stop.detail.key
        if key in posters:
            number = seen[key] = seen.get(key, -1) + 1
            numbered.append((stop, number))
    return numbered


def _session_event(group: _Group, wish: Wish) -> CalendarEvent:
    session = group.session
    members = list(group.members.values())
    detail, place = members[0]
    title = text.one_line(session.title) or text.one_line(detail.conference_title) or "Posters"
    if group.own_time and len(members) == 1:
        title += f": {text.one_line(detail.presentation.display_title)}"
    when = text.when(
        group.start, group.end, session.timezone, text.assumption(place, own_time=group.own_time)
    )
    return CalendarEvent(
        uid=group.uid,
        kind=Kind.SESSION,
        conference=session.conference,
        start=group.start,
        end=group.end,
        summary=title,
        timezone=session.timezone,
        location=text.one_line(session.room or place.room),
        description=text.session_description(when, detail.conference_title, members),
        categories=text.categories(detail.conference_title, "Poster session"),
        status=_status(place),
        alarms=_alarms(wish),
    )


def _talk_event(talk: _Talk, wish: Wish) -> CalendarEvent:
    detail, place = talk.detail, talk.place
    end = _end(talk.start, place.end)
    when = text.when(talk.start, end, detail.timezone, text.assumption(place, own_time=True))
    if place.end is None or place.end <= talk.start:
        when += "\nThe programme gives no end; five minutes are assumed."
    number = (str(talk.number),) if talk.number else ()
    return CalendarEvent(
        uid=uid(Kind.TALK, detail.key, *number),
        kind=Kind.TALK,
        conference=detail.conference,
        start=talk.start,
        end=end,
        summary=text.one_line(detail.presentation.display_title),
        timezone=detail.timezone,
        location=text.place_line(place),
        description=text.presentation_description(when, detail, place),
        categories=text.categories(detail.conference_title, detail.presentation.track or place.session_title),
        url=text.web_address(detail.presentation.url),
        status=_status(place),
        alarms=_alarms(wish),
    )


def _stop_event(stop: PlannedStop, number: int, wish: Wish) -> CalendarEvent:
    detail, place = stop.detail, stop.place
    # A walk counts in seconds; people and calendars do not.
    start = stop.start.replace(second=0, microsecond=0)
    end = _end(start, stop.end.replace(second=0, microsecond=0))
    board = text.board_label(place.board)
    title = text.one_line(detail.presentation.display_title)
    when = text.when(start, end, detail.timezone, text.assumption(place, own_time=False))
    numbered = (str(number),) if number else ()
    return CalendarEvent(
        uid=uid(Kind.STOP, detail.key, *numbered),
        kind=Kind.STOP,
        conference=detail.conference,
        start=start,
        end=end,
        summary=f"{board} {title}" if board else title,
        timezone=detail.timezone,
        location=text.place_line(place),
        description=text.presentation_description(when, detail, place),
        categories=text.categories(detail.conference_title, "Planned stop"),
        url=text.web_address(detail.presentation.url),
        status=_status(place),
        alarms=_alarms(wish),
    )


def _end(start: datetime, end: datetime | None) -> datetime:
    return end if end and end > start else start + SHORTEST


def _status(place: Placement) -> Status:
    return Status.CONFIRMED if place.time_source.sure else Status.TENTATIVE


def _alarms(wish: Wish) -> tuple[int, ...]:
    return tuple(sorted(set(wish.reminders), reverse=True))
