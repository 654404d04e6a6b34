"""Which partial walks can still reach a goal: the bounds that keep the search small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scheduler.core.planner.collecting import Ways
from scheduler.core.planner.outlook import Outlook
from scheduler.core.planner.problem import NEVER, counts, holds

Part = tuple[Sequence[int], Ways, int]
"""What the missing stops of one level ask for: how many are behind at each index of the sweep, the ways to
collect those missing, and what the whole may cost at most.
"""


class Bound(NamedTuple):
    """What labels must keep to: a latest time, the same at the next place they have to be at, and what
    the missing stops of each level ask for, in time and in walking.
    """

    latest: int
    meeting: tuple[int, int] | None
    time: Sequence[Part]
    walking: Sequence[Part]


class Bounds(dict[int, Bound | None]):
    """The bounds of one state by rank, found when asked for."""

    def __init__(self, reach: Reach, state: tuple[int, int]) -> None:
        self._reach = reach
        self._state = state

    def __missing__(self, rank: int) -> Bound | None:
        found = self[rank] = self._reach.find_bound(rank, *self._state)
        return found


class Reach:
    """The bounds of one search, for walks with stops of the first levels, as many as `goal` says.

    Of the last of these levels it may be more, up to what `most` says. `most_walking`: a walk with more is
    none that is wanted.
    """

    def __init__(
        self, outlook: Outlook, goal: int, stages: int, *, most: int | None = None, most_walking: int = NEVER
    ) -> None:
        self.goal = goal
        self.most = goal if most is None else most
        self._outlook = outlook
        self._levels = outlook.levels[:stages]
        self._most_walking = most_walking
        self._bounds: dict[tuple[int, int], Bounds] = {}

    def aim_higher(self, goal: int) -> None:
        """Raises the goal."""
        self.goal = goal
        for bounds in self._bounds.values():
            bounds.clear()

    def bounds(self, state: tuple[int, int]) -> Bounds:
        """What labels in a state must keep to, by rank; None: they cannot reach the goal."""
        found = self._bounds.get(state)
        if found is None:
            found = self._bounds[state] = Bounds(self, state)
        return found

    def find_bound(self, rank: int, hand: int, timed: int) -> Bound | None:
        """The bound of one rank."""
        if not holds(self.most, rank):
            return None
        levels, horizon = self._levels, self._outlook.horizon[timed]
        needs, stays = [], []
        for want, has, level in zip(counts(self.goal), counts(rank), levels, strict=False):
            need = want - has if want > has else 0
            if need > level.number:
                return None
            needs.append(need)
            stays.append(level.stays[need])
        together = sum(stays) - stays[0]
        total, here = max(stays[0], together), 0
        time, walking = [], []
        for stage, (need, level) in enumerate(zip(needs, levels, strict=True)):
            if not need:
                continue
            here = max(here, (need - level.room[timed]) * level.shortest)
            extra = level.hand[hand] + level.timed[timed]
            number = need - extra
            if number <= 0:
                continue
            others = (together - stays[stage] if stage else 0) + extra * level.shortest
            most = horizon - others - number * level.seconds_alike
            time.append((level.passed, level.time.ways(number), most))
            if self._most_walking < NEVER:
                walking.append((level.passed, level.walking.ways(number), self._most_walking))
        latest, meeting = self._latest(total, here, timed)
        return Bound(latest, meeting, time, walking) if latest >= 0 else None

    def _latest(self, total: int, here: int, timed: int) -> tuple[int, tuple[int, int] | None]:
        """The latest time for stops of so many seconds, `here` of them before the next appointment."""
        outlook = self._outlook
        latest = min(outlook.horizon[timed] - total, NEVER) if total else NEVER
        if here > 0:
            latest = min(latest, outlook.closes[timed] - here)
            if latest < outlook.begins[timed]:
                return -1, None
        meeting = outlook.meetings[timed]
        if meeting is None:
            return latest, None
        place, horizon = meeting
        by_then = outlook.arrival[timed] - max(0, here)
        return latest, (place, min(horizon - total, by_then))


def admits(bound: Bound, time: int, place: int, walking: int, index: int) -> bool:
    """Whether a label of that time, place and walking keeps to a bound at an index of the sweep."""
    if time > bound.latest:
        return False
    if bound.meeting is not None and time + abs(bound.meeting[0] - place) > bound.meeting[1]:
        return False
    return _allow(bound.time, time, place, index) and (
        not bound.walking or _allow(bound.walking, walking, place, index)
    )


def _allow(parts: Sequence[Part], spent: int, place: int, index: int) -> bool:
    """Whether each part has a way that, with what is spent already, costs no more than it may."""
    for passed, ways, most in parts:
        left = most - spent
        for start, direction, near, far in ways[passed[index]]:
            ahead = start - place
            if abs(ahead) + near <= left if direction * ahead >= 0 else far <= left:
                break
        else:
            return False
    return True
