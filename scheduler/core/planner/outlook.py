"""What is still to come in a search: which ranks are in reach, until when, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.core.planner.problem import NEVER, STAGES, Busy, Item, Problem, counts, only

Events = Sequence[Item | Busy]


@dataclass(frozen=True, slots=True)
class Outlook:
    """For each index of the three sequences, what lies from there on.

    `deadlines` are those of the appointments, `limits` the next of them, `begins` the end of the last.
    """

    goal: int
    end: int
    sweep: tuple[int, ...]
    hand: tuple[int, ...]
    timed: tuple[int, ...]
    sweep_span: tuple[tuple[int, int], ...]
    hand_span: tuple[tuple[int, int], ...]
    timed_span: tuple[tuple[int, int], ...]
    deadlines: tuple[int, ...]
    limits: tuple[int, ...]
    begins: tuple[int, ...]
    shortest: tuple[int, ...]
    memory: dict[int, int]

    def latest(self, rank: int, index: int, hand: int, timed: int) -> int:
        """The latest time at which a label of that rank can still reach the goal, -1 for never."""
        if rank + self.sweep[index] + self.hand[hand] + self.timed[timed] < self.goal:
            return -1
        if rank not in self.memory:
            missing = [
                max(0, want - have) for want, have in zip(counts(self.goal), counts(rank), strict=True)
            ]
            locked, *others = map(int.__mul__, missing, self.shortest)
            self.memory[rank] = self.end - max(locked, sum(others))
        return self.memory[rank]

    def span(self, index: int, hand: int, timed: int) -> tuple[int, int]:
        """The part of the line that holds all places still to come; low above high when none does."""
        spans = self.sweep_span[index], self.hand_span[hand], self.timed_span[timed]
        return min(low for low, _ in spans), max(high for _, high in spans)

    def all_attended(self, timed: int) -> bool:
        """Whether no appointment is still to come, so that a walk may end here."""
        return self.limits[timed] == NEVER


def outlook(problem: Problem, goal: int) -> Outlook:
    """The outlook of a search for walks of at least rank `goal`."""
    deadlines, begins = _deadlines(problem)
    ends = [
        max(event.end, deadline)
        for event, deadline in zip(problem.timed, deadlines, strict=True)
        if isinstance(event, Busy)
    ]
    shortest = (
        min((item.seconds for item in problem.items() if only(item.rank, stage)), default=0)
        for stage in range(STAGES)
    )
    limits = [NEVER]
    for deadline in reversed(deadlines):
        limits.append(min(deadline, limits[-1]))
    return Outlook(
        goal,
        max(problem.end, *ends) if ends else problem.end,
        _ranks(problem.sweep),
        _ranks(problem.hand),
        _ranks(problem.timed),
        _spans(problem.sweep),
        _spans(problem.hand),
        _spans(problem.timed),
        tuple(deadlines),
        tuple(reversed(limits)),
        tuple(begins),
        tuple(shortest),
        {},
    )


def _deadlines(problem: Problem) -> tuple[list[int], list[int]]:
    """When one must be at each appointment of `timed` (NEVER for items), and when that behind it is over.

    Two appointments may be too near in time: one who makes no stop between them is never late.
    """
    time, place, begin = 0, problem.start_place, 0
    found: list[int] = []
    begins = [0]
    for event in problem.timed:
        if isinstance(event, Item):
            found.append(NEVER)
        elif event.place is None:
            found.append(max(event.start, time))
            time += max(0, event.end - max(event.start, time))
            begin = max(begin, event.end)
        else:
            arrive = max(time + abs(event.place - place), begin)
            found.append(max(event.start, arrive))
            time, place = max(event.end, arrive), event.place
        begins.append(begin)
    return found, begins


def _ranks(events: Events) -> tuple[int, ...]:
    sums = [0]
    for event in reversed(events):
        sums.append(sums[-1] + (event.rank if isinstance(event, Item) else 0))
    return tuple(reversed(sums))


def _spans(events: Events) -> tuple[tuple[int, int], ...]:
    """Before an appointment without a place nothing says which way to walk, so labels stay where they are."""
    low, high = NEVER, -NEVER
    spans = [(low, high)]
    for event in reversed(events):
        for place in _places(event):
            low, high = min(low, place), max(high, place)
        spans.append((low, high))
    return tuple(reversed(spans))


def _places(event: Item | Busy) -> Iterable[int]:
    return (-NEVER, NEVER) if event.place is None else (event.place,)
