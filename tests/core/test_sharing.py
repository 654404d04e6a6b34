"""Two people, one list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.core.agenda import Level
from scheduler.core.hall import Spot, lay_out
from scheduler.core.nearby import near_route
from scheduler.core.planner import plan_walk
from scheduler.core.sharing import Comparison, compare_stars, split_walk
from scheduler.core.walk import Candidate, Pair, WalkRequest

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
POSTERS = [Spot(str(board), board) for board in range(1, 101)]


def request(stars: list[tuple[Level, int]], minutes: int) -> WalkRequest:
    stops = tuple(Candidate(f"k{i}", f"T{i}", level, str(b), b) for i, (level, b) in enumerate(stars))
    hall = lay_out([stop.spot for stop in stops], POSTERS)
    return WalkRequest(stops, START, START + timedelta(minutes=minutes), hall)


def planned(pair: Pair) -> list[str]:
    return [stop.key for walk in (pair.mine, pair.theirs) for stop in walk.stops]


def test_whose_stars_are_whose() -> None:
    assert compare_stars(["a", "b"], ["b", "c"]) == Comparison(frozenset("b"), frozenset("a"), frozenset("c"))


def test_a_list_too_long_for_one_fits_two_of_equal_work() -> None:
    pair = split_walk(request([(Level.WANT, 5 * i + 1) for i in range(20)], 60))
    assert len(planned(pair)) == 20
    assert [len(pair.mine.stops), len(pair.theirs.stops)] == [10, 10]
    assert pair.left_out == ()


def test_a_friend_with_less_time_takes_less() -> None:
    mine = request([(Level.WANT, 5 * i + 1) for i in range(16)], 80)
    theirs = replace(mine, start=START + timedelta(minutes=50))
    pair = split_walk(mine, theirs)
    assert pair.theirs.start == theirs.start
    assert len(pair.mine.stops) > len(pair.theirs.stops) > 0


levels = st.sampled_from(list(Level))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(levels, st.integers(1, 100)), max_size=30), st.integers(0, 60))
def test_each_poster_is_in_one_walk_or_left_out(stars: list[tuple[Level, int]], minutes: int) -> None:
    asked = request(stars, minutes)
    pair = split_walk(asked)
    known = [*planned(pair), *(left.key for left in pair.left_out)]
    assert sorted(known) == sorted(stop.key for stop in asked.stops)
    alone = plan_walk(asked)
    assert _counts(pair) >= tuple(alone.counts[level] for level in Level)


def _counts(pair: Pair) -> tuple[int, ...]:
    return tuple(pair.mine.counts[level] + pair.theirs.counts[level] for level in Level)


def spotlight(key: str, board: str) -> Candidate:
    return Candidate(key, key.upper(), Level.MAYBE, board, 500)


def test_near_the_route_the_nearest_first_with_boards_between() -> None:
    asked = request([(Level.WANT, 10), (Level.WANT, 50)], 60)
    more = [spotlight("far", "90"), spotlight("next", "11"), spotlight("near", "47"), spotlight("lost", "")]
    found = near_route(plan_walk(asked), asked.hall, more)
    assert [(n.key, n.boards, n.near) for n in found] == [
        ("next", 1, "k0"),
        ("near", 3, "k1"),
        ("far", 40, "k1"),
    ]


def test_what_is_planned_is_not_suggested_and_no_more_than_asked() -> None:
    asked = request([(Level.WANT, 10)], 60)
    more = [spotlight("k0", "10"), spotlight("b", "11"), spotlight("a", "9")]
    assert [n.key for n in near_route(plan_walk(asked), asked.hall, more, 1)] == ["a"]


def test_nothing_is_near_a_route_without_stops_or_boards() -> None:
    asked = request([(Level.WANT, 10)], 0)
    assert near_route(plan_walk(asked), asked.hall, [spotlight("a", "9")]) == ()
    unnamed = WalkRequest((Candidate("k", "T", Level.WANT),), START, START + timedelta(hours=1), lay_out([]))
    assert near_route(plan_walk(unnamed), unnamed.hall, [spotlight("a", "9")]) == ()
