"""A QR code on the screen, and in plain words how else an agenda gets to a phone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

HINTS = (
    (
        "Point the phone's camera at the code. Many phones offer to add the events; one that shows text"
        " beginning with BEGIN:VCALENDAR instead needs a code scanner that knows calendars."
    ),
    "Other ways to the phone:",
    (
        "• Save the calendar file, send it to yourself by mail or put it into a folder that the phone"
        " shares, and open it there."
    ),
    "• Publish to a calendar server that the phone shows too: it also gets later changes.",
    "• Export as HTML: a page that works on the phone without a network.",
)
_MODULE = 4
"""Pixels a module in the picture that the calendar service draws."""
_LARGEST = 600


class CodeDialog(QDialog):
    """The code and the hints beside each other, so that it fits a laptop's screen."""

    def __init__(self, picture: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("QR code for your phone")
        self.picture = QLabel(self)
        self.picture.setAccessibleName("QR code that carries your agenda")
        self.picture.setPixmap(_sized(picture))
        row = QHBoxLayout()
        row.addWidget(self.picture)
        row.addWidget(_hints(self), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(buttons)


def _hints(parent: QWidget) -> QWidget:
    column = QWidget(parent)
    column.setMinimumWidth(260)
    layout = QVBoxLayout(column)
    layout.addStretch(1)
    for hint in HINTS:
        label = QLabel(hint, column)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(label)
    layout.addStretch(2)
    return column


def _sized(picture: bytes) -> QPixmap:
    """As large as fits by whole pixels a module: phones cannot read a code of blurred ones."""
    pixmap = QPixmap()
    pixmap.loadFromData(picture)
    modules = max(1, pixmap.width() // _MODULE)
    side = modules * max(2, _LARGEST // modules)
    return pixmap.scaled(side, side, mode=Qt.TransformationMode.FastTransformation)
