"""What a stranger's text must never do once it is in the catalog: add lines, formulas, elements or files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from scheduler.core.catalog import Catalog, Conference, Presentation, Session, Slot
from scheduler.errors import BadInput
from scheduler.formats.read import own_catalog as reader
from scheduler.formats.write import own_catalog
from scheduler.workspace import Workspace

ATTACKS = (
    "Kites\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "Kites\nATTACH:file:///etc/passwd",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "\t=1+1",
    "\r=1+1",
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd onerror=alert(1)>",
    "</title></style></textarea><iframe src=//evil.example>",
    "{{ 7 * 7 }}{% include 'x' %}",
    '"><svg onload=alert(1)>',
    "[x](javascript:alert(1)) ![](http://evil.example/x.png)",
    "}, title = {forged}, \\input{/etc/passwd}",
    "../../../../tmp/x",
    "C:\\Windows\\x",
    "\u202egnp.exe",
    "a\0b\x1b[31mc",
    "Z" + "\u0336\u0322" * 300,
    "x" * 10_000,
    "&amp;lt;script&amp;gt;",
)
START, END = datetime(2024, 5, 8, 8, tzinfo=UTC), datetime(2024, 5, 8, 10, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Every attack as title, author, abstract, topic, room, board, conference and session."""

    def poster(number: int, text: str) -> Presentation:
        line = text.replace("\n", " ")
        slot = Slot("s", room=line, board=line)
        return Presentation(
            f"c/{number}", text, (line,), text, text, topics=(line,), url=f"javascript:{line}", order=number,
            slots=(slot,),
        )  # fmt: skip

    title = "../../<script>=1+1"
    session = Session("s", title, title, START, END)
    programme = Catalog(
        Conference("c", title, "Europe/Vienna"), (session,), tuple(map(poster, range(len(ATTACKS)), ATTACKS))
    )
    with Workspace.open(tmp_path / "data", lambda: START) as opened:
        opened.programme.apply(opened.programme.plan(own_catalog.write(programme), source="x"))
        keys = [f"c/{number}" for number in range(len(ATTACKS))]
        opened.marks.star(keys)
        opened.marks.visit(keys)
        for key, text in zip(keys, ATTACKS, strict=True):
            opened.marks.note(key, text.replace("\0", ""))
        yield opened


def test_a_calendar_gets_no_line_of_its_own(ws: Workspace, tmp_path: Path) -> None:
    path = ws.calendar.save(ws.calendar.prepare(), tmp_path / "a.ics")
    data = path.read_bytes()
    lines = data.replace(b"\r\n ", b"").split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 1
    assert not any(line.startswith((b"ATTACH", b"SUMMARY:forged")) for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\0" not in data
    assert b"\x1b" not in data


def test_a_table_gets_no_formula(ws: Workspace, tmp_path: Path) -> None:
    text = ws.exports.save(tmp_path / "a.csv").path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text, newline="")))
    assert len(rows) == 1 + len(ATTACKS)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("visited", [False, True])
def test_a_page_gets_no_element(ws: Workspace, tmp_path: Path, visited: bool) -> None:
    data = ws.exports.save(tmp_path / "a.html", visited=visited).path.read_bytes()
    page = LexborHTMLParser(data)
    assert not page.css("img, iframe, svg, object, embed, link, base, meta[http-equiv=refresh]")
    assert len(page.css("script")) == (0 if visited else 1)
    assert not [name for node in page.css("*") for name in node.attributes if name.lower().startswith("on")]
    links = [node.attributes.get("href") or "" for node in page.css("a[href]")]
    assert all(link.startswith(("https://", "http://", "#")) for link in links), links
    assert b"default-src 'none'" in data or b"default-src &#39;none&#39;" in data
    assert "49" not in "".join(node.text() for node in page.css("h1, h2, h3, h4") if "7 * 7" in node.text())


def test_markdown_and_bibtex_and_json_stay_what_they_are(ws: Workspace, tmp_path: Path) -> None:
    markdown = ws.exports.save(tmp_path / "a.md").path.read_text(encoding="utf-8")
    assert "](javascript:" not in markdown.replace("\\", "").replace("\\]", "") or "\\]" in markdown
    assert "<script>" not in markdown
    bibtex = ws.exports.save(tmp_path / "a.bib").path.read_text(encoding="utf-8")
    assert bibtex.count("\n@") + bibtex.startswith("@") == len(ATTACKS)
    assert "\\input{" not in bibtex
    assert len(json.loads(ws.exports.save(tmp_path / "a.json").path.read_bytes())) == len(ATTACKS)


def test_no_name_leads_out_of_the_folder(ws: Workspace, tmp_path: Path) -> None:
    ws.exports.save(tmp_path / "a.html")
    made = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert made == {"data", "a.html"}
    snapshots = list((tmp_path / "data" / "imports").iterdir())
    assert len(snapshots) == 1


@pytest.mark.parametrize("key", ["../../x", "/etc/x", "..", "c/../../x", "a\0b", "x" * 5000])
def test_a_conference_key_names_no_file_elsewhere(tmp_path: Path, key: str) -> None:
    programme = Catalog(Conference(key, "Conf"), (), (Presentation(f"{key}/1", "Kites", ("Ada",)),))
    with Workspace.open(tmp_path / "data") as workspace:
        workspace.programme.apply(workspace.programme.plan(own_catalog.write(programme)))
        assert len(workspace.programme.imports()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert all(path.parent == tmp_path / "data" / "imports" for path in tmp_path.rglob("*.json"))


def test_a_year_of_three_digits_outlives_a_snapshot() -> None:
    start = datetime(999, 5, 8, 8, tzinfo=UTC)
    poster = Presentation("c/1", "Kites", slots=(Slot("", start, start.replace(hour=9)),))
    written = own_catalog.write(Catalog(Conference("c", "C"), (), (poster,)))
    assert reader.read(written).catalog.presentations[0].slots == poster.slots


def test_a_damaged_history_removes_no_file_elsewhere(tmp_path: Path) -> None:
    from scheduler.workspace import snapshots

    victim = tmp_path / "victim.json"
    victim.write_text("{}")
    (tmp_path / "data" / "imports").mkdir(parents=True)
    snapshots.tidy(tmp_path / "data", ["../../victim.json"] * 9, keep=0)
    assert victim.exists()


def test_a_friends_file_is_data_too(ws: Workspace) -> None:
    stars = [{"key": "\ud800", "title": "\udfff\0", "level": "must"}, {"key": "../x", "level": "want"}]
    merged = ws.sharing.merge(
        json.dumps({"format": "poster-scheduler-stars", "name": "\ud800", "stars": stars}).encode()
    )
    assert merged.stars == 2


@pytest.mark.parametrize("level", [{}, [], 1, "Must"])
def test_a_friends_level_is_one_of_three(ws: Workspace, level: object) -> None:
    with pytest.raises(BadInput, match="unknown level"):
        ws.sharing.merge(json.dumps([{"key": "c/1", "level": level}]).encode())


def test_text_that_is_no_text_is_refused_with_a_sentence(ws: Workspace) -> None:
    for work in (
        lambda: ws.marks.note("c/1", "a\ud800"),
        lambda: ws.marks.star(["\ud800"]),
    ):
        with pytest.raises(BadInput):
            work()
