"""Paints a poster row. The style draws the background; nothing is kept between two paints."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scheduler.core.listing import Listing
from scheduler.ui import row_geometry, spelling, theme
from scheduler.ui.display_text import one_line
from scheduler.ui.listing_model import AnyIndex, Role
from scheduler.ui.marks_drawing import badge_width, draw_badge, draw_star
from scheduler.ui.row_geometry import GAP, PAD, RowFonts
from scheduler.ui.theme import Colours

if TYPE_CHECKING:
    from scheduler.ui.agenda_rows import Heading, Lost

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PosterDelegate(QStyledItemDelegate):
    """For every list of posters. Rows have one height, whatever their text."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(200, row_geometry.row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        chosen = QStyleOptionViewItem(option)
        self.initStyleOption(chosen, index)
        chosen.text = ""
        style = chosen.widget.style() if chosen.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, chosen, painter, chosen.widget)
        selected = bool(chosen.state & QStyle.StateFlag.State_Selected)
        if not chosen.state & QStyle.StateFlag.State_Enabled:  # a heading is meant to be read, too
            chosen.palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
        ink = theme.colours(chosen.palette, selected=selected)
        painter.save()
        painter.setClipRect(chosen.rect)
        for role, paint in _PAINTERS:
            if (value := index.data(role)) is not None:
                paint(painter, chosen, value, ink)
                break
        painter.restore()


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, row: Listing, ink: Colours) -> None:
    fonts = RowFonts.of(option.font)
    painter.setPen(ink.line)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    _paint_star(painter, row_geometry.star_area(option.rect, option.font), row, fonts, ink)
    area = row_geometry.content_area(option.rect, option.font)
    lines = title_lines(one_line(row.display_title), fonts, area.width())
    title, meta = fonts.title_metrics, fonts.meta_metrics
    used = len(lines) * title.lineSpacing() + 3 + meta.lineSpacing()
    top = area.top() + max(0, area.height() - used) // 2
    painter.setFont(fonts.struck if row.withdrawn else fonts.title)
    painter.setPen(ink.dim if row.withdrawn else ink.text)
    for line in lines:
        painter.drawText(QRect(area.left(), top, area.width(), title.lineSpacing()), LEFT, line)
        top += title.lineSpacing()
    _paint_meta(painter, QRect(area.left(), top + 3, area.width(), meta.lineSpacing()), row, fonts, ink)


def _paint_star(painter: QPainter, area: QRect, row: Listing, fonts: RowFonts, ink: Colours) -> None:
    small = fonts.small_metrics
    radius = small.height() * 0.62
    middle = area.center().y() + 1
    if row.level:
        middle -= small.height() // 2
        painter.setFont(fonts.small)
        painter.setPen(ink.text)
        word = QRect(area.left(), int(middle + radius) + 1, area.width(), small.height())
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, spelling.LEVEL_WORDS[row.level])
    centre = QPointF(area.center().x() + 0.5, middle)
    draw_star(painter, centre, radius, ink.gold if row.level else ink.dim, filled=bool(row.level))


def _paint_meta(painter: QPainter, area: QRect, row: Listing, fonts: RowFonts, ink: Colours) -> None:
    """Badges, authors, and at the right where and when; the authors give way first."""
    left: float = area.left()
    for text, colour, dashed in _badges(row, ink):
        if left + badge_width(text, fonts.small) > area.right():
            return
        left = (
            draw_badge(painter, left, area.center().y() + 1, text, fonts.small, colour, dashed=dashed) + GAP
        )
    painter.setFont(fonts.meta)
    metrics = fonts.meta_metrics
    painter.setPen(ink.dim)
    room = area.right() - int(left)
    place = _fitting(_where(row), metrics, int(room * 0.6))
    width = metrics.horizontalAdvance(place)
    painter.drawText(area, RIGHT, place)
    names = QRect(int(left), area.top(), max(0, room - width - 2 * PAD), area.height())
    authors = metrics.elidedText(spelling.authors(row.authors), Qt.TextElideMode.ElideRight, names.width())
    painter.drawText(names, LEFT, authors)


def _badges(row: Listing, ink: Colours) -> list[tuple[str, QColor, bool]]:
    found: list[tuple[str, QColor, bool]] = []
    if row.withdrawn:
        found.append(("Withdrawn", ink.warn, False))
    elif row.change:
        found.append((spelling.change_word(row.change), ink.warn, True))
    if word := spelling.badge(row.decision):
        found.append((word, ink.accent, False))
    return found


def _where(row: Listing) -> list[str]:
    marks = ["✓ visited"] if row.visited else []
    if row.noted:
        marks.append("note")
    return marks + spelling.place_parts(row.place, row.timezone)


def _fitting(parts: list[str], metrics: QFontMetrics, width: int) -> str:
    """As many whole parts as fit, the last ones first; one alone is elided."""
    while len(parts) > 1 and metrics.horizontalAdvance(" · ".join(parts)) > width:
        parts = parts[1:]
    return metrics.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, width)


def title_lines(text: str, fonts: RowFonts, width: int) -> list[str]:
    """The title broken into at most two lines, the last one elided."""
    if width <= 0:
        return []
    metrics = QFontMetrics(fonts.title)
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text, fonts.title)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    end = first.textLength()
    rest = metrics.elidedText(text[end:], Qt.TextElideMode.ElideRight, width)
    return [text[:end].rstrip(), rest]


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, heading: Heading, ink: Colours) -> None:
    area = option.rect.adjusted(PAD + 3, 0, -PAD, -3)
    font = QFont(RowFonts.of(option.font).title)
    if heading.large:
        font.setPointSizeF(option.font.pointSizeF() * 1.18)
    painter.setFont(font)
    painter.setPen(ink.text)
    metrics = QFontMetrics(font)
    text = metrics.elidedText(heading.text, Qt.TextElideMode.ElideRight, int(area.width() * 0.75))
    bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    painter.drawText(area, bottom, text)
    used = metrics.horizontalAdvance(text)
    rest = area.adjusted(used + 2 * PAD if used else 0, 0, 0, 0)
    painter.setFont(option.font)
    painter.setPen(ink.dim)
    quiet = QFontMetrics(option.font).elidedText(heading.note, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, bottom, quiet)
    painter.setPen(ink.line)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def _paint_lost(painter: QPainter, option: QStyleOptionViewItem, lost: Lost, ink: Colours) -> None:
    fonts = RowFonts.of(option.font)
    star = row_geometry.star_area(option.rect, option.font)
    radius = fonts.small_metrics.height() * 0.62
    draw_star(painter, QPointF(star.center()), radius, ink.gold, filled=True)
    area = row_geometry.content_area(option.rect, option.font).adjusted(0, -PAD, 0, PAD)
    painter.setFont(option.font)
    painter.setPen(ink.dim)
    text = f"{one_line(lost.title) or lost.key}  ({spelling.LEVEL_WORDS[lost.level]})"
    metrics = QFontMetrics(option.font)
    painter.drawText(area, LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width()))


_PAINTERS: tuple[tuple[Role, Callable[[QPainter, QStyleOptionViewItem, Any, Colours], None]], ...] = (
    (Role.LISTING, _paint_row),
    (Role.HEADING, _paint_heading),
    (Role.LOST, _paint_lost),
)
