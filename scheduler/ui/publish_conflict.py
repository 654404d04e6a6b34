"""An event that somebody else changed on the server: both versions, and whose shall stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.times import spell_day, spell_span, spell_zone
from scheduler.ui.display_text import calm, one_line
from scheduler.workspace.delivery import Choice, Conflict

_LOOK_SECONDS = 0.2
"""How often a waiting worker looks whether it should still wait."""
_CHARACTERS = 4_000


class Asking(QObject):
    """Carries a conflict from the working thread to a dialog, and the answer back."""

    _asked = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._for_all: Choice | None = None
        self._asked.connect(self._ask, Qt.ConnectionType.QueuedConnection)

    def forget_answers(self) -> None:
        """The next publication asks afresh."""
        self._for_all = None

    def wait_for(self, conflict: Conflict, still_wanted: Callable[[], Any]) -> Choice:
        """Called on the working thread; `still_wanted` raises `Cancelled` to give up waiting."""
        answers: SimpleQueue[Choice] = SimpleQueue()
        self._asked.emit(conflict, answers)
        while True:
            try:
                return answers.get(timeout=_LOOK_SECONDS)
            except Empty:
                still_wanted()

    def _ask(self, conflict: Conflict, answers: SimpleQueue[Choice]) -> None:
        if self._for_all is not None:
            answers.put(self._for_all)
            return
        dialog = ConflictDialog(conflict, self._parent)

        def answered() -> None:
            if dialog.for_all.isChecked():
                self._for_all = dialog.choice
            answers.put(dialog.choice)

        dialog.finished.connect(lambda _: answered())
        dialog.open()


class ConflictDialog(QDialog):
    """`choice` when it is finished; closing it means later."""

    def __init__(self, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Changed on the server")
        self.choice = Choice.LATER
        layout = QVBoxLayout(self)
        layout.addWidget(_plain(_question(conflict), self))
        grid = QGridLayout()
        for column, (heading, text) in enumerate((("Mine", mine(conflict)), ("Theirs", theirs(conflict)))):
            field = QPlainTextEdit(text, self)
            field.setReadOnly(True)
            field.setTabChangesFocus(True)
            field.setAccessibleName(heading)
            label = QLabel(heading, self)
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        layout.addLayout(grid, 1)
        self.for_all = QCheckBox("&The same for all others of this publication", self)
        layout.addWidget(self.for_all)
        layout.addWidget(self._buttons(conflict))
        self.resize(760, 420)

    def _buttons(self, conflict: Conflict) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        leave = "Leave it &deleted" if conflict.deleted else "Keep th&eirs"
        for text, choice in (
            ("Keep &mine", Choice.MINE),
            (leave, Choice.THEIRS),
            ("Ask me &later", Choice.LATER),
        ):
            button = box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(lambda _=False, choice=choice: self._choose(choice))
            button.setDefault(choice is Choice.LATER)
        return box

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


def mine(conflict: Conflict) -> str:
    event = conflict.ours
    when = f"{spell_span(event.start, event.end, event.timezone)} ({spell_zone(event.timezone)})"
    return _card(event.summary, when, event.location, event.description, event.status)


def theirs(conflict: Conflict) -> str:
    event, zone = conflict.theirs, conflict.ours.timezone
    if conflict.deleted:
        return "It was deleted there."
    if event is None:
        return "What stands there cannot be read."
    when = f"{_spelled(event.start, event.end, zone)} ({spell_zone(zone)})"
    return _card(event.summary, when, event.location, event.description, event.status)


def _question(conflict: Conflict) -> str:
    name = one_line(conflict.ours.summary, 120)
    if conflict.deleted:
        return f"Somebody deleted “{name}” from the calendar. Shall it be there again?"
    return f"Somebody changed “{name}” in the calendar. Which version shall stay?"


def _spelled(start: datetime | date | None, end: datetime | date | None, zone: str) -> str:
    if isinstance(start, datetime):
        return spell_span(start, end if isinstance(end, datetime) else start, zone)
    if isinstance(start, date):
        noon = datetime(start.year, start.month, start.day, 12).astimezone()
        return f"{spell_day(noon, zone)}, all day"
    return "no time that can be read"


def _card(title: str, when: str, place: str, description: str, status: str) -> str:
    lines = [title, when, place, status.capitalize(), "", description]
    return calm("\n".join(line for line in lines if line or line == "")[:_CHARACTERS]).strip()


def _plain(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
