"""A day of posters and talks: what the plan of a session knows of the talks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.core.agenda import Level
from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot
from scheduler.errors import BadInput, NotFound
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace

START = datetime(2024, 5, 8, 8, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def talk(number: int, start: int, end: int) -> Presentation:
    slot = Slot("talks", at(start), at(end), "Aula")
    return Presentation(f"c/t{number}", f"Talk {number}", decision=Decision.TALK, slots=(slot,))


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Twenty posters from 0 to 120 minutes; talks at 30–60, 50–70 and 200–220."""
    sessions = (
        Session("posters", "Posters", "Hall", at(0), at(120)),
        Session("talks", "Talks", "Aula", at(0), at(240)),
    )
    posters = tuple(
        Presentation(f"c/{n}", f"Poster {n}", order=n, slots=(Slot("posters", board=str(n)),))
        for n in range(1, 21)
    )
    talks = (talk(1, 30, 60), talk(2, 50, 70), talk(3, 200, 220))
    with Workspace.open(tmp_path, lambda: START) as opened:
        catalog = Catalog(Conference("c", "C", "Europe/Vienna"), sessions, (*posters, *talks))
        opened.programme.apply(opened.programme.compare(Reading(catalog, "test"), "test.json"))
        yield opened


def test_starred_talks_take_their_time_from_the_walk(ws: Workspace) -> None:
    ws.marks.star([f"c/{n}" for n in range(1, 21)])
    ws.marks.star(["c/t1"], Level.MUST)
    walk = ws.planning.plan(ws.planning.session()).walk
    assert [(each.title, each.start, each.end) for each in walk.appointments] == [("Talk 1", at(30), at(60))]
    assert all(stop.end <= at(30) or stop.start >= at(60) for stop in walk.stops)
    assert walk.stops


def test_talks_make_no_walk(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="Nothing is starred yet"):
        ws.planning.session()
    ws.marks.star(["c/t1", "c/t2", "c/t3"])
    with pytest.raises(NotFound, match="talks at their own times"):
        ws.planning.session()
    with pytest.raises(BadInput, match="no walk to plan"):
        ws.planning.plan(ws.planning.session("Talks"))
    ws.marks.star(["c/4"])
    assert (ws.planning.session().key, ws.planning.session().starred) == ("posters", 1)


def test_a_day_names_clashes_with_both_ends_and_gaps_but_no_posters_clash(ws: Workspace) -> None:
    ws.marks.star(["c/1", "c/2", "c/t1", "c/t2", "c/t3"])
    (day,) = ws.planning.days()
    (clash,) = day.clashes
    assert (clash.first.start, clash.first.end) == (at(30), at(60))
    assert (clash.second.start, clash.second.end) == (at(50), at(70))
    assert [(gap.start, gap.end, gap.minutes) for gap in day.gaps] == [(at(120), at(200), 80)]
    assert day.zone == "Europe/Vienna"
