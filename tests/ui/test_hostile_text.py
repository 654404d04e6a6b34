"""Strangers' text does not break a row, the details or a title bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics, QGuiApplication
from pytestqt.qtbot import QtBot

from scheduler.core.calm_text import MOST_MARKS, calm, one_line
from scheduler.ui.row_geometry import RowFonts
from scheduler.ui.row_text import title_lines
from scheduler.workspace import Workspace
from tests.ui.programmes import bring_in, poster, programme

HOSTILE = [
    "x" * 10_000,
    "word " * 2_000,
    "Z" + "\u0336\u0322\u0327" * 300 + "algo",
    "\u202egnp.exe\u202c evil",
    "a\u200d\u200d\u200d\u200db" * 50,
    "مرحبا بالعالم " * 20,
    "line\r\nline\tline\0\x1b[31m",
    "👩‍👩‍👧‍👦 families",
    "../../etc/passwd",
    "\u2066" * 40,
]


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_fit_into_two_lines(qtbot: QtBot, title: str) -> None:
    fonts = RowFonts.of(QGuiApplication.font())
    for width in (1, 80, 300, 2000):
        lines = title_lines(one_line(title), fonts.title, width)
        assert len(lines) <= 2
        if width >= 80:
            assert all(QFontMetrics(fonts.title).horizontalAdvance(line) <= width + 2 for line in lines)


@given(st.text(max_size=200), st.integers(1, 60))
def test_one_line_is_one_line_and_short(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert one_line(line, limit) == line


def test_towers_of_marks_cost_nothing_of_the_end() -> None:
    tower = "".join(letter + "\u0300\u0301\u0302" * 20 for letter in "Zalgo walks among us and nobody sees")
    assert one_line(f"{tower} the end", 200).endswith(" the end")
    assert one_line("a" + " " * 900 + "b", 60) == "a b"


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("Schrödinger–Brücke", "naïve Bayes, ℓ₁-norm", "深層学習", "می‌خواهم", "e\u0301te\u0301"):
        assert calm(text) == text
    assert len(calm("e" + "\u0301" * 50)) == 1 + MOST_MARKS


def test_the_window_paints_them_all(qtbot: QtBot, workspace: Workspace, open_window) -> None:  # type: ignore[no-untyped-def]
    posters = [
        poster(n, title, authors=(title,), topics=(title[:50],), abstract=title, url=title)
        for n, title in enumerate(HOSTILE)
    ]
    bring_in(workspace, programme(*posters))
    window = open_window()
    for row in range(window.catalog.model.rowCount()):
        window.catalog.list.go_to(row)
        assert not window.grab().isNull()
    height = window.catalog.list.rowHeight(0)
    assert {window.catalog.list.rowHeight(row) for row in range(10)} == {height}
