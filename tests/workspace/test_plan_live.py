"""The live mode taken up again, and board numbers that are read before they are set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.core import live
from scheduler.core.catalog import Catalog, Conference, Presentation, Session, Slot
from scheduler.core.detail import SessionSummary
from scheduler.errors import BadInput
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace
from scheduler.workspace.plan_choices import PlanChoices

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Five starred posters on boards 1 to 5."""
    session = Session("s", "Posters", "Hall", START, START + timedelta(hours=2))
    posters = tuple(
        Presentation(f"c/{n}", f"Poster title {n}", order=n, slots=(Slot("s", board=str(n)),))
        for n in range(1, 6)
    )
    with Workspace.open(tmp_path, lambda: START + timedelta(minutes=10)) as opened:
        catalog = Catalog(Conference("c", "C", "UTC"), (session,), posters)
        opened.programme.apply(opened.programme.compare(Reading(catalog, "test"), "test.json"))
        opened.marks.star([poster.key for poster in posters])
        yield opened


def state(ws: Workspace, **kept: object) -> live.LiveState:
    session = ws.planning.session()
    choices = replace(PlanChoices(), **kept)  # type: ignore[arg-type]
    return ws.planning.live(ws.planning.plan(session, choices))


def here(of: live.LiveState) -> str:
    assert of.here is not None
    return of.here.key


def test_what_was_skipped_or_put_off_is_not_the_present_stop(ws: Workspace) -> None:
    assert here(state(ws)) == "c/1"
    assert here(state(ws, skipped=("c/1",))) == "c/2"
    assert here(state(ws, skipped=("c/1",), later=("c/2",))) == "c/3"


def test_one_stands_beside_the_poster_visited_last(ws: Workspace) -> None:
    ws.marks.visit(["c/4"])
    found = state(ws)
    assert found.beside == "c/4"
    assert found.here is not None
    assert found.here.walk_seconds == 2


def test_a_board_said_by_the_user_counts_before_that(ws: Workspace) -> None:
    ws.marks.visit(["c/4"])
    assert state(ws, stand_at="1").beside == ""
    assert here(state(ws, stand_at="1")) == "c/1"


def test_the_present_stop_stays_as_long_as_it_is_one(ws: Workspace) -> None:
    first = state(ws)
    later = START + timedelta(minutes=13)
    assert live.resume(first.request, later, here=first.here).here == first.here
    gone = live.resume(first.request, later, visited=("c/1",), here=first.here)
    assert here(gone) == "c/2"


def test_boards_are_read_without_being_set(ws: Workspace) -> None:
    session: SessionSummary = ws.planning.session()
    read = ws.planning.read_boards(session, "77\tPoster title 2\n78\tNothing like it")
    assert read.boards == {"c/2": "77"}
    assert read.unmatched == ((2, "78\tNothing like it"),)
    assert {c.board for c in ws.planning.plan(session).request.stops} == {"1", "2", "3", "4", "5"}
    with pytest.raises(BadInput):
        ws.planning.read_boards(session, "nothing")


def test_page_order_numbers_from_one(ws: Workspace) -> None:
    assert ws.planning.page_order(ws.planning.session())["c/5"] == "5"
    before = ws.planning.number_boards(ws.planning.session())
    assert set(before.values()) == {None}


def test_choices_of_a_plan_keep_the_live_modes_own() -> None:
    plan = PlanChoices(minutes={"a": 3}, skipped=("x",))
    running = PlanChoices(skipped=("y",), later=("z",), stand_at="9")
    mixed = plan.with_live_of(running)
    assert (mixed.minutes, mixed.skipped, mixed.later, mixed.stand_at) == ({"a": 3}, ("y",), ("z",), "9")
