"""The live mode's big things: the clock, what is now, what is next, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.walk import Stop
from scheduler.ui import live_text, plan_text
from scheduler.ui.display_text import one_line

TOUCH = 52
"""Pixels that a thumb hits while walking."""


class SizedLabel(QLabel):
    """A label some times as large as the window's text, also after that was zoomed."""

    def __init__(self, factor: float, parent: QWidget, *, bold: bool = False, wrap: bool = True) -> None:
        super().__init__(parent)
        self._factor = factor
        self._scale = 1.0
        self._bold = bold
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._resize()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._resize()

    def set_scale(self, scale: float) -> None:
        """Larger still, where the window has room for it."""
        if scale != self._scale:
            self._scale = scale
            self._resize()

    def _resize(self) -> None:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * self._factor * self._scale)
        font.setBold(self._bold)
        self.setFont(font)


class Card(QFrame):
    """A framed part on the background of text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.Box)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 10, 14, 10)
        self.column.setSpacing(4)


class NowCard(Card):
    """Where to be, and how long. It takes the focus, so that Space means visited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Now", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLineWidth(2)
        self.word = SizedLabel(1.0, self, bold=True, wrap=False)
        self.board = SizedLabel(2.6, self, bold=True, wrap=False)
        self.left = SizedLabel(1.9, self, bold=True, wrap=False)
        self.title = SizedLabel(1.45, self, bold=True)
        self.about = SizedLabel(1.1, self)
        row = QHBoxLayout()
        row.addWidget(self.board)
        row.addStretch(1)
        row.addWidget(self.left)
        self.column.addWidget(self.word)
        self.column.addLayout(row)
        self.column.addWidget(self.title)
        self.column.addWidget(self.about)
        self.word.setText("NOW")

    def show_stop(self, stop: Stop | None, timezone: str, otherwise: str) -> None:
        """The stop; without one, a sentence on what that means."""
        self.board.setVisible(stop is not None and bool(stop.board))
        self.left.setVisible(stop is not None)
        self.board.setText(plan_text.board(stop.board) if stop else "")
        self.title.setText(one_line(stop.title, 300) if stop else otherwise)
        self.about.setText(live_text.about(stop, timezone) if stop else "")
        spoken = f"{self.board.text().replace('#', 'Board ')}. {self.title.text()}. {self.about.text()}"
        self.setAccessibleDescription(spoken)

    def show_left(self, seconds: int) -> None:
        self.left.setText(live_text.here(seconds))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setLineWidth(3)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setLineWidth(2)


class NextCard(Card):
    """What comes after, smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Next", parent)
        self.word = SizedLabel(1.0, self, bold=True, wrap=False)
        self.word.setText("NEXT")
        self.title = SizedLabel(1.15, self, bold=True)
        self.about = SizedLabel(1.0, self)
        self.appointment = SizedLabel(1.05, self, bold=True)
        for label in (self.word, self.title, self.about, self.appointment):
            self.column.addWidget(label)

    def show_stop(self, stop: Stop | None, timezone: str, appointment: str) -> None:
        board = f"{plan_text.board(stop.board)}  " if stop and stop.board else ""
        self.title.setText(f"{board}{one_line(stop.title, 200)}" if stop else "Nothing more fits")
        self.about.setText(live_text.about(stop, timezone) if stop else "")
        self.about.setVisible(stop is not None)
        self.appointment.setText(appointment)
        self.appointment.setVisible(bool(appointment))


class Buttons(QWidget):
    """What can be done with the present stop. A click leaves the focus, and so Space, alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.visited = self._button("✓ Visited", "Space", bold=True)
        self.skip = self._button("Skip", "K")
        self.later = self._button("Later", "L")
        self.note = self._button("Note", "N")
        self.undo = self._button("Undo", "U")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.visited, 0, 0, 1, 4)
        for column, button in enumerate((self.skip, self.later, self.note, self.undo)):
            grid.addWidget(button, 1, column)

    def _button(self, text: str, key: str, *, bold: bool = False) -> QPushButton:
        button = QPushButton(f"{text} ({key})", self)
        button.setMinimumHeight(TOUCH)
        button.setMinimumWidth(60)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(text.lstrip("✓ "))
        button.setToolTip(f"{text} ({key})")
        if bold:
            font = button.font()
            font.setBold(True)
            button.setFont(font)
        return button
