"""The drawn signs: the star, filled or outlined, and badges with words."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen


@lru_cache(maxsize=8)
def star_path(radius: float) -> QPainterPath:
    """A five-pointed star standing upright around the origin."""
    path = QPainterPath()
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = -pi / 2 + corner * pi / 5
        point = QPointF(reach * cos(angle), reach * sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path


def draw_star(painter: QPainter, centre: QPointF, radius: float, colour: QColor, *, filled: bool) -> None:
    """Shape tells as much as colour: filled is starred, an outline is not."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.4)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(_bright(colour) if filled else Qt.BrushStyle.NoBrush)
    painter.translate(centre)
    painter.drawPath(star_path(radius))
    painter.restore()


def _bright(colour: QColor) -> QColor:
    """What a star is filled with: its outline stands out from the background, so this need not."""
    hue, saturation, value = colour.hsvHueF(), colour.hsvSaturationF(), colour.valueF()
    return QColor.fromHsvF(hue, saturation * 0.85, max(value, 0.94)) if saturation > 0.3 else colour


def badge_width(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text) + 12


def draw_badge(
    painter: QPainter,
    left: float,
    middle: float,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    dashed: bool = False,
) -> float:
    """Draws a word in a rounded frame, vertically around `middle`; returns where it ends."""
    metrics = QFontMetricsF(font)
    box = QRectF(
        left + 0.5, middle - metrics.height() / 2 - 0.5, badge_width(text, font), metrics.height() + 1
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    pen = QPen(colour, 1)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3.5, 3.5)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return box.right()
