"""Live mode as values: where one is, what comes now and next, and the plan of the time that is left.

A `LiveState` changes only through the functions here; each returns a new one, so the states before
are the way to undo. Only `begin`, `resume`, `settle` and `look` plan, which takes its time. The time is
always passed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.core.planner import plan_walk
from scheduler.core.walk import Appointment, Candidate, LeftOut, Reason, Stop, Walk, WalkRequest


@dataclass(frozen=True, slots=True)
class LiveState:
    """A walk under way.

    `request` is the plan's, with all its stops. `here` is the stop one is at or going to, as it was
    planned when it became the one; None where there is none, or `settle` has yet to find it. One
    stands where `beside` (a key) hangs, else at `board`, else where the request begins.
    """

    request: WalkRequest
    visited: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    here: Stop | None = None
    beside: str = ""
    board: str = ""


@dataclass(frozen=True, slots=True)
class LiveView:
    """What a glance should tell.

    `now` is the stop one is at or going to, `next` the one after, both None when there is none.
    `seconds_here` is until one should leave, negative when one has stayed over; `seconds_left` until
    the walk's end. `appointment` is the one under way or the next, for which one leaves at `leave` where
    that is a way. `rest` is the plan after `now`.
    """

    now: Stop | None
    next: Stop | None
    seconds_here: int
    seconds_left: int
    rest: Walk
    appointment: Appointment | None = None
    leave: datetime | None = None

    @property
    def to_go(self) -> int:
        """Stops still to make, the present one included."""
        return len(self.rest.stops) + (self.now is not None)


def begin(request: WalkRequest, now: datetime, visited: tuple[str, ...] = ()) -> LiveState:
    """The walk as it begins or is taken up again; before its time one waits for its start."""
    return settle(LiveState(request, visited), now)


def resume(
    request: WalkRequest,
    now: datetime,
    *,
    visited: tuple[str, ...] = (),
    skipped: tuple[str, ...] = (),
    later: tuple[str, ...] = (),
    board: str = "",
    here: Stop | None = None,
) -> LiveState:
    """The walk taken up again. One stands at `board`, else beside the poster visited last.

    `here` stays the present stop as long as it is one.
    """
    known = [key for key in visited if any(stop.key == key for stop in request.stops)]
    beside = known[-1] if known and not board else ""
    state = LiveState(request, visited, skipped, later, beside=beside, board=board)
    gone = {*visited, *skipped}
    if here and here.key not in gone and _candidate(state, here.key):
        return replace(state, here=here)
    return settle(state, now)


def visit(state: LiveState, key: str) -> LiveState:
    """Ticks a stop, planned or not: it is where one stands now."""
    state = _cleared(state, key)
    beside = key if _candidate(state, key) is not None else state.beside
    return replace(state, visited=(*state.visited, key), beside=beside, here=None)


def skip(state: LiveState, key: str) -> LiveState:
    """Leaves a stop out of the rest of the walk; `put_back` is the way back."""
    cleared = _cleared(state, key)
    return _unless_elsewhere(replace(cleared, skipped=(*cleared.skipped, key)), key)


def later(state: LiveState, key: str) -> LiveState:
    """Moves a stop behind all others; it keeps its level, and with it its place in the plan."""
    cleared = _cleared(state, key)
    return _unless_elsewhere(replace(cleared, later=(*cleared.later, key)), key)


def put_back(state: LiveState, key: str) -> LiveState:
    """Takes back a tick, a skip or a "later"."""
    return replace(_cleared(state, key), here=None)


def go_to(state: LiveState, key: str, now: datetime) -> LiveState:
    """Makes this stop the present one, planned or not; one leaves for it at once."""
    wanted = _candidate(state, key)
    if wanted is None:
        return state
    state = _cleared(state, key)
    request = _request(state, now)
    here, there = request.first_place, request.hall.place(wanted.spot)
    way = abs(there.seconds - here.seconds)
    start = now + timedelta(seconds=way)
    end = start + timedelta(minutes=request.minutes(wanted))
    boards = abs(there.boards - here.boards)
    stop = Stop(
        key, wanted.title, wanted.level, wanted.board, start, start, end, way, boards, wanted.must_stay
    )
    return replace(state, here=stop)


def stand_at(state: LiveState, board: str) -> LiveState:
    """Plans anew from another board than the program thought."""
    return replace(state, board=board, beside="", here=None)


def settle(state: LiveState, now: datetime) -> LiveState:
    """The state with the stop that the plan makes the present one, where none is yet."""
    if state.here is not None:
        return state
    stops = plan_walk(_request(state, now), advised=False).stops
    return replace(state, here=stops[0] if stops else None)


def meanwhile(state: LiveState, known: LiveView, now: datetime) -> LiveView:
    """What to show until the rest is planned anew: the plan so far without what is done or put aside."""
    gone = {*state.visited, *state.skipped}
    stops = [
        stop for stop in ([known.now] if known.now else []) + list(known.rest.stops) if stop.key not in gone
    ]
    stops.sort(key=lambda stop: stop.key in state.later)
    here = state.here or next(iter(stops), None)
    rest = tuple(stop for stop in stops if here is None or stop.key != here.key)
    left = [
        each for each in known.rest.left_out if each.key not in gone and (not here or each.key != here.key)
    ]
    walk = replace(known.rest, stops=rest, left_out=(*left, *_skipped(state)))
    return _view(state, here, walk, now)


def look(state: LiveState, now: datetime) -> LiveView:
    """Now and next, the time left here and in all, and the plan of the rest."""
    here, rest = state.here, None
    if here is None:
        rest = plan_walk(_request(state, now), advised=False)
        if rest.stops:
            here = rest.stops[0]
    if here is not None:
        rest = plan_walk(_rest(state, here, now), advised=False)
    assert rest is not None
    return _view(state, here, replace(rest, left_out=(*rest.left_out, *_skipped(state))), now)


def _view(state: LiveState, here: Stop | None, rest: Walk, now: datetime) -> LiveView:
    coming = [a for a in state.request.appointments if a.end > now]
    appointment = min(coming, key=lambda a: (a.start, a.end, a.title), default=None)
    leave = rest.leave_for(appointment) if appointment and appointment.start > now else None
    return LiveView(
        here,
        rest.stops[0] if rest.stops else None,
        _seconds(here.end - now) if here else 0,
        max(0, _seconds(state.request.end - now)),
        rest,
        appointment,
        leave,
    )


def _cleared(state: LiveState, key: str) -> LiveState:
    """The state without any word on a stop."""
    return replace(
        state,
        visited=_without(state.visited, key),
        skipped=_without(state.skipped, key),
        later=_without(state.later, key),
    )


def _unless_elsewhere(state: LiveState, key: str) -> LiveState:
    """Moves on, but not away from a present stop when it was another that was put aside."""
    return state if state.here and state.here.key != key else replace(state, here=None)


def _request(state: LiveState, now: datetime) -> WalkRequest:
    """The rest of the walk, the present stop included."""
    gone = {*state.visited, *state.skipped}
    request = state.request
    beside = _candidate(state, state.beside)
    return replace(
        request,
        start=min(max(now, request.start), request.end),
        stops=tuple(stop for stop in request.stops if stop.key not in gone),
        order=tuple(key for key in request.order if key not in state.later),
        last=(*(key for key in request.last if key not in state.later), *state.later),
        stand_at=state.board or request.stand_at,
        beside=beside.spot if beside else None if state.board else request.beside,
    )


def _rest(state: LiveState, here: Stop, now: datetime) -> WalkRequest:
    """The rest of the walk from the present stop on."""
    request = _request(state, max(now, here.end))
    present = _candidate(state, here.key)
    return replace(
        request,
        stops=tuple(stop for stop in request.stops if stop.key != here.key),
        beside=present.spot if present else request.beside,
    )


def _candidate(state: LiveState, key: str) -> Candidate | None:
    return next((stop for stop in state.request.stops if stop.key == key), None)


def _skipped(state: LiveState) -> list[LeftOut]:
    found = [stop for key in state.skipped if (stop := _candidate(state, key))]
    return [LeftOut(s.key, s.title, s.level, s.board, Reason.SKIPPED, "you skipped it") for s in found]


def _without(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(each for each in keys if each != key)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
