"""Imports, refreshes, undo and removal, seen from what the user keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from scheduler.core.agenda import Level
from scheduler.core.catalog import Catalog, Conference, Presentation, Session, Slot, TimeSource
from scheduler.core.query import Filter
from scheduler.errors import BadInput, NotFound
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
END = datetime(2024, 5, 8, 10, 45, tzinfo=UTC)


def programme(count: int = 6, *, key: str = "c") -> Catalog:
    def poster(number: int) -> Presentation:
        subject = ("kites", "winds", "maps", "graphs", "noise", "tides")[number % 6]
        title = f"Poster number {number} about {subject}"
        return Presentation(
            f"{key}/{number}",
            title,
            (f"Author {number}", "Ann Lee"),
            order=number,
            slots=(Slot("s", board=str(number)),),
        )

    session = Session("s", "Session", "Hall", START, END)
    return Catalog(Conference(key, "Conf", "Europe/Vienna"), (session,), tuple(map(poster, range(count))))


def reading(catalog: Catalog, *, partial: bool = False) -> Reading:
    return Reading(catalog, "test", partial=partial)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path) as opened:
        opened.programme.apply(opened.programme.compare(reading(programme())))
        yield opened


def refresh(ws: Workspace, catalog: Catalog, *, partial: bool = False) -> None:
    ws.programme.apply(ws.programme.compare(reading(catalog, partial=partial)))


def shown(ws: Workspace, wanted: Filter | None = None) -> list[str]:
    return [row.key for row in ws.finder.rows(ws.finder.find(wanted or Filter()))]


def test_a_refresh_keeps_every_star_note_and_visit(ws: Workspace) -> None:
    keys = shown(ws)
    ws.marks.star(keys, Level.MUST)
    ws.marks.note(keys[0], "mine")
    ws.marks.visit(keys[:2])
    old = programme().presentations
    renamed = replace(old[0], title="Poster number 0 on the flight of kites", key="c/new-id")
    moved = replace(old[1], slots=(Slot("s", board="99"),))
    refresh(ws, replace(programme(), presentations=(renamed, moved, *old[3:])))
    starred = {d.key: d for d in ws.finder.starred()}
    assert set(starred) == set(keys)
    assert starred["c/0"].presentation.title == renamed.title
    assert [key for key, d in starred.items() if d.presentation.withdrawn] == ["c/2"]
    assert ws.marks.notes()["c/0"].text == "mine"
    assert set(ws.marks.visits()) == {"c/0", "c/1"}


def test_changed_posters_are_marked_until_seen(ws: Workspace) -> None:
    old = programme().presentations
    refresh(ws, replace(programme(), presentations=(replace(old[0], title=old[0].title + "!!!"), *old[1:5])))
    moved = replace(old[1], slots=(Slot("s", board="99"),))
    refresh(ws, replace(programme(), presentations=(old[0], moved, *old[2:5])))
    rows = {row.key: row for row in ws.finder.rows(ws.finder.find(Filter(text="is:changed")))}
    assert rows["c/1"].change == "moved from Wed 8 May 2024, 10:45–12:45, Hall, board 1"
    ws.programme.seen(["c/1"])
    assert "c/1" not in shown(ws, Filter(text="is:changed"))


def test_withdrawn_is_shown_only_when_it_matters(ws: Workspace) -> None:
    ws.marks.star(["c/1"])
    refresh(ws, replace(programme(), presentations=programme().presentations[2:]))
    assert sorted(shown(ws)) == [f"c/{number}" for number in range(1, 6)]
    assert sorted(shown(ws, Filter(text="is:withdrawn"))) == ["c/0", "c/1"]


def test_a_refresh_is_undone(ws: Workspace) -> None:
    before = ws.finder.details(ws.finder.find(Filter()))
    refresh(ws, programme(3))
    assert len(shown(ws)) == 3
    undone = ws.programme.undo("c")
    assert undone.outcome["withdrawn"] == 3
    assert ws.finder.details(ws.finder.find(Filter())) == before
    ws.programme.undo("c")
    assert ws.finder.conferences() == []
    with pytest.raises(NotFound, match="no import to take back"):
        ws.programme.undo("c")


def test_a_lost_catalog_is_rebuilt(ws: Workspace) -> None:
    ws.marks.star(["c/1"])
    refresh(ws, programme(4))
    rows = shown(ws)
    folder = ws.folder
    ws.close()
    for path in folder.glob("catalog.db*"):
        path.unlink()
    with Workspace.open(folder) as again:
        assert again.programme.rebuild() == []  # it was done at opening
        assert shown(again) == rows
        assert [d.key for d in again.finder.starred()] == ["c/1"]


def test_removing_keeps_stars_unless_told_otherwise(ws: Workspace) -> None:
    ws.marks.star(["c/1"])
    ws.programme.remove("c")
    assert ws.finder.conferences() == []
    assert [star.title for star in ws.finder.lost_stars()] == ["Poster number 1 about winds"]
    refresh(ws, programme())
    assert [d.key for d in ws.finder.starred()] == ["c/1"]
    ws.programme.remove("c", forget_marks=True)
    assert ws.marks.stars() == {}


def test_two_conferences_stay_apart(ws: Workspace) -> None:
    refresh(ws, programme(2, key="d"))
    assert len(shown(ws, Filter(conference="c"))) == 6
    assert len(shown(ws, Filter(conference="d"))) == 2
    assert len(shown(ws)) == 8


def test_a_page_joins_the_conference_that_has_its_titles(ws: Workspace) -> None:
    page = programme(6, key="page")
    page = replace(
        page,
        sessions=(Session("s", "Session", "Hall"),),
        presentations=tuple(
            replace(p, key=f"page/t{p.order}", abstract=f"Text {p.order}.") for p in page.presentations
        ),
    )
    plan = ws.programme.compare(reading(page, partial=True))
    assert (len(plan.report.added), plan.report.updated) == (0, 6)
    ws.programme.apply(plan)
    assert [c.key for c in ws.finder.conferences()] == ["c"]
    assert ws.finder.detail("c/3").presentation.abstract == "Text 3."


def test_the_users_session_time_survives_a_refresh(ws: Workspace) -> None:
    ws.programme.set_session("c", "s", start=time(9, 0), end=time(11, 0), timezone="Europe/London")
    refresh(ws, programme())
    (session,) = ws.finder.sessions()
    assert session.start == datetime(2024, 5, 8, 8, 0, tzinfo=UTC)
    assert (session.timezone, session.time_source) == ("Europe/London", TimeSource.CONFIRMED)


def test_half_a_session_time_is_refused(tmp_path: Path) -> None:
    catalog = replace(programme(), sessions=(Session("s", "Session"),))
    with Workspace.open(tmp_path) as ws:
        refresh(ws, catalog)
        with pytest.raises(BadInput, match="give its date, start and end"):
            ws.programme.set_session("c", "s", start=time(9, 0))
