"""The agenda: by day and session, with levels, clashes, lost and withdrawn stars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.core.catalog import Decision, Slot
from scheduler.ui.agenda_page import AgendaPage
from scheduler.ui.main_window import MainWindow
from scheduler.workspace import Workspace
from tests.ui.programmes import bring_in, poster, programme, twenty


def agenda(qtbot: QtBot, window: MainWindow) -> AgendaPage:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = window.pages.current
    assert isinstance(page, AgendaPage)
    return page


def lines(page: AgendaPage) -> list[str]:
    model = page.model
    return [str(model.index(row).data(Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]


def test_empty_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    page = agenda(qtbot, window)
    assert "Press S" in page.guidance.text


def test_by_time_with_levels(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    workspace.marks.star(["conf/1", "conf/2"], Level.MAYBE)
    workspace.marks.star(["conf/7"], Level.MUST)
    page = agenda(qtbot, window)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert lines(page) == [
        "Wed 8 May 2024",
        "10:45–12:45 Poster Session 3. Halle B  ·  1 must, 2 maybe",
        "Poster number 7",
        "Poster number 1",
        "Poster number 2",
    ]
    assert page.summary.text() == "3 starred: 1 must, 2 maybe"
    assert page.list.current_key() == "conf/7"


def test_keys_work_here_and_headings_are_passed_over(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.marks.star(["conf/1", "conf/2"])
    page = agenda(qtbot, window)
    qtbot.waitUntil(lambda: page.list.current_key() == "conf/1")
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current_key() == "conf/2"
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert list(workspace.marks.visits()) == ["conf/2"]
    with qtbot.waitSignal(page.model.rowsRemoved):
        qtbot.keyClick(page.list, Qt.Key.Key_S)
    assert page.list.current_key() == "conf/1"


def test_clashes_gaps_lost_and_withdrawn(
    qtbot: QtBot, workspace: Workspace, open_window: Callable[[], MainWindow]
) -> None:
    def talk(number: int, hour: int, minute: int) -> Slot:
        start = datetime(2024, 5, 8, hour, minute, tzinfo=UTC)
        return Slot("s2", start, start.replace(minute=minute + 30))

    talks = [
        poster(30, "One talk", decision=Decision.TALK, slots=(talk(30, 12, 0),)),
        poster(31, "Other talk", decision=Decision.TALK, slots=(talk(31, 12, 15),)),
    ]
    bring_in(workspace, programme(*twenty().presentations, *talks))
    workspace.marks.star(["conf/1", "conf/4", "conf/30", "conf/31"])
    rest = [p for p in twenty().presentations if p.order != 4]
    bring_in(workspace, replace(programme(*rest, *talks)))
    bring_in(workspace, programme(poster(1, "Gone", key="gone/1"), key="gone", title="Gone 1"))
    workspace.marks.star(["gone/1"], Level.MUST)
    workspace.programme.remove("gone")
    page = agenda(qtbot, open_window())
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    shown = lines(page)
    assert shown[1:3] == [
        "⚠ Two talks at once, 14:15–14:30. 14:00–14:30 “One talk”",
        "and 14:15–14:45 “Other talk”",
    ]
    assert "12:45–14:00 free, 75 minutes" in shown
    assert shown[-4:] == [
        "Withdrawn from the programme. 1 star",
        "Poster number 4",
        "No longer in any programme. 1 star",
        "Starred, must. No longer in any programme. Gone",
    ]
