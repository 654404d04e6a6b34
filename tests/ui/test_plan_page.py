"""The plan view: what it says, and its keys, buttons and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.core.catalog import Decision, Slot
from scheduler.ui.main_window import MainWindow
from scheduler.ui.plan_dialogs import AppointmentDialog, BoardsDialog, StopDialog
from scheduler.ui.plan_page import PlanPage
from scheduler.ui.plan_settings_dialog import SettingsDialog
from scheduler.workspace import Workspace
from scheduler.workspace.plan_choices import PlanChoices
from tests.ui.programmes import bring_in, poster, programme, twenty

Open = Callable[[], MainWindow]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> PlanPage:
    """Four stars, planned: boards 2, 4, 6, 8."""
    workspace.marks.star(["conf/2", "conf/4", "conf/6", "conf/8"])
    return go(qtbot, window)


def go(qtbot: QtBot, window: MainWindow) -> PlanPage:
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    page = window.pages.current
    assert isinstance(page, PlanPage)
    qtbot.waitUntil(lambda: bool(page.desk.now.sessions))
    return page


def planned(qtbot: QtBot, page: PlanPage, act: Callable[[], object]) -> None:
    """Does something and waits for the plan made after it."""
    with qtbot.waitSignal(page.desk.planned):
        act()


def press(qtbot: QtBot, page: PlanPage, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    plain = Qt.KeyboardModifier.NoModifier
    planned(qtbot, page, lambda: qtbot.keyClick(page.timeline, key, modifiers or plain))


def choices(page: PlanPage, workspace: Workspace) -> PlanChoices:
    assert page.desk.now.session is not None
    return workspace.planning.choices(page.desk.now.session)


def dialog(page: QWidget, kind: type[QDialog]) -> QDialog:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def focused(box: QDialog) -> QWidget:
    """Where the keys go."""
    found = box.focusWidget()
    assert found is not None
    return found


def stops(page: PlanPage) -> list[str]:
    return [key.removeprefix("conf/") for key in page.model.stops()]


def test_nothing_starred_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    page = go(qtbot, window)
    qtbot.waitUntil(lambda: "Press S" in page.guidance.text)


def test_the_plan_is_said_and_drawn(page: PlanPage) -> None:
    assert page.sentence.text() == "4 want × 5 + walking 1 = 21 of 120 min"
    assert stops(page) == ["2", "4", "6", "8"]
    assert page.model.rows[-1].title == "99 minutes free"
    spoken = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("10:45, 5 minutes. board 2. Poster number 2. want")
    assert page.left_out.isHidden()


def test_an_assumed_time_is_said_plainly(page: PlanPage) -> None:
    assert "Time not stated by the page: Wed 8 May 2024, 10:45–12:45 is assumed." in page.notices.text()


def test_a_stop_is_as_high_as_it_is_long(qtbot: QtBot, page: PlanPage) -> None:
    planned(qtbot, page, lambda: page.desk.lengthen("conf/4", 15))
    heights = [page.timeline.visualRect(page.model.index(row)).height() for row in range(2)]
    assert heights[1] > 3 * heights[0]


def test_keys_lock_and_undo_unlocks(qtbot: QtBot, window: MainWindow, page: PlanPage) -> None:
    assert page.timeline.current_key() == "conf/2"
    press(qtbot, page, Qt.Key.Key_L)
    assert page.model.rows[0].locked
    assert "locked" in page.model.rows[0].spoken
    planned(qtbot, page, lambda: qtbot.keyClick(window, Qt.Key.Key_Z, CTRL))
    assert not page.model.rows[0].locked


def test_alt_down_moves_a_stop_and_the_rest_is_planned_around_it(
    qtbot: QtBot, page: PlanPage, workspace: Workspace
) -> None:
    press(qtbot, page, Qt.Key.Key_Down, ALT)
    assert stops(page)[:2] == ["4", "2"]
    assert choices(page, workspace).order == ("conf/4", "conf/2", "conf/6", "conf/8")
    assert page.model.rows[1].locked
    assert page.timeline.current_key() == "conf/2"
    planned(qtbot, page, page.desk.forget_order)
    assert stops(page) == ["2", "4", "6", "8"]


def test_dragging_moves_a_stop(qtbot: QtBot, page: PlanPage) -> None:
    view = page.timeline.viewport()
    first = page.timeline.visualRect(page.model.index(0)).center()
    last = page.timeline.visualRect(page.model.index(3)).bottomLeft()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(view, first + QPoint(0, 30))
    qtbot.mouseMove(view, QPoint(first.x(), last.y() - 2))
    planned(
        qtbot,
        page,
        lambda: qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(first.x(), last.y() - 2)),
    )
    assert stops(page) == ["4", "6", "8", "2"]
    assert "This order is yours" in page.notices.text()


def test_a_drag_that_is_given_up_moves_nothing(qtbot: QtBot, page: PlanPage, workspace: Workspace) -> None:
    view = page.timeline.viewport()
    first = page.timeline.visualRect(page.model.index(0)).center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(view, first + QPoint(0, 90))
    qtbot.keyClick(page.timeline, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=first + QPoint(0, 90))
    assert choices(page, workspace).order == ()


def test_plus_and_minus_change_the_minutes(qtbot: QtBot, page: PlanPage) -> None:
    press(qtbot, page, Qt.Key.Key_Plus)
    assert "1 want × 6 + 3 want × 5" in page.sentence.text()
    press(qtbot, page, Qt.Key.Key_Minus)
    assert page.sentence.text().startswith("4 want × 5")


def test_a_stop_that_got_too_long_is_not_lost_in_silence(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.marks.star([f"conf/{n}" for n in range(16)], Level.MUST)
    workspace.marks.star(["conf/18"], Level.MAYBE)
    page = go(qtbot, window)
    page.timeline.go_to(page.model.row_of("conf/18"))
    with qtbot.waitSignal(window.controller.told) as told:
        for _ in range(5):
            press(qtbot, page, Qt.Key.Key_Plus)
    assert told.args[0] == "With so many minutes “Poster number 18” does not fit any more."
    planned(qtbot, page, told.args[1].call)
    assert "18" in stops(page)


def test_a_dragged_stop_stays_in_a_full_plan(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    workspace.marks.star([f"conf/{n}" for n in range(20)])
    for n in range(3):
        workspace.marks.star([f"conf/{n}"], Level.MUST)
    page = go(qtbot, window)
    key = page.model.stops()[4]
    planned(qtbot, page, lambda: page.desk.move(key, 0))
    assert page.model.stops()[0] == key


def test_a_level_given_here_plans_again(qtbot: QtBot, page: PlanPage) -> None:
    press(qtbot, page, Qt.Key.Key_1)
    assert page.sentence.text().startswith("1 must × 7 + 3 want × 5")


def test_a_star_taken_away_elsewhere_plans_again(qtbot: QtBot, window: MainWindow, page: PlanPage) -> None:
    planned(qtbot, page, lambda: window.controller.set_level(["conf/4"], None))
    assert stops(page) == ["2", "6", "8"]


def test_space_ticks_a_stop(qtbot: QtBot, page: PlanPage) -> None:
    press(qtbot, page, Qt.Key.Key_Space)
    assert "✓ visited" in page.model.rows[0].about


def test_musts_that_do_not_fit_come_with_buttons_that_help(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.marks.star([f"conf/{n}" for n in range(20)], Level.MUST)
    page = go(qtbot, window)
    assert "⚠ Not all musts fit: " in page.notices.text()
    assert "minutes are lacking" in page.notices.text()
    shorter, fewer, _longer = page.notices.buttons()[:3]
    assert shorter.text() == "Stay 5 instead of 7 min at each must"
    assert fewer.text() == "Make 3 of 20 musts a want"
    planned(qtbot, page, lambda: qtbot.mouseClick(shorter, Qt.MouseButton.LeftButton))
    assert page.sentence.text().startswith("20 must × 5")
    planned(qtbot, page, window.controller.undo_stack.undo)
    fewer = page.notices.buttons()[1]
    planned(qtbot, page, lambda: qtbot.mouseClick(fewer, Qt.MouseButton.LeftButton))
    assert page.desk.plan is not None
    assert page.desk.plan.walk.shortfall is None
    assert page.sentence.text().endswith("3 wants don’t fit")
    planned(qtbot, page, window.controller.undo_stack.undo)
    longer = page.notices.buttons()[2]
    planned(qtbot, page, lambda: qtbot.mouseClick(longer, Qt.MouseButton.LeftButton))
    assert page.desk.plan.walk.shortfall is None
    assert len(stops(page)) == 20


def test_what_does_not_fit_says_why_and_can_be_locked_in(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.marks.star([f"conf/{n}" for n in range(17)], Level.MUST)
    workspace.marks.star(["conf/18"], Level.MAYBE)
    page = go(qtbot, window)
    item = page.left_out.item(page.left_out.count() - 1)
    assert "maybe · #18 Poster number 18\nneeds 3 min and the way there" in item.text()
    page.left_out.setCurrentItem(item)
    page.left_out.setFocus()
    assert page.selected_keys() == ["conf/18"]
    planned(qtbot, page, lambda: qtbot.keyClick(page.left_out, Qt.Key.Key_L))
    assert "18" in stops(page)


def test_without_boards_that_is_said_and_can_be_mended(
    qtbot: QtBot, open_window: Open, workspace: Workspace
) -> None:
    bring_in(workspace, programme(*(poster(n, slots=(Slot("s1"),)) for n in range(20))))
    workspace.marks.star(["conf/2", "conf/4"])
    window = open_window()
    page = go(qtbot, window)
    assert "Board numbers are not known: the walk follows the order of the catalog." in page.notices.text()
    assert page.near.isHidden()
    button = next(each for each in page.notices.buttons() if each.text() == "Number by page order")
    planned(qtbot, page, lambda: qtbot.mouseClick(button, Qt.MouseButton.LeftButton))
    assert [row.board for row in page.model.rows if row.key] == ["3", "5"]
    planned(qtbot, page, window.controller.undo_stack.undo)
    assert "Board numbers are not known" in page.notices.text()


def test_boards_are_pasted_and_what_fits_nothing_is_shown_again(qtbot: QtBot, page: PlanPage) -> None:
    page.paste_boards()
    first = dialog(page, BoardsDialog)
    first.text.setPlainText("101\tPoster number 2\n102\tNo such poster")
    planned(qtbot, page, first.accept_button.click)
    assert [row.board for row in page.model.rows if row.key == "conf/2"] == ["101"]
    again = dialog(page, BoardsDialog)
    assert again.text.toPlainText() == "102\tNo such poster"
    again.reject()


def test_pasting_nonsense_is_told_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, page: PlanPage
) -> None:
    page.paste_boards()
    with qtbot.waitSignal(window.controller.failed) as told:
        box = dialog(page, BoardsDialog)
        box.text.setPlainText("nonsense")
        box.accept_button.click()
    assert "No line is a board number" in told.args[0]
    assert not window.controller.undo_stack.canUndo()


def test_an_appointment_takes_time_and_can_be_removed(qtbot: QtBot, page: PlanPage) -> None:
    page.edit_appointment()
    box = dialog(page, AppointmentDialog)
    qtbot.keyClicks(focused(box), "My poster")
    for _ in range(3):  # the start's hours and minutes are two stops of the Tab key
        qtbot.keyClick(focused(box), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(box), Qt.Key.Key_Down)
    planned(qtbot, page, box.accept_button.click)
    assert page.model.rows[0].title == "My poster"
    assert page.model.rows[0].spoken == "10:45 to 11:45. Appointment: My poster"
    assert page.model.rows[1].clock == "11:45"
    assert "of 60 min" in page.sentence.text()
    page.timeline.go_to(0)
    press(qtbot, page, Qt.Key.Key_Delete)
    assert page.model.rows[0].key == "conf/2"


def test_the_way_to_an_appointment_is_no_free_time(qtbot: QtBot, page: PlanPage) -> None:
    page.edit_appointment()
    box = dialog(page, AppointmentDialog)
    box.start.setTime(box.start.time().addSecs(60 * 60))
    box.board.setText("20")
    planned(qtbot, page, box.accept_button.click)
    rows = page.model.rows
    (index,) = [n for n, row in enumerate(rows) if row.appointment]
    row, before = rows[index], rows[index - 1]
    assert row.about == "until 12:45 · walk 22 s, 11 boards"
    assert row.spoken.endswith("My own poster. walk 22 s, 11 boards")
    assert before.free
    assert before.end == row.start - timedelta(seconds=22)


def test_an_appointment_cannot_end_before_it_starts(qtbot: QtBot, page: PlanPage) -> None:
    page.edit_appointment()
    box = dialog(page, AppointmentDialog)
    box.end.setTime(box.start.time())
    box.accept_button.click()
    assert box.isVisible()
    assert box.mistake.text() == "It has to end later than it starts."
    box.reject()


def test_return_changes_a_stop(qtbot: QtBot, page: PlanPage, workspace: Workspace) -> None:
    qtbot.keyClick(page.timeline, Qt.Key.Key_Return)
    box = dialog(page, StopDialog)
    box.minutes.setValue(11)
    box.opens.box.setChecked(True)
    box.opens.field.setTime(box.opens.field.time().addSecs(15 * 60))
    box.board.setText("12")
    planned(qtbot, page, box.accept_button.click)
    qtbot.waitUntil(lambda: "12" in [row.board for row in page.model.rows])
    now = choices(page, workspace)
    assert dict(now.minutes) == {"conf/2": 11}
    assert now.windows["conf/2"].opens == START + timedelta(minutes=15)
    row = page.model.rows[page.model.row_of("conf/2")]
    assert "only from 11:00" in row.about
    assert row.start >= START + timedelta(minutes=15)


def test_settings_change_the_plan(qtbot: QtBot, page: PlanPage) -> None:
    page.edit_settings()
    box = dialog(page, SettingsDialog)
    box.want.setValue(9)
    box.direction.setCurrentIndex(1)
    box.start.box.setChecked(True)
    box.start.field.setTime(box.start.field.time().addSecs(30 * 60))
    planned(qtbot, page, box.accept_button.click)
    assert page.sentence.text().startswith("4 want × 9")
    assert page.sentence.text().endswith("of 90 min")
    assert stops(page) == ["8", "6", "4", "2"]


def test_rows_that_cannot_be_read_are_said(page: PlanPage) -> None:
    page.edit_settings()
    box = dialog(page, SettingsDialog)
    box.rows.setPlainText("1-10\n5-20")
    box.accept_button.click()
    assert "already in line 1" in box.mistake.text()
    box.reject()


def test_spotlights_near_the_route_can_be_starred(qtbot: QtBot, page: PlanPage) -> None:
    row = page.near.rows[0]
    assert row.label.text() == "Poster number 5\n#5, 1 board from #4"
    assert row.button.accessibleName() == "Star Poster number 5, #5, 1 board from #4"
    planned(qtbot, page, lambda: qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton))
    assert "5" in stops(page)


def test_a_day_with_talks_names_clashes_and_gaps(
    qtbot: QtBot, open_window: Open, workspace: Workspace
) -> None:
    noon = START + timedelta(hours=3)
    talks = [
        poster(
            30 + n,
            f"Talk {n}",
            decision=Decision.TALK,
            slots=(Slot("s2", noon + timedelta(minutes=15 * n + 5), noon + timedelta(minutes=15 * n + 30)),),
        )
        for n in range(2)
    ]
    bring_in(workspace, programme(*twenty().presentations, *talks))
    workspace.marks.star(["conf/2", "conf/30", "conf/31"])
    page = go(qtbot, open_window())
    lines = [page.days.item(row).text() for row in range(page.days.count())]
    assert lines == [
        "Wed 8 May 2024",
        "⚠ Two talks at once, 14:05–14:15:\n   13:50–14:15 Talk 0\n   14:05–14:30 Talk 1",
        "10:45–12:45 Poster Session 3 · 1 star",
        "   12:45–13:50 free, 65 minutes",
        "13:50–14:15 Talk 0 · talk",
        "14:05–14:30 Talk 1 · talk",
    ]
    assert not page.days.isHidden()


def test_talks_alone_are_a_day_without_a_walk(qtbot: QtBot, open_window: Open, workspace: Workspace) -> None:
    slot = Slot("s2", START + timedelta(hours=4), START + timedelta(hours=4, minutes=20))
    bring_in(workspace, programme(poster(1), poster(30, "Talk", decision=Decision.TALK, slots=(slot,))))
    workspace.marks.star(["conf/30"])
    page = go(qtbot, open_window())
    qtbot.waitUntil(page.days_only.isVisible)
    shown = page.days_only.days
    assert [shown.item(row).text() for row in range(shown.count())] == [
        "Wed 8 May 2024",
        "14:45–15:05 Talk · talk",
    ]
    assert "no walk to plan" in page.days_only.sentence.text()
    assert not page.top.isVisible()


def test_a_starred_talk_takes_time_and_shows_itself(
    qtbot: QtBot, open_window: Open, workspace: Workspace
) -> None:
    slot = Slot("s2", START + timedelta(minutes=30), START + timedelta(minutes=60))
    talk = poster(30, "Talk", decision=Decision.TALK, slots=(slot,))
    bring_in(workspace, programme(*twenty().presentations, talk))
    workspace.marks.star(["conf/2", "conf/30"])
    window = open_window()
    page = go(qtbot, window)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    row = next(n for n, each in enumerate(page.model.rows) if each.appointment)
    assert page.model.rows[row].spoken == "11:15 to 11:45. Starred: Talk"
    page.timeline.go_to(row)
    qtbot.keyClick(page.timeline, Qt.Key.Key_Delete)
    assert page.desk.plan is not None
    assert len(page.desk.plan.walk.appointments) == 1
    with qtbot.waitSignal(page.poster_wanted) as shown:
        qtbot.keyClick(page.timeline, Qt.Key.Key_Return)
    assert shown.args == ["conf/30"]


def test_a_session_without_a_time_says_so(qtbot: QtBot, open_window: Open, workspace: Workspace) -> None:
    from dataclasses import replace

    catalog = programme(poster(1), poster(2))
    session = replace(catalog.sessions[0], start=None, end=None)
    bring_in(workspace, replace(catalog, sessions=(session, *catalog.sessions[1:])))
    workspace.marks.star(["conf/1"])
    page = go(qtbot, open_window())
    qtbot.waitUntil(lambda: "has no time yet" in page.guidance.text)


def test_choices_outlive_the_window(
    qtbot: QtBot, open_window: Open, window: MainWindow, page: PlanPage, workspace: Workspace
) -> None:
    press(qtbot, page, Qt.Key.Key_L)
    again = go(qtbot, open_window())
    assert again.model.rows[0].locked


def test_undo_of_the_plan_leaves_the_live_mode_alone(
    qtbot: QtBot, window: MainWindow, page: PlanPage, workspace: Workspace
) -> None:
    from dataclasses import replace

    press(qtbot, page, Qt.Key.Key_L)
    session = page.desk.now.session
    assert session is not None
    workspace.planning.choose(session, replace(choices(page, workspace), skipped=("conf/4",)))
    planned(qtbot, page, window.controller.undo_stack.undo)
    assert choices(page, workspace).skipped == ("conf/4",)
    assert dict(choices(page, workspace).locked) == {}


def test_everything_has_a_name_and_can_be_reached(page: PlanPage) -> None:
    for view in page.findChildren(QAbstractItemView):
        owned = view.parent() is not None and view.parent().inherits("QComboBoxPrivateContainer")
        assert owned or view.accessibleName()
    assert all(box.accessibleName() for box in page.findChildren(QComboBox))
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
