"""Beside the time line: what does not fit and why, posters one passes anyway, and the whole day."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.agenda import Block, Day
from scheduler.core.times import spell_clock, spell_day
from scheduler.core.walk import LeftOut, Nearby, Walk
from scheduler.ui import plan_text
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.spelling import LEVEL_WORDS
from scheduler.ui.wrapped_list import WrappedList

NAME = Qt.ItemDataRole.UserRole
NEAR = 3


class KeyList(WrappedList):
    """A list of posters by key. L asks to lock one into the plan, Return to change it."""

    lock_toggled = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setAlternatingRowColors(True)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(NAME)))

    def current_key(self) -> str:
        item = self.currentItem()
        return str(item.data(NAME)) if item and item.isSelected() else ""

    def show_left_out(self, left_out: Sequence[LeftOut]) -> None:
        key = self.current_key()
        self.clear()
        for each in left_out:
            board = f"{plan_text.board(each.board)} " if each.board else ""
            text = f"{LEVEL_WORDS[each.level]} · {board}{one_line(each.title, 160)}\n{each.text}"
            item = QListWidgetItem(text, self)
            item.setData(NAME, each.key)
            item.setToolTip(escape(one_line(each.title)))
            if each.key == key:
                self.setCurrentItem(item)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_L
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_L and self.current_key():
            self.lock_toggled.emit(self.current_key())
        else:
            super().keyPressEvent(event)


class NearRoute(QWidget):
    """Up to three spotlights near the route, each with a button that stars it."""

    star_wanted = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.heading = heading("Spotlights you pass", self)
        self._column.addWidget(self.heading)
        self.rows = [_NearRow(self) for _ in range(NEAR)]
        for row in self.rows:
            self._column.addWidget(row)
            row.button.clicked.connect(lambda _=False, row=row: self.star_wanted.emit(row.key))

    def show_nearby(self, nearby: Sequence[Nearby], walk: Walk | None) -> None:
        for number, row in enumerate(self.rows):
            near = nearby[number] if number < len(nearby) else None
            row.setVisible(near is not None)
            if near is not None:
                row.show_nearby(near, walk)
        self.setVisible(bool(nearby))


class _NearRow(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = ""
        self.button = QToolButton(self)
        self.button.setText("☆ Star")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)

    def show_nearby(self, near: Nearby, walk: Walk | None) -> None:
        self.key = near.key
        stop = walk.stop(near.near) if walk else None
        beside = f" from {plan_text.board(stop.board)}" if stop and stop.board else ""
        where = f"{plan_text.board(near.board)}, {plural(near.boards, 'board')}{beside}"
        title = one_line(near.title, 140)
        self.label.setText(f"{title}\n{where}")
        self.button.setAccessibleName(f"Star {title}, {where}")
        self.button.setToolTip("Star this poster: the plan makes room for it if it can")


class DayList(WrappedList):
    """Sessions, talks, gaps and clashes of every day; choosing a session plans it."""

    session_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Your days", parent)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_days(self, days: Sequence[Day]) -> int:
        """Fills the list; returns how many entries (sessions and talks) it has."""
        self.clear()
        entries = 0
        for day in days:
            entries += len(day.blocks)
            lines = day_lines(day)
            for text, session in lines:
                item = QListWidgetItem(text, self)
                item.setData(NAME, session)
                if not session:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._make_bold(self.item(self.count() - len(lines)))
        return entries

    @staticmethod
    def _make_bold(item: QListWidgetItem) -> None:
        font = item.font()
        font.setBold(True)
        item.setFont(font)

    def _choose(self, item: QListWidgetItem) -> None:
        if key := item.data(NAME):
            self.session_chosen.emit(key)


class DaysPage(QWidget):
    """The days alone, where there is no walk: a sentence why, then talks, clashes and gaps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.days = DayList(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(self.sentence)
        layout.addWidget(self.days, 1)

    def show_days(self, why: str, days: Sequence[Day]) -> None:
        self.sentence.setText(why)
        self.days.show_days(days)


def day_lines(day: Day) -> list[tuple[str, str]]:
    """Lines of one day in order of time, each with the key of the session it can plan (or nothing)."""
    zone = day.zone
    first = next((block.start for block in day.blocks if block.start), None)
    lines = [(spell_day(first, zone) if day.day and first else "No time known", "")]
    for clash in day.clashes:
        both = "\n".join(
            f"   {spell_clock(star.start, zone)}–{spell_clock(star.end, zone)} {one_line(star.title, 80)}"
            for star in (clash.first, clash.second)
            if star.start and star.end
        )
        span = f"{spell_clock(clash.start, zone)}–{spell_clock(clash.end, zone)}"
        lines.append((f"⚠ Two talks at once, {span}:\n{both}", ""))
    gaps = {gap.end: gap for gap in day.gaps}
    for block in day.blocks:
        gap = gaps.pop(block.start, None) if block.start else None
        if gap is not None:
            span = f"{spell_clock(gap.start, zone)}–{spell_clock(gap.end, zone)}"
            lines.append((f"   {span} free, {plural(gap.minutes, 'minute')}", ""))
        lines.append((_block_line(block, zone), "" if block.fixed else block.session))
    return lines


def _block_line(block: Block, zone: str) -> str:
    span = ""
    if block.start and block.end:
        span = f"{spell_clock(block.start, zone)}–{spell_clock(block.end, zone)} "
    what = "talk" if block.fixed else plural(len(block.stars), "star")
    return f"{span}{one_line(block.title, 100)} · {what}"


def heading(text: str, parent: QWidget) -> QLabel:
    """A heading of the side column."""
    label = QLabel(text, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, 6, 0, 2)
    return label
