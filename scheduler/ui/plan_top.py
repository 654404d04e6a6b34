"""The plan view's first row: which session, and what can be changed about its plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from scheduler.core.detail import SessionSummary
from scheduler.core.times import spell_clock, spell_day
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.plan_desk import Planned


class TopRow(QWidget):
    """`session_chosen` with the conference's and the session's key."""

    session_chosen = Signal(str, str)
    settings_wanted = Signal()
    appointment_wanted = Signal()
    boards_wanted = Signal()
    numbers_wanted = Signal()
    order_unwanted = Signal()
    split_wanted = Signal()
    live_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions = QComboBox(self)
        self.sessions.setAccessibleName("Session")
        self.sessions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sessions.setMinimumContentsLength(14)
        self.sessions.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more = QToolButton(self)
        self.more.setText("&Change plan")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setToolTip("Minutes, appointments, boards, the hall (Alt+C)")
        self.live = QPushButton("&Live mode", self)
        self.live.setToolTip("Now and next, in the hall (F8)")
        menu = QMenu(self.more)
        for text, signal in (
            ("&Settings: minutes, times, hall…", self.settings_wanted),
            ("&Add appointment…", self.appointment_wanted),
            ("&Paste board numbers…", self.boards_wanted),
            ("&Number boards by page order", self.numbers_wanted),
            ("&Forget what I moved", self.order_unwanted),
            ("S&plit in two walks…", self.split_wanted),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, signal=signal: signal.emit())
        self.more.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.sessions, 1)
        layout.addWidget(self.more)
        layout.addWidget(self.live)
        self.sessions.activated.connect(self._choose)
        self.live.clicked.connect(self.live_wanted)

    def show_planned(self, planned: Planned) -> None:
        """The sessions with stars, and the planned one; with none starred, all."""
        chosen = planned.session
        several = len({each.conference for each in planned.sessions}) > 1
        self.sessions.clear()
        for each in planned.sessions:
            is_chosen = chosen is not None and _key(each) == _key(chosen)
            if each.starred or is_chosen:
                self.sessions.addItem(_name(each, several), _key(each))
                if is_chosen:
                    self.sessions.setCurrentIndex(self.sessions.count() - 1)
        self.live.setEnabled(planned.plan is not None)
        self.more.setEnabled(planned.plan is not None)

    def _choose(self) -> None:
        self.session_chosen.emit(*self.sessions.currentData())


def _key(session: SessionSummary) -> tuple[str, str]:
    return session.conference, session.key


def _name(session: SessionSummary, several: bool) -> str:
    when = ""
    if session.start and session.end:
        start, end = (spell_clock(each, session.timezone) for each in (session.start, session.end))
        when = f" · {spell_day(session.start, session.timezone)}, {start}–{end}"
    owner = f" ({one_line(session.conference, 30)})" if several else ""
    title = one_line(session.title, 80) or "Untitled session"
    return f"{title}{owner}{when} · {plural(session.starred, 'star')}"
