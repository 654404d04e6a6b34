"""Walks along a sweep: the exact search for posters that can be seen at any time.

On a line nothing beats one sweep from an end, and from a point between, one of the two that turn once;
dragged stops interleave with it. A `Problem` settles the order so far; among all walks some problems allow
the best has the most locked stops, then most musts, wants, maybes, then the least walking, then the
earliest end.

Why it is exact. A partial walk is a label (time, place, walking) under what it has passed of each
sequence and how many of each level it holds (its rank). Of two labels with the same past and rank, `a`
makes `b` useless when `a` could walk to the place of `b` and be there no later and, where walking
counts, with no more of it: whatever continues `b` continues `a`, since waiting is always allowed and
on a line no detour is shorter than the direct way. Each label that is a whole walk is noted before that.

Why it is quick. The levels are settled one after the other: how many musts a walk can hold, then how
many wants beside so many musts, and so on; only then is the least walking looked for. So each search has
a goal, and drops labels that cannot reach it (`reach`): too few stops are left to come, or the least time
that those still needed take, with the way between them, is more than is left. Counting asks only for time,
so nearly always one label of a rank remains. It begins with the most that the bounds allow, which is
seldom more than there is, and ends with the first walk found. The least walking found so far bounds the
search in the other sequences. One that takes in more than `search.MOST_LABELS` labels is given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.core.planner.collecting import Memory
from scheduler.core.planner.outlook import Outlook
from scheduler.core.planner.problem import (
    NEVER,
    STAGES,
    Aim,
    Busy,
    Choice,
    Item,
    Problem,
    Task,
    only,
    sides,
    unit,
    until,
)
from scheduler.core.planner.reach import Reach, admits
from scheduler.core.planner.rules import Rules
from scheduler.core.planner.search import Search, TooBroad


def choose(problems: Sequence[Problem], *, soonest: bool = False) -> Choice:
    """The best walk that one of the problems allows; of equals, that of the first.

    With `soonest` the earliest end goes before the least walking.

    :raises TooBroad: it would take too long to find out.
    """
    memory = Memory()
    best = _appointments_alone(problems[0], memory)
    stages = [stage for stage in range(STAGES) if only(problems[0].total, stage)]
    for stage in stages:
        parts = [problem.up_to(stage) for problem in problems]
        best = _ranked(best, parts[0], stage)
        outlooks = [Outlook(p, memory, all_locked=all_locked(p, best.rank)) for p in parts]
        bounds = [bound_of(outlook, best.rank, stage) for outlook in outlooks]
        if stage == stages[-1] and (finest := _finest(outlooks, max(bounds), soonest=soonest)):
            return finest
        best = _with_most_of(stage, outlooks, bounds, best)
    outlooks = [Outlook(p, memory, all_locked=all_locked(p, best.rank)) for p in problems]
    return _finest(outlooks, best.rank, soonest=soonest) or best


def problems_of(task: Task, *, by_window: bool = False) -> list[Problem]:
    """The sweeps that may be best. Posters with a window are taken in passing, or as their windows close."""
    by_name = {item.name: item for item in task.items}
    hand = [by_name.pop(name) for name in task.order]
    last = sorted((by_name.pop(name) for name in task.last), key=lambda item: (item.place, item.name))
    rest = sorted(by_name.values(), key=lambda item: (item.place, item.name))
    tails = [last, last[::-1]] if len(last) > 1 else [last]
    timed = [item for item in rest if item.is_fixed or (by_window and item.closes - item.opens < task.end)]
    events = _by_deadline([*task.busy, *timed])
    up, down = sides([item for item in rest if item not in timed], task.start_place)
    sweeps = [up + down, down + up] if up and down else [up + down]
    return [
        Problem(task.start_place, task.end, [*sweep, *tail], hand, events)
        for sweep in sweeps
        for tail in tails
    ]


def _by_deadline(events: Iterable[Item | Busy]) -> list[Item | Busy]:
    """In the order of when one has to be there at the latest."""

    def key(event: Item | Busy) -> tuple[int, bool, int]:
        if isinstance(event, Busy):
            return event.start, False, -event.name
        return event.closes - event.seconds, True, event.name

    return sorted(events, key=key)


def whole(task: Task) -> Choice | None:
    """The shortest walk that takes every stop, if there is time for it.

    Only for posters at any time, of which none is dragged: then it is one of the sweeps.
    """
    rules = Rules(task)
    fitting = [p.sweep for p in problems_of(task) if rules.follow(p.sweep, rules.outset)]
    return max(map(rules.choice, fitting), key=lambda choice: choice.merit, default=None)


def take_all(problems: Sequence[Problem]) -> bool:
    """Whether a walk takes every item; False, too, where that is too long to find out."""
    memory = Memory()
    return any(
        _takes_all(Outlook(problem, memory, all_locked=True)) for problem in problems if _may_fit(problem)
    )


def _may_fit(problem: Problem) -> bool:
    return sum(item.seconds for item in problem.items()) <= problem.end


def _takes_all(outlook: Outlook) -> bool:
    try:
        reach = Reach(outlook, outlook.problem.total, STAGES)
        return Search(outlook, reach, STAGES, Aim.ANY).walk() is not None
    except TooBroad:
        return False


def _appointments_alone(problem: Problem, memory: Memory) -> Choice:
    alone = Outlook(problem.without(lambda _: True), memory)
    found = Search(alone, Reach(alone, 0, STAGES), STAGES, Aim.ANY).walk()
    assert found is not None, "a walk without stops is always possible"
    return found


def _ranked(choice: Choice, problem: Problem, stage: int) -> Choice:
    """A choice with its rank in a problem up to a stage."""
    ranks = {item.name: item.rank for item in problem.items()}
    rank = sum(until(ranks.get(visit.name, 0), stage) for visit in choice.visits)
    return Choice(rank, choice.walking, choice.end, choice.visits)


def _with_most_of(stage: int, outlooks: Sequence[Outlook], bounds: Sequence[int], best: Choice) -> Choice:
    """A walk that keeps the numbers of the levels before, with the most stops of one more."""
    most, step = max(bounds), 0
    while most > best.rank:
        goal = max(most - step * unit(stage), best.rank + unit(stage))
        found = _better(outlooks, bounds, best, goal, most, stage)
        if found is not best:
            return found
        most, step = goal - unit(stage), 2 * step + 1
    return best


def _better(
    outlooks: Sequence[Outlook], bounds: Sequence[int], best: Choice, goal: int, most: int, stage: int
) -> Choice:
    """A walk of the highest rank from `goal` to `most`; `best` where there is none."""
    for outlook, bound in zip(outlooks, bounds, strict=True):
        if goal <= min(bound, most):
            reach = Reach(outlook, goal, stage + 1, most=min(bound, most))
            found = Search(outlook, reach, stage + 1, Aim.ANY).walk()
            if found:
                best, goal = found, found.rank + unit(stage)
    return best


def bound_of(outlook: Outlook, rank: int, stage: int) -> int:
    """The highest goal that the bounds allow; there is a walk of that rank already."""
    everything = rank - only(rank, stage) + only(outlook.problem.total, stage)
    if _allow(outlook, everything, stage):
        return everything
    while _allow(outlook, rank + unit(stage), stage):
        rank += unit(stage)
    return rank


def _allow(outlook: Outlook, goal: int, stage: int) -> bool:
    """Whether the bounds allow a goal."""
    bound = Reach(outlook, goal, stage + 1).bounds((0, 0))[0]
    return bound is not None and admits(bound, 0, outlook.problem.start_place, 0, 0)


def all_locked(problem: Problem, rank: int) -> bool:
    """Whether walks of that rank have all locked stops."""
    return only(rank, 0) == only(problem.total, 0)


def _finest(outlooks: Sequence[Outlook], rank: int, *, soonest: bool) -> Choice | None:
    """The best of the walks of a rank, of which there is none higher."""
    aim = Aim.SOONEST if soonest else Aim.SHORTEST
    finest: Choice | None = None
    for outlook in outlooks:
        most = NEVER if soonest or finest is None else finest.walking
        found = Search(outlook, Reach(outlook, rank, STAGES, most_walking=most), STAGES, aim).walk()
        if found and (finest is None or _merit(found, soonest) > _merit(finest, soonest)):
            finest = found
    return finest


def _merit(choice: Choice, soonest: bool) -> tuple[int, int, int]:
    return choice.hurry if soonest else choice.merit
