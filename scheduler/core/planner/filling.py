"""Stops put into a walk where they cost least, as long as one fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.core.planner.labels import Label, Limits, attended, finished, visited
from scheduler.core.planner.outlook import Outlook
from scheduler.core.planner.problem import NEVER, Busy, Choice, Item, Visit
from scheduler.core.planner.reach import Bound

Event = Item | Busy
Gap = tuple[int, int, int | None, int, int, int]
"""Number, the place before and after, the slack, and between which stops of the sweep it is."""
_ANY = Bound(NEVER, None, (), ())


def filled(outlook: Outlook, walk: Choice, items: Sequence[Item]) -> Choice:
    """The walk with more of the items of the sweep; those it has, and their order, stay."""
    order = {item.name: index for index, item in enumerate(outlook.problem.sweep)}
    left = [item for item in items if item.name in order]
    by_name: dict[int, Event] = {e.name: e for e in (*outlook.problem.items(), *outlook.problem.timed)}
    if any(visit.name not in by_name for visit in walk.visits):
        return walk
    events = [by_name[visit.name] for visit in walk.visits]
    while left:
        gaps = list(_gaps(outlook, walk, events, order))
        offers = [(cost, item, number) for item in left for cost, number in _offers(item, gaps, order)]
        if not offers:
            break
        _, item, number = min(offers, key=lambda offer: (offer[0], offer[1].name, offer[2]))
        able = {offer[1].name for offer in offers} - {item.name}
        left = [each for each in left if each.name in able]
        longer = [*events[:number], item, *events[number:]]
        found = _walk(outlook, longer, walk.rank + item.rank)
        if found is not None:
            walk, events = found, longer
    return walk


def _offers(item: Item, gaps: Sequence[Gap], order: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The cost in each gap where it fits, with the number of the gap."""
    index, place = order[item.name], item.place
    for number, before, after, slack, low, high in gaps:
        if low < index < high:
            way = abs(place - before)
            if after is not None:
                way += abs(after - place) - abs(after - before)
            if item.seconds + way <= slack:
                yield item.seconds + way, number


def _gaps(outlook: Outlook, walk: Choice, events: Sequence[Event], order: dict[int, int]) -> Iterator[Gap]:
    slacks = _slacks(outlook, walk.visits, events)
    place, low, far = outlook.problem.start_place, -1, len(order)
    highs = [far]
    for event in reversed(events):
        highs.append(min(highs[-1], order.get(event.name, far)))
    highs.reverse()
    for number, slack in enumerate(slacks):
        after = next((e.place for e in events[number:] if e.place is not None), None)
        yield number, place, after, slack, low, highs[number]
        if number < len(events):
            event = events[number]
            place = place if event.place is None else event.place
            low = max(low, order.get(event.name, -1))


def _slacks(outlook: Outlook, visits: Sequence[Visit], events: Sequence[Event]) -> list[int]:
    """By how much one may come later to each event, and to the end."""
    numbers = {event.name: index for index, event in enumerate(outlook.problem.timed)}
    close = outlook.problem.end
    found = [close - (visits[-1].end if visits else 0)]
    for visit, event in zip(reversed(visits), reversed(events), strict=True):
        if isinstance(event, Item):
            later = min(found[-1], min(close, event.closes) - visit.end)
            found.append(visit.start - visit.arrive + later)
            continue
        deadline = outlook.deadlines[numbers[event.name]]
        slack = deadline - visit.arrive
        found.append(slack if event.place is not None and deadline <= event.end else min(slack, found[-1]))
        close = min(close, deadline)
    return found[::-1]


def _walk(outlook: Outlook, events: Sequence[Event], rank: int) -> Choice | None:
    """The walk from event to event; None when one of them is not in time."""
    numbers = {event.name: index for index, event in enumerate(outlook.problem.timed)}
    labels: list[Label] = [(0, outlook.problem.start_place, 0, None)]
    at = 0
    for event in events:
        if isinstance(event, Busy):
            at = numbers[event.name]
            labels = attended(labels, event, outlook.begins[at], outlook.deadlines[at])
            at += 1
        else:
            limits = Limits(outlook.begins[at], outlook.closes[at])
            labels = visited(labels, event, limits, _ANY, 0)
        if not labels:
            return None
    return finished(labels[0], rank)
