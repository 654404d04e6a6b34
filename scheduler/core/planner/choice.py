"""Choosing the stops of a walk.

Posters that can be seen at any time: exact, along one stretch (`stretch`) or along sweeps (`sweeps`), however
many there are.

With windows, fixed times or appointments: exact over all orders up to `FEW` posters (`every_order`). For
more, a good walk is looked for: along sweeps (`quick_sweeps`), and by making that better (`improvement`).
The levels are settled one after another, each by what it and those before it hold, so that a lower one
never costs a higher one.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from scheduler.core.planner import quick_sweeps, sweeps
from scheduler.core.planner.every_order import EveryOrder
from scheduler.core.planner.improvement import Improvement
from scheduler.core.planner.problem import NEVER, STAGES, Aim, Choice, Task, only, unit, until
from scheduler.core.planner.rules import Event, Rules
from scheduler.core.planner.search import Effort, TooBroad
from scheduler.core.planner.stretch import best_stretch

FEW = 14
"""Up to so many posters, all orders are looked at."""
LABELS = 1300
"""Labels that quick searches take in for one plan, at about ten microseconds each."""


def choose(task: Task, *, soonest: bool = False) -> Choice:
    """The best walk of a task; with `soonest` the earliest end goes before the least walking."""
    whole = sweeps.whole(task) if task.at_any_time and not task.order else None
    best = whole or best_stretch(task)
    if best:
        return best
    if task.at_any_time:
        with suppress(TooBroad):
            return sweeps.choose(sweeps.problems_of(task), soonest=soonest)
    if soonest and len(task.items) > FEW:
        return _soonest(task)
    return _by_level(task, Aim.SOONEST if soonest else Aim.SHORTEST)


def take_all(task: Task) -> bool:
    """Whether a walk takes every item; False, too, where that is too long to find out."""
    if sum(item.seconds for item in task.items) > task.end:
        return False
    if task.at_any_time and not task.order:
        return sweeps.whole(task) is not None
    if len(task.items) > FEW or task.at_any_time:
        return sweeps.take_all(sweeps.problems_of(task))
    return EveryOrder(Rules(task), STAGES).walk(task.total, Aim.ANY) is not None


def _by_level(task: Task, aim: Aim) -> Choice:
    """The most of each level beside those before it; then, for few items, the best of all orders."""
    effort = Effort(LABELS)
    events: Sequence[Event] = tuple(task.busy)
    for stage in range(STAGES):
        if only(task.total, stage):
            events = _with_most_of(stage, task.up_to(stage), events, effort)
    if len(task.items) > FEW:
        return _shorter(task, events, effort)
    best = Rules(task).choice(events)
    most = best.walking if aim is Aim.SHORTEST else NEVER
    return EveryOrder(Rules(task), STAGES).walk(best.rank, aim, most_walking=most) or best


def _soonest(task: Task) -> Choice:
    """A walk of many stops, all if that can be, that ends early, along sweeps."""
    effort = Effort(LABELS)
    whole = quick_sweeps.soonest(task, task.total, effort)
    if whole:
        return whole
    best = Rules(task).choice(task.busy)
    for stage in range(STAGES):
        if only(task.total, stage):
            rank = until(best.rank, stage)
            best = quick_sweeps.one_more(task.up_to(stage), rank, stage, effort, thin=False) or best
    return quick_sweeps.soonest(task, best.rank, effort) or best


def _with_most_of(stage: int, task: Task, events: Sequence[Event], effort: Effort) -> Sequence[Event]:
    """A walk that keeps the numbers of the levels before, with the most stops of one more."""
    rules = Rules(task)
    along = quick_sweeps.one_more(task, until(rules.choice(events).rank, stage), stage, effort)
    if along:
        events = _events(task, along)
    events = Improvement(rules).improved(events, stage)
    return _with_most_in_any_order(stage, task, events) if len(task.items) <= FEW else events


def _shorter(task: Task, events: Sequence[Event], effort: Effort) -> Choice:
    """A walk with the same numbers and perhaps less walking."""
    rules = Rules(task)
    best = rules.choice(events)
    along = quick_sweeps.shorter(task, best, effort)
    return rules.choice(Improvement(rules).improved(_events(task, along), STAGES - 1)) if along else best


def _with_most_in_any_order(stage: int, task: Task, events: Sequence[Event]) -> Sequence[Event]:
    rules = Rules(task)
    search, most = EveryOrder(rules, stage + 1), only(task.total, stage)
    rank = until(rules.choice(events).rank, stage)
    while only(rank, stage) < most:
        found = search.walk(rank + unit(stage), Aim.ANY)
        if found is None:
            break
        events, rank = _events(task, found), until(found.rank, stage)
    return events


def _events(task: Task, choice: Choice) -> Sequence[Event]:
    events: list[Event] = [*task.items, *task.busy]
    by_name = {event.name: event for event in events}
    return [by_name[visit.name] for visit in choice.visits]
