"""How many stops fit between appointments, which no stop may overlap."""

from __future__ import annotations

from collections.abc import Sequence
from operator import ge

from scheduler.core.planner.problem import Item
from scheduler.core.planner.rules import Rules

Numbers = tuple[int, ...]
"""How many of each level."""


class Gaps:
    """The time before each appointment and after the last, and what of each level fits into it.

    `closes`: when a stop in each gap has to be over.
    """

    def __init__(self, rules: Rules, levels: Sequence[Sequence[Item]]) -> None:
        self._shortest = [min((item.seconds for item in level), default=0) for level in levels]
        self._most = tuple(len(level) for level in levels)
        self.closes = _closes(rules)
        rooms = [_room_after(rules, index, self.closes[index + 1]) for index in range(len(rules.busy))]
        self._later = [self._fit(rooms[index:]) for index in range(len(rules.busy) + 1)]
        self._known: dict[tuple[Numbers, int], int] = {}

    def least_here(self, needed: Numbers, gap: int) -> int:
        """The seconds that stops of a gap take at least, so that what is left fits into those after it."""
        key = needed, gap
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = min(self._take(needed, later) for later in self._later[gap])
        return found

    def _take(self, needed: Numbers, later: Numbers) -> int:
        return sum(
            (need - fit) * seconds
            for need, fit, seconds in zip(needed, later, self._shortest, strict=True)
            if need > fit
        )

    def _fit(self, rooms: Sequence[int]) -> list[Numbers]:
        """The largest numbers of stops that fit into gaps of that many seconds."""
        found: list[Numbers] = [(0,) * len(self._most)]
        for room in rooms:
            sums = {_sum(numbers, more, self._most) for numbers in found for more in self._fill(room, 0)}
            found = _largest(sums)
        return found

    def _fill(self, room: int, level: int) -> list[Numbers]:
        """The largest numbers of stops, from a level on, that fit into one gap."""
        if level == len(self._most):
            return [()]
        each, most = self._shortest[level], self._most[level]
        most = min(most, room // each) if each else most
        return _largest(
            {(n, *rest) for n in range(most + 1) for rest in self._fill(room - n * each, level + 1)}
        )


def _closes(rules: Rules) -> list[int]:
    found = [rules.task.end]
    for deadline in reversed(rules.deadlines):
        found.append(min(found[-1], deadline))
    return found[::-1]


def _room_after(rules: Rules, index: int, closes: int) -> int:
    """The seconds for stops after an appointment, without the way to the next."""
    here, following = rules.busy[index], rules.busy[index + 1 : index + 2]
    way = 0
    if following and following[0].place is not None and here.place is not None:
        way = abs(following[0].place - here.place)
    return max(0, closes - way - max(here.end, rules.begins[index + 1]))


def _sum(first: Numbers, second: Numbers, most: Numbers) -> Numbers:
    return tuple(min(a + b, limit) for a, b, limit in zip(first, second, most, strict=True))


def _largest(numbers: set[Numbers]) -> list[Numbers]:
    """Without those that another exceeds."""
    found: list[Numbers] = []
    for one in sorted(numbers, reverse=True):
        if not any(all(map(ge, other, one)) for other in found):
            found.append(one)
    return found
