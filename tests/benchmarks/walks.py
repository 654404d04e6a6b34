"""Plans of 400 stars in one session of two hours, in the settings that people have."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduler.core.agenda import Level
from scheduler.core.hall import Spot, lay_out
from scheduler.core.planner import plan_walk
from scheduler.core.walk import Appointment, Candidate, WalkRequest

STARS = 400
START = datetime(2025, 12, 1, 10, 0, tzinfo=UTC)
MIDDLE = "200"


def walks() -> dict[str, list[float]]:
    """CPU milliseconds of five plans of each setting."""
    return {name: [_taken(request) for _ in range(5)] for name, request in settings().items()}


def settings() -> dict[str, WalkRequest]:
    end = _request()
    middle = replace(end, stand_at=MIDDLE)
    dragged = tuple(stop.key for stop in random.Random(3).sample(end.stops, 10))
    return {
        "from an end": end,
        "from mid-hall": middle,
        "10 windows, 2 appointments": _around_appointments(_with_windows(end)),
        "10 dragged": replace(end, order=dragged),
        "own minutes": _with_own_minutes(end),
        "own minutes, mid-hall": _with_own_minutes(middle),
        "10 dragged, mid-hall": replace(middle, order=dragged),
        "2 appointments, mid-hall": _around_appointments(middle),
        "10 windows, 2 appointments, mid-hall": _around_appointments(_with_windows(middle)),
        "own minutes, windows, appointments": _around_appointments(_with_windows(_with_own_minutes(middle))),
        "all of them musts, mid-hall": replace(middle, stops=_all_musts(middle)),
    }


def _taken(request: WalkRequest) -> float:
    began = time.process_time()
    plan_walk(request)
    return (time.process_time() - began) * 1000


def _request() -> WalkRequest:
    levels = [Level.MUST] * 40 + [Level.WANT] * 200 + [Level.MAYBE] * 160
    random.Random(1).shuffle(levels)
    stops = tuple(
        Candidate(f"k{number}", f"Title {number}", level, str(number + 1), number)
        for number, level in enumerate(levels)
    )
    hall = lay_out([stop.spot for stop in stops], [Spot(str(n + 1), n) for n in range(STARS)])
    return WalkRequest(stops, START, _after(120), hall)


def _all_musts(request: WalkRequest) -> tuple[Candidate, ...]:
    return tuple(replace(stop, level=Level.MUST) for stop in request.stops)


def _with_windows(request: WalkRequest) -> WalkRequest:
    dice = random.Random(2)
    within = set(dice.sample(range(STARS), 10))
    stops = (_window(stop, dice) if n in within else stop for n, stop in enumerate(request.stops))
    return replace(request, stops=tuple(stops))


def _window(stop: Candidate, dice: random.Random) -> Candidate:
    opens = dice.randrange(100)
    return replace(stop, opens=_after(opens), closes=_after(opens + dice.randrange(10, 60)))


def _around_appointments(request: WalkRequest) -> WalkRequest:
    mine = Appointment("My poster", _after(40), _after(55), "38")
    coffee = Appointment("Coffee", _after(80), _after(95))
    return replace(request, appointments=(mine, coffee))


def _with_own_minutes(request: WalkRequest) -> WalkRequest:
    dice = random.Random(4)
    stops = tuple(replace(stop, minutes=dice.randint(1, 15)) for stop in request.stops)
    return replace(request, stops=stops)


def _after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)
