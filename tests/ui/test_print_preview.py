"""The preview by its keys: scope, paper, no printer, PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from scheduler.ui.main_window import MainWindow
from scheduler.ui.print_contents import Scope
from scheduler.ui.print_preview import PrintDialog


@pytest.fixture
def starred(window: MainWindow) -> MainWindow:
    window.controller.workspace.marks.star([f"conf/{n}" for n in range(18)])
    return window


def opened(qtbot: QtBot, window: MainWindow, action: str) -> PrintDialog:
    window.actions_[action].trigger()
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, PrintDialog)]
    dialog = next(each for each in dialogs if each.isVisible())
    qtbot.waitUntil(lambda: dialog.extent.text() != "")
    return dialog


def test_the_keys_are_in_the_menu(window: MainWindow) -> None:
    shown = {name: window.actions_[name].shortcut().toString() for name in ("print", "print_preview")}
    assert shown == {"print": "Ctrl+P", "print_preview": "Ctrl+Shift+P"}


def test_preview_shows_every_page_and_follows_the_paper(qtbot: QtBot, starred: MainWindow) -> None:
    dialog = opened(qtbot, starred, "print_preview")
    assert dialog.extent.text() == f"18 posters on {dialog.preview.pageCount()} pages"
    qtbot.waitUntil(lambda: dialog.pages.label.text() == f"page 1 of {dialog.preview.pageCount()}")
    qtbot.mouseClick(dialog.pages.forth, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.preview.currentPage() == 2)
    dialog.orientation.setFocus()
    qtbot.keyClick(dialog.orientation, Qt.Key.Key_Down)
    assert dialog.paper().landscape
    qtbot.waitUntil(lambda: dialog.preview.orientation().name == "Landscape")


def test_the_list_and_the_walk_can_be_chosen(qtbot: QtBot, starred: MainWindow) -> None:
    dialog = opened(qtbot, starred, "print_preview")
    qtbot.keyClick(dialog.scope, Qt.Key.Key_Down)
    assert dialog.wanted().scope is Scope.SHOWN
    qtbot.waitUntil(lambda: dialog.extent.text().startswith("20 posters"))
    qtbot.keyClick(dialog.scope, Qt.Key.Key_Down)
    assert (dialog.wanted().scope, dialog.wanted().session) == (Scope.WALK, "s1")
    qtbot.waitUntil(lambda: dialog.extent.text().startswith("18 posters"))
    qtbot.keyClick(dialog.scope, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.extent.text() == "Nothing to print.")
    assert dialog.mistake.text() == "Nothing is visited or noted yet, so there is no report."
    assert not dialog.accept_button.isEnabled()


def test_without_a_printer_it_says_so_and_leads_to_a_pdf(
    qtbot: QtBot, starred: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    target = tmp_path / "paper" / "mine"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "PDF (*.pdf)"))
    dialog = opened(qtbot, starred, "print")
    assert dialog.mistake.text().startswith("No printer is set up")
    with qtbot.waitSignal(starred.controller.told) as told:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    saved = target.with_suffix(".pdf")
    assert saved.read_bytes().startswith(b"%PDF")
    sentence, offers = told.args
    assert sentence.startswith("18 posters on ")
    assert sentence.endswith(f"saved to {saved}")
    assert [offer.text for offer in offers] == ["Show in folder", "Open in viewer"]


def test_a_pdf_that_cannot_be_saved_is_said_in_the_dialog(
    qtbot: QtBot, starred: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.pdf"), ""))
    dialog = opened(qtbot, starred, "print_preview")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.mistake.text().startswith("Nothing was saved to ")
    assert dialog.isVisible()


def test_everything_in_it_has_a_name(qtbot: QtBot, starred: MainWindow) -> None:
    dialog = opened(qtbot, starred, "print_preview")
    for field in (dialog.scope, dialog.paper_size, dialog.orientation, dialog.preview):
        assert field.accessibleName()
    assert dialog.scope.hasFocus() or dialog.focusWidget() is dialog.scope


def test_with_nothing_starred_it_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(qtbot, window, "print_preview")
    assert dialog.mistake.text() == "Nothing is starred yet; star some posters first."
    assert not dialog.save.isEnabled()


def test_what_the_printer_took_is_said(
    qtbot: QtBot, starred: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A printer that writes to a file stands in for one of paper."""
    dialog = opened(qtbot, starred, "print_preview")
    dialog._printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    with qtbot.waitSignal(starred.controller.told) as told:
        dialog.print_now()
    assert told.args[0].startswith("18 posters on ")
    assert "sent to" in told.args[0]
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert not dialog.isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints")
def test_what_no_printer_took_is_said(qtbot: QtBot, starred: MainWindow, tmp_path: Path) -> None:
    dialog = opened(qtbot, starred, "print_preview")
    dialog._printer.setOutputFileName(str(tmp_path / "no" / "paper.pdf"))
    dialog.print_now()
    assert "nothing was printed" in dialog.mistake.text()
    assert dialog.isVisible()
