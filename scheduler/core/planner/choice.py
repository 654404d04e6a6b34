"""Choosing stops along a line: the exact search behind the walk.

Among all walks a `Problem` allows the best has the most locked stops, then most musts, wants, maybes,
then the least walking, then the earliest end.

Why it is exact. A partial walk is a label (time, place, walking) under what it has passed of each
sequence and how many of each level it holds (its rank). Of two labels with the same past and rank, `a`
makes `b` useless when `a` could walk to the place of `b` and be there no later and with no more
walking: whatever continues `b` continues `a`, since waiting is always allowed and on a line no
detour is shorter than the direct way. Only such labels are dropped, and each that is a whole walk is
noted before that. The search therefore finds what trying every walk would find. It stays small because stops
of a level cost the same minutes: along a sweep nearly all labels of a rank are alike, and one remains.

The levels are settled one after the other, musts alone first. A later search then drops labels that
can no longer reach the numbers already known to be the most: too few are left to come, or the
time they need is gone. Neither drops a label that leads to a best walk.

A search that takes in more than `MOST_LABELS` labels is given up as too broad. The level in question
is then chosen beside the stops of the levels before it, which stay as they are, with few labels a rank.
That happens to hundreds of stops each with its own minutes; the plan is still within its
time and has the most of the levels before, but may then hold one stop less than the best.
"""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.core.planner.labels import Front, Label, attended, finished, insert, join, still_in, visited
from scheduler.core.planner.outlook import Outlook, outlook
from scheduler.core.planner.problem import STAGES, Busy, Choice, Problem, only, until

MOST_LABELS = 200_000
"""A second or less of work. Fourteen stops along a sweep have 16,384 walks, so they are always exact."""
FEW = 4
"""Labels kept of each rank once a search was too broad."""


class _TooBroad(Exception):
    """More labels than there is time for."""


@dataclass(frozen=True, slots=True)
class _Search:
    """A search at work. A state is how many of `hand` and of `timed` are behind."""

    problem: Problem
    outlook: Outlook
    soonest: bool
    widest: int | None
    fronts: dict[tuple[int, int], Front]
    news: dict[tuple[int, int], Front]
    whole: dict[int, Label]
    taken: list[int]

    def hours(self, timed: int) -> tuple[int, int]:
        """Between which two times a stop can be made there: after one appointment, before the next."""
        return self.outlook.begins[timed], min(self.problem.end, self.outlook.limits[timed])

    def full(self) -> bool:
        """Whether there is no time for more labels; a search that should be exact is given up then."""
        if self.taken[0] <= MOST_LABELS:
            return False
        if self.widest is None:
            raise _TooBroad
        return True


def choose(problem: Problem, stages: int = STAGES, *, soonest: bool = False) -> Choice:
    """The best walk, of the first `stages` levels only.

    With `soonest` the earliest end goes before the least walking.
    """
    best: Choice | None = None
    for stage in range(stages):
        wanted = problem.up_to(stage)
        if best is not None and not any(item.stage == stage for item in wanted.items()):
            continue
        best = _choose_stage(wanted, best, stage, soonest)
    assert best is not None
    return best


def _choose_stage(problem: Problem, before: Choice | None, stage: int, soonest: bool) -> Choice:
    """The best walk with the stops of one more stage, given the best without them."""
    goal = until(before.rank, stage - 1) if before else 0
    try:
        found = _with_all(problem, goal, stage, soonest) or _search(problem, goal, soonest)
    except _TooBroad:
        kept = {visit.name for visit in before.visits} if before else set()
        narrowed = problem.without(lambda item: item.stage < stage and item.name not in kept)
        found = _search(narrowed, goal, soonest, FEW) or before or _search(_empty(problem), 0, soonest)
    assert found is not None, "a walk without stops is always possible"
    return found


def _empty(problem: Problem) -> Problem:
    """The appointments alone."""
    return problem.without(lambda _: True)


def take_all(problem: Problem) -> Choice | None:
    """The best walk that takes every item, None when there is none or it is too long to find."""
    try:
        return _search(problem, problem.total, soonest=False) if _may_fit(problem) else None
    except _TooBroad:
        return None


def _with_all(problem: Problem, goal: int, stage: int, soonest: bool) -> Choice | None:
    """The best walk that reaches a goal and has all stops of a stage: quickly found, or found missing."""
    everything = goal + only(problem.total, stage)
    return _search(problem, everything, soonest) if everything > goal and _may_fit(problem) else None


def _may_fit(problem: Problem) -> bool:
    return sum(item.seconds for item in problem.items()) <= problem.end


def _search(problem: Problem, goal: int, soonest: bool, widest: int | None = None) -> Choice | None:
    """The best walk among those of at least rank `goal`, None when there is none."""
    states = [(h, t) for h in range(len(problem.hand) + 1) for t in range(len(problem.timed) + 1)]
    search = _Search(
        problem,
        outlook(problem, goal),
        soonest,
        widest,
        {state: {} for state in states},
        {state: {} for state in states},
        {},
        [0],
    )
    search.news[0, 0][0] = [(0, problem.start_place, 0, None)]
    _settle(search, 0)
    for index, item in enumerate(problem.sweep):
        for (hand, timed), front in search.fronts.items():
            for rank in [r for r in front if search.outlook.latest(r, index, hand, timed) < 0]:
                del front[rank]
            begin, limit = search.hours(timed)
            search.news[hand, timed] = visited(front, item, begin, limit)
        _settle(search, index + 1)
    rank = max(search.whole, default=-1)
    return finished(search.whole[rank], rank) if rank >= goal else None


def _settle(search: _Search, index: int) -> None:
    """Takes in new labels, and with them those that go on along `hand` and `timed` from there."""
    problem, news = search.problem, search.news
    for hand, timed in search.fronts:
        fresh = _take_in(search, index, hand, timed)
        news[hand, timed] = {}
        if not fresh:
            continue
        begin, limit = search.hours(timed)
        if hand < len(problem.hand):
            join(news[hand + 1, timed], fresh)
            join(news[hand + 1, timed], visited(fresh, problem.hand[hand], begin, limit))
        if timed < len(problem.timed):
            event = problem.timed[timed]
            if isinstance(event, Busy):
                join(news[hand, timed + 1], attended(fresh, event, begin, search.outlook.deadlines[timed]))
            else:
                join(news[hand, timed + 1], fresh)
                join(news[hand, timed + 1], visited(fresh, event, begin, limit))


def _take_in(search: _Search, index: int, hand: int, timed: int) -> Front:
    """Notes new labels that are whole walks, adds the others to their front, returns those that stayed."""
    low, high = search.outlook.span(index, hand, timed)
    may_end = search.outlook.all_attended(timed)
    front = search.fronts[hand, timed]
    fresh: Front = {}
    if search.full():
        return fresh
    for rank, labels in search.news[hand, timed].items():
        latest = search.outlook.latest(rank, index, hand, timed)
        known = front.setdefault(rank, [])
        search.taken[0] += len(labels)
        for label in labels:
            if label[0] > latest:
                continue
            if may_end:
                _note(search, rank, label)
            if low <= high and insert(known, label, low, high, search.widest):
                fresh.setdefault(rank, []).append(label)
        if not known:
            del front[rank]
    return still_in(front, fresh)


def _note(search: _Search, rank: int, label: Label) -> None:
    """Keeps a whole walk if it is the best of its rank."""
    known = search.whole.get(rank)
    first, second = (0, 2) if search.soonest else (2, 0)
    if known is None or (label[first], label[second]) < (known[first], known[second]):
        search.whole[rank] = label
