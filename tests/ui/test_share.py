"""Friends' stars: merged, filtered, undone; and the walk shared out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.ui.main_window import MainWindow
from scheduler.ui.plan_actions import PlanActions
from scheduler.ui.share_actions import ForgetCommand, ShareActions
from scheduler.ui.text_dialog import TextDialog
from scheduler.workspace import Workspace


@pytest.fixture
def share(window: MainWindow, workspace: Workspace) -> ShareActions:
    workspace.marks.star(["conf/1", "conf/2"], Level.MUST)
    found = window.findChild(ShareActions)
    assert found is not None
    return found


@pytest.fixture
def anna(tmp_path: Path) -> Path:
    """Anna's file: posters 2 and 3."""
    stars = [{"key": f"conf/{n}", "title": "", "level": "maybe"} for n in (2, 3)]
    path = tmp_path / "anna.json"
    path.write_text(
        json.dumps({"format": "poster-scheduler-stars", "version": 1, "name": "Anna", "stars": stars}),
        encoding="utf-8",
    )
    return path


def shown(window: MainWindow) -> list[str]:
    model = window.catalog.model
    return [window.catalog.list.key_at(row) for row in range(model.rowCount())]


def merge(qtbot: QtBot, window: MainWindow, share: ShareActions, path: Path) -> None:
    with qtbot.waitSignal(window.catalog.overviewed):
        share.merge(path)


def test_a_merge_says_what_came_and_changes_no_star(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, share: ShareActions, anna: Path
) -> None:
    with qtbot.waitSignal(window.controller.told) as told:
        share.merge(anna)
    assert told.args[0] == "2 stars of Anna: 1 both, 1 only theirs, 1 only mine."
    assert {key: star.level for key, star in workspace.marks.stars().items()} == {
        "conf/1": Level.MUST,
        "conf/2": Level.MUST,
    }


@pytest.mark.parametrize(
    ("box", "keys"), [("both", ["conf/2"]), ("mine", ["conf/1"]), ("theirs", ["conf/3"])]
)
def test_filters(
    qtbot: QtBot, window: MainWindow, share: ShareActions, anna: Path, box: str, keys: list[str]
) -> None:
    merge(qtbot, window, share, anna)
    window.catalog.filters.tick("friends", f"{box}:Anna")
    qtbot.waitUntil(lambda: shown(window) == keys)


def test_a_filter_follows_the_stars(
    qtbot: QtBot, window: MainWindow, share: ShareActions, anna: Path
) -> None:
    merge(qtbot, window, share, anna)
    window.catalog.filters.tick("friends", "both:Anna")
    qtbot.waitUntil(lambda: shown(window) == ["conf/2"])
    window.controller.set_level(["conf/3"], Level.WANT)
    qtbot.waitUntil(lambda: shown(window) == ["conf/2", "conf/3"])


def test_a_merge_can_be_undone(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, share: ShareActions, anna: Path
) -> None:
    merge(qtbot, window, share, anna)
    window.controller.undo_stack.undo()
    assert workspace.sharing.friends() == []
    window.controller.undo_stack.redo()
    assert workspace.sharing.friends() == ["Anna"]
    window.controller.push(ForgetCommand(window.controller, "Anna"))
    assert workspace.sharing.friends() == []
    window.controller.undo_stack.undo()
    assert set(workspace.sharing.stars_of("Anna")) == {"conf/2", "conf/3"}


def test_a_bad_file_is_told_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, share: ShareActions, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(b"{")
    for path, words in ((bad, "not a file of stars"), (tmp_path / "none.json", "cannot be read")):
        with qtbot.waitSignal(window.controller.failed) as failed:
            share.merge(path)
        assert words in failed.args[0]
    assert workspace.sharing.friends() == []
    assert not window.controller.undo_stack.canUndo()


def test_what_is_shared_can_be_merged(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, share: ShareActions, tmp_path: Path
) -> None:
    path = tmp_path / "stars.json"
    share.save(path, "Me")
    merge(qtbot, window, share, path)
    assert set(workspace.sharing.stars_of("Me")) == {"conf/1", "conf/2"}


def test_saving_where_one_cannot_is_told(
    qtbot: QtBot, window: MainWindow, share: ShareActions, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.controller.failed):
        share.save(tmp_path / "no" / "such" / "folder" / "stars.json", "")


def test_two_walks_share_out_the_stars(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, share: ShareActions
) -> None:
    workspace.marks.star([f"conf/{n}" for n in range(1, 9)], Level.MUST)
    actions = window.findChild(PlanActions)
    assert actions is not None
    window.actions_["split"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(TextDialog)))
    text = window.findChildren(TextDialog)[0].browser.toPlainText()
    assert "Mine: 4 stops, 29 of 120 min" in text
    assert "My friend’s: 4 stops" in text
    assert all(text.count(f"Poster number {n}") == 1 for n in range(1, 9))


def test_a_file_without_a_name_is_called_as_the_file_is(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, share: ShareActions, anna: Path
) -> None:
    file = anna.with_name("stars of Ben.json")
    file.write_bytes(anna.read_bytes().replace(b'"Anna"', b'""'))
    merge(qtbot, window, share, file)
    assert workspace.sharing.friends() == ["stars of Ben"]
