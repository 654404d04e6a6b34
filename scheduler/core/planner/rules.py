"""What every walk of a task keeps to, in whatever order it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.core.planner.outlook import deadlines
from scheduler.core.planner.problem import Busy, Choice, Item, Task, Visit

Event = Item | Busy
State = tuple[int, int, int, int]
"""Time, place, how many appointments are behind, and walking so far."""


class Rules:
    """How a walk goes on from a state, and what may follow what.

    A stop keeps to its window and lies between two appointments, which are attended in their order.
    `barred`: by name of an item, those after which it can no longer come, as bits. `horizon`: what time, at
    stops and walking, may reach at most after each number of appointments.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.busy = task.busy
        self.deadlines, self.begins = deadlines(task.start_place, task.busy)
        self.horizon = _horizon(task, self.deadlines)
        self.barred = _barred(task)
        self._is_ordered = bool(task.order or task.last)
        self.outset: State = (0, task.start_place, 0, 0)

    def step(self, state: State, event: Event) -> State | None:
        """The state after a stop or the next appointment, None where that cannot be in time."""
        time, place, attended, walking = state
        if isinstance(event, Busy):
            return self._attend(state, event)
        way = abs(event.place - place)
        time = max(time + way, event.opens, self.begins[attended]) + event.seconds
        if time > event.closes or time > self.task.end:
            return None
        return time, event.place, attended, walking + way

    def _attend(self, state: State, busy: Busy) -> State | None:
        time, place, attended, walking = state
        deadline = self.deadlines[attended]
        if busy.place is None:
            if time > deadline:
                return None
            return time + max(0, busy.end - max(busy.start, time)), place, attended + 1, walking
        way = abs(busy.place - place)
        arrive = max(time + way, self.begins[attended])
        if arrive > deadline:
            return None
        return max(arrive, busy.end), busy.place, attended + 1, walking + way

    def follow(self, events: Iterable[Event], state: State) -> State | None:
        """The state after all of these."""
        for event in events:
            after = self.step(state, event)
            if after is None:
                return None
            state = after
        return state

    def span(self, item: Item, events: Sequence[Event]) -> tuple[int, int]:
        """Between which indexes of a walk an item may be put, for the order it has to keep."""
        low, high = 0, len(events)
        if not self._is_ordered:
            return low, high
        for index, event in enumerate(events):
            if isinstance(event, Busy):
                continue
            if self.barred[event.name] >> item.name & 1:
                low = index + 1
            if self.barred[item.name] >> event.name & 1:
                high = min(high, index)
        return low, high

    def choice(self, events: Iterable[Event]) -> Choice:
        """The walk of these events, which must be possible, with its times."""
        state, rank, visits = self.outset, 0, []
        for event in events:
            after = self.step(state, event)
            assert after is not None, "a walk that cannot be walked"
            visits.append(self._visit(state, after, event))
            rank += 0 if isinstance(event, Busy) else event.rank
            state = after
        return Choice(rank, state[3], visits[-1].end if visits else 0, tuple(visits))

    def _visit(self, before: State, after: State, event: Event) -> Visit:
        way = after[3] - before[3]
        arrive = before[0] + way
        if isinstance(event, Item):
            return Visit(event.name, way, arrive, after[0] - event.seconds, after[0])
        if event.place is None:
            start = max(arrive, event.start)
            return Visit(event.name, 0, arrive, start, max(event.end, start))
        arrive = max(arrive, self.begins[before[2]])
        return Visit(event.name, way, arrive, max(arrive, event.start), after[0])


def _barred(task: Task) -> dict[int, int]:
    """Those of `order` come in that order, and those of `last` after the others that have a choice."""
    last = sum(1 << name for name in task.last)
    free = (item.name for item in task.items if not item.is_fixed and item.name not in task.last)
    barred = {item.name: 0 for item in task.items} | dict.fromkeys(free, last)
    later = 0
    for name in reversed(task.order):
        barred[name] = later
        later |= 1 << name
    return barred


def _horizon(task: Task, deadlines: Sequence[int]) -> list[int]:
    found = [max([task.end, *deadlines])]
    for busy, deadline in zip(reversed(task.busy), reversed(deadlines), strict=True):
        found.append(found[-1] - max(0, busy.end - deadline))
    return found[::-1]
