"""What goes into a calendar: one event a session or a stop, which stars, and when to be reminded."""

from __future__ import annotations

import re

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from scheduler.core.calendar import What
from scheduler.errors import BadInput
from scheduler.ui.window_state import WindowState
from scheduler.workspace.calendar import LONGEST_REMINDER, CalendarOptions

_WHAT = (
    (What.SESSIONS, "One event for each session"),
    (What.STOPS, "One event for each planned stop"),
    (What.BOTH, "Both: sessions and stops"),
)
_STARS = ("Everything starred", "Only musts")
_OFFERED = ((0, "At the start"), (5, "5 minutes"), (10, "10 minutes"), (30, "30 minutes"), (60, "1 hour"))
_DAY = (1440, "1 day")
_TYPING_MS = 400


class CalendarChoices(QWidget):
    """The three fields, for a form. `changed` when they say something else that is usable."""

    changed = Signal()

    def __init__(self, form: QFormLayout, state: WindowState, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()  # only its fields are seen, in the form
        self._state = state
        self.what = QComboBox(parent)
        for kind, text in _WHAT:
            self.what.addItem(text, kind.value)
        self.stars = QComboBox(parent)
        self.stars.addItems(_STARS)
        self.reminders = QLineEdit(parent)
        self.reminders.setPlaceholderText("none")
        self.reminders.setToolTip("Minutes before each event, with commas between: 60, 10")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        form.addRow("&Make", self.what)
        form.addRow("&Of", self.stars)
        form.addRow("&Remind me", self._reminder_row(parent))
        for label, field in (("Make", self.what), ("Of", self.stars), ("Reminders, minutes", self.reminders)):
            field.setAccessibleName(label)
        self._restore()
        self.what.currentIndexChanged.connect(self.changed)
        self.stars.currentIndexChanged.connect(self.changed)
        self.reminders.textChanged.connect(lambda _: self._typing.start())

    def options(self, conference: str) -> CalendarOptions:
        """:raises BadInput: a reminder is no number of minutes."""
        return CalendarOptions(
            what=What(self.what.currentData()),
            musts_only=self.stars.currentIndex() == 1,
            reminders=minutes_from(self.reminders.text()),
            conference=conference,
        )

    def remember(self) -> None:
        self._state.put_text("calendar/what", str(self.what.currentData()))
        self._state.put_flag("calendar/musts_only", on=self.stars.currentIndex() == 1)
        self._state.put_text("calendar/reminders", self.reminders.text())

    def set_enabled(self, enabled: bool) -> None:
        for field in (self.what, self.stars, self.reminders):
            field.setEnabled(enabled)

    def _restore(self) -> None:
        self.what.setCurrentIndex(max(0, self.what.findData(self._state.text("calendar/what"))))
        self.stars.setCurrentIndex(int(self._state.flag("calendar/musts_only", default=False)))
        self.reminders.setText(self._state.text("calendar/reminders", "10"))

    def _reminder_row(self, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        button = QToolButton(row)
        button.setText("Add")
        button.setAccessibleName("Add a reminder")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._menu(button))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reminders, 1)
        layout.addWidget(QLabel("minutes before", row))
        layout.addWidget(button)
        row.setFocusProxy(self.reminders)
        return row

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for minutes, text in (*_OFFERED, _DAY):
            action = QAction(text if minutes == 0 else f"{text} before", menu)
            action.triggered.connect(lambda _=False, minutes=minutes: self._add(minutes))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("None").triggered.connect(lambda _=False: self.reminders.clear())
        return menu

    def _add(self, minutes: int) -> None:
        try:
            known = minutes_from(self.reminders.text())
        except BadInput:
            known = ()
        self.reminders.setText(", ".join(map(str, sorted({*known, minutes}, reverse=True))))


def minutes_from(text: str) -> tuple[int, ...]:
    """`60, 10` as (60, 10); nothing is no reminder.

    :raises BadInput: it is no list of minutes.
    """
    found: dict[int, None] = {}
    for word in filter(None, re.split(r"[\s,;]+", text.strip())):
        minutes = int(word) if word.isascii() and word.isdigit() and len(word) < 9 else -1
        if not 0 <= minutes <= LONGEST_REMINDER:
            raise BadInput(f"“{word[:40]}” is no number of minutes before the event; write 60, 10.")
        found[minutes] = None
    return tuple(found)
