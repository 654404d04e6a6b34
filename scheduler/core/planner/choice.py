"""Choosing stops along a line: the exact search behind the walk.

Among all walks some `Problem`s allow the best has the most locked stops, then most musts, wants,
maybes, then the least walking, then the earliest end.

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
search in the other sequences.

A search that takes in more than `search.MOST_LABELS` labels is given up as too broad. The level in
question is then chosen beside the stops of the levels before it, which stay as they are, with few
labels a rank. The plan is still within its time and has the most of the levels before, but may then hold
one stop less than the best, or walk more.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.core.planner.collecting import Memory
from scheduler.core.planner.outlook import Outlook
from scheduler.core.planner.problem import NEVER, STAGES, Choice, Problem, only, unit, until
from scheduler.core.planner.reach import Reach, admits
from scheduler.core.planner.search import Aim, Search, TooBroad

FEW = 4
"""Labels kept of each rank once a search was too broad."""


def choose(problems: Sequence[Problem], *, soonest: bool = False) -> Choice:
    """The best walk that one of the problems allows; of equals, that of the first.

    With `soonest` the earliest end goes before the least walking.
    """
    memory = Memory()
    best = _appointments_alone(problems[0], memory)
    for stage in range(STAGES):
        best = _with_most_of(stage, [problem.up_to(stage) for problem in problems], best, memory)
    return _finest(problems, best, memory, soonest=soonest)


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


def _with_most_of(stage: int, problems: Sequence[Problem], before: Choice, memory: Memory) -> Choice:
    """A walk that keeps the numbers of the levels before, with the most stops of one more."""
    ranks = {item.name: item.rank for item in problems[0].items()}
    rank = sum(until(ranks.get(visit.name, 0), stage) for visit in before.visits)
    best = Choice(rank, before.walking, before.end, before.visits)
    if all(not only(rank, stage) for rank in ranks.values()):
        return best
    outlooks = [Outlook(problem, memory, all_locked=_all_locked(problem, rank)) for problem in problems]
    bounds = [_bound_of(outlook, best.rank, stage) for outlook in outlooks]
    most, step = max(bounds), 0
    try:
        while most > best.rank:
            goal = max(most - step * unit(stage), best.rank + unit(stage))
            found = _better(outlooks, bounds, best, goal, most, stage)
            if found is not best:
                return found
            most, step = goal - unit(stage), 2 * step + 1
    except TooBroad:
        return _roughly(stage, problems, best, memory)
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


def _bound_of(outlook: Outlook, rank: int, stage: int) -> int:
    """The highest goal that the bounds allow; there is a walk of that rank already."""
    while True:
        bound = Reach(outlook, rank + unit(stage), stage + 1).bounds((0, 0))[0]
        if bound is None or not admits(bound, 0, outlook.problem.start_place, 0, 0):
            return rank
        rank += unit(stage)


def _roughly(stage: int, problems: Sequence[Problem], before: Choice, memory: Memory) -> Choice:
    """As `_with_most_of`, beside the very stops of the levels before, and not always the most."""
    kept = {visit.name for visit in before.visits}
    best = before
    for problem in problems:
        outlook = Outlook(problem.without(lambda item: item.stage < stage and item.name not in kept), memory)
        most = best.rank + only(problem.total, stage)
        reach = Reach(outlook, best.rank + unit(stage), stage + 1, most=most)
        found = Search(outlook, reach, stage + 1, Aim.ANY, widest=FEW).walk()
        best = found or best
    return best


def _all_locked(problem: Problem, rank: int) -> bool:
    """Whether walks of that rank have all locked stops."""
    return only(rank, 0) == only(problem.total, 0)


def _finest(problems: Sequence[Problem], best: Choice, memory: Memory, *, soonest: bool) -> Choice:
    """The best of the walks with the numbers that one of them has."""
    aim = Aim.SOONEST if soonest else Aim.SHORTEST
    finest: Choice | None = None
    for problem in problems:
        outlook = Outlook(problem, memory, all_locked=_all_locked(problem, best.rank))
        most = NEVER if soonest else (finest or best).walking
        try:
            found = Search(outlook, Reach(outlook, best.rank, STAGES, most_walking=most), STAGES, aim).walk()
        except TooBroad:
            continue
        if found and (finest is None or _merit(found, soonest) > _merit(finest, soonest)):
            finest = found
    return finest or best


def _merit(choice: Choice, soonest: bool) -> tuple[int, int, int]:
    return choice.hurry if soonest else choice.merit
