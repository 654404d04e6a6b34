"""What an empty view says: what it is for, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget


class Guidance(QWidget):
    """A heading, a sentence, and perhaps the button that helps, in the middle of an empty space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = QLabel(self)
        self._sentence = QLabel(self)
        self._button = QPushButton(self)
        self._bar = QProgressBar(self)
        self._call: Callable[[], Any] | None = None
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        self._heading.setFont(font)
        for label in (self._heading, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addStretch(2)
        layout.addWidget(self._heading)
        layout.addWidget(self._sentence)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._bar)
        layout.addStretch(3)
        self._button.clicked.connect(self._pressed)
        self._bar.setAccessibleName("Progress")

    def say(
        self, heading: str, sentence: str, button: str = "", call: Callable[[], Any] | None = None
    ) -> None:
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._call = call
        self._bar.hide()

    def show_progress(self, done: int, total: int) -> None:
        """A bar below the sentence; a total of 0 moves without an end."""
        self._bar.show()
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    @property
    def text(self) -> str:
        return f"{self._heading.text()} {self._sentence.text()}"

    def _pressed(self) -> None:
        if self._call:
            self._call()
