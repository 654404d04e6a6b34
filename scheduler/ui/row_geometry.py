"""Where things stand in a poster row: pure arithmetic, shared by painting and clicking."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics

PAD = 7
GAP = 8
TITLE_LINES = 2


class RowFonts:
    """The fonts of a row, from the view's own, and their measures; one for each font, not to be changed."""

    def __init__(self, font: QFont) -> None:
        self.title, self.struck, self.meta, self.small = QFont(font), QFont(font), QFont(font), QFont(font)
        for heavy in (self.title, self.struck):
            heavy.setWeight(QFont.Weight.DemiBold)
        self.struck.setStrikeOut(True)
        size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
        self.meta.setPointSizeF(max(7.0, size * 0.93))
        self.small.setPointSizeF(max(6.5, size * 0.82))
        self.meta_metrics = QFontMetrics(self.meta)
        small = QFontMetrics(self.small)
        self.title_line = QFontMetrics(self.title).lineSpacing()
        self.meta_line = self.meta_metrics.lineSpacing()
        self.small_height = small.height()
        # Wide enough for the longest level word below the star.
        self.star_column = small.horizontalAdvance("maybe") + 2 * PAD

    @staticmethod
    def of(font: QFont) -> RowFonts:
        return _fonts(font.toString())

    @property
    def row_height(self) -> int:
        """The height of every poster row."""
        return self.title_line * TITLE_LINES + self.meta_line + 2 * PAD + 3


@lru_cache(maxsize=8)
def _fonts(description: str) -> RowFonts:
    font = QFont()
    font.fromString(description)
    return RowFonts(font)


def row_height(font: QFont) -> int:
    return RowFonts.of(font).row_height


def star_area(row: QRect, fonts: RowFonts) -> QRect:
    """Where a click stars: the whole column, so that a hurried thumb hits it."""
    return QRect(row.left(), row.top(), fonts.star_column, row.height())


def content_area(row: QRect, fonts: RowFonts) -> QRect:
    """Right of the star, inside the padding."""
    left = row.left() + fonts.star_column
    return QRect(left, row.top() + PAD, max(0, row.right() - left - PAD), row.height() - 2 * PAD)
