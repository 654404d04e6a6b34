"""A window on a small programme of our own, offscreen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scheduler import app
from scheduler.ui.main_window import MainWindow
from scheduler.workspace import Workspace
from tests.ui.programmes import NOW, bring_in, twenty


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no size hints, and says so for every dialog."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.open(folder, lambda: NOW) as opened:
        yield opened


@pytest.fixture
def open_window(qtbot: QtBot, folder: Path, workspace: Workspace) -> Iterator[Callable[[], MainWindow]]:
    """Opens the window on whatever is in the workspace; it is closed and freed at the end."""
    opened: list[MainWindow] = []

    def make() -> MainWindow:
        window = app.build_window(folder, workspace)
        opened.append(window)
        qtbot.addWidget(window)
        window.resize(1200, 700)
        window.show()
        with qtbot.waitSignal(window.catalog.overviewed):
            window.start()
            window.catalog.refresh_overview()
        return window

    yield make
    for window in opened:
        window.close()
        window.controller.close()
    free_deleted()


@pytest.fixture
def window(open_window: Callable[[], MainWindow], workspace: Workspace) -> MainWindow:
    """The window on twenty posters."""
    bring_in(workspace, twenty())
    return open_window()


def free_deleted() -> None:
    """Does what the event loop does with deleteLater."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
