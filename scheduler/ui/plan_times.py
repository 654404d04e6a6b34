"""Times of day in a plan's dialogs, in the conference's zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QWidget

from scheduler.core.times import local_to_utc, zone


def at_clock(near: datetime, clock: time, zone_name: str) -> datetime:
    """The moment (UTC) with this time of day that is nearest to another one."""
    day = near.astimezone(zone(zone_name)).date()
    days = (day + timedelta(days=shift) for shift in (-1, 0, 1))
    return min((local_to_utc(each, clock, zone_name) for each in days), key=lambda one: abs(one - near))


class ClockField(QTimeEdit):
    """A time of day near the given moment."""

    def __init__(self, moment: datetime, zone_name: str, name: str, parent: QWidget | None = None) -> None:
        local = moment.astimezone(zone(zone_name))
        super().__init__(QTime(local.hour, local.minute), parent)
        self._near = moment
        self._zone = zone_name
        self.setDisplayFormat("HH:mm")
        self.setAccessibleName(name)

    def moment(self) -> datetime:
        chosen = self.time()
        return at_clock(self._near, time(chosen.hour(), chosen.minute()), self._zone)


class MaybeClock(QWidget):
    """A time that may be left out, by a box to tick."""

    changed = Signal()

    def __init__(
        self,
        text: str,
        moment: datetime | None,
        near: datetime,
        zone_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.box = QCheckBox(text, self)
        self.field = ClockField(moment or near, zone_name, text.replace("&", ""), self)
        self.box.setChecked(moment is not None)
        self.field.setEnabled(moment is not None)
        self.box.toggled.connect(self.field.setEnabled)
        self.box.toggled.connect(self.changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.field)
        self.setFocusProxy(self.box)

    def moment(self) -> datetime | None:
        return self.field.moment() if self.box.isChecked() else None
