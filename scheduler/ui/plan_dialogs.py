"""The plan's small dialogs: one stop, one appointment, board numbers to paste."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QWidget

from scheduler.core.walk import Appointment
from scheduler.ui.display_text import one_line
from scheduler.ui.form_dialog import FormDialog
from scheduler.ui.plan_times import ClockField, MaybeClock
from scheduler.workspace.plan_choices import Window
from scheduler.workspace.planning import SessionPlan

LONGEST_STOP = 120


class StopDialog(FormDialog):
    """What one stop may be given: minutes, a lock, its own time, a board."""

    def __init__(self, plan: SessionPlan, key: str, parent: QWidget | None = None) -> None:
        super().__init__("Change stop", "Change", parent)
        candidate = next(each for each in plan.request.stops if each.key == key)
        stop, zone, choices = plan.walk.stop(key), plan.session.timezone, plan.choices
        self.key = key
        self.old_board = candidate.board
        self.say(one_line(candidate.title, 200))
        self.minutes = QSpinBox(self)
        self.minutes.setRange(0, LONGEST_STOP)
        self.minutes.setSpecialValueText(
            f"{choices.settings.minutes(candidate.level)}, as every {candidate.level}"
        )
        self.minutes.setValue(choices.minutes.get(key) or 0)
        self.locked = QCheckBox("&Lock: goes before every other stop", self)
        self.locked.setChecked(key in choices.locked)
        planned = stop.start if stop else plan.walk.start
        self.at = MaybeClock("at &exactly", choices.locked.get(key), planned, zone, self)
        own = choices.windows.get(key) or Window()
        self.opens = MaybeClock("&From", own.opens, plan.walk.start, zone, self)
        self.closes = MaybeClock("&Until", own.closes, plan.walk.end, zone, self)
        self.board = QLineEdit(candidate.board, self)
        self.board.setMaxLength(20)
        for label, field in (
            ("&Minutes", self.minutes),
            ("", self.locked),
            ("", self.at),
            ("Presenter here only", self.opens),
            ("", self.closes),
            ("&Board", self.board),
        ):
            self.form.addRow(label, field)
        self.minutes.setAccessibleName("Minutes")
        self.board.setAccessibleName("Board")
        self.at.changed.connect(self._lock_with_time)
        self.finish_layout()

    def window_(self) -> Window | None:
        opens, closes = self.opens.moment(), self.closes.moment()
        return Window(opens, closes) if opens or closes else None

    def check(self) -> str:
        window = self.window_()
        if window and window.opens and window.closes and window.opens >= window.closes:
            return "The presenter has to leave later than they come."
        return ""

    def _lock_with_time(self) -> None:
        if self.at.moment() is not None:
            self.locked.setChecked(True)


class AppointmentDialog(FormDialog):
    """Time that is taken: a talk, coffee, the own poster. `removal_wanted` once the button was pressed."""

    def __init__(self, plan: SessionPlan, before: Appointment | None, parent: QWidget | None = None) -> None:
        super().__init__("Appointment", "Change" if before else "Add", parent)
        zone = plan.session.timezone
        self.before = before
        self.removed = False
        self.say("Time in which no poster is planned, such as your own poster, a talk or coffee.")
        self.title = QLineEdit(before.title if before else "", self)
        self.title.setMaxLength(200)
        self.title.setPlaceholderText("My own poster")
        self.start = ClockField(before.start if before else plan.walk.start, zone, "Start", self)
        self.end = ClockField(before.end if before else plan.walk.end, zone, "End", self)
        self.board = QLineEdit(before.board if before else "", self)
        self.board.setMaxLength(20)
        self.board.setPlaceholderText("empty: needs no walking")
        self.board.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.board.placeholderText()) + 24)
        for label, field in (
            ("&Title", self.title),
            ("&Start", self.start),
            ("&End", self.end),
            ("At &board", self.board),
        ):
            self.form.addRow(label, field)
            field.setAccessibleName(label.replace("&", ""))
        if before:
            remove = QPushButton("&Remove", self)
            remove.setAutoDefault(False)
            self.buttons.addButton(remove, self.buttons.ButtonRole.DestructiveRole)
            remove.clicked.connect(self._remove)
        self.finish_layout()

    def appointment(self) -> Appointment | None:
        """None when it is to be removed."""
        if self.removed:
            return None
        title = self.title.text().strip() or self.title.placeholderText()
        made = Appointment(title, self.start.moment(), self.end.moment(), self.board.text().strip())
        return replace(made, key=self.before.key) if self.before else made

    def check(self) -> str:
        start, end = self.start.moment(), self.end.moment()
        return "" if self.removed or start < end else "It has to end later than it starts."

    def _remove(self) -> None:
        self.removed = True
        self.accept()


class BoardsDialog(FormDialog):
    """Two columns to paste; what fits nothing is shown again, to be mended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Paste board numbers", "Take over", parent)
        self.say(
            "Paste two columns, the board’s number and the title, one poster a line. "
            "Lines that fit no title, or more than one, are shown again."
        )
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("Board numbers and titles")
        self.text.setPlaceholderText("12\tTitle of the poster on board 12")
        self.text.setTabChangesFocus(True)
        self.column.addWidget(self.text)
        self.finish_layout()
        self.resize(560, 420)


class MomentDialog(FormDialog):
    """Asks for one time of day."""

    def __init__(
        self, title: str, sentence: str, accept: str, near: datetime, zone: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, accept, parent)
        self.say(sentence)
        self.clock = ClockField(near, zone, "Time", self)
        self.form.addRow("&Time", self.clock)
        self.finish_layout()
        self.clock.setFocus()
        self.clock.setSelectedSection(ClockField.Section.HourSection)
