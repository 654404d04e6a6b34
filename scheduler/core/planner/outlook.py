"""What lies ahead in a search: how much is to come, until when, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from scheduler.core.planner.collecting import Memory
from scheduler.core.planner.problem import NEVER, STAGES, Busy, Item, Problem, only

Events = Sequence[Item | Busy]
NO_END = NEVER >> 1
"""A walk that ends later than this may take as long as it likes."""


class Outlook:
    """For each index of the three sequences of a problem, what lies from there on.

    `deadlines` are those of the appointments, `begins` the end of the last. `closes` is when a stop
    has to be over: for the next appointment, or for the end. `horizon`: what time, at stops and walking, may
    reach at most, less the appointments and the way from one to the other. `meetings`: where one has
    to be next, and as `horizon`, the latest on arriving there. With `all_locked` the locked stops are
    all taken, so that those of `timed` are as good as appointments.
    """

    def __init__(self, problem: Problem, memory: Memory, *, all_locked: bool = False) -> None:
        self.problem = problem
        self.deadlines, self.begins = deadlines(problem.start_place, problem.timed)
        fixed = [
            _fixed(event, late, all_locked) for event, late in zip(problem.timed, self.deadlines, strict=True)
        ]
        limits = list(accumulate((f.latest if f else NEVER for f in reversed(fixed)), min, initial=NEVER))[
            ::-1
        ]
        self.closes = [min(problem.end, limit) for limit in limits]
        self.all_attended = [
            not any(isinstance(e, Busy) for e in problem.timed[t:]) for t in range(len(limits))
        ]
        self.horizon = _horizon(problem, fixed, self.closes)
        self.meetings = _meetings(problem, fixed)
        self.arrival = _arrivals(fixed)
        gaps = _gaps(fixed, self.closes)
        self.levels = [Level(problem, stage, gaps, fixed, memory) for stage in range(STAGES)]
        self._sweep_span = _spans(problem.sweep)
        self._hand_span = _spans(problem.hand)
        self._timed_span = _spans(problem.timed)

    def span(self, index: int, hand: int, timed: int) -> tuple[int, int]:
        """The part of the line that holds all places still to come; low above high when none does."""
        sweep, by_hand, at_times = self._sweep_span[index], self._hand_span[hand], self._timed_span[timed]
        return min(sweep[0], by_hand[0], at_times[0]), max(sweep[1], by_hand[1], at_times[1])


class Fixed(NamedTuple):
    """What one has to be at: by when, from when on one can have left, and the latest it takes time to.

    `taken` is the time it takes beside that of stops.
    """

    place: int | None
    latest: int
    left: int
    over: int
    taken: int


def _fixed(event: Item | Busy, deadline: int, all_locked: bool) -> Fixed | None:
    """None for a stop that may be left out."""
    if isinstance(event, Busy):
        return Fixed(event.place, deadline, event.end, deadline, max(0, event.end - deadline))
    if all_locked and only(event.rank, 0):
        return Fixed(event.place, event.closes - event.seconds, event.opens + event.seconds, event.closes, 0)
    return None


class Level:
    """The stops of a problem that count for one level, or as locked.

    `passed` of those on the sweep are behind at each index. `room`: as many of them fit between the
    appointments that are still to come, and after the last. `time` is what they cost; where all on
    the sweep take the same `seconds_alike`, these come on top.
    """

    def __init__(
        self, problem: Problem, stage: int, gaps: Sequence[int], fixed: Sequence[Fixed | None], memory: Memory
    ) -> None:
        mine = [only(item.rank, stage) > 0 for item in problem.sweep]
        swept = [item for item, is_mine in zip(problem.sweep, mine, strict=True) if is_mine]
        extra = [e for e in (*problem.hand, *problem.timed) if isinstance(e, Item) and only(e.rank, stage)]
        self.number = len(swept) + len(extra)
        self.passed = list(accumulate(mine, initial=0))
        self.hand = _left(problem.hand, stage)
        self.timed = _left(problem.timed, stage)
        stays = sorted(item.seconds for item in (*swept, *extra))
        self.stays = list(accumulate(stays, initial=0))
        self.shortest = stays[0] if stays else 0
        sure = [
            f is not None and isinstance(e, Item) and only(e.rank, stage) > 0
            for f, e in zip(fixed, problem.timed, strict=True)
        ]
        self.room = _room(gaps, sure, self.shortest)
        places, seconds = tuple(item.place for item in swept), tuple(item.seconds for item in swept)
        alike = len(set(seconds)) < 2
        self.seconds_alike = seconds[0] if alike and seconds else 0
        self.walking = memory.of(places, (0,) * len(places), counted=problem.end < NO_END)
        self.time = self.walking if alike else memory.of(places, seconds, counted=problem.end < NO_END)


def _left(events: Events, stage: int) -> list[int]:
    """How many of a level are in the sequence from each index on."""
    mine = [isinstance(event, Item) and only(event.rank, stage) > 0 for event in reversed(events)]
    return list(accumulate(mine, initial=0))[::-1]


def _horizon(problem: Problem, fixed: Sequence[Fixed | None], closes: Sequence[int]) -> list[int]:
    """`Outlook.horizon`, for each index of `timed`."""
    found = [problem.end]
    for event, close in zip(reversed(fixed), reversed(closes[:-1]), strict=True):
        if event is not None:
            found.append(max(close, min(problem.end, event.over), found[-1] - event.taken))
        else:
            found.append(found[-1])
    return found[::-1]


def _meetings(problem: Problem, fixed: Sequence[Fixed | None]) -> list[tuple[int, int] | None]:
    """`Outlook.meetings`, for each index of `timed`."""
    after = problem.end
    found: list[tuple[int, int] | None] = [None]
    for event in reversed(fixed):
        meeting = found[-1]
        if event is None:
            found.append(meeting)
            continue
        if event.place is not None and meeting is not None:
            after = min(after, meeting[1] - abs(meeting[0] - event.place))
        after = max(event.over, after - event.taken)
        found.append(None if event.place is None else (event.place, after))
    return found[::-1]


def _gaps(fixed: Sequence[Fixed | None], closes: Sequence[int]) -> list[int]:
    """The time for stops after each of what is fixed, up to the next or the end."""
    found = []
    for index, event in enumerate(fixed):
        then = next((each for each in fixed[index + 1 :] if each is not None), None)
        way = 0
        if event and then and event.place is not None and then.place is not None:
            way = abs(then.place - event.place)
        found.append(
            max(0, min(closes[index + 1], NEVER if then is None else then.latest - way) - event.left)
            if event
            else 0
        )
    return found


def _room(gaps: Sequence[int], sure: Sequence[bool], shortest: int) -> list[int]:
    """How many stops of that length fit into the gaps from each index on, with those that are sure."""
    fits = (
        is_sure + (gap // shortest if shortest else NEVER)
        for gap, is_sure in zip(reversed(gaps), reversed(sure), strict=True)
    )
    return list(accumulate(fits, initial=0))[::-1]


def _arrivals(fixed: Sequence[Fixed | None]) -> list[int]:
    """When one has to be at the next of what is fixed, from each index on."""
    found = [NEVER]
    for event in reversed(fixed):
        found.append(event.latest if event else found[-1])
    return found[::-1]


def deadlines(start_place: int, timed: Events) -> tuple[list[int], list[int]]:
    """When one must be at each appointment (NEVER for items), and when that behind it is over.

    Two appointments may be too near in time: one who makes no stop between them is never late.
    """
    time, place, begin = 0, start_place, 0
    found: list[int] = []
    begins = [0]
    for event in timed:
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
