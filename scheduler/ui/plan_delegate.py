"""Paints a row of the time line to scale: a minute is as high everywhere, the way is a dotted line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scheduler.core.agenda import Level
from scheduler.ui import plan_text, theme
from scheduler.ui.listing_model import AnyIndex
from scheduler.ui.marks_drawing import badge_width, draw_badge, draw_star
from scheduler.ui.plan_model import PlanRole
from scheduler.ui.plan_rows import TimeRow
from scheduler.ui.row_delegate import LEFT, RIGHT
from scheduler.ui.row_geometry import GAP, PAD, RowFonts
from scheduler.ui.row_text import title_lines
from scheduler.ui.spelling import LEVEL_WORDS
from scheduler.ui.theme import Colours

LINES_A_MINUTE = 0.46
BAR = 8
SHORTEST_WAY = 3
ROOMY = 360
"""From so many pixels on a row has room for more than its title."""
PATTERNS = {
    Level.MUST: Qt.BrushStyle.SolidPattern,
    Level.WANT: Qt.BrushStyle.Dense4Pattern,
    Level.MAYBE: Qt.BrushStyle.NoBrush,
}


class PlanDelegate(QStyledItemDelegate):
    """A row is never lower than its text: only stops of less than three minutes lose their scale."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row: TimeRow = index.data(PlanRole.ROW)
        line = QFontMetrics(option.font).height()
        high = round(row.seconds / 60 * line * LINES_A_MINUTE)
        if row.free:
            high = min(high, line * 4)
        return QSize(200, way_height(row, line) + max(high, line + 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        chosen = QStyleOptionViewItem(option)
        self.initStyleOption(chosen, index)
        chosen.text = ""
        style = chosen.widget.style() if chosen.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, chosen, painter, chosen.widget)
        selected = bool(chosen.state & QStyle.StateFlag.State_Selected)
        if not chosen.state & QStyle.StateFlag.State_Enabled:
            chosen.palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
        ink = theme.colours(chosen.palette, selected=selected)
        painter.save()
        painter.setClipRect(chosen.rect)
        _paint_row(painter, chosen, index.data(PlanRole.ROW), ink)
        painter.restore()


def way_height(row: TimeRow, line: int) -> int:
    """The way to a stop, to scale, but always to be seen."""
    return max(SHORTEST_WAY, round(row.walk / 60 * line * LINES_A_MINUTE)) if row.walk else 0


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, row: TimeRow, ink: Colours) -> None:
    fonts = RowFonts.of(option.font)
    metrics = QFontMetrics(option.font)
    way = way_height(row, metrics.height())
    clock = metrics.horizontalAdvance("00:00") + 2 * PAD
    board = metrics.horizontalAdvance("#00000") + GAP
    area = option.rect.adjusted(0, way, 0, 0)
    bar = QRectF(area.left() + clock, area.top() + 1, BAR, area.height() - 2)
    if way:
        _paint_way(painter, bar.center().x(), option.rect.top(), area.top(), ink)
    _paint_bar(painter, bar, row, ink)
    line = QRect(area.left(), area.top() + 1, area.width() - PAD, metrics.height() + 1)
    painter.setFont(option.font)
    painter.setPen(ink.dim if row.free else ink.text)
    painter.drawText(line.adjusted(PAD, 0, 0, 0), LEFT, row.clock)
    left = int(bar.right()) + GAP
    if row.key or row.board:
        painter.setFont(fonts.title)
        painter.drawText(QRect(left, line.top(), board, line.height()), LEFT, _board(row))
        left += board
    right = _paint_marks(painter, line, left, row, fonts, ink)
    _paint_title(painter, option, row, QRect(left, line.top(), right - left, area.height()), ink)


def _board(row: TimeRow) -> str:
    return plan_text.board(row.board) if row.board else "–"


def _paint_marks(
    painter: QPainter, line: QRect, left: int, row: TimeRow, fonts: RowFonts, ink: Colours
) -> int:
    """At the right: the level's star and word, the lock, and quietly what there is to know."""
    right = line.right()
    small = QFontMetrics(fonts.small)
    if row.level:
        right -= small.horizontalAdvance("maybe") + 2
        painter.setFont(fonts.small)
        painter.setPen(ink.text)
        painter.drawText(
            QRect(right, line.top(), line.right() - right, line.height()), LEFT, LEVEL_WORDS[row.level]
        )
        radius = small.height() * 0.45
        right -= int(2 * radius) + 4
        draw_star(painter, QPointF(right + radius, line.center().y() + 1), radius, ink.gold, filled=True)
        right -= GAP
    if row.locked:
        right -= int(badge_width("Locked", fonts.small))
        draw_badge(painter, right, line.center().y() + 1, "Locked", fonts.small, ink.accent)
        right -= GAP
    meta = QFontMetrics(fonts.meta)
    room = max(0, int((right - left) * (0.45 if right - left >= ROOMY else 0.2)))
    about = meta.elidedText(row.about, Qt.TextElideMode.ElideRight, room)
    painter.setFont(fonts.meta)
    painter.setPen(ink.dim)
    width = meta.horizontalAdvance(about)
    painter.drawText(QRect(right - width - 1, line.top(), width + 2, line.height()), RIGHT, about)
    return right - width - (GAP if about else 0)


def _paint_title(
    painter: QPainter,
    option: QStyleOptionViewItem,
    row: TimeRow,
    area: QRect,
    ink: Colours,
) -> None:
    """As many lines as the stop's minutes have room for, two at most."""
    metrics = QFontMetrics(option.font)
    fits = 2 if area.height() >= 2 * metrics.lineSpacing() else 1
    lines = title_lines(row.title, option.font, area.width())
    if fits == 1 or len(lines) < 2:
        lines = [metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, area.width())]
    painter.setFont(option.font)
    painter.setPen(ink.dim if row.free or row.visited else ink.text)
    top = area.top()
    for text in lines:
        painter.drawText(QRect(area.left(), top, area.width(), metrics.height() + 1), LEFT, text)
        top += metrics.lineSpacing()


def _paint_way(painter: QPainter, middle: float, top: int, bottom: int, ink: Colours) -> None:
    pen = QPen(ink.dim, 2)
    pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawLine(QPointF(middle, top), QPointF(middle, bottom))


def _paint_bar(painter: QPainter, bar: QRectF, row: TimeRow, ink: Colours) -> None:
    if row.free:
        return
    painter.setPen(QPen(ink.accent if row.key else ink.dim, 1))
    painter.setBrush(bar_brush(row.level, ink))
    painter.drawRect(bar)


def bar_brush(level: Level | None, ink: Colours) -> QBrush:
    """Full for must, dense for want, empty for maybe; slanted lines for an appointment."""
    if level is None:
        return QBrush(ink.dim, Qt.BrushStyle.BDiagPattern)
    return QBrush(QColor(ink.accent), PATTERNS[level])
