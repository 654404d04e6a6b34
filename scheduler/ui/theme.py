"""Colours that stay readable in light and dark, worked out from the system's palette."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QObject, Qt
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
    named = (
        (roles.Highlight, roles.HighlightedText) if selected else (roles.Base, roles.Text, roles.Highlight)
    )
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
    """The palette with a selection, links and hints that can be read."""
    fixed = QPalette(palette)
    roles = QPalette.ColorRole
    base = palette.color(roles.Base)
    highlight, on_it = palette.color(roles.Highlight), palette.color(roles.HighlightedText)
    if contrast(highlight, on_it) < READABLE:
        fixed.setColor(roles.Highlight, readable(highlight, on_it))
    fixed.setColor(roles.Link, readable(highlight, base))
    hint = mixed(palette.color(roles.Text), base, 0.6)
    fixed.setColor(roles.PlaceholderText, readable(hint, base))
    return fixed


class Theme(QObject):
    """Light or dark, as the system has it or as the user wants it, followed live."""

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._wanted = Qt.ColorScheme.Unknown
        app.styleHints().colorSchemeChanged.connect(self.apply)
        self.apply()

    def choose(self, scheme: Qt.ColorScheme) -> None:
        """Unknown stands for whatever the system has."""
        self._wanted = scheme
        self._app.styleHints().setColorScheme(scheme)
        self.apply()

    def apply(self) -> None:
        """Corrects the system's palette; a desktop that cannot be asked for dark gets ours."""
        self._app.setPalette(QPalette())
        palette = self._app.palette()
        is_dark = luminance(palette.color(QPalette.ColorRole.Base)) < 0.5
        if self._wanted is not Qt.ColorScheme.Unknown and is_dark is not (
            self._wanted is Qt.ColorScheme.Dark
        ):
            palette = own_palette(dark=not is_dark)
        self._app.setPalette(corrected(palette))


def own_palette(*, dark: bool) -> QPalette:
    """A whole palette, made by Qt from two colours and corrected where that falls short."""
    roles = QPalette.ColorRole
    if not dark:
        return QPalette(QColor("#e8e8e8"), QColor("#f2f2f2"))
    palette = QPalette(QColor("#4d5156"), QColor("#383b3f"))
    for role, colour in (
        (roles.Base, "#232528"),
        (roles.AlternateBase, "#2b2d31"),
        (roles.ToolTipBase, "#3a3d41"),
        (roles.ToolTipText, "#e6e6e6"),
        (roles.Highlight, "#2a6496"),
        (roles.HighlightedText, "#ffffff"),
        (roles.BrightText, "#ffffff"),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(role, QColor("#e6e6e6"))
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#8d9196"))
    return palette
