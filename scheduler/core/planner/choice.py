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

What is bounded. Requests of more than `FEW_STOPS` stops have a `Budget` of `STEPS` steps. For each level a
narrow search goes first (`narrow`): beside the walk so far only stops that cost little, and few labels a
rank. The exact search then looks for one more, up to what the bounds allow. When its share is used, the best
walk so far stands: within its time, but it may hold one stop less of that level than the best, or walk
more. The musts are looked for first and with the largest share, and no level can lose a stop to a later one.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.core.planner.collecting import Memory
from scheduler.core.planner.filling import filled
from scheduler.core.planner.narrow import narrowed
from scheduler.core.planner.outlook import NO_END, Outlook
from scheduler.core.planner.problem import NEVER, STAGES, Choice, Problem, only, unit, until
from scheduler.core.planner.reach import Reach, admits
from scheduler.core.planner.search import Aim, Budget, Search, TooBroad

FEW = 4
"""Labels kept of each rank in a narrow search, and ranks where any number of stops fits."""
FEW_STOPS = 40
"""Up to so many stops a search is exact, for all practical purposes: its budget is `MANY_STEPS`."""
STEPS = 150_000
"""Less than half a second; with far fewer a want or maybe is lost too often."""
MANY_STEPS = 2_000_000
ROUGH_SHARE = 12
"""Hundredths of what is left that a narrow search may use."""
EXACT_SHARES = 60, 60, 60, 75
"""Hundredths of what is left for the search for one more locked stop, must, want, maybe."""


def choose(problems: Sequence[Problem], *, soonest: bool = False, steps: int = STEPS) -> Choice:
    """The best walk that one of the problems allows; of equals, that of the first.

    With `soonest` the earliest end goes before the least walking. `steps` are those of the budget for
    more than `FEW_STOPS` stops.
    """
    memory = Memory()
    is_large = sum(1 for _ in problems[0].items()) > FEW_STOPS
    budget = Budget(steps if is_large else max(steps, MANY_STEPS))
    best = _appointments_alone(problems[0], memory)
    for stage in range(STAGES):
        staged = [problem.up_to(stage) for problem in problems]
        best = _with_most_of(stage, staged, best, memory, budget, rough_first=is_large)
    return _finest(problems, best, memory, budget, soonest=soonest, rough_first=is_large)


def take_all(problems: Sequence[Problem], *, steps: int = STEPS) -> bool:
    """Whether a walk takes every item; False, too, where that is too long to find out."""
    memory = Memory()
    budget = Budget(steps)
    return any(
        _takes_all(Outlook(problem, memory, all_locked=True), budget)
        for problem in problems
        if _may_fit(problem)
    )


def _may_fit(problem: Problem) -> bool:
    return sum(item.seconds for item in problem.items()) <= problem.end


def _takes_all(outlook: Outlook, budget: Budget) -> bool:
    try:
        reach = Reach(outlook, outlook.problem.total, STAGES)
        return Search(outlook, reach, STAGES, Aim.ANY, budget).walk() is not None
    except TooBroad:
        return False


def _appointments_alone(problem: Problem, memory: Memory) -> Choice:
    alone = Outlook(problem.without(lambda _: True), memory)
    found = Search(alone, Reach(alone, 0, STAGES), STAGES, Aim.ANY, Budget(MANY_STEPS)).walk()
    assert found is not None, "a walk without stops is always possible"
    return found


def _with_most_of(
    stage: int,
    problems: Sequence[Problem],
    before: Choice,
    memory: Memory,
    budget: Budget,
    *,
    rough_first: bool,
) -> Choice:
    """A walk that keeps the numbers of the levels before, with the most stops of one more."""
    ranks = {item.name: item.rank for item in problems[0].items()}
    rank = sum(until(ranks.get(visit.name, 0), stage) for visit in before.visits)
    best = Choice(rank, before.walking, before.end, before.visits)
    if all(not only(rank, stage) for rank in ranks.values()):
        return best
    if rough_first:
        with budget.share(ROUGH_SHARE) as part:
            best = _roughly(stage, problems, best, memory, part)
    outlooks = [Outlook(problem, memory, all_locked=_all_locked(problem, rank)) for problem in problems]
    with budget.share(EXACT_SHARES[stage]) as part:
        found = _with_more(outlooks, best, stage, part)
    if part.is_over and not rough_first and found is best:
        return _roughly(stage, problems, best, memory, Budget(STEPS))
    return found


