"""What the rules of a walk say, written down a second time, and the best walk found by trying all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.core.planner.problem import Busy, Item, Task

Event = Item | Busy
State = tuple[int, int, int, int]
"""Time, place, walking, and when the appointment without a place is over that one had last."""
Past = tuple[int, int]
"""The stops behind, as bits of their names, and the number of appointments."""


def followed(start_place: int, end: int, events: Sequence[Event]) -> tuple[int, int] | None:
    """(rank, -walking) of visiting these in this order as early as can be; None if impossible.

    Time is the clock of the walk, which an appointment without a place only stops.
    """
    deadlines = appointment_deadlines(start_place, [e for e in events if isinstance(e, Busy)])
    state: State | None = (0, start_place, 0, 0)
    for event in events:
        state = gone_on(state, event, end, deadlines)
        if state is None:
            return None
    return sum(e.rank for e in events if isinstance(e, Item)), -state[2]


def gone_on(state: State, event: Event, end: int, deadlines: dict[int, int]) -> State | None:
    time, place, walking, begin = state
    there = place if event.place is None else event.place
    walking, time = walking + abs(there - place), time + abs(there - place)
    if isinstance(event, Item):
        time = max(time, event.opens, begin) + event.seconds
        return None if time > min(end, event.closes) else (time, there, walking, begin)
    time = time if event.place is None else max(time, begin)
    if time > deadlines[event.name]:
        return None
    time, begin = after(event, time, begin)
    return time, there, walking, begin


def after(busy: Busy, time: int, begin: int) -> tuple[int, int]:
    if busy.place is not None:
        return max(time, busy.end), begin
    return time + len(range(max(time, busy.start), busy.end)), max(begin, busy.end)


def appointment_deadlines(start_place: int, appointments: Sequence[Busy]) -> dict[int, int]:
    """When one is there who goes from one appointment to the next, but not before it begins."""
    time, place, begin, found = 0, start_place, 0, {}
    for event in appointments:
        if event.place is not None:
            time, place = max(time + abs(event.place - place), begin), event.place
        found[event.name] = max(event.start, time)
        time, begin = after(event, time, begin)
    return found


def best_of_all_orders(task: Task) -> tuple[int, int]:
    """(rank, -walking) of the best walk: step by step, all walks with one stop or appointment more."""
    best = (0, -(1 << 60))
    walks: dict[Past, list[State]] = {(0, 0): [(0, task.start_place, 0, 0)]}
    deadlines = appointment_deadlines(task.start_place, task.busy)
    while walks:
        longer: dict[Past, list[State]] = {}
        for (behind, attended), states in walks.items():
            if attended == len(task.busy):
                rank = sum(item.rank for item in task.items if behind >> item.name & 1)
                best = max(best, (rank, max(-state[2] for state in states)))
            for event, past in followers(task, behind, attended):
                for state in states:
                    then = gone_on(state, event, task.end, deadlines)
                    if then:
                        keep(longer.setdefault(past, []), then)
        walks = longer
    return best


def followers(task: Task, behind: int, attended: int) -> Iterator[tuple[Event, Past]]:
    for item in task.items:
        if not behind >> item.name & 1 and may_follow(task, item, behind):
            yield item, (behind | 1 << item.name, attended)
    if attended < len(task.busy):
        yield task.busy[attended], (behind, attended + 1)


def may_follow(task: Task, item: Item, behind: int) -> bool:
    """Whether an item keeps to the order of those dragged, and of those put off, after some stops."""
    if item.name in task.order:
        later = task.order[task.order.index(item.name) + 1 :]
        return not any(behind >> name & 1 for name in later)
    if item.name in task.last or item.is_fixed:
        return True
    return not any(behind >> name & 1 for name in task.last)


def keep(states: list[State], state: State) -> None:
    """Adds a state unless there is one at the same place that is as good in all."""
    if not any(o[1] == state[1] and o[0] <= state[0] and o[2] <= state[2] for o in states):
        states.append(state)
