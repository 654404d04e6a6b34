"""The list: searching, filtering, starring, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.core.catalog import Slot
from scheduler.ui import row_geometry
from scheduler.ui.listing_model import Role
from scheduler.ui.main_window import MainWindow
from scheduler.ui.row_geometry import RowFonts
from scheduler.workspace import Workspace
from tests.ui.programmes import SESSION, bring_in, edited, poster, programme, twenty


def rows(window: MainWindow) -> int:
    return window.catalog.model.rowCount()


def row_of(window: MainWindow, key: str) -> int:
    keys = [window.catalog.list.key_at(row) for row in range(rows(window))]
    return keys.index(key)


def search(qtbot: QtBot, window: MainWindow, text: str) -> None:
    with qtbot.waitSignal(window.catalog.listed):
        window.catalog.search.field.setText(text)


def spoken(window: MainWindow, row: int) -> str:
    index = window.catalog.model.index(row)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_shows_the_programme_in_its_order(window: MainWindow) -> None:
    assert rows(window) == 20
    assert window.catalog.list.current_key() == "conf/0"
    assert window.status_label.text().startswith("20 shown   ·   4 spotlights   ·   0 starred")
    window.pages.go_to(1)
    assert window.status_label.text() == "0 starred"
    window.pages.go_to(0)
    assert window.status_label.text().startswith("20 shown")


def test_a_row_says_all_it_shows(window: MainWindow) -> None:
    window.controller.set_level(["conf/5"], Level.MUST)
    assert spoken(window, 5) == (
        "Starred, must. Spotlight. Poster number 5. Ada Author5, Zoe Zwei. Halle B, board 5, Wed 10:45"
    )


def test_search_as_one_types(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.catalog.search.field.hasFocus()
    with qtbot.waitSignal(window.catalog.listed):
        qtbot.keyClicks(window.catalog.search.field, "diff")
    qtbot.waitUntil(lambda: rows(window) == 10)
    with qtbot.waitSignal(window.catalog.listed):
        qtbot.keyClick(window.catalog.search.field, Qt.Key.Key_Escape)
    assert rows(window) == 20
    qtbot.keyClick(window.catalog.search.field, Qt.Key.Key_Down)
    assert window.catalog.list.hasFocus()


def test_nothing_found_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "xyzzy")
    assert "No poster fits “xyzzy”" in window.catalog.guidance.text
    search(qtbot, window, "is:bogus")
    assert "“is:bogus” is not known" in window.catalog.hint.text()


def test_quick_filters(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.catalog.listed):
        qtbot.mouseClick(window.catalog.search.spotlight, Qt.MouseButton.LeftButton)
    assert rows(window) == 4
    with qtbot.waitSignal(window.catalog.listed):
        qtbot.mouseClick(window.catalog.search.starred, Qt.MouseButton.LeftButton)
    assert "No stars yet" in window.catalog.guidance.text


def test_keys_star_and_undo(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    view = window.catalog.list
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert {key: star.level for key, star in workspace.marks.stars().items()} == {
        "conf/0": Level.WANT,
        "conf/1": Level.WANT,
    }
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert workspace.marks.stars()["conf/1"].level is Level.MUST
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.marks.stars()["conf/1"].level is Level.WANT
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.marks.stars() == {}
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Z, modifiers)
    assert len(workspace.marks.stars()) == 2


def test_space_ticks_off_in_the_list_only(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    window.catalog.list.setFocus()
    qtbot.keyClick(window.catalog.list, Qt.Key.Key_Space)
    assert list(workspace.marks.visits()) == ["conf/0"]
    window.catalog.search.spotlight.setFocus()
    with qtbot.waitSignal(window.catalog.listed):
        qtbot.keyClick(window.catalog.search.spotlight, Qt.Key.Key_Space)
    assert list(workspace.marks.visits()) == ["conf/0"]


def test_letters_typed_into_the_search_star_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    field = window.catalog.search.field
    field.setFocus()
    qtbot.keyClicks(field, "s1n ")
    assert field.text() == "s1n "
    assert workspace.marks.stars() == {}


def test_a_click_on_the_star_stars_without_selecting(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    view = window.catalog.list
    area = row_geometry.star_area(view.visualRect(view.model().index(3, 0)), RowFonts.of(view.font()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert list(workspace.marks.stars()) == ["conf/3"]
    assert view.current_key() == "conf/0"
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=area.center() + QPoint(200, 0))
    assert view.current_key() == "conf/3"


def test_stars_never_reset_the_list(qtbot: QtBot, window: MainWindow) -> None:
    resets: list[int] = []
    window.catalog.model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(window.catalog.model.dataChanged):
        window.controller.toggle_star(["conf/2"])
    assert window.catalog.model.index(2).data(Role.LISTING).level is Level.WANT
    with qtbot.waitSignal(window.catalog.listed):
        window.catalog.search.starred.setChecked(True)
    resets.clear()
    with qtbot.waitSignal(window.catalog.model.rowsRemoved):
        window.controller.toggle_star(["conf/2"])
    assert resets == []


def test_the_current_poster_stays_current(qtbot: QtBot, window: MainWindow) -> None:
    window.catalog.list.go_to(7)
    search(qtbot, window, "diffusion")
    assert window.catalog.list.current_key() == "conf/7"
    search(qtbot, window, "graphs")
    assert window.catalog.list.current_key() != ""


def test_withdrawn_starred_posters_stay_and_changes_are_marked_until_seen(
    qtbot: QtBot, workspace: Workspace, open_window: Callable[[], MainWindow]
) -> None:
    before = twenty()
    bring_in(workspace, before)
    workspace.marks.star(["conf/3"])
    after = edited(before, 4, title="Another name entirely")
    bring_in(workspace, programme(*(p for p in after.presentations if p.order not in (3, 6))))
    window = open_window()
    assert rows(window) == 19
    assert "Withdrawn" in spoken(window, row_of(window, "conf/3"))
    renamed = row_of(window, "conf/4")
    assert "was “Poster number 4”" in spoken(window, renamed)
    window.catalog.show_poster("conf/4")
    assert "Was “Poster number 4”" in window.catalog.details.browser.toPlainText()
    with qtbot.waitSignal(window.controller.stars_changed):
        window.catalog.show_poster("conf/0")
    assert "was “" not in spoken(window, renamed)


def test_another_window_s_changes_show_here(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    with Workspace.open(workspace.folder) as other:
        other.marks.star(["conf/1"], Level.MAYBE)
    with qtbot.waitSignal(window.controller.stars_changed, timeout=2000):
        pass
    assert "Starred, maybe" in spoken(window, 1)
    with Workspace.open(workspace.folder) as other:
        bring_in(other, programme(*twenty().presentations, poster(30)))
    qtbot.waitUntil(lambda: rows(window) == 21, timeout=2000)


def test_filters_narrow_and_clear(qtbot: QtBot, window: MainWindow) -> None:
    filters = window.catalog.filters
    assert not filters.clear_button.isVisible()
    with qtbot.waitSignal(window.catalog.listed):
        filters.tick("topics", "Graphs")
    assert rows(window) == 10
    with qtbot.waitSignal(window.catalog.listed):
        qtbot.mouseClick(filters.clear_button, Qt.MouseButton.LeftButton)
    assert rows(window) == 20


def test_many_sessions_leave_room_for_the_topics(
    qtbot: QtBot, workspace: Workspace, open_window: Callable[[], MainWindow]
) -> None:
    sessions = tuple(replace(SESSION, key=f"s{n}", title=f"Session {n}") for n in range(30))
    posters = tuple(poster(n, slots=(Slot(f"s{n}"),)) for n in range(30))
    bring_in(workspace, replace(programme(*posters), sessions=sessions))
    window = open_window()
    tree = window.catalog.filters.tree

    def shown() -> list[str]:
        group = tree.topLevelItem(0)
        assert group is not None
        return [group.child(row).text(0).partition(" ·")[0] for row in range(group.childCount())]

    first = [f"Session {n}" for n in range(8)]
    assert shown() == [*first, "All 30 sessions…"]
    tree.setFocus()
    more = tree.findItems("All 30 sessions…", Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly)[0]
    tree.setCurrentItem(more)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert len(shown()) == 31
    assert tree.currentItem().text(0).startswith("Session 8")
    with qtbot.waitSignal(window.catalog.listed):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert window.catalog.filters.ticked("sessions") == {"s8"}
    tree.scrollToItem(tree.currentItem().parent().child(30))
    place = tree.visualItemRect(tree.currentItem().parent().child(30)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown() == [*first, "Session 8", "All 30 sessions…"]
    with qtbot.waitSignal(window.catalog.overviewed):
        window.controller.catalog_changed.emit()
    assert shown() == [*first, "Session 8", "All 30 sessions…"]


def test_two_conferences_one_or_all(
    qtbot: QtBot, workspace: Workspace, open_window: Callable[[], MainWindow]
) -> None:
    bring_in(workspace, twenty())
    other = programme(poster(1, key="else/1", title="Elsewhere"), key="else", title="Else 2025")
    bring_in(workspace, other)
    window = open_window()
    assert rows(window) == 21
    with qtbot.waitSignal(window.catalog.listed):
        window.catalog.filters.conference_chosen.emit("else")
    qtbot.waitUntil(lambda: window.windowTitle() == "Else 2025 – Poster Scheduler")
    assert rows(window) == 1


def test_another_conference_begins_at_the_top(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    others = tuple(poster(number, key=f"other/{number}") for number in range(20))
    bring_in(workspace, programme(*others, key="other", title="Other 2024"))
    window.controller.show_conference("conf")
    qtbot.waitUntil(lambda: window.catalog.list.key_at(0) == "conf/0")
    window.catalog.list.go_to(15)
    with qtbot.waitSignal(window.catalog.listed):
        window.controller.show_conference("other")
    assert window.catalog.list.current_key() == "other/0"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("number", [0, 1], ids=["catalog", "agenda"])
def test_the_context_menu_of_a_list_is_the_poster_menu(window: MainWindow, number: int) -> None:
    window.pages.go_to(number)
    view = window.pages.current.list
    menu = window.actions_.menus["Poster"]
    view.customContextMenuRequested.emit(QPoint(40, 40))
    assert menu.isVisible()
    menu.close()
