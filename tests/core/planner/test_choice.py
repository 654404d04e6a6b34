"""The search against trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.core.planner import search
from scheduler.core.planner.choice import choose, take_all
from scheduler.core.planner.problem import NEVER, Busy, Choice, Item, Problem, counts, unit

Event = Item | Busy


def item(name: int, stage: int, seconds: int, place: int, opens: int = 0, closes: int = NEVER) -> Item:
    """An item; a locked one also counts for the level its name falls on."""
    rank = unit(stage) + (unit(1 + name % 3) if stage == 0 else 0)
    return Item(name, rank, stage, seconds, place, opens, closes)


def followed(problem: Problem, events: Sequence[Event]) -> tuple[int, int] | None:
    """(rank, -walking) of visiting these in this order as early as can be; None if impossible.

    `time` is the clock of the walk, which an appointment without a place only stops.
    """
    time, place, walking, rank, begin = 0, problem.start_place, 0, 0, 0
    deadlines = appointment_deadlines(problem)
    for event in events:
        there = place if event.place is None else event.place
        walking, time, place = walking + abs(there - place), time + abs(there - place), there
        if isinstance(event, Item):
            time = max(time, event.opens, begin) + event.seconds
            if time > min(problem.end, event.closes):
                return None
            rank += event.rank
            continue
        time = time if event.place is None else max(time, begin)
        if time > deadlines[event.name]:
            return None
        time, begin = after(event, time, begin)
    return rank, -walking


def after(busy: Busy, time: int, begin: int) -> tuple[int, int]:
    if busy.place is not None:
        return max(time, busy.end), begin
    return time + len(range(max(time, busy.start), busy.end)), max(begin, busy.end)


def appointment_deadlines(problem: Problem) -> dict[int, int]:
    """When one is there who goes from one appointment to the next, but not before it begins."""
    time, place, begin, found = 0, problem.start_place, 0, {}
    for event in problem.timed:
        if isinstance(event, Busy):
            if event.place is not None:
                time, place = max(time + abs(event.place - place), begin), event.place
            found[event.name] = max(event.start, time)
            time, begin = after(event, time, begin)
    return found


def subsets(items: Sequence[Event]) -> Iterator[list[Event]]:
    """All ways to leave items (not appointments) out, the order kept."""
    optional = [i for i, event in enumerate(items) if isinstance(event, Item)]
    for size in range(len(optional) + 1):
        for taken in combinations(optional, size):
            yield [event for i, event in enumerate(items) if isinstance(event, Busy) or i in taken]


def interleaved(*sequences: list[Event]) -> Iterator[list[Event]]:
    if not any(sequences):
        yield []
    for i, sequence in enumerate(sequences):
        if sequence:
            rest = [list(s) for s in sequences]
            rest[i] = sequence[1:]
            for tail in interleaved(*rest):
                yield [sequence[0], *tail]


def best_by_trying(problem: Problem) -> tuple[int, int]:
    return max(
        merit
        for sweep in subsets(problem.sweep)
        for hand in subsets(problem.hand)
        for timed in subsets(problem.timed)
        for events in interleaved(sweep, hand, timed)
        if (merit := followed(problem, events)) is not None
    )


def events_of(problem: Problem, choice: Choice) -> list[Event]:
    by_name: dict[int, Event] = {e.name: e for e in (*problem.sweep, *problem.hand, *problem.timed)}
    return [by_name[visit.name] for visit in choice.visits]


def check(problem: Problem) -> None:
    choice = choose([problem])
    assert choice.merit[:2] == best_by_trying(problem)
    assert followed(problem, events_of(problem, choice)) == choice.merit[:2]


@st.composite
def items(draw: st.DrawFn, most: int, first_name: int, *, windows: bool, alike: bool) -> list[Item]:
    """Mostly of one level: only walks that hold the same can make each other useless."""
    found = []
    for name in range(first_name, first_name + draw(st.integers(0, most))):
        stage = draw(st.sampled_from((2, 2, 2, 2, 1, 3, 0 if windows else 1)))
        seconds = (9, 7, 5, 3)[stage] if alike else draw(st.integers(0, 9))
        opens, closes = 0, NEVER
        if windows and draw(st.booleans()):
            opens = draw(st.integers(0, 25))
            closes = opens + draw(st.integers(0, 15))
        found.append(item(name, stage, seconds, draw(st.integers(0, 12)), opens, closes))
    return found


def swept(found: list[Item], start: int) -> list[Item]:
    line = sorted(found, key=lambda i: (i.place, i.name))
    return [i for i in line if i.place >= start] + [i for i in line if i.place < start][::-1]


@settings(max_examples=25, deadline=None)
@given(items(14, 0, windows=False, alike=True), st.integers(0, 12), st.integers(0, 90))
def test_fourteen_posters_along_a_sweep(found: list[Item], start: int, end: int) -> None:
    check(Problem(start, end, swept(found, start)))


@settings(max_examples=300, deadline=None)
@given(items(8, 0, windows=True, alike=False), st.integers(0, 12), st.integers(5, 45))
def test_windows_and_any_minutes_along_a_sweep(found: list[Item], start: int, end: int) -> None:
    check(Problem(start, end, swept(found, start)))


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    found: list[Event] = list(draw(items(2, 200, windows=True, alike=False)))
    for name in range(-1, -1 - draw(st.integers(0, 2)), -1):
        start = draw(st.integers(0, 25))
        place = draw(st.none() | st.integers(0, 12))
        found.append(Busy(name, start, start + draw(st.integers(1, 15)), place))
    return sorted(found, key=lambda e: (e.start if isinstance(e, Busy) else e.closes - e.seconds, e.name))


@settings(max_examples=300, deadline=None)
@given(
    items(4, 0, windows=True, alike=False),
    items(2, 100, windows=True, alike=False),
    events(),
    st.integers(0, 12),
    st.integers(5, 45),
)
def test_three_sequences_interleave(
    found: list[Item], hand: list[Item], timed: list[Event], start: int, end: int
) -> None:
    check(Problem(start, end, swept(found, start), hand, timed))


@settings(max_examples=100, deadline=None)
@given(items(6, 0, windows=False, alike=False), st.integers(0, 12), st.integers(5, 45))
def test_no_order_of_posters_beats_the_better_of_two_sweeps(found: list[Item], start: int, end: int) -> None:
    line = sorted(found, key=lambda i: (i.place, i.name))
    up, down = [i for i in line if i.place >= start], [i for i in line if i.place < start][::-1]
    best = max(choose([Problem(start, end, sweep)]).merit[:2] for sweep in (up + down, down + up))
    problem = Problem(start, end, line)
    tried = max(
        merit
        for size in range(len(line) + 1)
        for order in permutations(line, size)
        if (merit := followed(problem, order)) is not None
    )
    assert best == tried


@settings(max_examples=100, deadline=None)
@given(items(7, 0, windows=True, alike=False), st.integers(0, 12), st.integers(5, 45))
def test_take_all_finds_a_walk_exactly_when_choosing_leaves_nothing_out(
    found: list[Item], start: int, end: int
) -> None:
    problem = Problem(start, end, swept(found, start))
    chosen, whole = choose([problem]), take_all([problem])
    assert whole == (chosen.rank == problem.total)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items(8, 0, windows=True, alike=False), events(), st.integers(0, 12), st.integers(5, 45))
def test_a_search_that_is_too_broad_still_gives_a_walk_in_time_with_the_levels_before(
    monkeypatch: pytest.MonkeyPatch, found: list[Item], timed: list[Event], start: int, end: int
) -> None:
    monkeypatch.setattr(search, "MOST_LABELS", 12)
    problem = Problem(start, end, swept(found, start), (), timed)
    choice = choose([problem])
    assert followed(problem, events_of(problem, choice)) == choice.merit[:2]
    assert {busy.name for busy in timed if isinstance(busy, Busy)} <= {v.name for v in choice.visits}


def test_the_soonest_of_all_walks_may_walk_more() -> None:
    late = item(1, 1, 10, 0, opens=50)
    far = item(2, 1, 10, 20)
    problem = Problem(0, NEVER, [far, late])
    assert counts(choose([problem]).rank)[1] == 2
    assert choose([problem], soonest=True).end == 60


def test_hundreds_of_posters_with_minutes_of_their_own_still_fit_their_time() -> None:
    many = [item(i, 1 + i % 3, 60 * (2 + i * 7 % 11), i * 2) for i in range(150)]
    choice = choose([Problem(150, 3600, swept(many, 150))])
    assert choice.end <= 3600
    assert counts(choice.rank)[1] > 0
