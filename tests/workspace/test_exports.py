"""The agenda and the report as files of every kind."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from scheduler.core.agenda import Level
from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.core.query import Filter
from scheduler.core.walk import Appointment
from scheduler.errors import BadInput, CannotSave, NotFound
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
END = START + timedelta(hours=2)
NOW = datetime(2024, 5, 8, 9, 0, tzinfo=UTC)


def programme(key: str = "c", *, withdrawn: bool = False) -> Catalog:
    posters = tuple(
        Presentation(f"{key}/{n}", f"Poster {n}", ("Ann Lee",), order=n, slots=(Slot("s", board=str(9 - n)),))
        for n in range(1, 6)
    )
    slot = Slot("", START + timedelta(hours=4), START + timedelta(hours=5), "Aula")
    talk = Presentation(
        f"{key}/talk", "Keynote", order=9, decision=Decision.TALK, slots=(slot,), url="javascript:alert(1)"
    )
    lost = Presentation(f"{key}/timeless", "", ("Bo Li",), order=10)
    session = Session("s", "Poster Session 3", "Halle B", START, END, TimeSource.ASSUMED)
    works = (*posters, talk, lost)
    if withdrawn:
        works = (*works[:1], replace(works[1], withdrawn=True), *works[2:])
    return Catalog(Conference(key, f"Conf {key}", "Europe/Vienna"), (session,), works)


def bring(ws: Workspace, catalog: Catalog) -> None:
    ws.programme.apply(ws.programme.compare(Reading(catalog, "test")))


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "data", lambda: NOW) as opened:
        bring(opened, programme())
        yield opened


def page(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def test_the_page_has_the_walk_with_times_then_talks_and_what_has_no_time(
    ws: Workspace, tmp_path: Path
) -> None:
    ws.marks.star(["c/1", "c/2", "c/talk", "c/timeless"], Level.MUST)
    saved = ws.exports.save(tmp_path / "a.html")
    tree = page(tmp_path / "a.html")
    assert (saved.path, saved.number) == (tmp_path / "a.html", 4)
    assert texts(tree, "h1") == ["My posters – Conf c"]
    assert texts(tree, "h2") == ["Wed 8 May 2024", "No time yet"]
    assert texts(tree, "h4") == ["Poster 2", "Poster 1", "Keynote", "Untitled, by B. Li"]
    assert texts(tree, ".marks b") == ["10:45–10:52", "10:52–10:59", "14:45–15:45"]
    assert texts(tree, ".facts em") == ["time not stated by the page"]
    assert "javascript" not in (tmp_path / "a.html").read_text(encoding="utf-8").partition("<script>")[0]


def test_the_page_of_the_same_conference_keeps_its_name(ws: Workspace, tmp_path: Path) -> None:
    names = []
    for key in ("c/1", "c/2"):
        ws.marks.star([key])
        ws.exports.save(tmp_path / "a.html")
        names += [node.attributes["data-name"] for node in page(tmp_path / "a.html").css("body")]
    assert names[0] == names[1]


def test_an_appointment_stands_between_the_stops_with_nothing_to_tick(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.star(["c/1", "c/2"], Level.MUST)
    session = ws.planning.session("s")
    mine = Appointment("My <b>own</b> poster", START + timedelta(minutes=8), START + timedelta(minutes=20))
    ws.planning.choose(session, replace(ws.planning.choices(session), appointments=(mine,)))
    assert ws.exports.save(tmp_path / "a.html").number == 2
    tree = page(tmp_path / "a.html")
    assert texts(tree, "h4") == ["Poster 2", "My <b>own</b> poster", "Poster 1"]
    assert texts(tree, ".marks b") == ["10:45–10:52", "10:53–11:05", "11:05–11:12"]
    assert texts(tree, ".marks em") == ["appointment"]
    assert len(tree.css("article")) == 3
    assert len(tree.css("article[data-key]")) == len(tree.css("input")) == 2
    ws.exports.save(tmp_path / "a.md")
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert text.count("- [ ] ") == 2
    assert "- **My \\<b\\>own\\</b\\> poster**" in text


def test_posters_that_do_not_fit_come_after_the_walk(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.star([f"c/{n}" for n in range(1, 6)], Level.MUST)
    session = ws.planning.session("s")
    choices = ws.planning.choices(session)
    ws.planning.choose(session, replace(choices, end=START + timedelta(minutes=16)))
    ws.exports.save(tmp_path / "a.html")
    tree = page(tmp_path / "a.html")
    assert len(texts(tree, ".marks b")) == 2
    assert texts(tree, ".marks em") == ["if there is time"] * 3


def test_withdrawn_stars_come_last_and_say_so(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.star(["c/1", "c/2"])
    bring(ws, programme(withdrawn=True))
    assert ws.exports.save(tmp_path / "a.html").number == 2
    tree = page(tmp_path / "a.html")
    assert texts(tree, "h2") == ["Wed 8 May 2024", "Withdrawn"]
    assert texts(tree, "h3") == ["Poster Session 3"]
    assert texts(tree, "h4") == ["Poster 1", "Poster 2"]


def test_no_level_of_headings_is_left_out(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.star(["c/1", "c/2"])
    ws.marks.visit(["c/1"])
    ws.exports.save(tmp_path / "report.md", visited=True)
    lines = (tmp_path / "report.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("#")] == ["# My report – Conf c", "## Visited"]
    bring(ws, programme(withdrawn=True))
    ws.exports.save(tmp_path / "agenda.md")
    lines = (tmp_path / "agenda.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "# My posters – Conf c",
        "## Wed 8 May 2024",
        "### Poster Session 3",
        "## Withdrawn",
    ]


def test_two_conferences_are_told_apart(ws: Workspace, tmp_path: Path) -> None:
    bring(ws, programme("d"))
    ws.marks.star(["c/1", "d/1"])
    ws.exports.save(tmp_path / "a.md")
    lines = (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# My posters"
    assert [line for line in lines if line.startswith("## ")] == [
        "## Conf c · Wed 8 May 2024",
        "## Conf d · Wed 8 May 2024",
    ]
    assert ws.exports.save(tmp_path / "b.csv", conference="d").number == 1


def test_a_list_is_exported_as_it_is_shown_starred_or_not(ws: Workspace, tmp_path: Path) -> None:
    ids = ws.finder.find(Filter(text="poster"))
    saved = ws.exports.save(tmp_path / "list.html", ids=ids)
    tree = page(tmp_path / "list.html")
    assert saved.number == 5
    assert texts(tree, "h4") == [f"Poster {n}" for n in (5, 4, 3, 2, 1)]
    assert texts(tree, ".level") == []


def test_tables_have_the_same_rows(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.star(["c/1", "c/talk"])
    for name in ("a.csv", "a.json", "a.bib", "A.CSV"):
        assert ws.exports.save(tmp_path / name).number == 2
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Poster 1", "Keynote"]
    rows = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [(row["key"], row["board"], row["start"], row["level"]) for row in rows] == [
        ("c/1", "8", "2024-05-08T08:45:00Z", "want"),
        ("c/talk", "", "2024-05-08T12:45:00Z", "want"),
    ]


@pytest.mark.parametrize("name", ["r.html", "r.md"])
def test_the_report_is_what_was_visited_noted_and_missed(ws: Workspace, tmp_path: Path, name: str) -> None:
    ws.marks.star(["c/1", "c/2"], Level.MUST)
    ws.marks.visit(["c/1"])
    ws.marks.note("c/3", "Ask about =data")
    assert ws.exports.save(tmp_path / name, visited=True).number == 3
    text = (tmp_path / name).read_text(encoding="utf-8")
    places = [
        text.index(word) for word in ("Visited", "Poster 1", "Noted, not", "Poster 3", "missed", "Poster 2")
    ]
    assert places == sorted(places)
    assert "Ask about =data" in text


def test_a_bibliography_of_what_was_visited(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.visit(["c/4"])
    assert ws.exports.save(tmp_path / "v.bib", visited=True).number == 1
    assert b"{{Poster 4}}" in (tmp_path / "v.bib").read_bytes()


def test_nothing_to_write_is_said_and_writes_nothing(ws: Workspace, tmp_path: Path) -> None:
    for options in ({}, {"visited": True}, {"ids": []}):
        for name in ("a.html", "a.csv"):
            with pytest.raises(NotFound):
                ws.exports.save(tmp_path / name, **options)  # type: ignore[arg-type]
            assert not (tmp_path / name).exists()


def test_an_unknown_ending_is_refused(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.star(["c/1"])
    with pytest.raises(BadInput, match=r"^“a\.docx” should end in \.html, "):
        ws.exports.save(tmp_path / "a.docx")


def test_a_file_that_cannot_be_written_is_one_sentence(ws: Workspace, tmp_path: Path) -> None:
    ws.marks.star(["c/1"])
    with pytest.raises(CannotSave):
        ws.exports.save(tmp_path / "missing" / "a.html")
