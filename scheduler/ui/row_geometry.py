"""Where things stand in a poster row: pure arithmetic, shared by painting and clicking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics

PAD = 7
GAP = 8
TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class RowFonts:
    """The fonts of a row, from the view's own, and their measures."""

    title: QFont
    struck: QFont
    meta: QFont
    small: QFont
    title_metrics: QFontMetrics
    meta_metrics: QFontMetrics
    small_metrics: QFontMetrics
    star_column: int

    @classmethod
    def of(cls, font: QFont) -> RowFonts:
        """Measured once for each font; the fonts are the caller's own to change."""
        known = _fonts(font.toString())
        return replace(known, title=QFont(known.title), struck=QFont(known.struck))

    @property
    def row_height(self) -> int:
        """The height of every poster row."""
        title = self.title_metrics.lineSpacing() * TITLE_LINES
        return title + self.meta_metrics.lineSpacing() + 2 * PAD + 3


@lru_cache(maxsize=8)
def _fonts(description: str) -> RowFonts:
    font = QFont()
    font.fromString(description)
    title, struck, meta, small = QFont(font), QFont(font), QFont(font), QFont(font)
    for heavy in (title, struck):
        heavy.setWeight(QFont.Weight.DemiBold)
    struck.setStrikeOut(True)
    size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    meta.setPointSizeF(max(7.0, size * 0.93))
    small.setPointSizeF(max(6.5, size * 0.82))
    small_metrics = QFontMetrics(small)
    # Wide enough for the longest level word below the star.
    column = small_metrics.horizontalAdvance("maybe") + 2 * PAD
    return RowFonts(
        title, struck, meta, small, QFontMetrics(title), QFontMetrics(meta), small_metrics, column
    )


def row_height(font: QFont) -> int:
    return RowFonts.of(font).row_height


def star_area(row: QRect, font: QFont) -> QRect:
    """Where a click stars: the whole column, so that a hurried thumb hits it."""
    return QRect(row.left(), row.top(), RowFonts.of(font).star_column, row.height())


def content_area(row: QRect, font: QFont) -> QRect:
    """Right of the star, inside the padding."""
    left = row.left() + RowFonts.of(font).star_column
    return QRect(left, row.top() + PAD, max(0, row.right() - left - PAD), row.height() - 2 * PAD)
