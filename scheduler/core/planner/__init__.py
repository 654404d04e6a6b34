"""The timed plan of one poster session: which stars, in which order, at what time.

Must before want before maybe: never a want at the cost of a must, nor a maybe at the cost of either;
only what the user locked goes before. Then the least walking. The plan is never over the time.
`scheduler.core.planner.choice` says how. For posters that can be seen at any time the plan is the best
of all orders, however many there are; with windows, fixed times or appointments it is so for up to
fourteen, and a good one, in the same time, for more.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.core.planner.problem import Choice, Visit
from scheduler.core.planner.shortfall import shortfall
from scheduler.core.planner.terms import Terms, best_choice, moment, terms_of
from scheduler.core.walk import Candidate, LeftOut, Reason, Stop, Walk, WalkRequest, Way


def plan_walk(request: WalkRequest, *, advised: bool = True) -> Walk:
    """The best walk for a request. The order of `request.stops` makes no difference.

    `advised`: with what to change where not all musts fit, which takes its time to find out.
    """
    terms = terms_of(request)
    choice = best_choice(terms, terms.end)
    visits = [visit for visit in choice.visits if visit.name >= 0]
    chosen = {visit.name for visit in visits}
    taken = _merged([(busy.start, busy.end) for busy in terms.busy])
    stop_seconds = sum(visit.end - visit.start for visit in visits)
    walking = sum(_walked(visit, taken, terms.end) for visit in choice.visits)
    waiting = sum(_outside(taken, visit.arrive, visit.start) for visit in visits)
    appointed = sum(end - start for start, end in taken)
    left = [i for i in range(len(terms.stops)) if i not in chosen]
    free = terms.end - appointed - stop_seconds - walking - waiting
    left.sort(key=lambda i: (terms.stops[i].level.rank, i))
    lacking = sum(terms.stops[i].needed for i in left)
    hall = request.hall
    return Walk(
        start=request.start,
        end=request.end,
        stops=_stops(terms, choice),
        left_out=tuple(_left_out(terms, i, free) for i in left),
        appointments=terms.appointments,
        ways=_ways(terms, choice),
        stop_seconds=stop_seconds,
        walking_seconds=walking,
        waiting_seconds=waiting,
        appointment_seconds=appointed,
        shortfall=shortfall(terms, lacking) if lacking and advised else None,
        by_catalog_order=hall.by_catalog_order,
        unplaced=tuple(s.key for s in terms.stops if not hall.by_catalog_order and not hall.knows(s.spot)),
    )


def _stops(terms: Terms, choice: Choice) -> tuple[Stop, ...]:
    stops = []
    here = terms.request.first_place
    for visit in choice.visits:
        there = terms.place(visit.name) or here
        if visit.name >= 0:
            stops.append(_stop(terms, visit, abs(there.boards - here.boards)))
        here = there
    return tuple(stops)


def _ways(terms: Terms, choice: Choice) -> tuple[Way, ...]:
    """How one gets to each appointment, in their order."""
    found = {}
    here = terms.request.first_place
    for visit in choice.visits:
        there = terms.place(visit.name) or here
        if visit.name < 0:
            leave = max(visit.arrive, terms.busy[-1 - visit.name].start) - visit.walked
            boards = abs(there.boards - here.boards)
            found[visit.name] = Way(moment(terms.request, leave), visit.walked, boards)
        here = there
    return tuple(found[busy.name] for busy in terms.busy)


def _stop(terms: Terms, visit: Visit, boards: int) -> Stop:
    candidate = terms.stops[visit.name]
    return Stop(
        candidate.key,
        candidate.title,
        candidate.level,
        candidate.board,
        moment(terms.request, visit.arrive),
        moment(terms.request, visit.start),
        moment(terms.request, visit.end),
        visit.walked,
        boards,
        candidate.must_stay,
    )


def _left_out(terms: Terms, index: int, free: int) -> LeftOut:
    stop, item = terms.stops[index], terms.items[index]
    minutes = item.seconds // 60
    left = f"{free // 60} min {'is' if free // 60 == 1 else 'are'} free"
    if min(item.closes, terms.end) - item.opens < item.seconds:
        reason = Reason.NOT_HERE_THEN
        text = f"its own time leaves less than {minutes} min within this walk"
    elif item.opens > 0 or item.closes < terms.end:
        reason, text = Reason.WINDOW, f"no {minutes} min are left within its own time"
    elif free < item.seconds:
        reason = Reason.NO_TIME
        text = f"needs {minutes} min and the way there, {left}"
    else:
        reason = Reason.NO_TIME
        text = f"needs {minutes} min and the way there, {left} but not in one piece"
    return _left(stop, reason, text)


def _left(stop: Candidate, reason: Reason, text: str) -> LeftOut:
    return LeftOut(stop.key, stop.title, stop.level, stop.board, reason, text)


def _walked(visit: Visit, taken: Sequence[tuple[int, int]], end: int) -> int:
    """The way to a visit, without what of the way to an appointment is within one, or after the end.

    A stop of no minutes may be passed on the way to an appointment, so its way counts like that.
    """
    if visit.name >= 0 and visit.end > visit.start:
        return visit.walked
    return _outside(
        taken, visit.arrive - visit.walked, max(visit.arrive - visit.walked, min(visit.arrive, end))
    )


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same time as spans that do not overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _outside(taken: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """How many of the seconds from start to end are in none of the spans taken."""
    return end - start - sum(max(0, min(end, last) - max(start, first)) for first, last in taken)
