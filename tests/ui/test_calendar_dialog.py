"""Export to calendar, by clicks and keys, down to the bytes of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from scheduler.core.agenda import Level
from scheduler.errors import BadInput
from scheduler.ui.calendar_choices import minutes_from
from scheduler.ui.calendar_dialog import CalendarDialog
from scheduler.ui.calendar_qr import CodeDialog
from scheduler.ui.export_files import with_ending
from scheduler.ui.main_window import MainWindow
from scheduler.ui.window_state import WindowState


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, folder: Path) -> CalendarDialog:
    """On three stars of a session whose time is only assumed."""
    marks = window.controller.workspace.marks
    marks.star(["conf/1"], Level.MUST)
    marks.star(["conf/2", "conf/3"])
    dialog = CalendarDialog(window.controller, WindowState(folder), "Asia/Tokyo", window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rows_model.rowCount() > 0)
    return dialog


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the user saves: the file dialog answers it."""
    path = tmp_path / "mine.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "iCalendar (*.ics)"))
    return path


def cells(dialog: CalendarDialog) -> list[list[str]]:
    model = dialog.table.rows_model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def headers(dialog: CalendarDialog) -> list[str]:
    model = dialog.table.rows_model
    return [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def save(qtbot: QtBot, window: MainWindow, dialog: CalendarDialog) -> str:
    with qtbot.waitSignal(window.controller.told) as told:
        click(qtbot, dialog.accept_button)
    return str(told.args[0])


def test_both_zones_stand_side_by_side(dialog: CalendarDialog) -> None:
    assert headers(dialog)[1:3] == ["There (Europe/Vienna)", "Here (Asia/Tokyo)"]
    ((event, there, here, place, change),) = cells(dialog)
    assert (event, place, change) == ("Poster Session 3", "Halle B", "new")
    assert there == "Wed 8 May 2024, 10:45–12:45 (assumed)"
    assert here == "Wed 8 May 2024, 17:45–19:45"


def test_saving_says_where_and_how_many_and_remembers(
    qtbot: QtBot, window: MainWindow, dialog: CalendarDialog, target: Path, folder: Path
) -> None:
    row = dialog.choices.reminders.parentWidget()
    assert [label.text() for label in row.findChildren(QLabel)] == ["minutes before"]
    dialog.choices.reminders.clear()
    qtbot.keyClicks(dialog.choices.reminders, "60, 10")
    assert save(qtbot, window, dialog) == f"1 event saved to {target}"
    data = target.read_bytes()
    assert data.count(b"BEGIN:VEVENT") == 1
    assert data.count(b"BEGIN:VALARM") == 2
    assert b"STATUS:TENTATIVE" in data
    assert WindowState(folder).text("files/export_folder") == str(target.parent)
    assert [offer.text for offer in window.messages._offers] == ["Show in folder", "Open in calendar"]


def test_the_message_opens_folder_and_file(
    qtbot: QtBot, window: MainWindow, dialog: CalendarDialog, target: Path
) -> None:
    class Desktop(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.opened: list[str] = []

        @Slot(QUrl)
        def take(self, url: QUrl) -> None:
            self.opened.append(url.toLocalFile())

    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "take")
    try:
        save(qtbot, window, dialog)
        offers = window.messages._offers
        click(qtbot, window.messages.second_button)
        offers[0].call()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert desktop.opened == [str(target), str(target.parent)]


def test_only_what_changed_goes_out_the_second_time(
    qtbot: QtBot, window: MainWindow, dialog: CalendarDialog, target: Path, folder: Path
) -> None:
    save(qtbot, window, dialog)
    again = CalendarDialog(window.controller, WindowState(folder), "UTC", window)
    again.open()
    qtbot.waitUntil(lambda: "1 unchanged" in again.counts.text())
    qtbot.keyClick(again.scope, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: again.counts.text() == "Nothing has changed since the last export.")
    assert not again.accept_button.isEnabled()
    window.controller.set_level(["conf/1", "conf/2", "conf/3"], None)
    qtbot.waitUntil(lambda: "1 cancelled" in again.counts.text())
    assert cells(again)[0][-1] == "cancelled"
    save(qtbot, window, again)
    assert b"STATUS:CANCELLED" in target.read_bytes()


def test_forgetting_is_asked_and_makes_all_new(
    qtbot: QtBot, window: MainWindow, dialog: CalendarDialog, target: Path, folder: Path
) -> None:
    save(qtbot, window, dialog)
    again = CalendarDialog(window.controller, WindowState(folder), "UTC", window)
    again.open()
    qtbot.waitUntil(lambda: "1 unchanged" in again.counts.text())
    click(qtbot, again.forget)
    (box,) = again.findChildren(QMessageBox)
    with qtbot.waitSignal(window.controller.told) as told:
        click(qtbot, box.defaultButton())
    assert told.args[0] == "1 exported event forgotten."
    qtbot.waitUntil(lambda: "1 new" in again.counts.text())


def test_confirming_takes_the_doubt_away_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, dialog: CalendarDialog
) -> None:
    assert "assumed" in dialog.warnings.text()
    click(qtbot, dialog.confirm)
    qtbot.waitUntil(lambda: not dialog.warnings.isVisible())
    assert cells(dialog)[0][1] == "Wed 8 May 2024, 10:45–12:45"
    assert not dialog.confirm.isVisible()
    window.controller.undo_stack.undo()
    qtbot.waitUntil(dialog.confirm.isVisible)


