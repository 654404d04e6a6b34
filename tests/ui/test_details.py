"""The details: what they show, where their links lead, and that notes are never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.core.catalog import Slot
from scheduler.errors import CannotSave
from scheduler.ui.details_html import details_html
from scheduler.ui.main_window import MainWindow
from scheduler.ui.safe_browser import SafeBrowser, web_address
from scheduler.ui.theme import colours
from scheduler.workspace import Workspace
from scheduler.workspace.marks import Marks
from tests.ui.programmes import SESSION, TALKS, bring_in, edited, poster, programme, twenty


def text(window: MainWindow) -> str:
    return window.catalog.details.browser.toPlainText()


def follow(window: MainWindow, link: str) -> None:
    window.catalog.details.browser.anchorClicked.emit(QUrl(link))


def test_shows_all_of_a_poster(window: MainWindow) -> None:
    shown = text(window)
    assert "Poster number 0" in shown
    assert "Wed 8 May 2024, 10:45–12:45 (Europe/Vienna)" in shown
    assert "time not stated by the page" in shown
    assert "Poster Session 3 · Halle B · board 0" in shown


def test_of_a_talk_with_its_own_time_only_the_zone_is_in_doubt(
    open_window: Callable[[], MainWindow], workspace: Workspace
) -> None:
    own = Slot("s1", start=SESSION.start, end=SESSION.end, room=SESSION.room)
    bring_in(workspace, programme(poster(1, slots=(own,), track="Diffusion")))
    shown = text(open_window())
    assert "time zone not stated by the page" in shown
    assert shown.count("Diffusion") == 1


def test_an_own_time_that_is_stated_is_not_for_editing(
    open_window: Callable[[], MainWindow], workspace: Workspace
) -> None:
    own = Slot("s2", start=TALKS.start, end=TALKS.end)
    bring_in(workspace, programme(poster(1, slots=(own,))))
    shown = text(open_window())
    assert "Wed 8 May 2024, 14:00–15:00" in shown
    assert "Edit…" not in shown


def test_a_room_that_is_the_session_is_said_once(
    open_window: Callable[[], MainWindow], workspace: Workspace
) -> None:
    room = replace(SESSION, title="Halle B")
    bring_in(workspace, replace(programme(poster(1)), sessions=(room,)))
    assert "Halle B · board 1" in text(open_window()).splitlines()


def test_an_author_is_searched_and_a_topic_filtered(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.catalog.listed):
        follow(window, "author:0")
    assert window.catalog.search.field.text() == 'author:"Ada Author0"'
    assert window.catalog.model.rowCount() == 1
    with qtbot.waitSignal(window.catalog.listed):
        window.catalog.clear()
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == 20)
    follow(window, "topic:0")
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == 10)


def test_more_like_this_leads_there(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: "More like this" in text(window))
    assert "shares:" in text(window)
    follow(window, "related:0")
    assert window.catalog.list.current_key() != "conf/0"
    assert window.catalog.details.key == window.catalog.list.current_key()


def test_level_buttons_show_and_set_the_level(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    buttons = window.catalog.details.marks.buttons
    qtbot.mouseClick(buttons[Level.MUST], Qt.MouseButton.LeftButton)
    assert workspace.marks.stars()["conf/0"].level is Level.MUST
    assert buttons[Level.MUST].isChecked()
    qtbot.mouseClick(buttons[Level.MUST], Qt.MouseButton.LeftButton)
    assert workspace.marks.stars() == {}


def test_a_note_is_saved_while_typed_and_when_moving_on(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    window.catalog.list.setFocus()
    qtbot.keyClick(window.catalog.list, Qt.Key.Key_N)
    note = window.catalog.details.note
    assert note.hasFocus()
    with qtbot.waitSignal(window.controller.notes_changed):
        qtbot.keyClicks(note, "ask S 1")
    assert workspace.marks.notes()["conf/0"].text == "ask S 1"
    assert workspace.marks.stars() == {}
    qtbot.keyClicks(note, "!")
    window.catalog.list.go_to(1)
    assert workspace.marks.notes()["conf/0"].text == "ask S 1!"
    assert note.toPlainText() == ""


def test_a_note_that_cannot_be_saved_is_kept_and_tried_again(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotSave("Nothing was saved: the disk is full.")

    note = window.catalog.details.note
    note.setFocus()
    qtbot.keyClicks(note, "precious")
    with monkeypatch.context() as patch:
        patch.setattr(Marks, "note", full)
        window.catalog.list.go_to(1)
        assert "the disk is full" in window.messages.label.text()
        window.catalog.list.go_to(0)
        assert note.toPlainText() == "precious"
    assert note.flush()
    assert workspace.marks.notes()["conf/0"].text == "precious"


def test_closing_the_window_saves_the_note(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    qtbot.keyClicks(window.catalog.details.note, "last word")
    window.close()
    assert workspace.marks.notes()["conf/0"].text == "last word"


def test_a_link_is_shown_before_it_is_opened(qtbot: QtBot, window: MainWindow) -> None:
    follow(window, "url:0")
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "https://example.org/poster" in box.text()
    box.reject()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/x", "http:", "smb://x/y", ""]
)
def test_only_web_addresses_are_opened(address: str) -> None:
    assert web_address(address) is None


def test_nothing_is_loaded_and_nothing_is_markup(qtbot: QtBot, workspace: Workspace) -> None:
    nasty = "<img src=file:///etc/passwd><script>x</script><a href='http://evil'>x</a>"
    bring_in(workspace, programme(poster(1, nasty, authors=(nasty,), abstract=nasty, topics=(nasty,))))
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    detail = workspace.finder.by_key(["conf/1"])[0]
    html = details_html(detail, colours(browser.palette()))
    assert "<img" not in html
    assert "<script" not in html
    assert "http://evil'" not in html.replace("&#x27;", "")
    browser.setHtml("<img src='file:///etc/hostname'><link rel=stylesheet href='file:///x.css'>")
    assert (
        browser.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("file:///etc/hostname")) is None
    )


def test_a_refresh_shows_in_the_open_details(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    with Workspace.open(workspace.folder) as other:
        bring_in(other, edited(twenty(), 0, abstract="Quite another text."))
    qtbot.waitUntil(lambda: "Quite another text" in text(window), timeout=2000)
