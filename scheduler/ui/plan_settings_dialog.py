"""The plan's settings: minutes, times, and what is known of the hall."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from scheduler.core.hall import HallSettings, parse_rows
from scheduler.core.walk import WalkSettings
from scheduler.errors import BadInput
from scheduler.ui.form_dialog import FormDialog
from scheduler.ui.plan_hall_text import rows_to_text
from scheduler.ui.plan_times import MaybeClock
from scheduler.workspace.planning import SessionPlan


class SettingsDialog(FormDialog):
    """`settings()`, `begin()` and `leave()` once it is accepted."""

    def __init__(self, plan: SessionPlan, parent: QWidget | None = None) -> None:
        super().__init__("Plan settings", "Set", parent)
        now, zone = plan.choices.settings, plan.session.timezone
        hall = now.hall
        self.must = self._number(now.must_minutes, " min", 1, 120)
        self.want = self._number(now.want_minutes, " min", 1, 120)
        self.maybe = self._number(now.maybe_minutes, " min", 1, 120)
        self.start = MaybeClock("I begin &at", plan.choices.start, plan.walk.start, zone, self)
        self.end = MaybeClock("I leave a&t", plan.choices.end, plan.walk.end, zone, self)
        self.board_seconds = self._number(hall.board_seconds, " s", 0, 600)
        self.row_seconds = self._number(hall.row_seconds, " s", 0, 3600)
        self.direction = QComboBox(self)
        self.direction.addItems(["From the first board to the last", "From the last board to the first"])
        self.direction.setCurrentIndex(int(hall.from_last))
        self.entry = QLineEdit(hall.entry, self)
        self.entry.setPlaceholderText("where the walk begins")
        self.serpentine = QCheckBox("Every second row is walked &back", self)
        self.serpentine.setChecked(hall.serpentine)
        self.rows = QPlainTextEdit(rows_to_text(hall.rows), self)
        self.rows.setPlaceholderText("1-40\n41-80\nempty: by number, a new letter is a new row")
        self.rows.setTabChangesFocus(True)
        self.rows.setFixedHeight(self.rows.fontMetrics().lineSpacing() * 5)
        for label, field in (
            ("At a &must", self.must),
            ("At a &want", self.want),
            ("At a mayb&e", self.maybe),
            ("", self.start),
            ("", self.end),
            ("To the ne&xt board", self.board_seconds),
            ("To the next &row", self.row_seconds),
            ("&Direction", self.direction),
            ("Board nearest the d&oor", self.entry),
            ("", self.serpentine),
            ("Rows of the &hall", self.rows),
        ):
            self.form.addRow(label, field)
            if label:
                field.setAccessibleName(label.replace("&", ""))
        self.finish_layout()

    def settings(self) -> WalkSettings:
        """:raises BadInput: the rows cannot be read."""
        return WalkSettings(
            self.must.value(),
            self.want.value(),
            self.maybe.value(),
            HallSettings(
                rows=parse_rows(self.rows.toPlainText()),
                serpentine=self.serpentine.isChecked(),
                from_last=self.direction.currentIndex() == 1,
                entry=self.entry.text().strip(),
                board_seconds=self.board_seconds.value(),
                row_seconds=self.row_seconds.value(),
            ),
        )

    def begin(self) -> datetime | None:
        return self.start.moment()

    def leave(self) -> datetime | None:
        return self.end.moment()

    def check(self) -> str:
        begin, leave = self.begin(), self.leave()
        if begin and leave and begin >= leave:
            return "You have to leave later than you begin."
        try:
            self.settings()
        except BadInput as error:
            return str(error)
        return ""

    def _number(self, value: int, suffix: str, low: int, high: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(low, high)
        box.setSuffix(suffix)
        box.setValue(value)
        return box
