"""PDFs read back by other programs: whole posters, page numbers, paper sizes, text and fonts."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from scheduler import app
from scheduler.core.agenda import Level
from scheduler.errors import BadInput, CannotSave, NotFound
from scheduler.ui.print_contents import MOST_SHOWN, Scope, Wanted, make_sheet
from scheduler.ui.print_sheet import Item, Section, Sheet, with_long_notes
from scheduler.ui.printing import Paper, draw_sheet, pdf, print_sheet, save_pdf
from scheduler.workspace import Workspace
from tests.ui.programmes import bring_in, poster, programme, twenty

POINTS = {
    Paper(): (595, 842),
    Paper(landscape=True): (842, 595),
    Paper(letter=True): (612, 792),
    Paper(letter=True, landscape=True): (792, 612),
}


@pytest.fixture
def stars(workspace: Workspace, qapp: object) -> Workspace:
    """Eighteen of twenty posters starred, with boards 0 to 19."""
    bring_in(workspace, twenty())
    workspace.marks.star([f"conf/{n}" for n in range(6)], Level.MUST)
    workspace.marks.star([f"conf/{n}" for n in range(6, 18)])
    return workspace


def run(program: str, *arguments: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} (poppler-utils) is not installed")
    return subprocess.run([found, *arguments], check=True, capture_output=True, text=True).stdout


def texts(path: Path) -> list[str]:
    """The text of each page."""
    return run("pdftotext", "-layout", str(path), "-").rstrip("\f").split("\f")


def many(number: int, *, notes: bool = False) -> Sheet:
    items = tuple(
        Item(
            f"START{n:03} {'A long title about something ' * (n % 5)}",
            "Ada Author, Zoe Zwei " * (n % 4 + 1),
            board=str(n),
            facts=f"must · END{n:03}",
            note="a note of the user " * 9 if notes else "",
        )
        for n in range(number)
    )
    return Sheet("Many posters", (Section("Session", ("a remark",), items),), number)


@pytest.mark.parametrize("paper", POINTS, ids=str)
def test_no_poster_is_cut_on_any_paper(tmp_path: Path, qapp: object, paper: Paper) -> None:
    said = save_pdf(many(44, notes=True), tmp_path / "many.pdf", paper)
    pages = texts(tmp_path / "many.pdf")
    assert said == f"44 posters on {len(pages)} pages"
    for page in pages:
        assert re.findall(r"START(\d+)", page) != []
        assert sorted(re.findall(r"START(\d+)", page)) == sorted(re.findall(r"END(\d+)", page))
    assert sorted(re.findall(r"START(\d+)", "".join(pages))) == [f"{n:03}" for n in range(44)]


@pytest.mark.parametrize("paper", POINTS, ids=str)
def test_pages_are_numbered_and_have_the_paper_s_size(tmp_path: Path, qapp: object, paper: Paper) -> None:
    save_pdf(many(30), tmp_path / "many.pdf", paper)
    pages = texts(tmp_path / "many.pdf")
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
    facts = run("pdfinfo", str(tmp_path / "many.pdf"))
    width, height = re.findall(r"Page size:\s+([\d.]+) x ([\d.]+) pts", facts)[0]
    assert (round(float(width)), round(float(height))) == POINTS[paper]
    assert re.search(r"Title:\s+Many posters", facts)


def test_fonts_are_inside_and_ligatures_do_not_hide_words(tmp_path: Path, qapp: object) -> None:
    sheet = Sheet("Offline", (Section("Efficient flow", (), (Item("Final office", "F. Fink"),)),), 1)
    save_pdf(sheet, tmp_path / "a.pdf")
    (page,) = texts(tmp_path / "a.pdf")
    for words in ("Offline", "Efficient flow", "Final office", "☐"):
        assert words in page
    rows = run("pdffonts", str(tmp_path / "a.pdf")).splitlines()[2:]
    assert rows
    assert all(" yes " in row for row in rows)


def test_strange_text_prints(tmp_path: Path, qapp: object) -> None:
    items = (
        Item("W" * 240, "no spaces" * 20, board="B-123456789"),
        Item("שלום עולם ١٢٣ 数学の論文 🎉", "名前"),
        Item("<b>not bold</b> & {{ braces }}", ""),
    )
    save_pdf(Sheet("<Title>", (Section("", (), items),), 3), tmp_path / "a.pdf")
    (page,) = texts(tmp_path / "a.pdf")
    assert "<b>not bold</b> & {{ braces }}" in page
    assert page.count("W") == 240


def test_the_starred_sheet_has_what_one_needs_in_the_hall(stars: Workspace, tmp_path: Path) -> None:
    stars.marks.note("conf/3", "Ask about the constant.")
    sheet = make_sheet(stars, Wanted())
    assert (sheet.title, sheet.posters, sheet.lines) == ("My posters – Conf 2024", 18, 2)
    (section,) = sheet.sections
    assert section.heading == "Poster Session 3"
    assert section.remarks[0] == "Wed 8 May 2024"
    assert "time not stated by the page" in section.remarks
    found = next(item for item in section.items if item.title == "Poster number 3")
    assert (found.board, found.authors, found.note) == (
        "#3",
        "Ada Author3, Zoe Zwei",
        "Ask about the constant.",
    )
    assert re.fullmatch(r"\d\d:\d\d–\d\d:\d\d · must", found.facts)
    save_pdf(sheet, tmp_path / "a.pdf")
    assert "Ask about the constant." in texts(tmp_path / "a.pdf")[0]


def test_the_walk_is_in_walking_order_with_times(stars: Workspace) -> None:
    plan = stars.planning.plan(stars.planning.session())
    sheet = make_sheet(stars, Wanted(Scope.WALK))
    walked = sheet.sections[0].items
    assert [item.title for item in walked] == [stop.title for stop in plan.walk.stops]
    times = [item.facts[:5] for item in walked]
    assert times == sorted(times)
    assert times[0] == "10:45"
    left = [item for section in sheet.sections[1:] for item in section.items]
    assert len(walked) + len(left) == sheet.posters == 18
    assert sheet.title == "My walk – Conf 2024"


def test_a_walk_has_a_page_for_each_row_if_wished(workspace: Workspace, tmp_path: Path, qapp: object) -> None:
    from scheduler.core.catalog import Slot

    bring_in(
        workspace,
        programme(*(poster(n, slots=(Slot("s1", board=f"{'AB'[n // 3]}{n}"),)) for n in range(6))),
    )
    workspace.marks.star([f"conf/{n}" for n in range(6)])
    sheet = make_sheet(workspace, Wanted(Scope.WALK, apart=True))
    assert [section.heading for section in sheet.sections] == [
        "Poster Session 3 · row A",
        "Poster Session 3 · row B",
    ]
    assert save_pdf(sheet, tmp_path / "a.pdf") == "6 posters on 2 pages"
    assert make_sheet(workspace, Wanted(Scope.WALK)).sections[0].heading == "Poster Session 3"


def test_the_list_prints_as_it_is_shown(stars: Workspace) -> None:
    ids = tuple(stars.finder.ids_of(["conf/18", "conf/2"]).values())
    sheet = make_sheet(stars, Wanted(Scope.SHOWN, ids=ids))
    assert {item.title for section in sheet.sections for item in section.items} == {
        "Poster number 18",
        "Poster number 2",
    }
    with pytest.raises(BadInput, match="too many for paper"):
        make_sheet(stars, Wanted(Scope.SHOWN, ids=tuple(range(MOST_SHOWN + 1))))


def test_the_report_has_visits_and_missed_musts(stars: Workspace) -> None:
    stars.marks.visit(["conf/0"])
    stars.marks.note("conf/0", "Great.")
    sheet = make_sheet(stars, Wanted(Scope.REPORT))
    assert [section.heading for section in sheet.sections] == ["Visited", "Musts missed"]
    (visited,) = sheet.sections[0].items
    assert (visited.ticked, visited.note) == (True, "Great.")
    assert sheet.lines == 0


def test_nothing_to_print_is_said(workspace: Workspace, tmp_path: Path, qapp: object) -> None:
    bring_in(workspace, twenty())
    for scope in Scope:
        with pytest.raises(NotFound):
            make_sheet(workspace, Wanted(scope))
    with pytest.raises(NotFound, match="starred"):
        app.export_pdf(workspace, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_a_long_note_goes_on_in_blocks_of_its_own() -> None:
    note = "\n".join(f"line {n} " + "word " * 30 for n in range(60))
    parts = list(with_long_notes(Item("Title", "Authors", note=note)))
    assert len(parts) > 1
    assert "\n".join(part.note for part in parts) == note
    assert [part.continued for part in parts] == [False, *[True] * (len(parts) - 1)]
    assert list(with_long_notes(Item("Title", "", note="short"))) == [Item("Title", "", note="short")]


def test_a_note_without_a_break_is_cut_between_words() -> None:
    note = "word " * 900
    parts = list(with_long_notes(Item("Title", "", note=note.strip())))
    assert " ".join(part.note for part in parts).split() == note.split()


def test_export_pdf_is_whole_or_not_at_all(stars: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert app.export_pdf(stars, target) == f"18 posters on {len(texts(target))} pages"
    before = target.read_bytes()
    assert before.startswith(b"%PDF")
    with pytest.raises(CannotSave, match="Nothing was saved"):
        app.export_pdf(stars, tmp_path / "no" / "folder" / "a.pdf")
    assert target.read_bytes() == before
    stars.marks.visit(["conf/1"])
    assert app.export_pdf(stars, target, visited=True).startswith("6 posters on ")


def test_a_page_that_cannot_be_drawn_is_told(qapp: object) -> None:
    """Qt only returns false where a page fails."""

    class Jammed(QPdfWriter):
        def newPage(self) -> bool:  # noqa: N802 - Qt's name
            return False

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    with pytest.raises(CannotSave, match="Page 2 of"):
        draw_sheet(many(30), Jammed(buffer))


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_told(tmp_path: Path, qapp: object) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "no" / "folder" / "out.pdf"))
    with pytest.raises(CannotSave, match="nothing was printed"):
        print_sheet(many(3), printer)


def test_paper_takes_the_same_pages_as_a_pdf(tmp_path: Path, qapp: object) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageLayout(Paper().layout())
    said = print_sheet(many(30), printer)
    save_pdf(many(30), tmp_path / "a.pdf")
    assert said == f"30 posters on {len(texts(tmp_path / 'a.pdf'))} pages"
    assert texts(tmp_path / "out.pdf") == texts(tmp_path / "a.pdf")


def test_the_theme_does_not_reach_paper(qapp: object) -> None:
    """The same bytes whatever the palette, apart from when they were made."""
    from PySide6.QtGui import QColor, QPalette
    from PySide6.QtWidgets import QApplication

    def drawing() -> bytes:
        data, _ = pdf(many(3))
        return re.sub(rb"\((D:[^)]*)\)|<[^>]*uuid[^>]*>|/ID \[.*?\]", b"", data)

    before = QApplication.palette()
    light = len(drawing())
    QApplication.setPalette(QPalette(QColor("#222"), QColor("#111")))
    try:
        assert abs(len(drawing()) - light) < 40
    finally:
        QApplication.setPalette(before)
