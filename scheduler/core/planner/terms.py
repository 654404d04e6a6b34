"""A walk request in the terms of the search: whole seconds from its start, and fixed sequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.core.hall import Place
from scheduler.core.planner.choice import choose, take_all
from scheduler.core.planner.problem import NEVER, Busy, Choice, Item, Task, unit
from scheduler.core.walk import Appointment, Candidate, WalkRequest


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


def terms_of(request: WalkRequest, known: Terms | None = None) -> Terms:
    """The request in seconds. Of stops with the same key only one counts.

    `known`: the terms of a request with at least these stops in the same hall.
    """
    places = {stop.key: place for stop, place in zip(known.stops, known.places, strict=True)} if known else {}
    placed = sorted(
        ((places.get(stop.key) or request.hall.place(stop.spot), stop) for stop in _once_each(request.stops)),
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
    """The best walk that ends in time; with `soonest` the earliest end goes before the least walking."""
    return choose(_task(terms, end), soonest=soonest)


def all_fit(terms: Terms) -> bool:
    """Whether a walk takes every stop; quicker than to choose."""
    return take_all(_task(terms, terms.end))


def _task(terms: Terms, end: int) -> Task:
    by_key = {stop.key: name for name, stop in enumerate(terms.stops) if stop.at is None}
    order = [by_key.pop(key) for key in terms.request.order if key in by_key]
    last = [by_key.pop(key) for key in terms.request.last if key in by_key]
    return Task(terms.request.first_place.seconds, end, terms.items, terms.busy, order, last)


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
