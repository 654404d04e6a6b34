"""Where things stand in a poster row: pure arithmetic, shared by painting and clicking."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics

PAD = 7
GAP = 8
TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class RowFonts:
    """The fonts of a row, from the view's own."""

    title: QFont
    meta: QFont
    small: QFont

    @classmethod
    def of(cls, font: QFont) -> RowFonts:
        title, meta, small = QFont(font), QFont(font), QFont(font)
        title.setWeight(QFont.Weight.DemiBold)
        size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
        meta.setPointSizeF(max(7.0, size * 0.93))
        small.setPointSizeF(max(6.5, size * 0.82))
        return cls(title, meta, small)


def row_height(font: QFont) -> int:
    """The height of every poster row."""
    fonts = RowFonts.of(font)
    title = QFontMetrics(fonts.title).lineSpacing() * TITLE_LINES
    return title + QFontMetrics(fonts.meta).lineSpacing() + 2 * PAD + 3


def star_column(font: QFont) -> int:
    """Wide enough for the longest level word below the star."""
    return QFontMetrics(RowFonts.of(font).small).horizontalAdvance("maybe") + 2 * PAD


def star_area(row: QRect, font: QFont) -> QRect:
    """Where a click stars: the whole column, so that a hurried thumb hits it."""
    return QRect(row.left(), row.top(), star_column(font), row.height())


def content_area(row: QRect, font: QFont) -> QRect:
    """Right of the star, inside the padding."""
    left = row.left() + star_column(font)
    return QRect(left, row.top() + PAD, max(0, row.right() - left - PAD), row.height() - 2 * PAD)
