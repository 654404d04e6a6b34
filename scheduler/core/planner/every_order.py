"""The best walk of all, in whatever order: for the few stops for which every order can be looked at.

Of two partial walks with the same stops and appointments behind them, `a` makes `b` useless when it
could walk to the place of `b` and be there no later and, where walking counts, with no more of it.
Others are dropped because what they still need cannot be done in time. Those that seem best go on first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from scheduler.core.planner.gaps import Gaps, Numbers
from scheduler.core.planner.problem import NEVER, Aim, Choice, Item, counts, only
from scheduler.core.planner.rules import Event, Rules, State
from scheduler.core.planner.ways import chains, cover, cover_some

Trace = tuple["Trace | None", Event]
"""The events so far, the last first."""
Entry = tuple[int, int, int, int, int, State, "Trace | None"]
"""A partial walk behind what says when it goes on: its merit, minus its number of stops, the
earliest it could be over, and a number of its own. Then the stops behind it as bits, its state and its trace.
"""


class Ahead(NamedTuple):
    """What is needed after some stops: all of `sure`, and so many each of `some`.

    `low` and `high` are the ends of what is sure; `stays` is the least time it all takes.
    """

    reached: bool
    needed: Numbers
    stays: int
    low: int
    high: int
    sure: Sequence[tuple[int, int]]
    some: Sequence[tuple[int, Sequence[int]]]


class Possible(NamedTuple):
    """A stop, which is `excluded` after it or after those it has to come before."""

    seconds: int
    name: int
    place: int
    latest: int
    excluded: int


class EveryOrder:
    """The search among all walks with stops of the first `stages` levels."""

    def __init__(self, rules: Rules, stages: int) -> None:
        self._rules = rules
        self._items = [item for item in rules.task.items if item.stage < stages]
        levels = [[item for item in self._items if only(item.rank, stage)] for stage in range(stages)]
        self._bits = [sum(1 << item.name for item in level) for level in levels]
        self._gaps = Gaps(rules, levels[1:] or levels)
        self._levels = [sorted(self._possible(item) for item in level) for level in levels]
        self._chains = chains(rules.busy)

    def _possible(self, item: Item) -> Possible:
        latest = _latest(self._rules, self._gaps.closes, item)
        excluded = 1 << item.name | self._rules.barred[item.name]
        return Possible(item.seconds, item.name, item.place, latest, excluded)

    def walk(self, goal: int, aim: Aim, *, most_walking: int = NEVER) -> Choice | None:
        """The walk aimed at, of those that reach the goal with less walking than `most_walking`."""
        self._goal = counts(goal)[: len(self._levels)]
        self._aim = aim
        self._most_walking = most_walking
        self._known: dict[int, Ahead | None] = {}
        self._ways: dict[tuple[int, int, int], int] = {}
        self._fronts: dict[tuple[int, int], list[State]] = {}
        self._heap: list[Entry] = []
        self._numbers = count()
        self._add(0, 0, self._rules.outset, None)
        while self._heap:
            _, stops, _, _, behind, state, trace = heappop(self._heap)
            if state not in self._fronts[behind, state[2]]:
                continue
            ahead = self._known[behind]
            if ahead and ahead.reached and state[2] == len(self._rules.busy):
                return self._rules.choice(_events(trace))
            for event, then in self._next(behind, state[2]):
                after = self._rules.step(state, event)
                if after is not None:
                    self._add(then, stops - (then != behind), after, (trace, event))
        return None

    def _next(self, behind: int, attended: int) -> Iterator[tuple[Event, int]]:
        """What may come next, and the stops behind then."""
        barred = self._rules.barred
        for item in self._items:
            bit = 1 << item.name
            if not behind & bit and not behind & barred[item.name]:
                yield item, behind | bit
        if attended < len(self._rules.busy):
            yield self._rules.busy[attended], behind

    def _add(self, behind: int, stops: int, state: State, trace: Trace | None) -> None:
        """Takes in a partial walk, unless it is useless."""
        if behind not in self._known:
            self._known[behind] = self._look_ahead(behind)
        ahead = self._known[behind]
        way = None if ahead is None else self._way_in_time(ahead, behind, state)
        if ahead is None or way is None or state[3] + way >= self._most_walking:
            return
        if self._insert(self._fronts.setdefault((behind, state[2]), []), state):
            end = state[0] + ahead.stays + way
            entry = (self._merit(state, way, end), stops, end, next(self._numbers), behind, state, trace)
            heappush(self._heap, entry)

    def _merit(self, state: State, way: int, end: int) -> int:
        """What a walk that goes on from there has at least of what there should be little of."""
        if self._aim is Aim.SHORTEST:
            return state[3] + way
        horizon = self._rules.horizon
        return end + horizon[-1] - horizon[state[2]] if self._aim is Aim.SOONEST else 0

    def _way_in_time(self, ahead: Ahead, behind: int, state: State) -> int | None:
        """The least walking to what is needed and to the appointments; None where that is too late."""
        time, place, attended, _ = state
        spare = self._rules.horizon[attended] - ahead.stays - time
        if not ahead.reached and (spare < 0 or self._is_late(ahead, state)):
            return None
        key = behind, place, attended
        way = self._ways.get(key)
        if way is None:
            way = self._ways[key] = self._way(ahead, place, attended)
        return way if ahead.reached or way <= spare else None

    def _insert(self, front: list[State], state: State) -> bool:
        """Adds a state to those with the same behind them, unless one of them makes it useless."""
        shortest = self._aim is Aim.SHORTEST
        time, place, _, walking = state
        kept = []
        for other in front:
            way = abs(other[1] - place)
            if other[0] + way <= time and (not shortest or other[3] + way <= walking):
                return False
            if time + way > other[0] or (shortest and walking + way > other[3]):
                kept.append(other)
        kept.append(state)
        front[:] = kept
        return True

    def _way(self, ahead: Ahead, place: int, attended: int) -> int:
        """The same, however late."""
        chain = self._chains[attended]
        way = cover(place, chain, ahead.low, ahead.high)
        for number, places in ahead.some:
            way = max(way, cover_some(place, chain, (ahead.low, ahead.high), number, places))
        return way

    def _is_late(self, ahead: Ahead, state: State) -> bool:
        """Whether a poster that is sure, or the next appointment, cannot be in time."""
        time, place, attended, _ = state
        for latest, there in ahead.sure:
            if time + abs(there - place) > latest:
                return True
        here = self._gaps.least_here(ahead.needed, attended)
        if here and max(time, self._rules.begins[attended]) + here > self._gaps.closes[attended]:
            return True
        if attended == len(self._rules.busy):
            return False
        meeting = self._rules.busy[attended].place
        arrive = time + here if meeting is None else time + here + abs(meeting - place)
        return arrive > self._rules.deadlines[attended]

    def _look_ahead(self, behind: int) -> Ahead | None:
        """What is needed after these stops, None where there are too few left."""
        needed, stays = [], []
        sure: list[Possible] = []
        some = []
        for level, bits, want in zip(self._levels, self._bits, self._goal, strict=True):
            need = want - (behind & bits).bit_count()
            if need <= 0:
                needed.append(0)
                stays.append(0)
                continue
            left = [each for each in level if not behind & each.excluded]
            if len(left) < need:
                return None
            needed.append(need)
            if len(left) == need:
                sure += left
                stays.append(sum([each.seconds for each in left]))
            else:
                some.append((need, sorted([each.place for each in left])))
                stays.append(sum([each.seconds for each in left[:need]]))
        places = [each.place for each in sure]
        return Ahead(
            not any(needed),
            tuple(needed[1:] or needed),
            max(stays[0], sum(stays[1:])),
            min(places) if places else NEVER,
            max(places) if places else -NEVER,
            [(each.latest, each.place) for each in sure],
            some,
        )


def _latest(rules: Rules, closes: Sequence[int], item: Item) -> int:
    """The latest that one can be at an item to stop there; -1 where it fits between no two appointments."""
    latest = -1
    place: int | None = rules.task.start_place
    for index in range(len(rules.busy) + 1):
        begin = rules.begins[index]
        if index:
            place = rules.busy[index - 1].place
            begin = max(begin, rules.busy[index - 1].end)
        if place is not None:
            begin += abs(place - item.place)
        close = min(closes[index], item.closes)
        following = rules.busy[index].place if index < len(rules.busy) else None
        if following is not None:
            close = min(close, rules.deadlines[index] - abs(following - item.place))
        if close - item.seconds >= max(begin, item.opens):
            latest = max(latest, close - item.seconds)
    return latest


def _events(trace: Trace | None) -> list[Event]:
    found: list[Event] = []
    while trace is not None:
        trace, event = trace
        found.append(event)
    return found[::-1]
