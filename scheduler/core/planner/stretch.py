"""The best walk where one stays equally long at all posters of a level, and none has a time or a turn.

Such a walk goes over one stretch of the line. It may take any posters there, and takes as long whichever of
a level it takes: so it is only asked how short a stretch can be that holds so many of each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from scheduler.core.planner.problem import STAGES, Choice, Item, Task, sides
from scheduler.core.planner.rules import Rules

Stretch = tuple[int, int, int]
"""Walking, and the first and the last place."""
Numbers = tuple[int, ...]


def best_stretch(task: Task) -> Choice | None:
    """The best walk; None for a task of another kind, or where not all locked stops fit."""
    if not task.at_any_time or task.order or task.last:
        return None
    line = _Line(task)
    return line.choice() if line.is_alike and line.shortest((0,) * STAGES) else None


class _Line:
    """The posters of a task by level and place. Those of the first level, the locked ones, are all taken."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._levels = [_of_stage(task, stage) for stage in range(STAGES)]
        self._places = [[item.place for item in level] for level in self._levels]
        self._seconds = [level[0].seconds if level else 0 for level in self._levels]
        ends = [task.start_place, *self._places[0]]
        self._low, self._high = min(ends), max(ends)
        self._time = task.end - sum(item.seconds for item in self._levels[0])
        self.is_alike = all(
            item.seconds == seconds
            for level, seconds in zip(self._levels[1:], self._seconds[1:], strict=True)
            for item in level
        )

    def choice(self) -> Choice:
        """The walk with the most of each level beside those before it, and then the least walking."""
        numbers: Numbers = (0,) * STAGES
        for stage in range(1, STAGES):
            numbers = self._most(stage, numbers)
        stretch = self.shortest(numbers)
        assert stretch is not None, "it is as long as those that were counted"
        return Rules(self._task).choice(self._walk(numbers, stretch))

    def _most(self, stage: int, numbers: Numbers) -> Numbers:
        """As many more of a level as fit; where some do, fewer do, too."""

        def too_many(more: int) -> bool:
            return self.shortest((*numbers[:stage], more, *numbers[stage + 1 :])) is None

        tried = range(1, len(self._levels[stage]) + 1)
        return *numbers[:stage], bisect_left(tried, True, key=too_many), *numbers[stage + 1 :]

    def shortest(self, numbers: Numbers) -> Stretch | None:
        """The shortest stretch with so many of each level, if there is time for it."""
        free = self._time - sum(map(int.__mul__, numbers, self._seconds))
        if free < 0:
            return None
        found = min(self._stretches(numbers), default=None)
        return found if found and found[0] <= free else None

    def _stretches(self, numbers: Numbers) -> Iterator[Stretch]:
        start = self._task.start_place
        wanted = [pair for pair in zip(self._places, numbers, strict=True) if pair[1]]
        lows = {place for places, _ in wanted for place in places if place < self._low}
        for low in (self._low, *lows):
            high = self._high
            for places, number in wanted:
                last = bisect_left(places, low) + number - 1
                if last >= len(places):
                    break
                high = max(high, places[last])
            else:
                yield high - low + min(start - low, high - start), low, high

    def _walk(self, numbers: Numbers, stretch: Stretch) -> Sequence[Item]:
        """So many stops of a stretch, in the order of the shorter of its two sweeps.

        Of more than are taken it is the first of the musts, and the last of the others: whoever falls
        behind the plan then still has something to leave out that is no must.
        """
        _, low, high = stretch
        start = self._task.start_place
        down_first = start - low < high - start
        taken = list(self._levels[0])
        for stage, number in enumerate(numbers):
            there = _in_order([i for i in self._levels[stage] if low <= i.place <= high], start, down_first)
            taken += there[:number] if stage <= 1 else there[len(there) - number :]
        return _in_order(taken, start, down_first)


def _in_order(items: Sequence[Item], start: int, down_first: bool) -> list[Item]:
    up, down = sides(items, start)
    return down + up if down_first else up + down


def _of_stage(task: Task, stage: int) -> list[Item]:
    mine = (item for item in task.items if item.stage == stage)
    return sorted(mine, key=lambda item: (item.place, item.name))
