"""Changes to a plan's choices, and the sentences on it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.agenda import Level
from scheduler.core.hall import parse_rows
from scheduler.core.walk import Appointment, LeftOut, Reason, Shortfall, Stop, Walk
from scheduler.ui import plan_edits, plan_text
from scheduler.ui.plan_hall_text import rows_to_text
from scheduler.ui.plan_times import at_clock
from scheduler.workspace.plan_choices import PlanChoices, Window

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
SHOWN = ["a", "b", "c", "d", "e"]


def walk(*levels: Level, minutes: int = 5, left: tuple[Level, ...] = (), walking: int = 90) -> Walk:
    stops = []
    for number, level in enumerate(levels):
        begin = START + timedelta(minutes=minutes * number)
        end = begin + timedelta(minutes=minutes)
        stops.append(Stop(str(number), "Title", level, str(number), begin, begin, end, 0, 0))
    out = tuple(LeftOut(f"l{n}", "T", level, "", Reason.NO_TIME, "no") for n, level in enumerate(left))
    seconds = 60 * minutes * len(stops)
    return Walk(START, START + timedelta(hours=2), tuple(stops), out, (), seconds, walking)


def test_a_move_keeps_the_order_that_is_shown() -> None:
    assert plan_edits.moved(PlanChoices(), SHOWN, "a", 2).order == ("b", "c", "a", "d", "e")


def test_a_move_locks_the_stop_and_the_one_it_passed() -> None:
    assert dict(plan_edits.moved(PlanChoices(), SHOWN, "a", 2).locked) == {"a": None, "c": None}
    assert dict(plan_edits.moved(PlanChoices(), SHOWN, "e", 2).locked) == {"e": None, "c": None}
    timed = plan_edits.locked(PlanChoices(), "a", START)
    assert plan_edits.moved(timed, SHOWN, "a", 2).locked["a"] == START


def test_a_move_to_an_end() -> None:
    assert plan_edits.moved(PlanChoices(), SHOWN, "c", 0).order == ("c", "a", "b", "d", "e")
    assert plan_edits.moved(PlanChoices(), SHOWN, "c", 99).order == ("a", "b", "d", "e", "c")


def test_what_is_left_out_now_keeps_its_place_in_the_order() -> None:
    choices = PlanChoices(order=("b", "gone", "d"))
    assert plan_edits.moved(choices, SHOWN, "a", 1).order == ("b", "gone", "a", "c", "d", "e")


@given(st.permutations(SHOWN), st.sampled_from(SHOWN), st.integers(0, 4))
def test_moving_there_and_back_changes_no_order(shown: list[str], key: str, place: int) -> None:
    there = plan_edits.moved(PlanChoices(), shown, key, place)
    back = plan_edits.moved(there, there.order, key, shown.index(key))
    assert list(back.order) == shown


def test_own_minutes_and_windows_can_be_taken_back() -> None:
    choices = plan_edits.lasting(PlanChoices(), "a", 9)
    assert dict(choices.minutes) == {"a": 9}
    assert dict(plan_edits.lasting(choices, "a", None).minutes) == {}
    within = plan_edits.within(PlanChoices(), "a", Window(START, None))
    assert dict(plan_edits.within(within, "a", None).windows) == {}


def test_locks() -> None:
    choices = plan_edits.locked(PlanChoices(), "a", START)
    assert dict(choices.locked) == {"a": START}
    assert dict(plan_edits.unlocked(choices, "a").locked) == {}


def test_appointments_are_added_in_order_changed_and_removed() -> None:
    late = Appointment("Late", START + timedelta(hours=1), START + timedelta(hours=2))
    early = Appointment("Early", START, START + timedelta(minutes=5))
    both = plan_edits.appointed(plan_edits.appointed(PlanChoices(), None, late), None, early)
    assert both.appointments == (early, late)
    assert plan_edits.appointed(both, early, None).appointments == (late,)


def test_budget_sentence() -> None:
    must = [Level.MUST] * 12
    sentence = plan_text.budget(walk(*must, minutes=7, left=(Level.MAYBE,) * 9, walking=1190))
    assert sentence == "12 must × 7 + walking 20 = 104 of 120 min; 9 maybes don’t fit"
    assert plan_text.budget(walk(Level.WANT, left=(Level.WANT,))) == (
        "1 want × 5 + walking 2 = 7 of 120 min; 1 want doesn’t fit"
    )


def test_what_does_not_fit_is_listed_by_level() -> None:
    left = walk(left=(Level.MAYBE, Level.MUST, Level.WANT, Level.WANT)).left_out
    assert plan_text.does_not_fit(left) == "1 must, 2 wants and 1 maybe don’t fit"


def test_lacking() -> None:
    short = Walk(START, START, shortfall=Shortfall(1, ()))
    assert plan_text.lacking(short) == "Not all musts fit: 1 minute is lacking."
    assert "own times" in plan_text.lacking(Walk(START, START, shortfall=Shortfall(0, ())))


def test_seconds_are_spelled() -> None:
    assert [plan_text.seconds(n) for n in (24, 60, 70)] == ["24 s", "1 min", "1 min 10 s"]


@given(
    st.lists(st.lists(st.integers(1, 400), min_size=1, max_size=8, unique=True), max_size=4).filter(
        lambda rows: len({n for row in rows for n in row}) == sum(map(len, rows))
    )
)
def test_rows_of_a_hall_survive_being_typed(numbers: list[list[int]]) -> None:
    rows = tuple(tuple(str(number) for number in row) for row in numbers)
    assert parse_rows(rows_to_text(rows)) == rows


def test_runs_are_written_short() -> None:
    assert rows_to_text([[str(n) for n in range(1, 41)], ["A3", "A2", "A1", "B9"]]) == "1-40\nA3-A1, B9"


def test_a_time_of_day_is_the_nearest_one() -> None:
    assert at_clock(START, time(10, 0), "Europe/Vienna") == START - timedelta(minutes=45)
    midnight = datetime(2024, 5, 8, 21, 30, tzinfo=UTC)
    assert at_clock(midnight, time(0, 15), "Europe/Vienna") == midnight + timedelta(minutes=45)
