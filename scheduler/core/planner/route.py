"""One walk, and where more stops could be put in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scheduler.core.planner.problem import NEVER, Busy, Item
from scheduler.core.planner.rules import Event, Rules, State

NEAR = 2
"""So many posters are tried at each end of a way, on both sides."""


class Insertion(NamedTuple):
    """A stop put in before the event of that index, and the walking it adds."""

    added: int
    before: int
    name: int
    item: Item


class Pool:
    """Posters that may be put in. Of many only those near the ends of a way, and some along it, are tried."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = sorted(items, key=lambda item: (item.place, item.name))
        self._places = [item.place for item in self._items]
        timed = [i for i, item in enumerate(self._items) if item.opens > 0 or item.closes < NEVER]
        self._with_windows = timed
        self._known: dict[tuple[int, int], list[Item]] = {}
        self.shortest = min((item.seconds for item in self._items), default=NEVER)

    def near(self, place: int, there: int) -> list[Item]:
        """Those to be tried on the way between two places."""
        found = self._known.get((place, there))
        if found is None:
            indexes = self._find(min(place, there), max(place, there))
            found = self._known[place, there] = [self._items[i] for i in sorted(indexes)]
        return found

    def _find(self, low: int, high: int) -> set[int]:
        first, last = bisect_left(self._places, low), bisect_right(self._places, high)
        step = max(1, (last - first) // 4)
        ends = {*range(first - NEAR, first + NEAR), *range(last - NEAR, last + NEAR)}
        along = range(first, last, step)
        return {i for i in (*ends, *along) if 0 <= i < len(self._items)}.union(self._with_windows)


class Route:
    """A walk that can be walked, with what is known at each of its events.

    `states` are those before each, and after the last; `targets` where one goes from there, and the
    latest one can get there. One who is later misses something; who is not may still, as the way before
    an appointment without a place is not looked at.
    """

    def __init__(self, rules: Rules, events: Sequence[Event]) -> None:
        self.rules = rules
        self.events = events
        self.states = list(_states(rules, events))
        self.targets = _targets(rules, events)
        self.names = {event.name for event in events}

    @property
    def walking(self) -> int:
        """Seconds of it in all."""
        return self.states[-1][3]

    @property
    def free(self) -> int:
        """Seconds that are neither for stops nor for walking nor for appointments."""
        stays = sum(event.seconds for event in self.events if isinstance(event, Item))
        return self.rules.horizon[0] - stays - self.walking

    def without(self, index: int) -> Route | None:
        """The walk without one of its stops; None for an appointment, which nobody leaves out."""
        if isinstance(self.events[index], Busy):
            return None
        rest = [*self.events[:index], *self.events[index + 1 :]]
        return Route(self.rules, rest) if self.rules.follow(rest, self.rules.outset) else None

    def insertions(self, pool: Pool, *, most: int = NEVER) -> list[Insertion]:
        """Where stops of the pool could perhaps be put in, with less than `most` more walking; best first."""
        found: list[Insertion] = []
        for index, state in enumerate(self.states):
            found += self._insertions_at(index, state, pool, most)
        found.sort()
        return found

    def _insertions_at(self, index: int, state: State, pool: Pool, most: int) -> Iterator[Insertion]:
        time, place, attended, _ = state
        begin, end = self.rules.begins[attended], self.rules.task.end
        there, latest = self.targets[index] or (None, NEVER)
        way = 0 if there is None else abs(there - place)
        for item in pool.near(place, place if there is None else there):
            out, back = abs(item.place - place), 0 if there is None else abs(there - item.place)
            if out + back - way >= most or item.name in self.names:
                continue
            leave = max(time + out, item.opens, begin) + item.seconds
            if leave > item.closes or leave > end or leave + back > latest:
                continue
            first, last = self.rules.span(item, self.events)
            if first <= index <= last:
                yield Insertion(out + back - way, index, item.name, item)

    def with_stop(self, insertion: Insertion) -> Route | None:
        """The walk with one stop more, if it can be walked."""
        index, item = insertion.before, insertion.item
        if self.rules.follow((item, *self.events[index:]), self.states[index]) is None:
            return None
        return Route(self.rules, [*self.events[:index], item, *self.events[index:]])


def _states(rules: Rules, events: Sequence[Event]) -> Iterator[State]:
    state = rules.outset
    yield state
    for event in events:
        after = rules.step(state, event)
        assert after is not None, "a walk that cannot be walked"
        state = after
        yield state


def _targets(rules: Rules, events: Sequence[Event]) -> list[tuple[int, int] | None]:
    """The next place from before each event on, and the latest to be there; None after the last."""
    found: list[tuple[int, int] | None] = [None]
    attended = len(rules.busy)
    for event in reversed(events):
        target = found[-1]
        if isinstance(event, Busy):
            attended -= 1
            if event.place is not None:
                found.append((event.place, rules.deadlines[attended]))
            else:
                found.append(None if target is None else (target[0], NEVER))
            continue
        latest = min(event.closes, rules.task.end)
        if target is not None:
            latest = min(latest, target[1] - abs(target[0] - event.place))
        found.append((event.place, latest - event.seconds))
    return found[::-1]
