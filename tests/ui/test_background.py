"""Work off the window's thread."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from scheduler.ui.background import Background
from scheduler.workspace import Workspace


def test_what_is_asked_for_after_the_end_is_not_begun(qtbot: QtBot, tmp_path: Path) -> None:
    """Else its thread would run on, and Qt aborts a program that lets go of a running thread."""
    background = Background(lambda: Workspace.open(tmp_path))
    done: list[int] = []
    with qtbot.waitSignal(background.finished):
        background.submit(lambda ws, progress: 1, done.append, done.append)
        background.stop()
    late = background.submit(lambda ws, progress: 2, done.append, done.append)
    qtbot.wait(50)
    assert late.cancelled
    assert background.isFinished()
    assert not background.isRunning()
    assert 2 not in done
