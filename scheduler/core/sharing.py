"""Two people in one hall: stars compared, and shared out into two walks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scheduler.core.agenda import Level
from scheduler.core.planner import plan_walk
from scheduler.core.walk import Candidate, Pair, Walk, WalkRequest

MOST_CUTS = 24
"""At so many places, evenly spread, cutting the line of stops in two is tried at most."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Keys starred by both, only by me, only by the friend."""

    both: frozenset[str]
    only_mine: frozenset[str]
    only_theirs: frozenset[str]


def compare_stars(mine: Iterable[str], theirs: Iterable[str]) -> Comparison:
    """Whose stars are whose, by key. Levels are each one's own and do not matter."""
    ours, others = frozenset(mine), frozenset(theirs)
    return Comparison(ours & others, ours - others, others - ours)


def split_walk(request: WalkRequest, friend: WalkRequest | None = None) -> Pair:
    """Shares out the stops of a request between two people: each poster once, as many as fit.

    `friend` gives the other's time, appointments and settings (default: mine), not stops. The line
    of stops is cut in two where the most musts, then wants, then maybes fit in both walks
    together; then where the two are busy for the most equal time. What does not fit in one walk is
    offered to the other. This is the best of the cuts tried, not of all ways to share.
    """
    friend = friend or request
    line = sorted(request.stops, key=lambda s: (request.hall.place(s.spot).seconds, s.order, s.key))
    pairs = [(_plan(request, line[:cut]), _plan(friend, line[cut:])) for cut in _cuts(len(line))]
    mine, theirs = max(pairs, key=_merit)
    theirs = _plan(friend, [stop for stop in line if not mine.stop(stop.key)])
    mine = _plan(request, [stop for stop in line if not theirs.stop(stop.key)])
    return Pair(_alone(mine), _alone(theirs), mine.left_out)


def _alone(walk: Walk) -> Walk:
    """The walk without what it leaves to the other."""
    return replace(walk, left_out=())


def _plan(request: WalkRequest, stops: Sequence[Candidate]) -> Walk:
    return plan_walk(replace(request, stops=tuple(stops)), advised=False)


def _cuts(stops: int) -> list[int]:
    if stops < MOST_CUTS:
        return list(range(stops + 1))
    return [round(step * stops / (MOST_CUTS - 1)) for step in range(MOST_CUTS)]


def _merit(pair: tuple[Walk, Walk]) -> tuple[int, ...]:
    mine, theirs = pair
    both = [mine.counts[level] + theirs.counts[level] for level in Level]
    walking = mine.walking_seconds + theirs.walking_seconds
    return *both, -abs(mine.minutes_used - theirs.minutes_used), -walking
