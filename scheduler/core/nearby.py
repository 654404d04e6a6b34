"""Posters one passes anyway: what hangs near the planned route."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.core.hall import Hall
from scheduler.core.walk import Candidate, Nearby, Walk


def near_route(walk: Walk, hall: Hall, unstarred: Iterable[Candidate], number: int = 3) -> tuple[Nearby, ...]:
    """The posters nearest to a stop of the walk, nearest first, then in catalog order.

    Distance is in boards along the walk. Posters of which the place is only guessed are left out.
    """
    route = [(hall.board(stop.board), stop) for stop in walk.stops]
    places = [(place.boards, stop) for place, stop in route if place is not None]
    if hall.by_catalog_order or not places:
        return ()
    planned = {stop.key for stop in walk.stops}
    found = []
    for poster in unstarred:
        if poster.key in planned or not hall.knows(poster.spot):
            continue
        here = hall.place(poster.spot).boards
        boards, near = min((abs(here - there), stop.key) for there, stop in places)
        found.append((boards, poster.order, Nearby(poster.key, poster.title, poster.board, boards, near)))
    return tuple(nearby for _, _, nearby in sorted(found, key=lambda each: (*each[:2], each[2].key))[:number])
