"""A problem with few of its stops: those of a walk, and those that cost little beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.core.planner.outlook import NO_END
from scheduler.core.planner.problem import STAGES, Busy, Choice, Item, Problem

SPARE = 4
"""Stops of each level that are kept beside as many as there may be time for."""


def narrowed(problem: Problem, walk: Choice) -> Problem:
    """The problem without the stops that cost much, where there is an end to the time."""
    if problem.end >= NO_END:
        return problem
    taken = {visit.name for visit in walk.visits}
    items = list(problem.items())
    near = [item.place for item in items if item.name in taken]
    near += [e.place for e in problem.timed if isinstance(e, Busy) and e.place is not None]
    low, high = min(near, default=problem.start_place), max(near, default=problem.start_place)
    low, high = min(low, problem.start_place), max(high, problem.start_place)
    spent = walk.walking + sum(item.seconds for item in items if item.name in taken)
    spent += sum(e.end - e.start for e in problem.timed if isinstance(e, Busy))
    kept = set(taken)
    for stage in range(STAGES):
        mine = [item for item in items if item.stage == stage and item.name not in taken]
        kept.update(item.name for item in _cheapest(mine, low, high, problem.end - spent))
    return replace(problem.without(lambda item: item.name not in kept))


def _cheapest(items: Sequence[Item], low: int, high: int, seconds: int) -> list[Item]:
    """As many as may fit into those seconds, and some to spare; of equals those spread along the line."""
    costs = {
        item.name: item.seconds + 2 * max(0, low - item.place, item.place - high)
        for item in items
        if item.closes - item.opens >= item.seconds
    }
    able = sorted((item for item in items if item.name in costs), key=lambda item: costs[item.name])
    shortest = max(60, min((item.seconds for item in able), default=60))
    most = SPARE + max(0, seconds) // shortest
    if len(able) <= most:
        return able
    last = costs[able[most].name]
    sure = [item for item in able if costs[item.name] < last]
    equals = sorted((item for item in able if costs[item.name] == last), key=lambda item: item.place)
    places = most - len(sure)
    return sure + [equals[number * len(equals) // places] for number in range(places)]
