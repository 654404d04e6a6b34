"""A walk request in the terms of the search: whole seconds from its start, and fixed sequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.core.hall import Place
from scheduler.core.planner.choice import choose, take_all
from scheduler.core.planner.problem import NEVER, Busy, Choice, Item, Problem, unit
from scheduler.core.walk import Appointment, Candidate, WalkRequest

INTERLEAVED = 1500
"""Up to this many meetings of windowed, dragged and other stops, all ways to interleave are searched."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Item `i` is `stops[i]`; busy `-1 - i` is `appointments[i]`, cut to the time of the walk."""

    request: WalkRequest
    end: int
    stops: tuple[Candidate, ...]
    places: tuple[Place, ...]
    items: tuple[Item, ...]
    appointments: tuple[Appointment, ...]
    busy: tuple[Busy, ...]
    busy_places: tuple[Place | None, ...]

    def place(self, name: int) -> Place | None:
        """Where an item or appointment is; None for one that is nowhere in the hall."""
        return self.places[name] if name >= 0 else self.busy_places[-1 - name]


def terms_of(request: WalkRequest) -> Terms:
    """The request in seconds. Of stops with the same key only one counts."""
    placed = sorted(
        ((request.hall.place(stop.spot), stop) for stop in _once_each(request.stops)),
        key=lambda pair: (pair[0].seconds, pair[1].level.rank, pair[1].order, pair[1].key),
    )
    appointments = tuple(_cut(request))
    spots = tuple(request.hall.board(appointment.board) for appointment in appointments)
    return Terms(
        request,
        max(0, _floor(request.end - request.start)),
        tuple(stop for _, stop in placed),
        tuple(place for place, _ in placed),
        tuple(_item(request, index, *pair) for index, pair in enumerate(placed)),
        appointments,
        tuple(_busy(request, i, *pair) for i, pair in enumerate(zip(appointments, spots, strict=True))),
        spots,
    )


def _once_each(stops: Iterable[Candidate]) -> Iterable[Candidate]:
    by_key: dict[str, Candidate] = {}
    for stop in stops:
        other = by_key.setdefault(stop.key, stop)
        if other is not stop and repr(other) < repr(stop):
            by_key[stop.key] = stop
    return by_key.values()


def best_choice(terms: Terms, end: int, *, soonest: bool = False) -> Choice:
    """The best of all sequences tried; with `soonest` the earliest end goes before the least walking."""
    return choose(list(_problems(terms, end)), soonest=soonest)


def all_fit(terms: Terms) -> bool:
    """Whether a walk takes every stop; quicker than to choose."""
    return take_all(list(_problems(terms, terms.end)))


def _problems(terms: Terms, end: int) -> Iterator[Problem]:
    at = [item for item in terms.items if terms.stops[item.name].at is not None]
    by_key = {terms.stops[item.name].key: item for item in terms.items if item not in at}
    hand = [by_key.pop(key) for key in terms.request.order if key in by_key]
    last = sorted(
        (by_key.pop(key) for key in terms.request.last if key in by_key), key=lambda i: (i.place, i.name)
    )
    rest = sorted(by_key.values(), key=lambda item: item.name)
    timed = [item for item in rest if item.opens > 0 or item.closes < terms.end]
    free = [item for item in rest if item not in timed]
    start = terms.request.first_place.seconds
    tails = [last, last[::-1]] if len(last) > 1 else [last]
    meetings = (len(free) + 1) * (len(hand) + 1) * len(timed)
    for passing in [True, False] if timed and meetings <= INTERLEAVED + len(timed) else [True]:
        events = _by_deadline([*terms.busy, *at, *([] if passing else timed)])
        for sweep in _sweeps(rest if passing else free, start):
            for tail in tails:
                yield Problem(start, end, [*sweep, *tail], hand, events)


def _sweeps(items: Sequence[Item], start: int) -> list[list[Item]]:
    """The orders that may be best: up or down the line, or first the one side and then the other."""
    up = [item for item in items if item.place >= start]
    down = [item for item in items if item.place < start][::-1]
    return [up + down, down + up] if up and down else [up + down]


def _by_deadline(events: Iterable[Item | Busy]) -> list[Item | Busy]:
    """In the order of when one has to be there at the latest."""

    def key(event: Item | Busy) -> tuple[int, bool, int]:
        if isinstance(event, Busy):
            return event.start, False, -event.name
        return event.closes - event.seconds, True, event.name

    return sorted(events, key=key)


def _item(request: WalkRequest, name: int, place: Place, stop: Candidate) -> Item:
    stage = 0 if stop.must_stay else 1 + stop.level.rank
    rank = unit(1 + stop.level.rank) + (unit(0) if stop.must_stay else 0)
    seconds = 60 * request.minutes(stop)
    opens, closes = 0, NEVER
    if stop.at is not None:
        opens = -_floor(request.start - stop.at)
        closes = opens + seconds
        if opens < 0:
            opens, closes = 0, -1
    else:
        if stop.opens is not None:
            opens = max(0, -_floor(request.start - stop.opens))
        if stop.closes is not None:
            closes = _floor(stop.closes - request.start)
    return Item(name, rank, stage, seconds, place.seconds, opens, closes)


def _cut(request: WalkRequest) -> Iterator[Appointment]:
    """The appointments within the walk's time, in order, each without what is before or after."""
    for appointment in sorted(request.appointments, key=lambda a: (a.start, a.end, a.title, a.board, a.key)):
        start = max(appointment.start, request.start)
        end = min(appointment.end, request.end)
        if start < end:
            yield Appointment(appointment.title, start, end, appointment.board, appointment.key)


def _busy(request: WalkRequest, index: int, appointment: Appointment, place: Place | None) -> Busy:
    start = _floor(appointment.start - request.start)
    end = -_floor(request.start - appointment.end)
    return Busy(-1 - index, start, end, place.seconds if place else None)


def _floor(span: timedelta) -> int:
    return span // timedelta(seconds=1)


def moment(request: WalkRequest, seconds: int) -> datetime:
    """The moment that many seconds after the walk's start."""
    return request.start + timedelta(seconds=seconds)
