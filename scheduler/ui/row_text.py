"""The words of a poster row, cut to its width; kept for when it is painted again, for cutting takes long."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from scheduler.core.listing import Listing
from scheduler.ui import spelling
from scheduler.ui.display_text import one_line
from scheduler.ui.marks_drawing import badge_width
from scheduler.ui.row_geometry import GAP, PAD, RowFonts

PLACE_SHARE = 0.6
"""Of a line's room, at most, is for where and when; authors have the rest."""


class Badge(NamedTuple):
    """A word in a frame; its left edge is counted from the row's content. `warns` in another colour."""

    text: str
    left: float
    warns: bool
    dashed: bool


class RowText(NamedTuple):
    """At most two lines of title. `authors_left` is counted from the row's content, like a badge's."""

    title: tuple[str, ...]
    badges: tuple[Badge, ...]
    authors: str
    authors_left: int
    place: str


@lru_cache(maxsize=256)
def row_text(row: Listing, width: int, fonts: RowFonts) -> RowText:
    """Badges come first, the place is at the right, and the authors between them give way."""
    title = tuple(title_lines(one_line(row.display_title), fonts.title, width))
    badges, left = _placed(_badges(row), width, fonts)
    room = max(0, width - int(left))
    place = _fitting(_where(row), fonts.meta_metrics, int(room * PLACE_SHARE))
    names = room - fonts.meta_metrics.horizontalAdvance(place) - 2 * PAD
    authors = fonts.meta_metrics.elidedText(
        spelling.authors(row.authors), Qt.TextElideMode.ElideRight, max(0, names)
    )
    return RowText(title, badges, authors, int(left), place)


def _badges(row: Listing) -> list[tuple[str, bool, bool]]:
    found: list[tuple[str, bool, bool]] = []
    if row.withdrawn:
        found.append(("Withdrawn", True, False))
    elif row.change:
        found.append((spelling.change_word(row.change), True, True))
    if word := spelling.badge(row.decision):
        found.append((word, False, False))
    return found


def _placed(
    words: list[tuple[str, bool, bool]], width: int, fonts: RowFonts
) -> tuple[tuple[Badge, ...], float]:
    """As many as fit, and where the next would begin."""
    found: list[Badge] = []
    left = 0.0
    for text, warns, dashed in words:
        wide = badge_width(text, fonts.small)
        if left + wide > width:
            break
        found.append(Badge(text, left, warns, dashed))
        left += wide + GAP
    return tuple(found), left


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


def title_lines(text: str, font: QFont, width: int) -> list[str]:
    """The title broken into at most two lines, the last one elided."""
    if width <= 0:
        return []
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text, font)
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
