"""The least walking from a place to the appointments in their order, and over a part of the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scheduler.core.planner.problem import NEVER, Busy


class Chain(NamedTuple):
    """The appointments to come that have a place: the first and last of these places, the two that are
    farthest out, and the way from the first along all.
    """

    first: int
    last: int
    low: int
    high: int
    way: int


def chains(busy: Sequence[Busy]) -> list[Chain | None]:
    """What is to come from each appointment on, and after the last; None where nowhere has to be gone to."""
    found: list[Chain | None] = [None]
    for place in (event.place for event in reversed(busy)):
        chain = found[-1]
        if place is None:
            found.append(chain)
        elif chain is None:
            found.append(Chain(place, place, place, place, 0))
        else:
            way = abs(chain.first - place) + chain.way
            found.append(Chain(place, chain.last, min(chain.low, place), max(chain.high, place), way))
    return found[::-1]


def cover(place: int, chain: Chain | None, low: int, high: int) -> int:
    """The least walking from a place that goes along a chain and has been at both ends of a span.

    A span with low above high is none.
    """
    if chain is None:
        down = place - low if low < place else 0
        up = high - place if high > place else 0
        return down + up + (min(up, down))
    way = abs(chain.first - place) + chain.way
    below = (min(place, chain.low)) - low
    above = high - (max(place, chain.high))
    if below <= 0 and above <= 0:
        return way
    if below <= 0:
        return way + min(2 * above, high - chain.last)
    if above <= 0:
        return way + min(2 * below, chain.last - low)
    down, up = chain.last - low, high - chain.last
    return way + min(2 * (below + above), down + 2 * above, up + 2 * below, down + up + min(down, up))


def cover_some(
    place: int, chain: Chain | None, span: tuple[int, int], number: int, places: Sequence[int]
) -> int:
    """As `cover`, with so many of the places, which are sorted."""
    low, high = span
    found = NEVER
    for first, last in zip(places, places[number - 1 :], strict=False):
        found = min(found, cover(place, chain, min(low, first), max(high, last)))
    return found
