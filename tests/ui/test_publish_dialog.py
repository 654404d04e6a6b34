"""Publishing to a real server on loopback, through the dialog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from scheduler.errors import NeedsConsent
from scheduler.ui.main_window import MainWindow
from scheduler.ui.publish_conflict import ConflictDialog
from scheduler.ui.publish_dialog import PublishDialog
from scheduler.ui.window_state import WindowState
from scheduler.workspace.delivery import Choice
from scheduler.workspace.publishing import Login, Publishing


class Memory(KeyringBackend):
    """A keyring of the test's own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def ring() -> Iterator[Memory]:
    before, mine = keyring.get_keyring(), Memory()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def login(radicale: Any) -> Login:
    return Login(radicale.url, "alice", radicale.password)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, folder: Path, login: Login) -> PublishDialog:
    window.controller.workspace.marks.star(["conf/1", "conf/2"])
    return opened(window, folder, login)


def opened(window: MainWindow, folder: Path, login: Login | None = None) -> PublishDialog:
    dialog = PublishDialog(window.controller, WindowState(folder), window)
    dialog.open()
    if login:
        dialog.account.address.setText(login.address)
        dialog.account.user.setText(login.user)
        dialog.account.password.setText(login.password)
    return dialog


def click(qtbot: QtBot, button: Any) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def idle(qtbot: QtBot, dialog: PublishDialog) -> None:
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=20_000)


def make_calendar(qtbot: QtBot, dialog: PublishDialog, name: str) -> None:
    click(qtbot, dialog.account.new_button)
    (ask,) = [each for each in dialog.findChildren(QInputDialog) if each.isVisible()]
    ask.setTextValue(name)
    ask.accept()
    qtbot.waitUntil(lambda: dialog.account.calendar.currentText() == name, timeout=20_000)
    idle(qtbot, dialog)


def look(qtbot: QtBot, dialog: PublishDialog) -> str:
    click(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: "Publish" in dialog.accept_button.text(), timeout=20_000)
    idle(qtbot, dialog)
    return dialog.found.text()


def publish(qtbot: QtBot, window: MainWindow, dialog: PublishDialog) -> str:
    with qtbot.waitSignal(window.controller.told, timeout=20_000) as told:
        click(qtbot, dialog.accept_button)
    return str(told.args[0])


def test_password_is_never_shown(dialog: PublishDialog) -> None:
    assert dialog.account.password.echoMode() is QLineEdit.EchoMode.Password


def test_first_a_look_then_the_change(
    qtbot: QtBot, window: MainWindow, dialog: PublishDialog, folder: Path, login: Login
) -> None:
    make_calendar(qtbot, dialog, "First look")
    assert look(qtbot, dialog).startswith("“First look”: 1 to create.")
    assert dialog.tree.topLevelItem(0).text(0) == "To create (1)"
    assert publish(qtbot, window, dialog) == "“First look” is up to date: 1 created."
    window.controller.set_level(["conf/3"], None)
    again = opened(window, folder)
    assert (again.account.address.text(), again.account.user.text()) == (login.address, "alice")
    again.account.password.setText(login.password)
    assert "Nothing to change; 1 stay as they are" in look(qtbot, again)


def test_what_was_published_can_be_forgotten_and_is_taken_over_again(
    qtbot: QtBot, window: MainWindow, dialog: PublishDialog, folder: Path, login: Login
) -> None:
    assert not dialog.forget.isEnabled()
    make_calendar(qtbot, dialog, "Forgotten")
    look(qtbot, dialog)
    publish(qtbot, window, dialog)
    again = opened(window, folder)
    again.account.password.setText(login.password)
    click(qtbot, again.forget)
    (question,) = [each for each in again.findChildren(QMessageBox) if each.isVisible()]
    click(qtbot, question.defaultButton())
    qtbot.waitUntil(lambda: again.found.text() == "1 published event forgotten.")
    idle(qtbot, again)
    assert "1 to create" in look(qtbot, again)
    publish(qtbot, window, again)
    once_more = opened(window, folder)
    once_more.account.password.setText(login.password)
    assert "Nothing to change; 1 stay as they are" in look(qtbot, once_more)


