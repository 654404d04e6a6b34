"""More like my stars, in a list beside the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.ui import like_dialog
from scheduler.ui.like_dialog import LikeDialog
from scheduler.ui.main_window import MainWindow
from scheduler.workspace import Workspace


def opened(qtbot: QtBot, window: MainWindow) -> LikeDialog:
    window.actions_["like_my_stars"].trigger()
    dialog = window.findChild(LikeDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 0 or dialog.sentence.text() != like_dialog.ABOUT)
    return dialog


def keys(dialog: LikeDialog) -> list[str]:
    return [dialog.list.item(row).data(like_dialog.KEY) for row in range(dialog.list.count())]


def test_it_ranks_what_is_not_starred_and_says_why(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.marks.star(["conf/1", "conf/3"], Level.MUST)
    dialog = opened(qtbot, window)
    assert not {"conf/1", "conf/3"} & set(keys(dialog))
    title, authors, why = dialog.list.item(0).text().split("\n")
    assert title.startswith("Poster number")
    assert "Zoe Zwei" in authors
    assert why.startswith("shares: ")


def test_s_stars_and_the_next_one_moves_up(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    workspace.marks.star(["conf/1"])
    dialog = opened(qtbot, window)
    first, second = keys(dialog)[:2]
    dialog.activateWindow()
    with qtbot.waitSignal(window.controller.stars_changed):
        qtbot.mouseClick(dialog.star, Qt.MouseButton.LeftButton)
    assert first in workspace.marks.stars()
    qtbot.waitUntil(lambda: first not in keys(dialog))
    assert second in keys(dialog)
    with qtbot.waitSignal(window.controller.stars_changed):
        window.controller.undo_stack.undo()
    qtbot.waitUntil(lambda: first in keys(dialog))


def test_return_shows_the_poster_in_the_catalog(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.marks.star(["conf/1"])
    dialog = opened(qtbot, window)
    chosen = dialog.chosen()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.catalog.list.current_key() == chosen)


def test_without_stars_it_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(qtbot, window)
    assert dialog.sentence.text() == like_dialog.NO_STARS
    assert not dialog.star.isEnabled()


def test_visited_and_noted_can_be_ticked(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    workspace.marks.visit(["conf/1"])
    workspace.marks.note("conf/2", "good")
    with qtbot.waitSignal(window.catalog.overviewed):
        window.catalog.refresh_overview()
    for name, key in (("visited", "conf/1"), ("note", "conf/2")):
        window.catalog.filters.tick("show", name)
        qtbot.waitUntil(
            lambda key=key: [row.key for row in window.controller.rows(window.catalog.model.ids)] == [key]
        )
