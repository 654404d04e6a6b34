"""Importing in the window: what is asked, what is shown before it is applied, and what can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox
from pytestqt.qtbot import QtBot

from scheduler.errors import Cancelled, NeedsConsent
from scheduler.ui.columns_dialog import ColumnsDialog
from scheduler.ui.conference_dialogs import TableDialog
from scheduler.ui.main_window import MainWindow
from scheduler.ui.progress_dialog import ProgressDialog
from scheduler.ui.report_dialog import ReportDialog, summary
from scheduler.ui.text_dialog import TextDialog
from scheduler.ui.time_dialog import TimeDialog, ZoneDialog
from scheduler.workspace import Workspace, sources
from tests.ui.conftest import free_deleted

T = TypeVar("T", bound=QDialog)
TABLE = (
    "title,authors,session,date,start,end,room\n"
    "Rivers run,Ada Lovelace,Water,2025-05-08,10:00 UTC,11:00,Hall 1\n"
    "Seas stay,Charles Babbage,Water,2025-05-08,10:00 UTC,11:00,Hall 1\n"
)


def drop(window: MainWindow, *files: Path) -> None:
    window.files_dropped.emit(list(files))


def dialog(qtbot: QtBot, window: MainWindow, kind: type[T]) -> T:
    """The dialog of that kind, once it is open."""
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)))
    return next(each for each in window.findChildren(kind) if each.isVisible())


def message(window: MainWindow) -> str:
    return window.messages.label.text()


def test_a_file_is_imported_and_the_import_undone(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "programme.csv"
    path.write_text(TABLE, encoding="utf-8")
    with qtbot.waitSignal(window.controller.told):
        drop(window, path)
    assert "2 presentations read" in message(window)
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == 2)
    with qtbot.waitSignal(window.controller.told):
        qtbot.mouseClick(window.messages.button, Qt.MouseButton.LeftButton)
    assert message(window) == "The import of programme.csv was taken back."
    assert len(workspace.finder.conferences()) == 1


def test_what_is_no_programme_is_one_sentence_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with qtbot.waitSignal(window.controller.failed):
        drop(window, path)
    assert "PDF" in message(window)
    assert window.messages.isVisible()
    assert len(workspace.finder.conferences()) == 1


def test_the_clipboard_is_pasted(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText(TABLE)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(window.controller.told):
        qtbot.keyClick(window, Qt.Key.Key_V, modifiers)
    assert len(workspace.finder.conferences()) == 2
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(window, Qt.Key.Key_V, modifiers)
    assert "clipboard holds no text" in message(window)


def test_a_missing_time_is_asked_for(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "titles.csv"
    path.write_text("title,authors\nRivers run,Ada Lovelace\n", encoding="utf-8")
    drop(window, path)
    asked = dialog(qtbot, window, TimeDialog)
    asked.day.setDate(QDate(2025, 5, 8))
    asked.start.setTime(QTime(10, 0))
    asked.end.setTime(QTime(10, 0))
    asked.zone.setCurrentText("Europe/Vienna")
    asked.try_to_accept()
    assert "later than it starts" in asked.mistake.text()
    asked.end.setTime(QTime(12, 0))
    asked.zone.setCurrentText("Europe/Nowhere")
    asked.try_to_accept()
    assert "not a time zone" in asked.mistake.text()
    asked.zone.setCurrentText("Europe/Vienna")
    hours = asked.hours()
    assert (hours.day, hours.start, hours.end) == (date(2025, 5, 8), time(10, 0), time(12, 0))
    with qtbot.waitSignal(window.controller.told):
        asked.try_to_accept()
    session = next(s for s in workspace.finder.sessions() if s.conference != "conf")
    assert session.start is not None
    assert session.start.isoformat() == "2025-05-08T08:00:00+00:00"


ZONELESS = TABLE.replace(" UTC", "") + "Lakes lie,Mary Somerville,Ice,2025-05-09,14:00,15:00,Hall 2\n"


def starts(workspace: Workspace) -> list[str]:
    every = (each for each in workspace.finder.sessions() if each.conference != "conf")
    return [f"{each.start:%d %H:%M} {each.time_source}" for each in every]


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (True, ["08 08:00 stated", "09 12:00 stated"]),
        (False, ["08 10:00 zone assumed", "09 14:00 zone assumed"]),
    ],
)
def test_a_missing_zone_is_asked_for_and_the_times_stay_as_written(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path, answer: bool, kept: list[str]
) -> None:
    path = tmp_path / "programme.csv"
    path.write_text(ZONELESS, encoding="utf-8")
    drop(window, path)
    asked = dialog(qtbot, window, ZoneDialog)
    with qtbot.waitSignal(window.controller.told):
        if answer:
            asked.zone.setCurrentText("Europe/Vienna")
            qtbot.keyClick(asked, Qt.Key.Key_Return)
        else:
            qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert starts(workspace) == kept
    assert ("no time zone" in message(window)) is not answer


def test_a_zone_named_later_is_that_of_all_times_once_the_source_is_read_again(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "programme.csv"
    path.write_text(ZONELESS, encoding="utf-8")
    drop(window, path)
    with qtbot.waitSignal(window.controller.told):
        dialog(qtbot, window, ZoneDialog).reject()
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == 3)
    window.actions_["session_times"].trigger()
    sessions = dialog(qtbot, window, TableDialog)
    sessions.table.selectRow(0)
    qtbot.mouseClick(sessions.button, Qt.MouseButton.LeftButton)
    edited = dialog(qtbot, window, TimeDialog)
    assert (edited.start.time(), edited.zone.currentText()) == (QTime(10, 0), "UTC")
    edited.zone.setCurrentText("Europe/Vienna")
    with qtbot.waitSignal(window.controller.told):
        edited.try_to_accept()
    assert starts(workspace) == ["08 08:00 confirmed", "09 14:00 zone assumed"]
    qtbot.mouseClick(window.messages.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.controller.told):
        dialog(qtbot, window, ReportDialog).accept()
    assert starts(workspace) == ["08 08:00 confirmed", "09 12:00 stated"]


def test_a_zone_is_chosen_as_people_write_it(qtbot: QtBot) -> None:
    asked = ZoneDialog("Etc/GMT-1")
    qtbot.addWidget(asked)
    assert (asked.zone.currentText(), asked.zone_name()) == ("UTC+1", "Etc/GMT-1")
    for typed, meant in (("utc-5", "Etc/GMT+5"), ("Etc/GMT-2", "Etc/GMT-2"), ("Asia/Tokyo", "Asia/Tokyo")):
        asked.zone.setCurrentText(typed)
        assert (asked.zone_name(), asked.check()) == (meant, "")


def test_unclear_columns_are_asked_for(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(
        "Title;Wer;Date;Start;End\nRivers run;Ada Lovelace;2025-05-08;10:00 UTC;11:00\n", encoding="utf-8"
    )
    drop(window, path)
    asked = dialog(qtbot, window, ColumnsDialog)
    assert asked.boxes["title"].currentData() == "Title"
    asked.boxes["authors"].setCurrentIndex(asked.boxes["authors"].findData("Wer"))
    with qtbot.waitSignal(window.controller.told):
        asked.try_to_accept()
    found = workspace.finder.details(workspace.finder.find(window.current_filter()))
    assert found[0].presentation.authors == ("Ada Lovelace",)


def test_a_refresh_shows_its_report_first(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "programme.csv"
    path.write_text(TABLE, encoding="utf-8")
    with qtbot.waitSignal(window.controller.told):
        drop(window, path)
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == 2)
    key = window.catalog.list.key_at(1)
    workspace.marks.star([key])
    path.write_text(
        TABLE.replace("Seas stay", "Seas will stay").replace("Rivers", "Big rivers"), encoding="utf-8"
    )
    qtbot.keyClick(window, Qt.Key.Key_F5)
    report = dialog(qtbot, window, ReportDialog)
    assert "2 renamed" in report.summary.text()
    renamed = report.tree.topLevelItem(0)
    assert renamed is not None
    assert renamed.text(0) == "Renamed (2, 1 starred)"
    first = renamed.child(0)
    assert first is not None
    assert (first.text(0), first.text(1)) == ("★ Seas will stay", "Seas stay")
    assert workspace.finder.detail(key).presentation.title == "Seas stay"
    with qtbot.waitSignal(window.controller.told):
        report.try_to_accept()
    assert workspace.finder.detail(key).presentation.title == "Seas will stay"
    assert key in workspace.marks.stars()
    with qtbot.waitSignal(window.controller.told):
        window.actions_["refresh"].trigger()
    assert message(window) == "Nothing in the programme has changed."


def test_a_private_address_is_asked_about(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[sources.Consent] = []

    def fetch(address: str, consent: sources.Consent, **_: object) -> sources.Fetched:
        seen.append(consent)
        if not consent.private:
            raise NeedsConsent("10.0.0.1 is in your own network.", why="private")
        return sources.Fetched(TABLE.encode(), address, '"tag"')

    monkeypatch.setattr(sources, "from_address", fetch)
    window.actions_["import_address"].trigger()
    asked = dialog(qtbot, window, QDialog)
    asked.setTextValue("https://10.0.0.1/x.csv")  # type: ignore[attr-defined]
    asked.accept()
    box = dialog(qtbot, window, QMessageBox)
    assert "your own network" in box.text()
    with qtbot.waitSignal(window.controller.told):
        next(each for each in box.buttons() if each.text() == "Fetch it anyway").click()
    assert [each.private for each in seen] == [False, True]
    assert workspace.programme.imports()[0].etag == '"tag"'


def test_work_done_as_a_whole_offers_no_cancel(qtbot: QtBot, window: MainWindow) -> None:
    go_on = Event()
    window.controller.failed.emit("An older failure")
    with qtbot.waitSignal(window.controller.told):
        window.controller.run(
            "Saving…",
            lambda _, __: go_on.wait(30),
            lambda _: window.controller.tell("Saved."),
            stoppable=False,
        )
        assert not window.messages.isVisible()
        shown = dialog(qtbot, window, ProgressDialog)
        assert not any(box.isVisible() for box in shown.findChildren(QDialogButtonBox))
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
        assert shown.isVisible()
        go_on.set()
    assert message(window) == "Saved."


def test_long_work_shows_progress_and_stops(qtbot: QtBot, window: MainWindow) -> None:
    def endless(_: Workspace, progress: sources.Progress) -> None:
        while True:
            progress(1, 10)

    window.controller.run("Reading the ocean…", endless, lambda _: None)
    shown = dialog(qtbot, window, ProgressDialog)
    assert shown.label.text() == "Reading the ocean…"
    with qtbot.waitSignal(window.controller.told):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert message(window) == str(Cancelled("Stopped; nothing was changed."))
    free_deleted()
    assert window.findChildren(ProgressDialog) == []


def test_dialogs_are_freed(qtbot: QtBot, window: MainWindow) -> None:
    free_deleted()
    before = len(window.findChildren(QDialog))
    for name in ("shortcuts", "about", "session_times", "history", "import_address", "remove_conference"):
        window.actions_[name].trigger()
        dialog(qtbot, window, QDialog).reject()
        free_deleted()
    assert len(window.findChildren(QDialog)) == before


def test_summary_in_words() -> None:
    from scheduler.core.changes import Change, Report

    assert summary(Report(unchanged=3)) == "3 unchanged"
    assert summary(Report()) == "0 changes"
    moved = (Change("a", "A", "here", "there"),)
    assert summary(Report(moved=moved, updated=3)) == "1 moved, 2 with new details"


def test_all_that_a_reader_noticed_can_be_read(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    events = [
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Talk <b>{n}\r\nDTSTART:{start}\r\nEND:VEVENT\r\n"
        for n, start in enumerate(("20250508T100000Z", "soon", "later"))
    ]
    path = tmp_path / "programme.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\n{''.join(events)}END:VCALENDAR\r\n", encoding="utf-8")
    with qtbot.waitSignal(window.controller.told):
        drop(window, path)
    assert "Noticed: " in message(window)
    qtbot.mouseClick(window.messages.button, Qt.MouseButton.LeftButton)
    shown = dialog(qtbot, window, TextDialog).browser.toPlainText()
    assert "soon" in shown
    assert "later" in shown


def test_the_real_page_adds_abstracts_to_the_bundled_posters(
    qtbot: QtBot,
    workspace: Workspace,
    open_window: Callable[[], MainWindow],
    shared_data: Path,
) -> None:
    workspace.programme.ensure_first()
    window = open_window()
    key = window.catalog.list.key_at(5)
    workspace.marks.star([key])
    assert not workspace.finder.detail(key).presentation.abstract
    drop(window, shared_data / "page" / "iclr2024-poster-session-3.txt")
    report = dialog(qtbot, window, ReportDialog)
    with qtbot.waitSignal(window.controller.told, timeout=30_000):
        report.try_to_accept()
    assert workspace.finder.counts().total == 291
    assert workspace.finder.detail(key).presentation.abstract
    assert list(workspace.marks.stars()) == [key]
