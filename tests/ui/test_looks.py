"""Colours can be read, every control has a name, and menus hold no dead entry."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from scheduler.ui.actions import TITLES
from scheduler.ui.agenda_page import AgendaPage
from scheduler.ui.main_window import MainWindow
from scheduler.ui.menus import MENUS
from scheduler.ui.text_dialog import shortcuts_html
from scheduler.ui.theme import READABLE, Theme, colours, contrast, corrected, own_palette
from scheduler.workspace import Workspace

PALETTES = {
    "fusion light": QPalette(QColor("#efefef"), QColor("#efefef")),
    "own dark": own_palette(dark=True),
    "own light": own_palette(dark=False),
    "yellow": QPalette(QColor("#ffee00"), QColor("#ffee00")),
    "grey": QPalette(QColor("#808080"), QColor("#7a7a7a")),
}


@pytest.mark.parametrize("name", PALETTES)
def test_all_text_is_readable(qtbot: QtBot, name: str) -> None:
    palette = corrected(PALETTES[name])
    for selected in (False, True):
        ink = colours(palette, selected=selected)
        for colour in (ink.text, ink.dim, ink.accent, ink.warn):
            assert contrast(colour, ink.base) >= READABLE - 0.01
        assert contrast(ink.gold, ink.base) >= 3


def test_the_star_is_gold(qtbot: QtBot) -> None:
    for name in ("fusion light", "own dark"):
        hue = colours(corrected(PALETTES[name])).gold.hue()
        assert 35 <= hue <= 55


def test_dark_and_light_are_followed_live(qtbot: QtBot, window: MainWindow) -> None:
    theme = cast("Theme", window.findChild(Theme))
    before = window.catalog.details.browser.document().defaultStyleSheet()
    theme.choose(Qt.ColorScheme.Dark)
    QApplication.processEvents()
    assert QGuiApplication.palette().color(QPalette.ColorRole.Base).lightness() < 100
    assert window.catalog.details.browser.document().defaultStyleSheet() != before
    theme.choose(Qt.ColorScheme.Unknown)


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_boxes_of_the_filters_have_an_edge(
    qtbot: QtBot, window: MainWindow, scheme: Qt.ColorScheme
) -> None:
    chosen = cast("Theme", window.findChild(Theme))
    chosen.choose(scheme)
    try:
        tree = window.catalog.filters.tree
        topic = tree.topLevelItem(1).child(0)
        row = tree.visualItemRect(topic)
        picture = tree.viewport().grab(row).toImage()
        ground = tree.palette().color(QPalette.ColorRole.Window)
        before_text = [picture.pixelColor(x, picture.height() // 2) for x in range(18)]
        assert max(contrast(colour, ground) for colour in before_text) >= 2.9
    finally:
        chosen.choose(Qt.ColorScheme.Unknown)


def test_every_control_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox)
    controls: list[QWidget] = [each for kind in kinds for each in window.findChildren(kind)]
    for control in controls:
        if control.focusPolicy() is Qt.FocusPolicy.NoFocus or not control.isVisible():
            continue
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), control.objectName() or type(control).__name__


def test_no_dead_entries_and_no_key_twice(qtbot: QtBot, window: MainWindow) -> None:
    seen: dict[str, str] = {}
    for _, shown in window.actions_.shown():
        for action in shown:
            for key in action.shortcuts():
                assert key.toString() not in seen, (action.text(), seen[key.toString()])
                seen[key.toString()] = action.text()
    for name in ("import", "paste", "undo", "star"):
        assert window.actions_[name].isVisible()
    assert {"S", "1", "2", "3", "Space", "Ctrl+F", "Ctrl+Z"} <= set(seen)


def test_no_underlined_letter_twice_in_a_menu() -> None:
    for title, entries in MENUS:
        texts = [entry.text for entry in entries if entry]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(set(letters)) == len(letters), title
    assert tuple(title for title, _ in MENUS) == TITLES
    assert len({title[title.index("&") + 1] for title in TITLES}) == len(TITLES)


def test_the_page_of_shortcuts_names_them(window: MainWindow) -> None:
    page = shortcuts_html(window.actions_)
    for text in ("Must see", "Ctrl+F", "Import", "Go to the list"):
        assert text in page


def test_tab_goes_through_the_panes(qtbot: QtBot, window: MainWindow) -> None:
    window.catalog.focus_search()
    seen = []
    for _ in range(20):
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget.objectName() or widget.accessibleName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    panes = [name for name in seen if name in ("search", "posters", "Details", "note")]
    assert list(dict.fromkeys(panes)) == ["search", "posters", "Details", "note"]


def test_tab_goes_through_the_agenda_as_one_reads(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.marks.star(["conf/0"])
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    agenda = cast("AgendaPage", window.pages.current)
    qtbot.waitUntil(lambda: agenda.list.current_key() == "conf/0")
    seen = []
    for _ in range(20):
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    details = agenda.details
    stops = (agenda.list, details.marks.visited, details.browser, details.note)
    assert [each for each in dict.fromkeys(seen) if each in stops] == list(stops)


def test_zoom_makes_rows_higher(qtbot: QtBot, window: MainWindow) -> None:
    size = QApplication.font().pointSizeF()
    before = window.catalog.list.rowHeight(0)
    window.actions_["zoom_in"].trigger()
    QApplication.processEvents()
    assert window.catalog.list.rowHeight(0) > before
    window.actions_["zoom_reset"].trigger()
    assert QApplication.font().pointSizeF() == size
