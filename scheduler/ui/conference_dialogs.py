"""Dialogs on a conference: its sessions' times, the history of imports, its removal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.catalog import TimeSource
from scheduler.core.detail import SessionSummary
from scheduler.core.times import spell_clock, spell_day, spell_span
from scheduler.ui.display_text import one_line

SOURCES = {
    TimeSource.STATED: "stated",
    TimeSource.ASSUMED: "not stated",
    TimeSource.ZONE_ASSUMED: "zone not stated",
    TimeSource.CONFIRMED: "set by you",
}


class TableDialog(QDialog):
    """A table to read, with a button for the selected row."""

    row_chosen = Signal(int)

    def __init__(self, title: str, headers: list[str], button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.table = QTableWidget(0, len(headers), self)
        self.table.setAccessibleName(title)
        self.table.setHorizontalHeaderLabels(headers)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.button = QPushButton(button, self)
        buttons.addButton(self.button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.button.clicked.connect(self._choose)
        self.table.cellActivated.connect(lambda *_: self._choose())
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(buttons)
        self.resize(780, 420)

    def fill(self, rows: list[list[str]]) -> None:
        """Replaces all rows; the current one stays current."""
        current = max(0, self.table.currentRow())
        self.table.setRowCount(len(rows))
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.table.setItem(number, column, QTableWidgetItem(one_line(text, 200)))
        for column in range(1, self.table.columnCount()):
            self.table.resizeColumnToContents(column)
        if rows:
            self.table.setCurrentCell(min(current, len(rows) - 1), 0)
        self.button.setEnabled(bool(rows))

    def _choose(self) -> None:
        if self.table.currentRow() >= 0:
            self.row_chosen.emit(self.table.currentRow())


def session_rows(sessions: list[SessionSummary]) -> list[list[str]]:
    """Title, time, room, whose word the time is, and how many posters."""
    return [
        [
            each.title or "Untitled session",
            spell_span(each.start, each.end or each.start, each.timezone) if each.start else "no time",
            each.room,
            SOURCES[each.time_source] if each.start else "",
            f"{each.presentations:,}",
        ]
        for each in sessions
    ]


SESSION_HEADERS = ["Session", "Time", "Room", "Time is", "Posters"]
HISTORY_HEADERS = ["Source", "When (your time)", "Kind", "Added", "Updated", "Withdrawn"]


def history_rows(imports: list[Any], timezone: str) -> list[list[str]]:
    """Newest first, as they come."""
    return [
        [
            each.source if each.source not in ("", "bundled") else _NAMES[each.source],
            f"{spell_day(each.imported_at, timezone)}, {spell_clock(each.imported_at, timezone)}",
            each.format,
            *(str(each.outcome.get(name, "")) for name in ("added", "updated", "withdrawn")),
        ]
        for each in imports
    ]


_NAMES = {"": "Clipboard", "bundled": "Came with the program"}


def ask_removal(title: str, parent: QWidget, agreed: Callable[[bool], Any]) -> QMessageBox:
    """Asks whether a conference should go; `agreed` is told whether stars and notes go too."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Remove conference")
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Remove “{one_line(title, 100)}” from this list?")
    box.setInformativeText("Your stars, notes and visits stay, and come back when you import it again.")
    forget = QCheckBox("Also forget my stars, notes and visits (a backup is made)")
    box.setCheckBox(forget)
    remove = box.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.finished.connect(lambda _: agreed(forget.isChecked()) if box.clickedButton() is remove else None)
    box.open()
    return box


def ask(parent: QWidget, title: str, text: str, button: str, agreed: Callable[[], Any]) -> QMessageBox:
    """A question with one way on and Cancel."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    go_on = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(go_on)
    box.finished.connect(lambda _: agreed() if box.clickedButton() is go_on else None)
    for label in box.findChildren(QLabel):
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()
    return box
