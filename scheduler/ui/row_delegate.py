"""Paints a poster row: the style draws the background, what follows draws the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from scheduler.core.listing import Listing
from scheduler.ui import row_geometry, spelling, theme
from scheduler.ui.display_text import one_line
from scheduler.ui.listing_model import AnyIndex, Role
from scheduler.ui.marks_drawing import draw_badge, draw_star
from scheduler.ui.row_geometry import PAD, RowFonts
from scheduler.ui.row_text import row_text
from scheduler.ui.theme import Colours

if TYPE_CHECKING:
    from scheduler.ui.agenda_rows import Heading, Lost

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PosterDelegate(QStyledItemDelegate):
    """For every list of posters. Rows have one height, whatever their text."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(200, row_geometry.row_height(option.font))

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The style is to draw no text."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        palette = QPalette(option.palette)
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:  # a heading is meant to be read, too
            palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
        ink = theme.colours(palette, selected=_is_selected(option, index))
        painter.save()
        painter.setClipRect(option.rect)
        for role, paint in _PAINTERS:
            if (value := index.data(role)) is not None:
                paint(painter, option, value, ink)
                break
        painter.restore()


def _is_selected(option: QStyleOptionViewItem, index: AnyIndex) -> bool:
    """Asked of the view: the option's own state loads QStyle with all its enums, before the first row."""
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.selectionModel().isSelected(index)


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, row: Listing, ink: Colours) -> None:
    fonts = RowFonts.of(option.font)
    area = row_geometry.content_area(option.rect, fonts)
    text = row_text(row, area.width(), fonts)
    painter.setPen(ink.line)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    _paint_star(painter, row_geometry.star_area(option.rect, fonts), row, fonts, ink)
    used = len(text.title) * fonts.title_line + 3 + fonts.meta_line
    top = area.top() + max(0, area.height() - used) // 2
    painter.setFont(fonts.struck if row.withdrawn else fonts.title)
    painter.setPen(ink.dim if row.withdrawn else ink.text)
    for line in text.title:
        painter.drawText(QRect(area.left(), top, area.width(), fonts.title_line), LEFT, line)
        top += fonts.title_line
    meta = QRect(area.left(), top + 3, area.width(), fonts.meta_line)
    for badge in text.badges:
        colour = ink.warn if badge.warns else ink.accent
        left, middle = meta.left() + badge.left, meta.center().y() + 1
        draw_badge(painter, left, middle, badge.text, fonts.small, colour, dashed=badge.dashed)
    painter.setFont(fonts.meta)
    painter.setPen(ink.dim)
    painter.drawText(meta, RIGHT, text.place)
    painter.drawText(meta.adjusted(text.authors_left, 0, 0, 0), LEFT, text.authors)


def _paint_star(painter: QPainter, area: QRect, row: Listing, fonts: RowFonts, ink: Colours) -> None:
    radius = fonts.small_height * 0.62
    middle = area.center().y() + 1
    if row.level:
        middle -= fonts.small_height // 2
        painter.setFont(fonts.small)
        painter.setPen(ink.text)
        word = QRect(area.left(), int(middle + radius) + 1, area.width(), fonts.small_height)
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, spelling.LEVEL_WORDS[row.level])
    centre = QPointF(area.center().x() + 0.5, middle)
    draw_star(painter, centre, radius, ink.gold if row.level else ink.dim, filled=bool(row.level))


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
    star = row_geometry.star_area(option.rect, fonts)
    draw_star(painter, QPointF(star.center()), fonts.small_height * 0.62, ink.gold, filled=True)
    area = row_geometry.content_area(option.rect, fonts).adjusted(0, -PAD, 0, PAD)
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
