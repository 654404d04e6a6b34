"""Partial walks as labels, and fronts of labels of which none makes another useless."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scheduler.core.planner.problem import Busy, Choice, Item, Visit
from scheduler.core.planner.reach import Bound, admits

Trace = tuple["Trace | None", tuple[int, int, int, int, int]]
"""The visits so far, the last first."""
Label = tuple[int, int, int, Trace | None]
"""Time, place, walking so far, and the visits."""
Front = dict[int, list[Label]]
"""Labels by rank."""


class Limits(NamedTuple):
    """Between which two times a stop can be made: after one appointment, before the next."""

    begin: int
    close: int


def visited(labels: Sequence[Label], item: Item, limits: Limits, bound: Bound, index: int) -> list[Label]:
    """Labels after also stopping at an item, as far as they then keep to a bound at that index."""
    place, seconds, name = item.place, item.seconds, item.name
    opens = max(limits.begin, item.opens)
    latest = min(limits.close, item.closes, bound.latest) - seconds
    after: list[Label] = []
    for time, where, walking, trace in labels:
        way = abs(place - where)
        start = time + way
        if start < opens:
            start = opens
        if start <= latest and admits(bound, start + seconds, place, walking + way, index):
            end = start + seconds
            after.append((end, place, walking + way, (trace, (name, way, time + way, start, end))))
    return after


def attended(labels: Sequence[Label], busy: Busy, begin: int, deadline: int) -> list[Label]:
    """Labels after an appointment, without those that would be late for it.

    An appointment without a place stops the clock of the walk: a label's time goes on by as much as
    it takes, so that way may be made before as well as after it.
    """
    there = [_attended(label, busy, begin) for label in labels]
    return [label for label, arrive in there if arrive <= deadline]


def _attended(label: Label, busy: Busy, begin: int) -> tuple[Label, int]:
    """The label after an appointment, and when one is there."""
    time, where, walking, trace = label
    if busy.place is None:
        leave = time + max(0, busy.end - max(busy.start, time))
        start = max(time, busy.start)
        return (leave, where, walking, (trace, (busy.name, 0, time, start, max(busy.end, start)))), time
    way = abs(busy.place - where)
    arrive = max(time + way, begin)
    leave = max(arrive, busy.end)
    visit = (busy.name, way, arrive, max(arrive, busy.start), leave)
    return (leave, busy.place, walking + way, (trace, visit)), arrive


def insert(
    known: list[Label], label: Label, span: tuple[int, int], *, walking_counts: bool, widest: int | None
) -> bool:
    """Adds a label unless a known one makes it useless, and drops what it makes useless itself.

    All that can still come is within `span`. Whoever is outside passes the nearer end of it, so
    labels are compared as if already there; and one is as good as another when it can walk to its
    place in time and, where that counts, with no more walking. Beyond `widest` the latest is dropped.
    """
    if not known:
        known.append(label)
        return True
    time, place, walking = _moved(label, span)
    kept = []
    for other in known:
        t, p, w = _moved(other, span)
        way = abs(p - place)
        if t + way <= time and (not walking_counts or w + way <= walking):
            return False
        if time + way > t or (walking_counts and walking + way > w):
            kept.append(other)
    kept.append(label)
    if widest is not None and len(kept) > widest:
        kept.remove(max(kept, key=lambda one: _moved(one, span)))
    known[:] = kept
    return known[-1] is label


def finished(label: Label, rank: int) -> Choice:
    """The walk that ends with this label."""
    time, _, walking, trace = label
    visits: list[Visit] = []
    while trace is not None:
        trace, visit = trace
        visits.append(Visit(*visit))
    end = visits[0].end if visits else time
    return Choice(rank, walking, end, tuple(reversed(visits)))


def _moved(label: Label, span: tuple[int, int]) -> tuple[int, int, int]:
    time, place, walking, _ = label
    low, high = span
    if place < low:
        return time + low - place, low, walking + low - place
    if place > high:
        return time + place - high, high, walking + place - high
    return time, place, walking