def test_stops_and_musts_can_be_chosen(qtbot: QtBot, dialog: CalendarDialog) -> None:
    qtbot.keyClick(dialog.choices.what, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(cells(dialog)) == 3)
    qtbot.keyClick(dialog.choices.stars, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(cells(dialog)) == 1)
    assert "Poster number 1" in cells(dialog)[0][0]


def test_a_reminder_that_is_none_is_said_at_once(qtbot: QtBot, dialog: CalendarDialog) -> None:
    dialog.choices.reminders.selectAll()
    qtbot.keyClicks(dialog.choices.reminders, "soon")
    qtbot.waitUntil(lambda: "soon" in dialog.mistake.text())
    click(qtbot, dialog.accept_button)
    assert dialog.isVisible()


def test_a_file_that_cannot_be_saved_is_said_in_the_dialog(
    qtbot: QtBot, dialog: CalendarDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.ics"), ""))
    click(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: dialog.mistake.text().startswith("Nothing was saved to "))
    assert dialog.isVisible()


def test_the_code_is_large_sharp_and_explained(qtbot: QtBot, dialog: CalendarDialog) -> None:
    click(qtbot, dialog.code)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CodeDialog)))
    (code,) = dialog.findChildren(CodeDialog)
    image = code.picture.pixmap().toImage()
    assert image.width() >= 300
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    assert colours == {"#000000", "#ffffff"}
    assert code.picture.accessibleName()
    code.reject()


def test_it_speaks_of_second_imports(dialog: CalendarDialog) -> None:
    assert "second time" in dialog.hint.text()


def test_every_field_has_a_name_and_a_key(dialog: CalendarDialog) -> None:
    for field in (
        dialog.choices.what,
        dialog.choices.stars,
        dialog.choices.reminders,
        dialog.scope,
        dialog.table,
    ):
        assert field.accessibleName()
    for button in (dialog.accept_button, dialog.code, dialog.forget, dialog.confirm):
        assert "&" in button.text()


def test_an_answer_after_closing_is_dropped(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    dialog = CalendarDialog(window.controller, WindowState(folder), "UTC", window)
    dialog.open()
    dialog.reject()
    with qtbot.waitSignal(window.catalog.overviewed):
        window.catalog.refresh_overview()
    QApplication.processEvents()


def test_ctrl_e_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    assert window.actions_["export_calendar"].shortcut().toString() == "Ctrl+E"
    window.actions_["export_calendar"].trigger()
    (dialog,) = window.findChildren(CalendarDialog)
    qtbot.waitUntil(lambda: "star some posters" in dialog.counts.text())
    assert not dialog.accept_button.isEnabled()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", ()), ("10", (10,)), ("60, 10", (60, 10)), (" 5;5 0 ", (5, 0)), ("1440,", (1440,))],
)
def test_minutes_are_read_as_people_write_them(text: str, minutes: tuple[int, ...]) -> None:
    assert minutes_from(text) == minutes


@pytest.mark.parametrize("text", ["soon", "-5", "1.5", "99999999999", "٣", "10m"])
def test_what_is_no_minutes_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no number of minutes"):
        minutes_from(text)


@pytest.mark.parametrize(
    ("name", "pattern", "ending"),
    [
        ("a", "CSV (*.csv)", "a.csv"),
        ("a.b", "CSV (*.csv)", "a.b"),
        ("a", "A (*.md);;B (*.x)", "a.md"),
        ("a", "", "a"),
    ],
)
def test_a_name_gets_the_pattern_s_ending(name: str, pattern: str, ending: str) -> None:
    assert with_ending(Path(name), pattern) == Path(ending)
