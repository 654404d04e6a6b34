"""The guarantees of the plan, for any stars, hall, windows and appointments."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.core.agenda import Level
from scheduler.core.hall import HallSettings, Spot, lay_out
from scheduler.core.planner import plan_walk
from scheduler.core.walk import (
    Appointment,
    Candidate,
    Change,
    Reason,
    Walk,
    WalkRequest,
    WalkSettings,
    Way,
)
from scheduler.errors import BadInput

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
BOARDS = 60


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def star(name: int, level: Level, board: int | str, **more: object) -> Candidate:
    return Candidate(f"k{name}", f"Title {name}", level, str(board), name, **more)  # type: ignore[arg-type]


def request(stops: Sequence[Candidate], minutes: float, **more: object) -> WalkRequest:
    posters = [Spot(str(board), 1000 + board) for board in range(1, BOARDS + 1)]
    plan_settings = more.get("settings", WalkSettings())
    assert isinstance(plan_settings, WalkSettings)
    hall = lay_out([stop.spot for stop in stops] or posters, posters, plan_settings.hall)
    return WalkRequest(tuple(stops), START, after(minutes), hall, **more)  # type: ignore[arg-type]


def counts(walk: Walk) -> tuple[int, ...]:
    return tuple(walk.counts[level] for level in Level)


def keys(walk: Walk) -> list[str]:
    return [stop.key for stop in walk.stops]


levels = st.sampled_from(list(Level))
boards = st.integers(1, BOARDS)


@st.composite
def plain(draw: st.DrawFn, most: int) -> list[Candidate]:
    drawn = draw(st.lists(st.tuples(levels, boards), max_size=most))
    return [star(name, level, board) for name, (level, board) in enumerate(drawn)]


@st.composite
def any_candidate(draw: st.DrawFn, name: int) -> Candidate:
    opens = draw(st.none() | st.integers(-10, 60))
    closes = None if opens is None else opens + draw(st.integers(0, 40))
    kind = draw(st.sampled_from(["plain"] * 5 + ["window"] * 3 + ["locked", "at"]))
    return star(
        name,
        draw(levels),
        draw(boards | st.just("")),
        minutes=draw(st.none() | st.none() | st.integers(0, 15)),
        opens=after(opens) if kind == "window" and opens is not None else None,
        closes=after(closes) if kind == "window" and closes is not None else None,
        locked=kind == "locked",
        at=after(draw(st.integers(-5, 60))) if kind == "at" else None,
    )


@st.composite
def appointment(draw: st.DrawFn) -> Appointment:
    start = draw(st.integers(-20, 70))
    board = draw(st.just("") | boards.map(str))
    return Appointment("Talk", after(start), after(start + draw(st.integers(1, 40))), board)


@st.composite
def any_request(draw: st.DrawFn) -> WalkRequest:
    stops = [draw(any_candidate(name)) for name in range(draw(st.integers(0, 12)))]
    names = st.lists(st.sampled_from([s.key for s in stops] or ["k0"]), unique=True, max_size=3)
    hall = HallSettings(from_last=draw(st.booleans()), board_seconds=draw(st.integers(0, 60)))
    return request(
        stops,
        draw(st.integers(0, 80)),
        settings=WalkSettings(must_minutes=draw(st.integers(1, 12)), hall=hall),
        appointments=tuple(draw(st.lists(appointment(), max_size=3))),
        order=tuple(draw(names)),
        last=tuple(draw(names)),
        stand_at=draw(st.just("") | boards.map(str)),
    )


@settings(max_examples=40, deadline=None)
@given(plain(14), st.integers(0, 90), st.none() | boards)
def test_as_good_as_trying_every_choice_of_up_to_fourteen(
    stops: list[Candidate], minutes: int, board: int | None
) -> None:
    walk = plan_walk(request(stops, minutes, stand_at=str(board) if board else ""))
    begin = board or 1
    best = max(
        merit
        for size in range(len(stops) + 1)
        for chosen in combinations(stops, size)
        if (merit := tried(chosen, begin, minutes)) is not None
    )
    assert (*counts(walk), -walk.walking_seconds) == best


def tried(chosen: Sequence[Candidate], begin: int, minutes: int) -> tuple[int, ...] | None:
    """(musts, wants, maybes, -walking) of these stops in the better of the two sweeps."""
    left = max([0, *(begin - int(stop.board) for stop in chosen)])
    right = max([0, *(int(stop.board) - begin for stop in chosen)])
    walking = 2 * min(2 * left + right, left + 2 * right)
    busy = sum({Level.MUST: 7, Level.WANT: 5, Level.MAYBE: 3}[stop.level] * 60 for stop in chosen)
    if busy + walking > minutes * 60:
        return None
    return (*(sum(stop.level is level for stop in chosen) for level in Level), -walking)


def test_a_poster_passed_on_the_way_to_a_talk_costs_nothing_more() -> None:
    passed = Candidate("a", "A", Level.MUST, board="2", minutes=0)
    talk = Appointment("Talk", START, after(1), board="3")
    walk = plan_walk(request([passed], 1, appointments=(talk,)))
    used = walk.stop_seconds + walk.walking_seconds + walk.waiting_seconds + walk.appointment_seconds
    assert used <= 60


@settings(max_examples=250, deadline=None)
@given(any_request())
def test_the_plan_can_be_walked_as_it_stands(asked: WalkRequest) -> None:
    walk = plan_walk(asked)
    by_key = {stop.key: stop for stop in asked.stops}
    clock = asked.start
    for stop in walk.stops:
        wanted = by_key[stop.key]
        assert clock <= stop.arrive <= stop.start <= stop.end <= asked.end
        assert stop.end - stop.start == timedelta(minutes=asked.minutes(wanted))
        assert wanted.at in (None, stop.start)
        if wanted.at is None:
            assert wanted.opens is None or wanted.opens <= stop.start
            assert wanted.closes is None or stop.end <= wanted.closes
        assert all(stop.end <= a.start or stop.start >= a.end for a in walk.appointments) or not stop.minutes
        clock = stop.end
    used = walk.stop_seconds + walk.walking_seconds + walk.waiting_seconds + walk.appointment_seconds
    assert used <= (asked.end - asked.start).total_seconds()
    assert walk.minutes_used <= walk.minutes_available


@settings(max_examples=150, deadline=None)
@given(any_request())
def test_each_star_is_either_planned_or_left_out_with_a_reason(asked: WalkRequest) -> None:
    walk = plan_walk(asked)
    assert sorted([*keys(walk), *(left.key for left in walk.left_out)]) == sorted(s.key for s in asked.stops)
    assert all(left.text for left in walk.left_out)
    needed = {stop.key for stop in asked.stops if stop.needed}
    assert (walk.shortfall is not None) == bool(needed - set(keys(walk)))


@settings(max_examples=150, deadline=None)
@given(any_request())
def test_never_a_lower_level_at_the_cost_of_a_higher(asked: WalkRequest) -> None:
    asked = replace(asked, stops=tuple(replace(s, locked=False, at=None) for s in asked.stops))
    musts, wants, _ = counts(plan_walk(asked))
    no_maybes = replace(asked, stops=tuple(s for s in asked.stops if s.level is not Level.MAYBE))
    only_musts = replace(asked, stops=tuple(s for s in asked.stops if s.level is Level.MUST))
    assert counts(plan_walk(no_maybes)) == (musts, wants, 0)
    assert counts(plan_walk(only_musts)) == (musts, 0, 0)


@settings(max_examples=100, deadline=None)
@given(any_request(), st.randoms())
def test_the_order_of_the_stars_makes_no_difference(asked: WalkRequest, dice: random.Random) -> None:
    stops, busy = list(asked.stops), list(asked.appointments)
    dice.shuffle(stops)
    dice.shuffle(busy)
    shuffled = replace(asked, stops=tuple(stops), appointments=tuple(busy))
    assert plan_walk(shuffled) == plan_walk(asked) == plan_walk(asked)


@settings(max_examples=100, deadline=None)
@given(plain(10), st.permutations(range(10)), st.permutations(range(10)))
def test_dragged_stops_keep_their_order_and_later_ones_come_last(
    stops: list[Candidate], dragged: list[int], put_off: list[int]
) -> None:
    order = tuple(f"k{name}" for name in dragged[:3])
    last = tuple(f"k{name}" for name in put_off[:3] if f"k{name}" not in order)
    planned = keys(plan_walk(request(stops, 120, order=order, last=last)))
    assert [key for key in planned if key in order] == [key for key in order if key in planned]
    others = [key not in last for key in planned if key not in order]
    assert others == sorted(others, reverse=True)


def test_a_locked_maybe_goes_before_a_must() -> None:
    walk = plan_walk(request([star(0, Level.MUST, 1), star(1, Level.MAYBE, 1, locked=True)], 8))
    assert keys(walk) == ["k1"]
    assert walk.stops[0].locked


def test_a_window_far_off_the_sweep_is_kept_by_a_detour() -> None:
    late = star(0, Level.WANT, 1, opens=after(30), closes=after(40))
    others = [star(name, Level.WANT, 6 * name) for name in range(1, 10)]
    walk = plan_walk(request([late, *others], 60))
    assert len(walk.stops) == 10
    assert walk.stop("k0")


def test_an_appointment_at_a_board_is_walked_to_in_time_and_on_from() -> None:
    mine = Appointment("My poster", after(10), after(20), "31")
    walk = plan_walk(request([star(0, Level.WANT, 1), star(1, Level.WANT, 61)], 40, appointments=(mine,)))
    first, second = walk.stops
    assert first.end + timedelta(seconds=60) <= mine.start
    assert second.arrive == mine.end + timedelta(seconds=60)
    assert walk.walking_seconds == 120
    assert walk.minutes_available == 30
    assert walk.way_to(mine) == Way(after(9), 60, 30)
    assert walk.timeline == (first, mine, second)


def test_a_late_arrival_at_an_appointment_too_far_to_reach_is_part_of_it() -> None:
    far = Appointment("My poster", START, after(10), "60")
    walk = plan_walk(request([star(0, Level.MAYBE, 60)], 13, appointments=(far,)))
    assert keys(walk) == ["k0"]
    assert walk.walking_seconds == 0


def test_boards_walked_are_counted_from_stop_to_stop() -> None:
    walk = plan_walk(request([star(0, Level.WANT, 4), star(1, Level.WANT, 10)], 60))
    assert [stop.boards_walked for stop in walk.stops] == [3, 6]
    assert [stop.walk_seconds for stop in walk.stops] == [6, 12]


def test_without_boards_the_plan_says_so_and_follows_the_catalog() -> None:
    stops = [star(name, Level.WANT, "") for name in (5, 2, 9)]
    walk = plan_walk(WalkRequest(tuple(stops), START, after(60), lay_out([s.spot for s in stops])))
    assert walk.by_catalog_order
    assert keys(walk) == ["k2", "k5", "k9"]
    assert walk.unplaced == ()


def test_a_star_whose_board_is_missing_is_named() -> None:
    stops = [star(0, Level.WANT, 4), star(1, Level.WANT, ""), star(2, Level.WANT, 9)]
    walk = plan_walk(request(stops, 60))
    assert walk.unplaced == ("k1",)
    assert keys(walk) == ["k0", "k1", "k2"]


def test_a_shortfall_says_by_how_many_minutes_and_what_would_help() -> None:
    stops = [star(name, Level.MUST, 10 * name + 1) for name in range(6)]
    asked = request(stops, 30)
    shortfall = plan_walk(asked).shortfall
    assert shortfall is not None
    assert shortfall.minutes == 14  # 6 × 7 min and 100 s of walking
    amounts = {suggestion.change: suggestion.amount for suggestion in shortfall.suggestions}
    assert amounts == {Change.SHORTER_STOPS: 4, Change.FEWER_MUSTS: 2, Change.MORE_TIME: 14}
    shorter = replace(asked, settings=WalkSettings(must_minutes=4))
    longer = replace(asked, end=asked.end + timedelta(minutes=14))
    assert plan_walk(shorter).shortfall is None
    assert plan_walk(longer).shortfall is None


@settings(max_examples=60, deadline=None)
@given(any_request())
def test_what_is_suggested_helps(asked: WalkRequest) -> None:
    shortfall = plan_walk(asked).shortfall
    for suggestion in shortfall.suggestions if shortfall else ():
        if suggestion.change is Change.MORE_TIME and not asked.appointments:
            longer = replace(asked, end=asked.end + timedelta(minutes=suggestion.amount))
            assert plan_walk(longer).shortfall is None
        if suggestion.change is Change.SHORTER_STOPS:
            shorter = replace(asked.settings, must_minutes=suggestion.amount)
            assert plan_walk(replace(asked, settings=shorter)).shortfall is None


def test_windows_alone_make_a_shortfall_of_no_minutes() -> None:
    stops = [star(n, Level.MUST, 5, opens=START, closes=after(10)) for n in range(2)]
    shortfall = plan_walk(request(stops, 60)).shortfall
    assert shortfall is not None
    assert shortfall.minutes == 0
    assert Change.MORE_TIME not in {suggestion.change for suggestion in shortfall.suggestions}


@pytest.mark.parametrize(
    ("left_out", "reason", "text"),
    [
        (star(1, Level.WANT, 1), Reason.NO_TIME, "needs 5 min and the way there, 3 min are free"),
        (
            star(1, Level.WANT, 1, opens=after(60)),
            Reason.NOT_HERE_THEN,
            "its own time leaves less than 5 min within this walk",
        ),
        (
            star(1, Level.WANT, 1, closes=after(6)),
            Reason.WINDOW,
            "no 5 min are left within its own time",
        ),
    ],
)
def test_why_a_star_is_left_out(left_out: Candidate, reason: Reason, text: str) -> None:
    first = star(0, Level.MUST, 1)
    walk = plan_walk(request([first, left_out], 10))
    assert [(left.reason, left.text) for left in walk.left_out] == [(reason, text)]


def test_free_time_in_pieces_is_named_as_such() -> None:
    talk = Appointment("Talk", after(4), after(6))
    walk = plan_walk(request([star(0, Level.WANT, 1)], 10, appointments=(talk,)))
    assert [left.text for left in walk.left_out] == [
        "needs 5 min and the way there, 8 min are free but not in one piece"
    ]


@pytest.mark.parametrize("minutes", [-1, 601])
def test_minutes_nobody_means_are_refused(minutes: int) -> None:
    with pytest.raises(BadInput, match="minutes at a poster"):
        WalkSettings(want_minutes=minutes)
    with pytest.raises(BadInput, match="minutes at a poster"):
        star(0, Level.WANT, 1, minutes=minutes)
    with pytest.raises(BadInput, match="seconds of walking"):
        HallSettings(row_seconds=-1)


def test_a_walk_that_is_over_has_no_stops() -> None:
    walk = plan_walk(request([star(0, Level.WANT, 1)], -5))
    assert walk.stops == ()
    assert walk.minutes_available == 0


def test_forty_of_291_in_two_hours() -> None:
    dice = random.Random(3)
    chosen = dice.sample(range(1, 292), 40)
    mixed = [Level.MUST] * 12 + [Level.WANT] * 16 + [Level.MAYBE] * 12
    stops = tuple(star(board, level, board) for board, level in zip(chosen, mixed, strict=True))
    hall = lay_out([s.spot for s in stops], [Spot(str(board), board) for board in range(1, 292)])
    walk = plan_walk(WalkRequest(stops, START, after(120), hall))
    assert walk.counts[Level.MUST] == 12
    assert walk.counts[Level.MAYBE] == 0 or walk.counts[Level.WANT] == 16
    assert walk.minutes_used <= 120
    assert walk.shortfall is None
