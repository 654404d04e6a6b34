"""Asks for a session's day, time, zone and room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QComboBox, QCompleter, QDateEdit, QLineEdit, QTimeEdit, QWidget

from scheduler.core.times import spell_zone, zone
from scheduler.errors import BadInput
from scheduler.ui.form_dialog import FormDialog


@dataclass(frozen=True, slots=True)
class Hours:
    """Wall-clock hours in a zone. An end not after the start is on the next day."""

    day: date
    start: time
    end: time
    timezone: str
    room: str = ""


DEFAULT_HOURS = (time(9, 0), time(11, 0))


class TimeDialog(FormDialog):
    """`hours()` once it is accepted."""

    def __init__(
        self, title: str, explanation: str, accept: str, hours: Hours, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, accept, parent)
        self.say(explanation)
        self.day = QDateEdit(QDate(hours.day.year, hours.day.month, hours.day.day), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.start = _clock(hours.start, self)
        self.end = _clock(hours.end, self)
        self.zone = _zones(hours.timezone, self)
        self.room = QLineEdit(hours.room, self)
        self.room.setMaxLength(200)
        for label, field in (
            ("&Day", self.day),
            ("&Start", self.start),
            ("&End", self.end),
            ("Time &zone", self.zone),
            ("&Room", self.room),
        ):
            self.form.addRow(label, field)
            field.setAccessibleName(label.replace("&", ""))
        self.finish_layout()

    def hours(self) -> Hours:
        day, start, end = self.day.date(), self.start.time(), self.end.time()
        return Hours(
            date(day.year(), day.month(), day.day()),
            time(start.hour(), start.minute()),
            time(end.hour(), end.minute()),
            _chosen(self.zone),
            self.room.text().strip(),
        )

    def check(self) -> str:
        hours = self.hours()
        try:
            zone(hours.timezone)
        except BadInput as error:
            return str(error)
        return "" if hours.start != hours.end else "The session has to end later than it starts."


class ZoneDialog(FormDialog):
    """Asks in which zone a source's times are; `zone_name()` once it is accepted."""

    def __init__(self, chosen: str, parent: QWidget | None = None) -> None:
        super().__init__("Which time zone?", "Use this zone", parent)
        self.say(
            "The source states times and no time zone. They stay as written, in the zone you choose."
            " Without one (Cancel) they are read as UTC."
        )
        self.zone = _zones(chosen, self)
        self.zone.setAccessibleName("Time zone")
        self.form.addRow("Time &zone", self.zone)
        self.finish_layout()
        self.zone.setFocus()

    def zone_name(self) -> str:
        return _chosen(self.zone)

    def check(self) -> str:
        try:
            zone(self.zone_name())
        except BadInput as error:
            return str(error)
        return ""


def hours_of(start: datetime | None, end: datetime | None, timezone: str, room: str, today: date) -> Hours:
    """Hours to begin with: the known ones in the zone, else a morning of today."""
    if start is None:
        return Hours(today, *DEFAULT_HOURS, timezone, room)
    local = start.astimezone(zone(timezone))
    until = (end or start).astimezone(zone(timezone))
    return Hours(local.date(), local.time(), until.time(), timezone, room)


def _clock(moment: time, parent: QWidget) -> QTimeEdit:
    field = QTimeEdit(QTime(moment.hour, moment.minute), parent)
    field.setDisplayFormat("HH:mm")
    return field


def _zones(chosen: str, parent: QWidget) -> QComboBox:
    """All IANA zones, each with its name as data; typing any part of what is shown finds it."""
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    for name in sorted(available_timezones()):
        box.addItem(spell_zone(name), name)
    box.setCurrentText(spell_zone(chosen))
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def _chosen(box: QComboBox) -> str:
    """The IANA name behind what is shown, or what was typed."""
    typed = box.currentText().strip()
    place = box.findText(typed, Qt.MatchFlag.MatchFixedString)
    return str(box.itemData(place)) if place >= 0 else typed
