"""The least it costs to collect some of the stops of one level along a sweep.

A lower bound for the search: windows, appointments and dragged stops are left out of account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

FAR = 1 << 50
"""More than anything costs: it cannot be done."""
Approach = tuple[int, int, int, int]
"""A place to set out from, the direction of the sweep there (1, -1, 0 for either), and two costs.

The first is the cost from that place on, for whoever still gets there in this direction; the second,
without the way there, is for all others.
"""


class Ways(dict[int, list[Approach]]):
    """The ways to collect a number of stops, from each index on; found when asked for."""

    def __init__(self, collecting: Collecting, number: int) -> None:
        self._collecting = collecting
        self._number = number

    def __missing__(self, index: int) -> list[Approach]:
        found = self[index] = list(self._collecting.find_ways(index, self._number))
        return found


class Collecting:
    """Stops in the order of the sweep; `costs` are those of each stop, beside the way to it.

    A sweep is made of runs, each up or down the line. Within one the way from stop to stop adds up.
    """

    def __init__(self, places: Sequence[int], costs: Sequence[int]) -> None:
        self._places = places
        self._costs = costs
        self._runs = _runs(places)
        self._run_of = [number for number, run in enumerate(self._runs) for _ in range(run[0], run[1] + 1)]
        self._whole = self._collect_all()
        self._near: list[list[int]] = [[]]
        self._far: list[list[int]] = [[]]
        self._after: list[list[int]] = [[0] * len(places)]
        self._known: dict[int, Ways] = {}

    def ways(self, number: int) -> Ways:
        """The ways to collect that many of the stops; the best is the least cost."""
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = Ways(self, number)
        return found

    def find_ways(self, index: int, number: int) -> Iterator[Approach]:
        """The ways to collect that many from `index` on, none when there are too few."""
        if number > len(self._places) - index:
            return
        if number == len(self._places) - index:
            yield self._places[index], 0, self._whole[index], FAR
            return
        while len(self._near) <= number:
            self._add_layer()
        near, far = self._near[number], self._far[number]
        for j in [index, *(run[0] for run in self._runs[self._run_of[index] + 1 :])]:
            if far[j] < FAR:
                yield self._places[j], self._runs[self._run_of[j]][2], near[j], far[j]

    def _collect_all(self) -> list[int]:
        whole = list(self._costs)
        for j in range(len(whole) - 2, -1, -1):
            whole[j] += abs(self._places[j + 1] - self._places[j]) + whole[j + 1]
        return whole

    def _add_layer(self) -> None:
        """The costs of collecting one stop more.

        `after`: having just stopped at j. `near`: being at j, whether one stops there or not.
        `far`: being wherever is best.
        """
        places, costs, before = self._places, self._costs, self._after[-1]
        after, near, far = ([FAR] * (len(places) + 1) for _ in range(3))
        for number in range(len(self._runs) - 1, -1, -1):
            first, last, _ = self._runs[number]
            later = self._runs[number + 1 :]
            for j in range(last, first - 1, -1):
                stopping = costs[j] + before[j]
                passing = near[j + 1] + abs(places[j + 1] - places[j]) if j < last else FAR
                for start, _, way in later:
                    ahead = places[start] - places[j]
                    turning = near[start] + abs(ahead) if way * ahead >= 0 else far[start]
                    passing = min(passing, turning)
                after[j] = passing
                near[j] = min(stopping, passing)
                far[j] = min(stopping, far[j + 1])
        self._after.append(after)
        self._near.append(near)
        self._far.append(far)


class Uncounted(Collecting):
    """Where time is no matter: only whether there are as many."""

    def find_ways(self, index: int, number: int) -> Iterator[Approach]:
        if number <= len(self._places) - index:
            yield 0, 0, -FAR, -FAR


class Memory:
    """Keeps what was found out for one search for the next."""

    def __init__(self) -> None:
        self._known: dict[object, Collecting] = {}

    def of(self, places: tuple[int, ...], costs: tuple[int, ...], *, counted: bool) -> Collecting:
        """`Collecting`, or `Uncounted`."""
        key = places, costs, counted
        if key not in self._known:
            self._known[key] = (Collecting if counted else Uncounted)(places, costs)
        return self._known[key]


def _runs(places: Sequence[int]) -> list[tuple[int, int, int]]:
    """First and last index of each run, and its direction (0 where all is in one place)."""
    found: list[tuple[int, int, int]] = []
    for j, place in enumerate(places):
        step = place - places[j - 1] if found else 0
        way = (step > 0) - (step < 0)
        if found and (way == 0 or found[-1][2] in (0, way)):
            found[-1] = found[-1][0], j, found[-1][2] or way
        else:
            found.append((j, j, 0))
    return found
