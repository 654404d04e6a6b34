"""The search along sweeps against trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.core.planner.problem import NEVER, Busy, Choice, Item, Problem, counts, unit
from scheduler.core.planner.sweeps import choose, take_all
from tests.core.planner.trying import Event, followed


def tried(problem: Problem, events: Sequence[Event]) -> tuple[int, int] | None:
    return followed(problem.start_place, problem.end, events)


def item(name: int, stage: int, seconds: int, place: int, opens: int = 0, closes: int = NEVER) -> Item:
    """An item; a locked one also counts for the level its name falls on."""
    rank = unit(stage) + (unit(1 + name % 3) if stage == 0 else 0)
    return Item(name, rank, stage, seconds, place, opens, closes)


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
        if (merit := tried(problem, events)) is not None
    )


def events_of(problem: Problem, choice: Choice) -> list[Event]:
    by_name: dict[int, Event] = {e.name: e for e in (*problem.sweep, *problem.hand, *problem.timed)}
    return [by_name[visit.name] for visit in choice.visits]


def check(problem: Problem) -> None:
    choice = choose([problem])
    assert choice.merit[:2] == best_by_trying(problem)
    assert tried(problem, events_of(problem, choice)) == choice.merit[:2]


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
    best_of_all = max(
        merit
        for size in range(len(line) + 1)
        for order in permutations(line, size)
        if (merit := tried(problem, order)) is not None
    )
    assert best == best_of_all


@settings(max_examples=100, deadline=None)
@given(items(7, 0, windows=True, alike=False), st.integers(0, 12), st.integers(5, 45))
def test_take_all_finds_a_walk_exactly_when_choosing_leaves_nothing_out(
    found: list[Item], start: int, end: int
) -> None:
    problem = Problem(start, end, swept(found, start))
    chosen, whole = choose([problem]), take_all([problem])
    assert whole == (chosen.rank == problem.total)


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
