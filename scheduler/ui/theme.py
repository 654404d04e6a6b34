"""Colours that stay readable in light and dark, worked out from the system's palette."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QGuiApplication, QPalette

READABLE = 4.5
"""WCAG 2 contrast that all text here has at least."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What is drawn by hand. Each is readable on `base`, the background of lists."""

    base: QColor
    text: QColor
    dim: QColor
    gold: QColor
    accent: QColor
    line: QColor
    warn: QColor


def colours(palette: QPalette, *, selected: bool = False) -> Colours:
    """The colours that go with a palette, on the background of lists or on a selected row's."""
    roles = QPalette.ColorRole
    named = (roles.Highlight, roles.HighlightedText) if selected else (roles.Base, roles.Text, roles.Highlight)
    rgb = tuple(palette.color(role).rgb() for role in named)
    return _on_selection(*rgb) if selected else _on_base(*rgb)


@lru_cache(maxsize=16)
def _on_base(base_rgb: int, text_rgb: int, highlight_rgb: int) -> Colours:
    base = QColor(base_rgb)
    text = readable(QColor(text_rgb), base)
    dark = luminance(base) < 0.5
    return Colours(
        base=base,
        text=text,
        dim=readable(mixed(text, base, 0.62), base),
        gold=readable(QColor("#f5c542" if dark else "#9a6a00"), base),
        accent=readable(QColor(highlight_rgb), base, 5.0),
        line=mixed(text, base, 0.14),
        warn=readable(QColor("#ff9a8a" if dark else "#a8321d"), base),
    )


@lru_cache(maxsize=16)
def _on_selection(base_rgb: int, text_rgb: int) -> Colours:
    """The star turns to the text's colour where gold would drown."""
    base = QColor(base_rgb)
    text = readable(QColor(text_rgb), base)
    gold = QColor("#ffd75e")
    return Colours(
        base=base,
        text=text,
        dim=text,
        gold=gold if contrast(gold, base) >= 3 else text,
        accent=text,
        line=mixed(text, base, 0.3),
        warn=text,
    )


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2, 0 to 1."""
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: QColor, background: QColor, ratio: float = READABLE) -> QColor:
    """The colour, moved towards black or white no further than it needs to be read."""
    if contrast(colour, background) >= ratio:
        return colour
    black, white = QColor("black"), QColor("white")
    goal = max((black, white), key=lambda end: contrast(end, background))
    for step in range(1, 21):
        moved = mixed(goal, colour, step / 20)
        if contrast(moved, background) >= ratio:
            return moved
    return goal


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of one and the rest of the other."""
    rest = 1 - share
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * rest,
        one.greenF() * share + other.greenF() * rest,
        one.blueF() * share + other.blueF() * rest,
    )


def corrected(palette: QPalette) -> QPalette:
    """The system's palette with a selection, links and hints that can be read."""
    fixed = QPalette()
    roles = QPalette.ColorRole
    base = palette.color(roles.Base)
    highlight, on_it = palette.color(roles.Highlight), palette.color(roles.HighlightedText)
    if contrast(highlight, on_it) < READABLE:
        fixed.setColor(roles.Highlight, readable(highlight, on_it))
    fixed.setColor(roles.Link, readable(highlight, base))
    hint = mixed(palette.color(roles.Text), base, 0.6)
    fixed.setColor(roles.PlaceholderText, readable(hint, base))
    return fixed


def follow_system(app: QGuiApplication) -> None:
    """Corrects the palette now and whenever the system turns light or dark."""

    def correct() -> None:
        app.setPalette(QPalette())
        app.setPalette(corrected(app.palette()))

    correct()
    app.styleHints().colorSchemeChanged.connect(correct)
