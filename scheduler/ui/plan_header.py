"""Above the time line: the budget as a bar and a sentence, and what has to be said plainly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scheduler.core.agenda import Level
from scheduler.core.walk import Walk
from scheduler.ui import plan_text, theme
from scheduler.ui.plan_delegate import bar_brush
from scheduler.ui.theme import Colours

ROOM_FOR_WORDS = 140
"""Pixels that a sentence needs beside its buttons."""


class BudgetBar(QWidget):
    """The session's time, used up from the left; patterns tell as much as colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walk: Walk | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_walk(self, walk: Walk | None) -> None:
        self._walk = walk
        sentence = plan_text.budget(walk) if walk else ""
        self.setAccessibleName(f"Time used. {sentence}")
        self.setToolTip(", ".join(f"{word} {minutes} min" for word, minutes in _legend(walk)) if walk else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = theme.colours(self.palette())
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(area, ink.base)
        if self._walk is not None:
            _paint_parts(painter, area, self._walk, ink)
        painter.setPen(QPen(ink.dim, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.end()


def _paint_parts(painter: QPainter, area: QRectF, walk: Walk, ink: Colours) -> None:
    whole = max(1, walk.seconds_available)
    left = area.left()
    for level, seconds in _parts(walk):
        width = area.width() * seconds / whole
        box = QRectF(left, area.top(), width, area.height())
        painter.setPen(QPen(ink.accent if level else ink.dim, 1))
        painter.setBrush(bar_brush(level, ink) if level else QBrush(ink.dim, Qt.BrushStyle.Dense6Pattern))
        painter.drawRect(box)
        left += width


def _parts(walk: Walk) -> list[tuple[Level | None, int]]:
    """Seconds by level, walking last."""
    spent: dict[Level | None, int] = dict.fromkeys(Level, 0)
    for stop in walk.stops:
        spent[stop.level] += int((stop.end - stop.start).total_seconds())
    spent[None] = walk.walking_seconds
    return [(level, seconds) for level, seconds in spent.items() if seconds]


def _legend(walk: Walk) -> list[tuple[str, int]]:
    return [(str(level or "walking"), -(-seconds // 60)) for level, seconds in _parts(walk)]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, and the buttons that do something about it."""

    text: str
    buttons: Sequence[tuple[str, Callable[[], Any]]] = ()
    warns: bool = False


class Notices(QWidget):
    """One line for each notice; nothing at all when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[QWidget] = []

    def show_notices(self, notices: Sequence[Notice]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(notice) for notice in notices]
        self.setVisible(bool(notices))

    def text(self) -> str:
        return "\n".join(label.text() for line in self._lines for label in line.findChildren(QLabel))

    def buttons(self) -> list[QPushButton]:
        return [button for line in self._lines for button in line.findChildren(QPushButton)]

    def _line(self, notice: Notice) -> QWidget:
        line = _NoticeLine(notice, self)
        self._column.addWidget(line)
        return line


class _NoticeLine(QFrame):
    """The buttons beside the sentence, or below it where they would leave it no room."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        label = QLabel(("⚠ " if notice.warns else "") + notice.text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(8, 3, 8, 3)
        self._row.addWidget(label, 1)
        self._buttons: list[QPushButton] = []
        for text, call in notice.buttons:
            button = QPushButton(text, self)
            button.clicked.connect(lambda _=False, call=call: call())
            self._row.addWidget(button)
            self._buttons.append(button)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() + 8 for button in self._buttons)
        below = needed > self.width() - ROOM_FOR_WORDS and len(self._buttons) > 1
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if below else ways.LeftToRight)
