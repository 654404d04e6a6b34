"""The least cost of collecting stops, against trying every choice of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.core.planner.collecting import FAR, Collecting, Memory


@st.composite
def sweeps(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Places of one, two or three runs, each up or down the line, and what the stops cost."""
    places: list[int] = []
    for _ in range(draw(st.integers(1, 3))):
        run = sorted(draw(st.lists(st.integers(0, 20), min_size=1, max_size=4)))
        places += run[::-1] if draw(st.booleans()) else run
    costs = draw(st.lists(st.integers(0, 9), min_size=len(places), max_size=len(places)))
    return places, costs


def cheapest(places: Sequence[int], costs: Sequence[int], start: int, index: int, number: int) -> int:
    """The least cost, by trying, of `number` stops from `index` on for one who is at `start`."""
    return min(
        (
            sum(costs[j] for j in chosen)
            + sum(abs(b - a) for a, b in pairwise([start, *(places[j] for j in chosen)]))
            for chosen in combinations(range(index, len(places)), number)
        ),
        default=FAR,
    )


def bound(collecting: Collecting, start: int, index: int, number: int) -> int:
    """The least that the ways allow from there."""
    return min(
        (
            abs(place - start) + near if direction * (place - start) >= 0 else far
            for place, direction, near, far in collecting.ways(number)[index]
        ),
        default=FAR,
    )


@settings(max_examples=300, deadline=None)
@given(sweeps(), st.integers(0, 20), st.data())
def test_never_more_than_the_cheapest_choice_costs(
    sweep: tuple[list[int], list[int]], start: int, data: st.DataObject
) -> None:
    places, costs = sweep
    index = data.draw(st.integers(0, len(places) - 1))
    number = data.draw(st.integers(1, len(places) - index))
    assert bound(Collecting(places, costs), start, index, number) <= cheapest(
        places, costs, start, index, number
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=8), st.data())
def test_exact_before_a_single_run(stops: list[tuple[int, int]], data: st.DataObject) -> None:
    stops.sort()
    places, costs = [place for place, _ in stops], [cost for _, cost in stops]
    number = data.draw(st.integers(1, len(stops)))
    start = places[0]
    assert bound(Collecting(places, costs), start, 0, number) == cheapest(places, costs, start, 0, number)


def test_more_than_there_are_cannot_be_collected() -> None:
    assert Collecting([1, 2], [5, 5]).ways(2)[1] == []


def test_the_same_stops_are_worked_out_once() -> None:
    memory = Memory()
    first = memory.of((1, 2), (5, 5), counted=True)
    assert memory.of((1, 2), (5, 5), counted=True) is first
    assert memory.of((1, 2), (5, 5), counted=False) is not first
