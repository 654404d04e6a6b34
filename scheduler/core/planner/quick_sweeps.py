"""Good walks along sweeps, quickly found: where posters and appointments have times of their own.

A sweep is then seldom the best order of all, so that it is not worth while to look at all its walks: few
labels are kept, few of many posters alike are looked at, and all that is done for a plan has an `Effort`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.core.planner.collecting import Memory
from scheduler.core.planner.outlook import Outlook
from scheduler.core.planner.problem import STAGES, Aim, Choice, Problem, Task, unit
from scheduler.core.planner.reach import Reach
from scheduler.core.planner.search import Effort, Search
from scheduler.core.planner.sweeps import all_locked, bound_of, problems_of

MANY = 48
"""Of more posters of a level, a quick search takes so many, spread over the hall."""
FEW_MEETINGS = 400
"""With more, a quick search does not also take posters as their windows close."""


def one_more(task: Task, rank: int, stage: int, effort: Effort, *, thin: bool = True) -> Choice | None:
    """A walk with more stops of a stage than the rank says, as far as a quick search finds one.

    What it finds depends on no item of a later stage. `thin`: it may leave out some of many alike.
    """
    found = None
    for outlook in _quick(_thinned(task) if thin else task, rank):
        bound = bound_of(outlook, rank, stage)
        if bound > rank:
            reach = Reach(outlook, rank + unit(stage), stage + 1, most=bound)
            better = Search(outlook, reach, stage + 1, Aim.ANY, effort=effort, widest=_widest(task)).walk()
            if better:
                found, rank = better, better.rank
    return found


def shorter(task: Task, best: Choice, effort: Effort) -> Choice | None:
    """A walk with the same numbers and less walking, as far as a quick search finds one."""
    found, walking = None, best.walking
    for outlook in _quick(_thinned(task), best.rank):
        reach = Reach(outlook, best.rank, STAGES, most_walking=walking - 1)
        better = Search(outlook, reach, STAGES, Aim.SHORTEST, effort=effort, widest=_widest(task)).walk()
        if better:
            found, walking = better, better.walking
    return found


def soonest(task: Task, rank: int, effort: Effort) -> Choice | None:
    """The walk of a rank that ends first, as far as a quick search finds one."""
    found: Choice | None = None
    for outlook in _quick(task, rank):
        reach = Reach(outlook, rank, STAGES)
        other = Search(outlook, reach, STAGES, Aim.SOONEST, effort=effort, widest=_widest(task)).walk()
        if other and (found is None or other.end < found.end):
            found = other
    return found


def _quick(task: Task, rank: int) -> Iterator[Outlook]:
    """What a quick search looks at, for walks of at least that rank."""
    memory, problems = Memory(), problems_of(task)
    if any(not item.is_fixed and item.closes - item.opens < task.end for item in task.items):
        problems += (p for p in problems_of(task, by_window=True) if _meetings(p) <= FEW_MEETINGS)
    for problem in problems:
        yield Outlook(problem, memory, all_locked=all_locked(problem, rank))


def _widest(task: Task) -> int:
    """How many labels of a rank a quick search keeps; of very many posters another is seldom worth it."""
    return 1 if len(task.items) > 100 else 3


def _meetings(problem: Problem) -> int:
    """In how many ways stops of the three sequences can meet."""
    return len(problem.sweep) * (len(problem.hand) + 1) * (len(problem.timed) + 1)


def _thinned(task: Task) -> Task:
    """The task with fewer of those posters of which there are many alike: the shortest in each part."""
    bound = {*task.order, *task.last}
    kept = []
    for stage in range(STAGES):
        mine = [item for item in task.items if item.stage == stage]
        alike = [i for i in mine if stage and i.name not in bound and i.opens <= 0 and i.closes >= task.end]
        alike.sort(key=lambda item: (item.place, item.name))
        names = {item.name for item in alike}
        kept += [item for item in mine if item.name not in names]
        step = max(1, -(-len(alike) // MANY))
        parts = (alike[index : index + step] for index in range(0, len(alike), step))
        kept += [min(part, key=lambda item: (item.seconds, item.name)) for part in parts]
    return replace(task, items=kept)
