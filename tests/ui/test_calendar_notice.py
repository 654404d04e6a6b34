"""The notice of the next must, on a clock of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.ui.calendar_notice import MustNotice
from scheduler.ui.main_window import MainWindow

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
Told = list[tuple[str, str]]


@pytest.fixture
def at(window: MainWindow) -> Callable[[datetime], None]:
    """Sets the workspace's clock."""

    def set_clock(moment: datetime) -> None:
        window.controller.workspace.clock = lambda: moment

    return set_clock


def looked(qtbot: QtBot, notice: MustNotice, window: MainWindow) -> None:
    """Looks, and waits for the answer: a later question of the same worker is answered after it."""
    notice.look()
    with qtbot.waitSignal(window.catalog.overviewed):
        window.catalog.refresh_overview()


def test_it_comes_ten_minutes_before_and_once(
    qtbot: QtBot, window: MainWindow, at: Callable[[datetime], None]
) -> None:
    window.controller.workspace.marks.star(["conf/7"], Level.MUST)
    window.controller.workspace.marks.star(["conf/12"])
    told: Told = []
    notice = MustNotice(window.controller, lambda *words: told.append(words))
    at(START - timedelta(minutes=11))
    notice.turn(on=True)
    looked(qtbot, notice, window)
    assert told == []
    at(START - timedelta(minutes=9))
    looked(qtbot, notice, window)
    looked(qtbot, notice, window)
    ((heading, sentence),) = told
    assert heading.startswith("In ")
    assert "Poster number 7" in heading
    assert sentence.endswith(", Halle B, #7")
    at(START + timedelta(minutes=30))
    looked(qtbot, notice, window)
    assert len(told) == 1


def test_it_is_off_until_it_is_wanted_and_the_menu_remembers(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    action = window.actions_["notify"]
    assert not action.isChecked()
    action.trigger()
    assert action.isChecked()
    window.close()
    assert open_window().actions_["notify"].isChecked()


def test_without_a_tray_it_says_so_and_speaks_in_the_window(
    qtbot: QtBot, window: MainWindow, at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    window.controller.workspace.marks.star(["conf/7"], Level.MUST)
    at(START - timedelta(minutes=5))
    notice = MustNotice(window.controller)
    with qtbot.waitSignal(window.controller.told) as told:
        notice.turn(on=True)
    assert "no tray" in told.args[0]
    looked(qtbot, notice, window)
    assert "Poster number 7" in window.messages.label.text()


def test_turned_off_it_is_silent(qtbot: QtBot, window: MainWindow, at: Callable[[datetime], None]) -> None:
    window.controller.workspace.marks.star(["conf/7"], Level.MUST)
    told: Told = []
    notice = MustNotice(window.controller, lambda *words: told.append(words))
    at(START - timedelta(minutes=5))
    notice.turn(on=False)
    looked(qtbot, notice, window)
    assert told == []


def test_it_stops_with_the_window(window: MainWindow) -> None:
    notice = MustNotice(window.controller, lambda *_: None)
    notice.turn(on=True)
    assert notice.is_on
    window.controller.close()
    assert not notice.is_on


def test_what_is_visited_is_not_announced(
    qtbot: QtBot, window: MainWindow, at: Callable[[datetime], None]
) -> None:
    marks = window.controller.workspace.marks
    marks.star(["conf/7"], Level.MUST)
    marks.visit(["conf/7"])
    told: Told = []
    notice = MustNotice(window.controller, lambda *words: told.append(words))
    at(START - timedelta(minutes=9))
    notice.turn(on=True)
    looked(qtbot, notice, window)
    assert told == []
