"""Better walks from a walk, for the many stops of which not every order can be looked at.

Stops are put in where they add the least walking; one is moved to another place of the walk, or another
of its level takes its turn, where that shortens it; and one gives way to one more, if it finds another
turn. Each step makes the walk better, so this comes to an end.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from scheduler.core.planner.problem import Busy
from scheduler.core.planner.route import Insertion, Pool, Route
from scheduler.core.planner.rules import Event, Rules

TRIED = 4
"""So many places are tried for a stop that others make room for."""


class Improvement:
    """What makes walks of one task better."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        items = sorted(rules.task.items, key=lambda item: item.rank)
        self._pools = {rank: Pool(group) for rank, group in groupby(items, key=lambda item: item.rank)}

    def improved(self, events: Sequence[Event], stage: int) -> Sequence[Event]:
        """A walk with at least as many stops of each level, of one perhaps with more, and no more walking
        where it is the same number.
        """
        route = Route(self._rules, events)
        pool = Pool(item for item in self._rules.task.items if item.stage == stage)
        while True:
            more = self._with_more(route, pool)
            if more is None:
                route = self._shortened(route)
                more = self._with_more(route, pool) or self._with_room_for(route, pool)
            if more is None:
                return route.events
            route = more

    def _with_more(self, route: Route, pool: Pool) -> Route | None:
        """The walk with one stop more, put in where that adds the least walking."""
        return _first(route, route.insertions(pool))

    def _shortened(self, route: Route) -> Route:
        """The walk with each stop where it adds the least walking, or another of its kind there."""
        better = True
        while better:
            better = False
            for index in range(len(route.events)):
                shorter = self._shorter(route, index)
                if shorter:
                    route, better = shorter, True
        return route

    def _shorter(self, route: Route, index: int) -> Route | None:
        stop, rest = route.events[index], route.without(index)
        if rest is None or isinstance(stop, Busy):
            return None
        spared = route.walking - rest.walking
        return _first(rest, rest.insertions(self._pools[stop.rank], most=spared)) if spared > 0 else None

    def _with_room_for(self, route: Route, pool: Pool) -> Route | None:
        """The walk with one stop more, for which another moves or gives way to one of its kind."""
        for index, stop in enumerate(route.events):
            rest = route.without(index)
            if rest is None or isinstance(stop, Busy):
                continue
            alike = self._pools[stop.rank]
            room = rest.free - alike.shortest
            if room < pool.shortest:
                continue
            for insertion in rest.insertions(pool)[:TRIED]:
                if insertion.added + insertion.item.seconds > room:
                    continue
                exchanged = rest.with_stop(insertion)
                more = exchanged and _first(exchanged, exchanged.insertions(alike)[:TRIED])
                if more:
                    return more
        return None


def _first(route: Route, insertions: Sequence[Insertion]) -> Route | None:
    """The walk with the first of these stops with which it can be walked."""
    for insertion in insertions:
        more = route.with_stop(insertion)
        if more:
            return more
    return None
