"""The live mode: what a glance tells, its keys, and a clock that tests and rehearsals set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.ui import live_text, live_walk
from scheduler.ui.live_clock import LiveClock
from scheduler.ui.live_load import Loaded
from scheduler.ui.live_window import LiveWindow
from scheduler.ui.main_window import MainWindow
from scheduler.ui.plan_actions import PlanActions
from scheduler.ui.plan_dialogs import MomentDialog
from scheduler.workspace import Workspace

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(folder: Path, clock: Clock) -> Iterator[Workspace]:
    with Workspace.open(folder, clock) as opened:
        yield opened


@pytest.fixture
def live(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> LiveWindow:
    """Boards 2 (must), 4, 6, 8 (want): all fit."""
    workspace.marks.star(["conf/2"], Level.MUST)
    workspace.marks.star(["conf/4", "conf/6", "conf/8"])
    return open_live(qtbot, window)


def open_live(qtbot: QtBot, window: MainWindow) -> LiveWindow:
    window.actions_["live"].trigger()
    actions = window.findChild(PlanActions)
    assert actions is not None
    live = actions.live
    assert live is not None
    qtbot.addWidget(live)
    qtbot.waitUntil(live.isVisible)
    planned(live)
    return live


def planned(live: LiveWindow) -> None:
    """Waits for the plan that is being made."""
    while live.walk.planning:
        assert QSignalSpy(live.walk.planned).wait(5000)


def press(live: LiveWindow, key: Qt.Key) -> None:
    QTest.keyClick(live.now, key)
    planned(live)


def rest(live: LiveWindow) -> list[str]:
    return [live.rest.item(row).text() for row in range(live.rest.count())]


def test_now_next_and_times(live: LiveWindow, clock: Clock) -> None:
    assert live.now.board.text() == "#2"
    assert live.now.title.text() == "Poster number 2"
    assert live.now.about.text().startswith("must · 10:45–10:52")
    assert live.next.title.text() == "#4  Poster number 4"
    assert live.clock.text() == "10:45"
    assert live.in_all.text() == "2:00:00 left in all"
    assert live.tally.text() == "0 visited · 4 to go"
    assert "Board 2" in live.now.accessibleDescription()


def test_the_clock_ticks_by_itself(qtbot: QtBot, live: LiveWindow, clock: Clock) -> None:
    assert live.timer.interval() == 1000
    assert live.timer.isActive()
    before = live.walk.seconds_here()
    clock.wait(seconds=10)
    live.timer.timeout.emit()
    planned(live)
    assert live.now.left.text() == f"{live_text.countdown(before - 10)} left here"
    clock.wait(minutes=9)
    live.timer.timeout.emit()
    planned(live)
    assert live.now.left.text().startswith("⚠ ")
    assert live.now.left.text().endswith(" over")


def test_space_ticks_and_goes_on(live: LiveWindow, clock: Clock, workspace: Workspace) -> None:
    clock.wait(minutes=7)
    press(live, Qt.Key.Key_Space)
    assert list(workspace.marks.visits()) == ["conf/2"]
    assert live.now.board.text() == "#4"
    assert "walk 4 s, 2 boards" in live.now.about.text()
    assert live.tally.text() == "1 visited · 3 to go"


def test_skip_later_and_undo(live: LiveWindow) -> None:
    press(live, Qt.Key.Key_L)
    assert live.now.board.text() == "#4"
    assert rest(live)[-1].endswith("must  #2  Poster number 2")
    press(live, Qt.Key.Key_K)
    assert live.now.board.text() == "#6"
    assert rest(live)[-1] == "skipped:  want  #4  Poster number 4"
    assert "1 skipped" in live.tally.text()
    press(live, Qt.Key.Key_U)
    assert live.now.board.text() == "#4"
    press(live, Qt.Key.Key_U)
    assert live.now.board.text() == "#2"
    assert not live.buttons.undo.isEnabled()


def test_ticks_count_at_once_and_the_last_plan_wins(live: LiveWindow, workspace: Workspace) -> None:
    for expected in ("#4", "#6", "#8"):
        QTest.keyClick(live.now, Qt.Key.Key_Space)
        assert live.walk.planning
        assert live.now.board.text() == expected
    assert list(workspace.marks.visits()) == ["conf/2", "conf/4", "conf/6"]
    assert live.tally.text() == "3 visited · 1 to go"
    QTest.keyClick(live.now, Qt.Key.Key_U)
    assert live.now.board.text() == "#6"
    planned(live)
    assert live.now.board.text() == "#6"
    assert live.tally.text() == "2 visited · 2 to go"
    assert list(workspace.marks.visits()) == ["conf/2", "conf/4"]


def test_what_is_put_aside_while_the_plan_is_made_stays_visible(live: LiveWindow) -> None:
    QTest.keyClick(live.now, Qt.Key.Key_K)
    assert rest(live)[-1] == "skipped:  must  #2  Poster number 2"
    QTest.keyClick(live.now, Qt.Key.Key_L)
    assert rest(live)[-2].endswith("want  #4  Poster number 4")
    assert live.now.board.text() == "#6"
    planned(live)
    assert live.now.board.text() == "#6"
    assert live.tally.text() == "0 visited · 1 skipped · 3 to go"


def test_a_tick_during_a_load_is_not_lost(live: LiveWindow, window: MainWindow, workspace: Workspace) -> None:
    window.controller.set_level(["conf/3"], Level.MUST)
    QTest.keyClick(live.now, Qt.Key.Key_Space)
    planned(live)
    assert list(workspace.marks.visits()) == ["conf/2"]
    assert live.now.board.text() == "#3"


def test_a_visit_can_be_undone(live: LiveWindow, workspace: Workspace) -> None:
    press(live, Qt.Key.Key_Space)
    press(live, Qt.Key.Key_U)
    assert workspace.marks.visits() == {}
    assert live.now.board.text() == "#2"


def test_buttons_do_the_same_and_leave_space_alone(qtbot: QtBot, live: LiveWindow) -> None:
    live.now.setFocus()
    qtbot.mouseClick(live.buttons.skip, Qt.MouseButton.LeftButton)
    planned(live)
    assert live.now.board.text() == "#4"
    assert live.now.hasFocus() or not live.buttons.skip.hasFocus()
    qtbot.mouseClick(live.buttons.visited, Qt.MouseButton.LeftButton)
    planned(live)
    assert live.now.board.text() == "#6"
    assert all(button.height() >= 48 for button in live.buttons.findChildren(QPushButton))


def test_a_note_with_one_key(qtbot: QtBot, live: LiveWindow, workspace: Workspace) -> None:
    live.activateWindow()
    press(live, Qt.Key.Key_N)
    QTest.keyClicks(live.note, "Ask about K and L")
    assert live.now.board.text() == "#2"  # the letters went into the note
    QTest.keyClick(live.note, Qt.Key.Key_Escape)
    assert workspace.marks.notes()["conf/2"].text == "Ask about K and L"
    press(live, Qt.Key.Key_Space)
    assert live.note.toPlainText() == ""


def test_standing_at_a_board(live: LiveWindow) -> None:
    QTest.keyClicks(live.board, "9")
    QTest.keyClick(live.board, Qt.Key.Key_Return)
    planned(live)
    assert live.now.board.text() == "#8"
    assert live.said.text() == "Planned on from board 9."


def test_no_such_board(live: LiveWindow) -> None:
    QTest.keyClicks(live.board, "Z")
    QTest.keyClick(live.board, Qt.Key.Key_Return)
    planned(live)
    assert live.said.text() == "⚠ There is no board “Z” in this session."
    assert live.now.board.text() == "#2"


def test_going_to_one_of_the_rest(qtbot: QtBot, live: LiveWindow) -> None:
    live.activateWindow()
    live.rest.setCurrentRow(1)
    live.rest.setFocus()
    QTest.keyClick(live.rest, Qt.Key.Key_Return)
    planned(live)
    assert live.now.board.text() == "#6"


def test_the_list_ticks_its_own(qtbot: QtBot, live: LiveWindow, workspace: Workspace) -> None:
    live.activateWindow()
    live.rest.setFocus()
    live.rest.setCurrentRow(2)
    QTest.keyClick(live.rest, Qt.Key.Key_Space)
    planned(live)
    assert list(workspace.marks.visits()) == ["conf/8"]


def test_what_was_done_outlives_the_window(
    qtbot: QtBot, window: MainWindow, live: LiveWindow, open_window: Callable[[], MainWindow], clock: Clock
) -> None:
    press(live, Qt.Key.Key_K)
    clock.wait(minutes=3)
    press(live, Qt.Key.Key_Space)
    again = open_live(qtbot, open_window())
    assert again is not live
    assert again.tally.text() == "1 visited · 1 skipped · 2 to go"
    assert again.now.board.text() == "#6"
    assert "walk 4 s, 2 boards" in again.now.about.text()


def test_less_time_means_fewer_stops_and_the_must_stays(live: LiveWindow, clock: Clock) -> None:
    press(live, Qt.Key.Key_L)
    clock.wait(minutes=108)
    live.timer.timeout.emit()
    planned(live)
    assert any("  must  " in line and "no time" not in line for line in rest(live))
    assert any(line.startswith("no time:") for line in rest(live))


def test_a_tick_in_the_main_window_counts(live: LiveWindow, window: MainWindow) -> None:
    window.controller.toggle_visited(["conf/2"])
    planned(live)
    assert live.now.board.text() == "#4"


def test_a_star_from_the_main_window_is_planned_in(live: LiveWindow, window: MainWindow) -> None:
    window.controller.set_level(["conf/3"], Level.MUST)
    planned(live)
    assert live.now.board.text() == "#2"
    assert rest(live)[0].endswith("must  #3  Poster number 3")


def test_after_the_end(live: LiveWindow, clock: Clock) -> None:
    clock.wait(hours=3)
    live.walk.look()
    planned(live)
    press(live, Qt.Key.Key_Space)
    live.timer.timeout.emit()
    planned(live)
    assert live.in_all.text() == "over"
    assert live.tally.text().endswith(" missed")
    assert "to go" not in live.tally.text()
    assert all(line.startswith("missed:") for line in rest(live))


def test_rehearsal_keeps_nothing(qtbot: QtBot, live: LiveWindow, workspace: Workspace) -> None:
    live.ask_clock()
    box = live.findChild(MomentDialog)
    assert box is not None
    box.clock.setTime(box.clock.time().addSecs(15 * 60))
    box.accept_button.click()
    planned(live)
    live.activateWindow()
    assert live.clock.text() == "11:00"
    assert live.banner.isVisible()
    assert live.banner.label.text() == "REHEARSAL: the clock is set, ticks are not kept."
    press(live, Qt.Key.Key_Space)
    press(live, Qt.Key.Key_K)
    assert live.tally.text() == "1 visited · 1 skipped · 2 to go"
    assert workspace.marks.visits() == {}
    live.walk.rehearse(START + timedelta(minutes=45))
    planned(live)
    assert live.tally.text() == "1 visited · 1 skipped · 2 to go"
    qtbot.mouseClick(live.banner.end, Qt.MouseButton.LeftButton)
    planned(live)
    assert live.tally.text() == "0 visited · 4 to go"
    assert live.clock.text() == "10:45"
    assert not live.banner.isVisible()
    assert not live.buttons.undo.isEnabled()


def test_a_rehearsal_outlives_a_new_star(live: LiveWindow, window: MainWindow) -> None:
    live.walk.rehearse(START)
    planned(live)
    press(live, Qt.Key.Key_Space)
    window.controller.set_level(["conf/9"], Level.WANT)
    planned(live)
    assert live.tally.text() == "1 visited · 4 to go"


def test_narrow_is_one_column_and_wide_two(qtbot: QtBot, live: LiveWindow) -> None:
    def top(widget: QWidget) -> QPoint:
        return widget.mapTo(live, QPoint())

    live.resize(420, 800)
    qtbot.waitUntil(lambda: top(live.rest).y() > top(live.next).y())
    assert live.width() == 420
    qtbot.waitUntil(lambda: top(live.rest).x() + live.rest.width() <= 420)
    live.resize(1280, 720)
    qtbot.waitUntil(lambda: top(live.rest).x() > 600)
    qtbot.waitUntil(lambda: top(live.rest).y() + live.rest.height() <= 720)


def test_everything_has_a_name_and_an_order(live: LiveWindow) -> None:
    for widget in (live.now, live.next, live.note, live.board, live.rest):
        assert widget.accessibleName()
    assert [button.accessibleName() for button in live.buttons.findChildren(QPushButton)] == [
        "Visited",
        "Skip",
        "Later",
        "Note",
        "Undo",
    ]
    assert live.now.nextInFocusChain() is not None


def test_nothing_starred(qtbot: QtBot, window: MainWindow) -> None:
    live = open_live(qtbot, window)
    assert live.now.title.text() == "Nothing is starred yet, so there is nothing to plan."
    assert not live.buttons.visited.isEnabled()


def test_it_closes_with_the_main_window(window: MainWindow, live: LiveWindow) -> None:
    window.close()
    assert not live.isVisible()
    assert not live.timer.isActive()


def test_countdowns() -> None:
    assert [live_text.countdown(n) for n in (0, 65, 5999, 6000, -65)] == [
        "0:00",
        "1:05",
        "99:59",
        "1:40:00",
        "1:05",
    ]


def test_a_set_clock_runs_on() -> None:
    real = Clock()
    clock = LiveClock(real)
    clock.set(START + timedelta(days=1))
    real.wait(seconds=5)
    assert clock() == START + timedelta(days=1, seconds=5)
    clock.reset()
    assert clock() == real()


def test_a_load_that_fails_is_told_once_and_tried_again_at_every_tick(
    qtbot: QtBot, live: LiveWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fail(*_: object) -> Loaded:
        tries.append(1)
        raise RuntimeError("unforeseen")

    with monkeypatch.context() as broken, capture_exceptions() as raised:
        broken.setattr(live_walk, "load", fail)
        live.walk.open(live.walk.session)
        qtbot.waitUntil(lambda: bool(raised))
        assert not live.walk.planning
        assert "could not be read" in live.walk.problem
        live.tick()
        qtbot.waitUntil(lambda: len(tries) == 2 and not live.walk.planning)
    assert len(raised) == 1
    acted: list[int] = []
    live.walk.when_loaded(lambda: acted.append(1))
    qtbot.waitUntil(lambda: bool(acted))
    assert not live.walk.problem
    assert live.walk.now_key == "conf/2"
