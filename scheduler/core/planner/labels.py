"""Partial walks as labels, and fronts of labels of which none makes another useless."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.core.planner.problem import Busy, Choice, Item, Visit

Trace = tuple["Trace | None", tuple[int, int, int, int, int]]
"""The visits so far, the last first."""
Label = tuple[int, int, int, Trace | None]
"""Time, place, walking so far, and the visits."""
Front = dict[int, list[Label]]
"""Labels by rank."""


def visited(front: Front, item: Item, begin: int, limit: int) -> Front:
    """The labels of a front after also stopping at an item, not before `begin`, over at `limit`."""
    place, seconds, name = item.place, item.seconds, item.name
    opens = max(begin, item.opens)
    latest = min(limit, item.closes) - seconds
    found: Front = {}
    for rank, labels in front.items():
        after: list[Label] = []
        for time, where, walking, trace in labels:
            way = abs(place - where)
            start = time + way
            if start < opens:
                start = opens
            if start <= latest:
                end = start + seconds
                after.append((end, place, walking + way, (trace, (name, way, time + way, start, end))))
        if after:
            found[rank + item.rank] = after
    return found


def attended(front: Front, busy: Busy, begin: int, deadline: int) -> Front:
    """The labels of a front after an appointment, without those that would be late for it.

    An appointment without a place stops the clock of the walk: a label's time goes on by as much as
    it takes, so that way may be made before as well as after it.
    """
    found: Front = {}
    for rank, labels in front.items():
        there = [_attended(label, busy, begin) for label in labels]
        if after := [label for label, arrive in there if arrive <= deadline]:
            found[rank] = after
    return found


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


def join(into: Front, more: Front) -> None:
    """Adds the labels of one front to another, useless ones too."""
    for rank, labels in more.items():
        into.setdefault(rank, []).extend(labels)


def insert(known: list[Label], label: Label, low: int, high: int, widest: int | None) -> bool:
    """Adds a label unless a known one makes it useless, and drops what it makes useless itself.

    All that can still come is between `low` and `high`. Whoever is outside passes the nearer of the
    two, so labels are compared as if already there; and one is as good as another when it can walk
    to its place in time and with no more walking. Beyond `widest` labels the latest is dropped.
    """
    if not known:
        known.append(label)
        return True
    time, place, walking = _moved(label, low, high)
    kept = []
    for other in known:
        t, p, w = _moved(other, low, high)
        way = abs(p - place)
        if t + way <= time and w + way <= walking:
            return False
        if time + way > t or walking + way > w:
            kept.append(other)
    kept.append(label)
    if widest is not None and len(kept) > widest:
        kept.remove(max(kept, key=lambda one: _moved(one, low, high)))
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


def still_in(front: Front, fresh: Front) -> Front:
    """Those of the fresh labels that later ones have not made useless."""
    return {rank: _same(labels, front[rank]) for rank, labels in fresh.items()}


def _same(labels: Sequence[Label], known: Sequence[Label]) -> list[Label]:
    return [label for label in labels if any(label is other for other in known)]


def _moved(label: Label, low: int, high: int) -> tuple[int, int, int]:
    time, place, walking, _ = label
    if place < low:
        return time + low - place, low, walking + low - place
    if place > high:
        return time + place - high, high, walking + place - high
    return time, place, walking
