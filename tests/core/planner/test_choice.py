"""The choice of stops against all orders, with windows, fixed times, appointments and dragged stops."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.core.planner import choice as choosing
from scheduler.core.planner.choice import choose, take_all
from scheduler.core.planner.improvement import Improvement
from scheduler.core.planner.problem import NEVER, STAGES, Busy, Choice, Item, Task, counts, unit, until
from scheduler.core.planner.rules import Rules
from scheduler.core.planner.stretch import best_stretch
from scheduler.core.planner.sweeps import choose as choose_sweep
from scheduler.core.planner.sweeps import problems_of
from tests.core.planner.trying import best_of_all_orders, followed


def walked(task: Task, choice: Choice) -> tuple[int, int] | None:
    """What the second writing of the rules makes of a walk."""
    events = {event.name: event for event in [*task.items, *task.busy]}
    taken = [events[visit.name] for visit in choice.visits]
    assert [event for event in taken if isinstance(event, Busy)] == list(task.busy)
    places = {name: index for index, name in enumerate(visit.name for visit in choice.visits)}
    dragged = [places[name] for name in task.order if name in places]
    assert dragged == sorted(dragged)
    return followed(task.start_place, task.end, taken)


@st.composite
def stops(draw: st.DrawFn, most: int, *, kinds: Sequence[str]) -> list[Item]:
    found = []
    for name in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(kinds))
        stage = 0 if kind in ("locked", "fixed") else draw(st.integers(1, 3))
        rank = unit(stage or 1 + name % 3) + (unit(0) if stage == 0 else 0)
        seconds, opens, closes = draw(st.integers(0, 9)), 0, NEVER
        if kind == "window":
            opens = draw(st.integers(0, 30))
            closes = opens + draw(st.integers(1, 25))
        elif kind == "fixed":
            opens = draw(st.integers(0, 30))
            closes = opens + seconds
        found.append(Item(name, rank, stage, seconds, draw(st.integers(0, 12)), opens, closes))
    return found


@st.composite
def tasks(
    draw: st.DrawFn, most: int, kinds: Sequence[str] = ("plain", "plain", "window", "locked", "fixed")
) -> Task:
    items = draw(stops(most, kinds=kinds))
    busy = []
    for name in range(-1, -1 - draw(st.integers(0, 2)), -1):
        start = draw(st.integers(0, 35))
        busy.append(Busy(name, start, start + draw(st.integers(1, 12)), draw(st.none() | st.integers(0, 12))))
    movable = [item.name for item in items if not item.is_fixed]
    some = st.lists(st.sampled_from(movable or [-9]), unique=True, max_size=3)
    order = [name for name in draw(some) if name in movable]
    last = [name for name in draw(some) if name in movable and name not in order]
    place, end = draw(st.integers(0, 12)), draw(st.integers(5, 60))
    return Task(place, end, items, sorted(busy, key=lambda event: event.start), order, last)


@settings(max_examples=400, deadline=None)
@given(tasks(7))
def test_no_walk_in_any_order_is_better(task: Task) -> None:
    found = choose(task)
    assert found.merit[:2] == best_of_all_orders(task)
    assert walked(task, found) == found.merit[:2]


def large(seed: int, number: int, *, minutes: int) -> Task:
    """Posters of a hall, two of them with a window, and two appointments."""
    dice = random.Random(seed)
    items = []
    for name in range(number):
        stage = dice.randint(1, 3)
        opens = 60 * dice.randint(0, minutes // 2) if name < 2 else 0
        closes = opens + 60 * dice.randint(15, 60) if name < 2 else NEVER
        place = 2 * dice.randint(0, 290)
        items.append(Item(name, unit(stage), stage, (0, 420, 300, 180)[stage], place, opens, closes))
    first, second = 60 * dice.randint(0, minutes // 2), 60 * dice.randint(minutes // 2, minutes - 15)
    busy = [Busy(-1, first, first + 900, 2 * dice.randint(0, 290)), Busy(-2, second, second + 600)]
    return Task(2 * dice.randint(0, 290), 60 * minutes, items, busy)


@pytest.mark.parametrize(("seed", "minutes"), [(1, 45), (2, 60), (4, 50)])
def test_fourteen_posters_between_appointments(seed: int, minutes: int) -> None:
    task = large(seed, 14, minutes=minutes)
    found = choose(task)
    assert found.merit[:2] == best_of_all_orders(task)
    assert walked(task, found) == found.merit[:2]


@settings(max_examples=150, deadline=None)
@given(tasks(7))
def test_take_all_finds_a_walk_exactly_when_choosing_leaves_nothing_out(task: Task) -> None:
    assert take_all(task) == (choose(task).rank == task.total)


@settings(max_examples=150, deadline=None)
@given(tasks(6))
def test_the_earliest_end_of_the_same_stops_or_as_many(task: Task) -> None:
    soonest, shortest = choose(task, soonest=True), choose(task)
    assert soonest.rank == shortest.rank
    assert soonest.end <= shortest.end
    assert walked(task, soonest) == soonest.merit[:2]


@settings(max_examples=200, deadline=None)
@given(tasks(20))
def test_what_is_not_tried_in_every_order_can_be_walked_and_each_level_goes_before_the_next(
    task: Task,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "FEW", 0)
        found = choose(task)
        assert walked(task, found) == found.merit[:2]
        for stage in range(STAGES):
            assert until(found.rank, stage) == until(choose(task.up_to(stage)).rank, stage)


@settings(max_examples=200, deadline=None)
@given(tasks(12))
def test_an_improved_walk_is_never_worse(task: Task) -> None:
    rules = Rules(task)
    before = rules.choice(task.busy)
    better = rules.choice(Improvement(rules).improved(task.busy, 1))
    again = rules.choice(Improvement(rules).improved(Improvement(rules).improved(task.busy, 1), 2))
    assert before.rank <= better.rank <= again.rank
    assert walked(task, again) == again.merit[:2]


@pytest.mark.parametrize("seed", range(20))
def test_many_posters_get_nearly_the_best_walk(seed: int) -> None:
    """Looked for as if they were too many, they get as many musts as the best walk has."""
    task = large(seed, 10, minutes=60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "FEW", 0)
        found = choose(task)
    best = choose(task)
    assert found.rank <= best.rank
    assert counts(found.rank)[1] == counts(best.rank)[1]


@settings(max_examples=200, deadline=None)
@given(st.data(), st.integers(0, 30), st.integers(0, 150))
def test_one_stretch_holds_as_good_a_walk_as_the_sweeps(data: st.DataObject, start: int, end: int) -> None:
    """Where one stays equally long at all of a level."""
    places = data.draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=40))
    stays = data.draw(st.lists(st.integers(0, 9), min_size=STAGES, max_size=STAGES))
    items = [
        Item(name, unit(stage) + (unit(1) if stage == 0 else 0), stage, stays[stage], place)
        for name, (place, stage) in enumerate(places)
    ]
    task = Task(start, end, items)
    found = best_stretch(task)
    along = choose_sweep(problems_of(task))
    if found is None:
        assert counts(along.rank)[0] < sum(item.stage == 0 for item in items)
    else:
        assert found.merit[:2] == along.merit[:2]
        assert walked(task, found) == found.merit[:2]


def test_the_way_back_over_the_hall_is_used_for_stops_too() -> None:
    """Before the appointment there is time for two stops, after it for the two on the way back."""
    items = [Item(name, unit(2), 2, 300, place) for name, place in enumerate((100, 200, 300, 400))]
    task = Task(500, 2200, items, [Busy(-1, 1100, 1200, 0)])
    assert counts(choose(task).rank)[2] == 4


def test_of_equal_walks_the_one_with_the_musts_first_is_taken() -> None:
    """Who is slower than planned then leaves out a want."""
    items = [Item(name, unit(1), 1, 420, 10 * name) for name in (0, 3, 6)]
    items += [Item(name, unit(2), 2, 300, 10 * name) for name in (1, 2, 4, 5)]
    taken = choose(Task(0, 3 * 420 + 2 * 300 + 60, items)).visits
    assert [visit.name for visit in taken] == [0, 3, 4, 5, 6]