def _with_more(
    outlooks: Sequence[Outlook], best: Choice, stage: int, budget: Budget, *, widest: int | None = None
) -> Choice:
    """A walk with more stops of a level, as many as there can be; `best` where there is none."""
    bounds = [_bound_of(outlook, best.rank, stage) for outlook in outlooks]
    most, step = max(bounds), 0
    while most > best.rank and not budget.is_over:
        goal = max(most - step * unit(stage), best.rank + unit(stage))
        found = _better(outlooks, bounds, best, goal, most, stage, budget, widest)
        if found is not best:
            return found
        most, step = goal - unit(stage), 2 * step + 1
    return best


def _better(
    outlooks: Sequence[Outlook],
    bounds: Sequence[int],
    best: Choice,
    goal: int,
    most: int,
    stage: int,
    budget: Budget,
    widest: int | None,
) -> Choice:
    """A walk of the highest rank from `goal` to `most`; `best` where there is none, or no time to find it."""
    for outlook, bound in zip(outlooks, bounds, strict=True):
        if goal <= min(bound, most):
            reach = Reach(outlook, goal, stage + 1, most=min(bound, most))
            try:
                found = Search(outlook, reach, stage + 1, Aim.ANY, budget, widest=widest).walk()
            except TooBroad:
                break
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


def _roughly(stage: int, problems: Sequence[Problem], best: Choice, memory: Memory, budget: Budget) -> Choice:
    """A walk with more stops of a level among those that cost little, beside the levels before."""
    highest = FEW if problems[0].end >= NO_END else None
    few = [Outlook(narrowed(problem, best), memory) for problem in problems]
    taken, before = {visit.name for visit in best.visits}, best
    for outlook in few if highest is None else ():
        items = [i for i in outlook.problem.items() if i.stage == stage and i.name not in taken]
        longer = filled(outlook, before, items)
        best = longer if longer.rank > best.rank else best
    for outlook in few:
        most = best.rank + only(outlook.problem.total, stage)
        reach = Reach(outlook, best.rank + unit(stage), stage + 1, most=most)
        search = Search(outlook, reach, stage + 1, Aim.ANY, budget, widest=1, highest=highest)
        best = search.walk() or best
    return best


def _all_locked(problem: Problem, rank: int) -> bool:
    """Whether walks of that rank have all locked stops."""
    return only(rank, 0) == only(problem.total, 0)


def _finest(
    problems: Sequence[Problem],
    best: Choice,
    memory: Memory,
    budget: Budget,
    *,
    soonest: bool,
    rough_first: bool,
) -> Choice:
    """The best of the walks with the numbers that one of them has."""
    finest = best
    if rough_first:
        with budget.share(ROUGH_SHARE) as part:
            for problem in problems:
                few = narrowed(problem, best)
                finest = _finer(few, finest, memory, part, soonest=soonest, widest=FEW)
    for problem in problems:
        finest = _finer(problem, finest, memory, budget, soonest=soonest)
    return finest


def _finer(
    problem: Problem,
    best: Choice,
    memory: Memory,
    budget: Budget,
    *,
    soonest: bool,
    widest: int | None = None,
) -> Choice:
    """A better walk with the same numbers, of this problem; `best` where there is none."""
    outlook = Outlook(problem, memory, all_locked=_all_locked(problem, best.rank))
    reach = Reach(outlook, best.rank, STAGES, most_walking=NEVER if soonest else best.walking)
    aim = Aim.SOONEST if soonest else Aim.SHORTEST
    try:
        found = Search(outlook, reach, STAGES, aim, budget, widest=widest).walk()
    except TooBroad:
        return best
    return found if found and _merit(found, soonest) > _merit(best, soonest) else best


def _merit(choice: Choice, soonest: bool) -> tuple[int, int, int]:
    return choice.hurry if soonest else choice.merit
