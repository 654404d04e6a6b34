"""The File menu's exports, down to the file and the message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from scheduler.ui.main_window import MainWindow

EXPORTS = {
    "export_html": ("agenda.html", b"<!DOCTYPE html>"),
    "export_csv": ("agenda.csv", b"Poster number 3"),
    "export_data": ("agenda.md", b"Poster number 3"),
    "export_report": ("report.md", b"Poster number 3"),
    "export_pdf": ("posters.pdf", b"%PDF"),
}


@pytest.fixture
def marked(window: MainWindow) -> MainWindow:
    marks = window.controller.workspace.marks
    marks.star(["conf/3", "conf/4"])
    marks.visit(["conf/3"])
    return window


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """Makes the file dialog answer; returns what it was opened with."""
    asked: list[str] = []

    def get(_parent: object, _title: str, start: str, _patterns: str) -> tuple[str, str]:
        asked.append(start)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", get)
    return asked


@pytest.mark.parametrize("action", EXPORTS)
def test_each_is_in_the_menu_and_says_where_it_went(
    qtbot: QtBot, marked: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, action: str
) -> None:
    name, content = EXPORTS[action]
    target = tmp_path / name
    answer(monkeypatch, target)
    assert marked.actions_[action].isVisible()
    with qtbot.waitSignal(marked.controller.told) as told:
        marked.actions_[action].trigger()
    assert content in target.read_bytes()
    sentence, offers = told.args
    assert sentence.endswith(f"saved to {target}")
    assert offers[0].text == "Show in folder"
    assert marked.messages.button.text() == "Show in folder"


def test_the_kind_follows_the_name(
    qtbot: QtBot, marked: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, tmp_path / "a.json")
    with qtbot.waitSignal(marked.controller.told):
        marked.actions_["export_data"].trigger()
    assert {row["key"] for row in json.loads((tmp_path / "a.json").read_text("utf-8"))} == {
        "conf/3",
        "conf/4",
    }


def test_the_folder_is_remembered(
    qtbot: QtBot, marked: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    asked = answer(monkeypatch, folder / "a.csv")
    for _ in range(2):
        with qtbot.waitSignal(marked.controller.told):
            marked.actions_["export_csv"].trigger()
    assert asked == ["agenda.csv", str(folder / "agenda.csv")]


@pytest.mark.parametrize("action", EXPORTS)
def test_with_nothing_starred_it_says_so(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, action: str
) -> None:
    target = tmp_path / EXPORTS[action][0]
    answer(monkeypatch, target)
    with qtbot.waitSignal(window.controller.failed) as failed:
        window.actions_[action].trigger()
    assert failed.args[0].startswith("Nothing is ")
    assert not target.exists()


def test_a_folder_that_is_not_there_is_told(
    qtbot: QtBot, marked: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, tmp_path / "no" / "a.pdf")
    with qtbot.waitSignal(marked.controller.failed) as failed:
        marked.actions_["export_pdf"].trigger()
    assert failed.args[0].startswith("Nothing was saved to ")