def test_a_changed_field_asks_for_a_new_look(qtbot: QtBot, dialog: PublishDialog) -> None:
    make_calendar(qtbot, dialog, "Fields")
    look(qtbot, dialog)
    dialog.deletes.click()
    assert "would change" in dialog.accept_button.text()
    assert dialog.tree.topLevelItemCount() == 0


def test_calendars_are_found(qtbot: QtBot, dialog: PublishDialog) -> None:
    make_calendar(qtbot, dialog, "To be found")
    click(qtbot, dialog.account.find_button)
    idle(qtbot, dialog)
    box = dialog.account.calendar
    assert "To be found" in [box.itemText(n) for n in range(box.count())]


def test_a_wrong_password_is_one_sentence(qtbot: QtBot, dialog: PublishDialog) -> None:
    dialog.account.password.setText("wrong")
    click(qtbot, dialog.account.find_button)
    qtbot.waitUntil(lambda: bool(dialog.mistake.text()), timeout=20_000)
    assert "password" in dialog.mistake.text()
    assert dialog.isVisible()


def test_without_an_address_it_asks_for_one(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    dialog = opened(window, folder)
    click(qtbot, dialog.accept_button)
    assert dialog.mistake.text().startswith("Give the address")


def test_the_password_is_kept_only_if_wished(
    qtbot: QtBot, window: MainWindow, dialog: PublishDialog, ring: Memory, folder: Path, login: Login
) -> None:
    make_calendar(qtbot, dialog, "Kept")
    look(qtbot, dialog)
    assert ring.kept == {}
    dialog.deletes.click()
    dialog.account.keep.click()
    look(qtbot, dialog)
    assert list(ring.kept.values()) == [login.password]
    publish(qtbot, window, dialog)
    again = opened(window, folder)
    qtbot.waitUntil(lambda: again.account.password.text() == login.password)
    qtbot.waitUntil(again.account.keep.isChecked)
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert files
    assert all(login.password.encode() not in each.read_bytes() for each in files)


def test_a_kept_password_can_be_forgotten(
    qtbot: QtBot, window: MainWindow, dialog: PublishDialog, ring: Memory, folder: Path
) -> None:
    assert not dialog.account.forget_button.isEnabled()
    make_calendar(qtbot, dialog, "No longer kept")
    dialog.account.keep.click()
    look(qtbot, dialog)
    publish(qtbot, window, dialog)
    again = opened(window, folder)
    qtbot.waitUntil(again.account.forget_button.isEnabled)
    again.account.user.setText("bob")
    assert not again.account.forget_button.isEnabled()
    again.account.user.setText("alice")
    click(qtbot, again.account.forget_button)
    qtbot.waitUntil(lambda: again.found.text() == "The password is no longer kept.")
    idle(qtbot, again)
    assert ring.kept == {}
    assert (again.account.password.text(), again.account.keep.isChecked()) == ("", False)
    assert not again.account.forget_button.isEnabled()


def test_without_a_keyring_it_says_so(qtbot: QtBot, dialog: PublishDialog) -> None:
    keyring.set_keyring(fail.Keyring())
    make_calendar(qtbot, dialog, "Not kept")
    dialog.account.keep.click()
    look(qtbot, dialog)
    qtbot.waitUntil(lambda: "no keyring" in dialog.mistake.text())
    assert not dialog.account.keep.isChecked()
    assert "Publish" in dialog.accept_button.text()


def test_plain_http_is_asked_about(
    qtbot: QtBot, dialog: PublishDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def calendars(_: Publishing, login: Login) -> tuple[()]:
        asked.append(login.allow_plain_http)
        if not login.allow_plain_http:
            raise NeedsConsent("Others can read what is sent.", why="plain_http")
        return ()

    monkeypatch.setattr(Publishing, "calendars", calendars)
    dialog.account.address.setText("http://calendar.example/")
    click(qtbot, dialog.account.find_button)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    (box,) = dialog.findChildren(QMessageBox)
    assert "Others can read what is sent." in box.text()
    click(qtbot, box.defaultButton())
    qtbot.waitUntil(lambda: "make a new one" in dialog.mistake.text())
    assert asked == [False, True]
    dialog.account.address.setText("http://other.example/")
    assert not dialog.account.login().allow_plain_http


@pytest.mark.parametrize(
    ("choice", "end"),
    [
        (Choice.MINE, "1 updated"),
        (Choice.THEIRS, "1 left as others have changed them"),
        (Choice.LATER, "1 left as others have changed them"),
    ],
)
def test_a_conflict_shows_both_versions(
    qtbot: QtBot,
    window: MainWindow,
    dialog: PublishDialog,
    folder: Path,
    login: Login,
    choice: Choice,
    end: str,
) -> None:
    make_calendar(qtbot, dialog, f"Conflict {choice}")
    address = dialog.account.chosen_calendar()
    look(qtbot, dialog)
    publish(qtbot, window, dialog)
    someone_renames_it(login, address, "Lunch instead")
    window.controller.set_level(["conf/4"], None)
    window.controller.workspace.marks.star(["conf/5"])
    again = opened(window, folder, login)
    look(qtbot, again)
    click(qtbot, again.accept_button)
    qtbot.waitUntil(lambda: bool(again.findChildren(ConflictDialog)), timeout=20_000)
    (conflict,) = again.findChildren(ConflictDialog)
    texts = {field.accessibleName(): field.toPlainText() for field in conflict.findChildren(QPlainTextEdit)}
    assert "Poster Session 3" in texts["Mine"]
    assert "Lunch instead" in texts["Theirs"]
    assert "10:45–12:45" in texts["Theirs"]
    with qtbot.waitSignal(window.controller.told, timeout=20_000) as told:
        conflict._choose(choice) if choice is not Choice.LATER else conflict.reject()
    assert end in told.args[0]


def someone_renames_it(login: Login, address: str, title: str) -> None:
    """As a phone would do it: the object is written again with another SUMMARY."""
    import httpx

    auth = (login.user.encode(), login.password.encode())
    with httpx.Client(auth=auth) as client:
        listing = client.request("PROPFIND", address, headers={"Depth": "1"}).text
        (name,) = {part.partition("<")[0] for part in listing.split("<href>") if ".ics" in part}
        url = httpx.URL(address).join(name)
        lines = client.get(url).text.splitlines()
        changed = [f"SUMMARY:{title}" if line.startswith("SUMMARY") else line for line in lines]
        client.put(url, content="\r\n".join(changed).encode()).raise_for_status()


def test_closing_while_it_waits_for_an_answer_stops_it(
    qtbot: QtBot, window: MainWindow, dialog: PublishDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancel stops the work; what was sent stays, and the sentence says so."""
    make_calendar(qtbot, dialog, "Stopped")
    look(qtbot, dialog)

    def publish_slowly(_: Publishing, *args: Any, progress: Any, **more: Any) -> None:
        while True:
            progress(1, 3)

    monkeypatch.setattr(Publishing, "publish", publish_slowly)
    click(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.bar.maximum() == 3, timeout=20_000)
    with qtbot.waitSignal(window.controller.told) as told:
        dialog.reject()
    assert told.args[0].startswith("Stopped. What was sent stays")
    idle(qtbot, dialog)
    assert dialog.isVisible()


def test_a_deleted_event_offers_to_leave_it(qtbot: QtBot, window: MainWindow, dialog: PublishDialog) -> None:
    from scheduler.workspace.calendar import CalendarOptions
    from scheduler.workspace.delivery import Conflict

    (event,) = window.controller.workspace.calendar.agenda(CalendarOptions()).events
    deleted = ConflictDialog(Conflict(replace(event), None, deleted=True), dialog)
    qtbot.addWidget(deleted)
    assert "deleted" in deleted.findChildren(QPlainTextEdit)[1].toPlainText()
    assert deleted.choice is Choice.LATER
