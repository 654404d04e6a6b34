"""In the hall: now, next, and the rest of the time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.core import live
from scheduler.core.agenda import Level
from scheduler.core.hall import Spot, lay_out
from scheduler.core.live import LiveState, LiveView
from scheduler.core.planner import plan_walk
from scheduler.core.walk import Appointment, Candidate, Reason, WalkRequest

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)


def visit(state: LiveState, key: str, now: datetime) -> LiveState:
    return live.settle(live.visit(state, key), now)


def skip(state: LiveState, key: str, now: datetime) -> LiveState:
    return live.settle(live.skip(state, key), now)


def later(state: LiveState, key: str, now: datetime) -> LiveState:
    return live.settle(live.later(state, key), now)


def put_back(state: LiveState, key: str, now: datetime) -> LiveState:
    return live.settle(live.put_back(state, key), now)


def stand_at(state: LiveState, board: str, now: datetime) -> LiveState:
    return live.settle(live.stand_at(state, board), now)


ACTS = {"visit": visit, "skip": skip, "later": later, "put_back": put_back, "go_to": live.go_to}


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def request(minutes: float = 120, boards: int = 291, stars: int = 40, *, named: bool = True) -> WalkRequest:
    levels = [Level.MUST, Level.WANT, Level.MAYBE]
    stops = tuple(
        Candidate(f"k{i}", f"T{i}", levels[i % 3], str(1 + 7 * i) if named else "", 7 * i)
        for i in range(stars)
    )
    posters = [Spot(str(board) if named else "", board - 1) for board in range(1, boards + 1)]
    return WalkRequest(stops, START, after(minutes), lay_out([s.spot for s in stops], posters))


def now_key(state: LiveState) -> str:
    assert state.here is not None
    return state.here.key


def planned(view: LiveView) -> list[str]:
    return [stop.key for stop in ([view.now] if view.now else []) + list(view.rest.stops)]


def test_it_begins_with_the_plan() -> None:
    asked = request()
    view = live.look(live.begin(asked, START), START)
    assert planned(view) == [stop.key for stop in plan_walk(asked).stops]
    assert view.next == view.rest.stops[0]
    assert view.seconds_left == 7200


def test_before_the_session_one_waits_for_its_start() -> None:
    state = live.begin(request(), after(-30))
    assert state.here is not None
    assert state.here.arrive >= START


def test_time_at_a_stop_runs_down_and_over() -> None:
    state = live.begin(request(), START)
    assert live.look(state, after(3)).seconds_here == 240
    assert live.look(state, after(9)).seconds_here == -120
    assert live.look(state, after(9)).now == live.look(state, after(3)).now


def test_staying_over_costs_the_rest_of_the_plan_its_time() -> None:
    state = live.begin(request(30), START)
    rest = live.look(state, after(20)).rest
    assert rest.start == after(20)
    assert all(stop.end <= after(30) for stop in rest.stops)
    assert len(rest.stops) < len(live.look(state, START).rest.stops)


def test_a_tick_moves_on_from_the_board_one_stands_at() -> None:
    state = visit(live.begin(request(), START), "k20", after(5))
    assert state.here is not None
    assert "k20" not in planned(live.look(state, after(5)))
    assert state.here.walk_seconds == 2 * abs(int(state.here.board) - 141)


def test_without_boards_one_still_stands_where_one_was() -> None:
    state = visit(live.begin(request(named=False), START), "k20", after(5))
    assert state.here is not None
    assert state.here.walk_seconds == 14 * abs(int(state.here.key[1:]) - 20)


def test_a_skip_leaves_out_and_says_so() -> None:
    begun = live.begin(request(), START)
    state = skip(begun, now_key(begun), after(1))
    view = live.look(state, after(1))
    assert now_key(begun) not in planned(view)
    assert [left.key for left in view.rest.left_out if left.reason is Reason.SKIPPED] == [now_key(begun)]
    assert now_key(put_back(state, now_key(begun), after(1))) == now_key(begun)


def test_skipping_another_stop_leaves_the_present_one() -> None:
    begun = live.begin(request(), START)
    following = live.look(begun, START).next
    assert following is not None
    state = skip(begun, following.key, after(2))
    assert state.here == begun.here


def test_later_comes_after_all_others_and_keeps_its_level() -> None:
    begun = live.begin(request(), START)
    state = later(begun, "k0", after(1))
    assert planned(live.look(state, after(1)))[-1] == "k0"


def test_one_can_go_elsewhere_at_once() -> None:
    state = live.go_to(live.begin(request(), START), "k39", after(2))
    assert state.here is not None
    assert state.here.key == "k39"
    assert state.here.walk_seconds == 2 * 273
    assert live.go_to(state, "nothing", after(2)) == state


def test_one_can_say_where_one_stands() -> None:
    state = visit(live.begin(request(), START), "k0", after(5))
    moved = stand_at(state, "141", after(6))
    assert moved.here is not None
    assert moved.here.walk_seconds == 2 * abs(int(moved.here.board) - 141)


def test_the_appointment_under_way_or_next_is_named() -> None:
    coffee = Appointment("Coffee", after(20), after(30))
    asked = request()
    state = live.begin(WalkRequest(asked.stops, START, asked.end, asked.hall, appointments=(coffee,)), START)
    assert live.look(state, after(5)).appointment == coffee
    assert live.look(state, after(25)).appointment == coffee
    assert live.look(state, after(30)).appointment is None


def test_the_way_to_an_appointment_says_when_to_leave() -> None:
    asked = request()
    there = Appointment("My poster", after(30), after(40), "60")
    state = live.begin(replace(asked, appointments=(there,)), START)
    view = live.look(state, START)
    way = view.rest.way_to(there)
    assert way is not None
    assert view.leave == way.leave == after(30) - timedelta(seconds=way.seconds)
    assert way.seconds > 0
    assert live.look(state, after(31)).leave is None


def test_when_time_is_over_nothing_comes() -> None:
    view = live.look(live.begin(request(), after(121)), after(121))
    assert (view.now, view.next, view.seconds_left, view.to_go) == (None, None, 0, 0)


def test_rehearsal_of_the_real_session() -> None:
    """After 45 minutes, 9 visited and 3 skipped."""
    state = live.begin(request(), START)
    for number in range(1, 10):
        state = visit(state, now_key(state), after(5 * number))
    for _ in range(3):
        state = skip(state, now_key(state), after(45))
    view = live.look(state, after(45))
    assert (len(state.visited), len(state.skipped), view.seconds_left) == (9, 3, 75 * 60)
    assert not set(planned(view)) & {*state.visited, *state.skipped}
    assert view.rest.stops[-1].end <= after(120)
    assert view.to_go >= 9


actions = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 9), st.integers(0, 9)),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(actions)
def test_whatever_one_does_each_star_has_one_place(done: list[tuple[str, int, int]]) -> None:
    asked = request(60, 70, 8)
    state, clock = live.begin(asked, START), 0
    for action, number, minutes in done:
        clock += minutes
        state = ACTS[action](state, f"k{number}", after(clock))
        view = live.look(state, after(clock))
        known = [*planned(view), *(left.key for left in view.rest.left_out)]
        assert len(known) == len(set(known))
        assert set(known) == {stop.key for stop in asked.stops} - set(state.visited)
        assert all(stop.end <= asked.end for stop in view.rest.stops)


@settings(max_examples=40, deadline=None)
@given(actions)
def test_until_the_rest_is_planned_each_star_still_has_one_place(done: list[tuple[str, int, int]]) -> None:
    asked = request(60, 70, 8)
    state = live.begin(asked, START)
    known = live.look(state, START)
    for action, number, _ in done:
        key = f"k{number}"
        state = live.go_to(state, key, START) if action == "go_to" else getattr(live, action)(state, key)
        known = live.meanwhile(state, known, START)
        shown = [*planned(known), *(left.key for left in known.rest.left_out)]
        assert len(shown) == len(set(shown))
        assert not set(planned(known)) & {*state.visited, *state.skipped}
        assert known.now is None or state.here in (None, known.now)
    settled = live.settle(state, START)
    assert live.meanwhile(settled, live.look(settled, START), START) == live.look(settled, START)
