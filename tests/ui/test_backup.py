"""Backing up and restoring from the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from scheduler.core.level import Level
from scheduler.ui.main_window import MainWindow
from scheduler.workspace import Workspace


def back_up(qtbot: QtBot, window: MainWindow, target: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(window.controller.told):
        window.actions_["backup"].trigger()


def agree_to_restore(qtbot: QtBot, window: MainWindow, source: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    window.actions_["restore"].trigger()
    (box,) = window.findChildren(QMessageBox)
    (go_on,) = (each for each in box.buttons() if each.text() == "Restore")
    qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)


def test_a_backup_goes_where_the_user_says(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.db"
    back_up(qtbot, window, target, monkeypatch)
    assert target.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_takes_the_place_of_what_is_there_in_the_open_window(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.db"
    window.controller.set_level(["conf/1"], Level.MUST)
    window.controller.save_note("conf/0", "as it was")
    back_up(qtbot, window, target, monkeypatch)
    window.controller.set_level(["conf/1", "conf/2"], Level.MAYBE)
    window.catalog.details.note.setPlainText("as it is now")
    with qtbot.waitSignal(window.controller.told):
        agree_to_restore(qtbot, window, target, monkeypatch)
    assert {key: star.level for key, star in workspace.marks.stars().items()} == {"conf/1": Level.MUST}
    assert not window.controller.undo_stack.canUndo()
    qtbot.waitUntil(lambda: window.catalog.details.note.toPlainText() == "as it was")
    assert "is restored" in window.messages.label.text()
    window.controller.set_level(["conf/3"], Level.WANT)
    assert set(workspace.marks.stars()) == {"conf/1", "conf/3"}


def test_what_is_no_backup_changes_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_text("nothing", encoding="utf-8")
    window.controller.set_level(["conf/1"], Level.MUST)
    with qtbot.waitSignal(window.controller.failed):
        agree_to_restore(qtbot, window, wrong, monkeypatch)
    assert set(workspace.marks.stars()) == {"conf/1"}
