"""The search for one walk: the best of those that reach a goal, or the first."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.core.planner.labels import Front, Label, Limits, attended, finished, insert, visited
from scheduler.core.planner.outlook import Outlook
from scheduler.core.planner.problem import Aim, Busy, Choice, Item, unit, until
from scheduler.core.planner.reach import Reach, admits

MOST_LABELS = 20_000
"""Labels of one search that should be exact: a fifth of a second. Usual ones take in 2,000 at most."""

WEEDED = 4
"""Every so many stops of the sweep labels are looked at again, whether they can still reach the goal."""
State = tuple[int, int]


class TooBroad(Exception):
    """More labels than there is time for."""


@dataclass
class Effort:
    """How many labels the quick searches for one plan may still take in."""

    left: int


class Search:
    """A search among walks with stops of the first `stages` levels.

    A state is how many of `hand` and of `timed` are behind. With `effort`, only `widest` labels of a rank
    are kept, and no more are taken in than it has left: the best walk may be lost.
    """

    def __init__(
        self,
        outlook: Outlook,
        reach: Reach,
        stages: int,
        aim: Aim,
        *,
        effort: Effort | None = None,
        widest: int | None = None,
    ) -> None:
        self._problem = problem = outlook.problem
        self._outlook = outlook
        self._reach = reach
        self._aim = aim
        self._effort = effort
        self._widest = widest
        self._stage = stages - 1
        self._taken = 0
        self._best: tuple[int, Label] | None = None
        states = [(h, t) for h in range(len(problem.hand) + 1) for t in range(len(problem.timed) + 1)]
        self._last_state = states[-1]
        self._fronts: dict[State, Front] = {state: {} for state in states}
        self._news: dict[State, Front] = {state: {} for state in states}

    def walk(self) -> Choice | None:
        """The walk, None when no walk reaches the goal.

        :raises TooBroad: there are too many to look at.
        """
        self._news[0, 0][0] = [(0, self._problem.start_place, 0, None)]
        self._settle(0)
        for index, item in enumerate(self._problem.sweep):
            if self._is_over():
                break
            for state, front in self._fronts.items():
                if front:
                    if index % WEEDED == 0:
                        self._weed(front, index, state)
                    limits = Limits(self._outlook.begins[state[1]], self._outlook.closes[state[1]])
                    self._visit(self._news[state], front, item, limits, index + 1, state)
            self._settle(index + 1)
        return finished(self._best[1], self._best[0]) if self._best else None

    def _is_over(self) -> bool:
        """Whether nothing better can come, or all is spent."""
        if self._effort is not None and self._effort.left <= 0:
            return True
        return self._aim is Aim.ANY and self._best is not None and self._best[0] == self._reach.most

    def _visit(self, news: Front, front: Front, item: Item, limits: Limits, index: int, state: State) -> None:
        """Makes news, at an index and state, of the labels of a front that also stop at an item."""
        more, seconds = until(item.rank, self._stage), item.seconds
        bounds = self._reach.bounds(state)
        for rank, labels in front.items():
            bound = bounds[rank + more]
            if bound is None or (len(labels) == 1 and labels[0][0] + seconds > bound.latest):
                continue
            if after := visited(labels, item, limits, bound, index):
                news.setdefault(rank + more, []).extend(after)

    def _settle(self, index: int) -> None:
        """Takes in new labels, and with them those that go on along `hand` and `timed` from there."""
        for state, news in self._news.items():
            if news:
                self._news[state] = {}
                fresh = self._take_in(news, index, state)
                if fresh and state != self._last_state:
                    self._go_on(fresh, index, *state)

    def _weed(self, front: Front, index: int, state: State) -> None:
        """Drops what can no longer reach the goal from there."""
        bounds = self._reach.bounds(state)
        for rank, labels in list(front.items()):
            bound = bounds[rank]
            kept = [label for label in labels if admits(bound, *label[:3], index)] if bound else []
            if not kept:
                del front[rank]
            elif len(kept) < len(labels):
                front[rank] = kept

    def _take_in(self, news: Front, index: int, state: State) -> Front:
        """Notes new labels that are whole walks, adds the others to their front, returns those added."""
        front = self._fronts[state]
        span = self._outlook.span(index, *state)
        may_end = self._outlook.all_attended[state[1]]
        fresh: Front = {}
        for rank in sorted(news, reverse=True):
            if may_end and rank >= self._reach.goal:
                for label in news[rank]:
                    self._note(rank, label)
                if rank == self._reach.most:
                    continue
            if span[0] > span[1]:
                continue
            known = front.get(rank, [])
            added = [label for label in news[rank] if self._insert(known, label, span)]
            if known:
                front[rank] = known
            if len(added) > 1:
                added = [label for label in added if any(label is other for other in known)]
            if added:
                fresh[rank] = added
        return fresh

    def _insert(self, known: list[Label], label: Label, span: tuple[int, int]) -> bool:
        self._taken += 1
        if self._effort is not None:
            self._effort.left -= 1
        elif self._taken > MOST_LABELS:
            raise TooBroad
        shortest = self._aim is Aim.SHORTEST
        return insert(known, label, span, walking_counts=shortest, widest=self._widest)

    def _go_on(self, fresh: Front, index: int, hand: int, timed: int) -> None:
        """Makes news of labels that go on to the next of `hand` or of `timed`, or pass it."""
        begin, close = self._outlook.begins[timed], self._outlook.closes[timed]
        if hand < len(self._problem.hand):
            state = hand + 1, timed
            self._pass_on(fresh, index, state)
            item = self._problem.hand[hand]
            self._visit(self._news[state], fresh, item, Limits(begin, close), index, state)
        if timed < len(self._problem.timed):
            state, event = (hand, timed + 1), self._problem.timed[timed]
            if isinstance(event, Busy):
                deadline = self._outlook.deadlines[timed]
                there = {rank: attended(labels, event, begin, deadline) for rank, labels in fresh.items()}
                self._pass_on(there, index, state)
                return
            self._pass_on(fresh, index, state)
            close = self._outlook.closes[timed + 1]
            self._visit(self._news[state], fresh, event, Limits(begin, close), index, state)

    def _pass_on(self, front: Front, index: int, state: State) -> None:
        """Makes news in another state of those labels that can still reach the goal from there."""
        news, bounds = self._news[state], self._reach.bounds(state)
        for rank, labels in front.items():
            bound = bounds[rank]
            kept = [label for label in labels if admits(bound, *label[:3], index)] if bound else []
            if kept:
                news.setdefault(rank, []).extend(kept)

    def _note(self, rank: int, label: Label) -> None:
        """Keeps a whole walk if it is the best so far."""
        if self._best is None or self._merit(rank, label) < self._merit(*self._best):
            self._best = rank, label
        if self._aim is Aim.ANY and self._reach.goal <= rank < self._reach.most:
            self._reach.aim_higher(rank + unit(self._stage))

    def _merit(self, rank: int, label: Label) -> tuple[int, int, int]:
        """Smaller is better."""
        time, _, walking, _ = label
        return (-rank, walking, time) if self._aim is Aim.SHORTEST else (-rank, time, walking)
