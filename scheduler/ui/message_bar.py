"""One sentence at the foot of the window, with at most two things to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from scheduler.ui.display_text import calm

if TYPE_CHECKING:
    from scheduler.ui.offer import Offer

GONE_AFTER_MS = 12_000


class MessageBar(QFrame):
    """News goes away by itself, failures stay until they are closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(self)
        self.second_button = QPushButton(self)
        self._close = QToolButton(self)
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Close message")
        self._close.setToolTip("Close (Esc)")
        self._offers: tuple[Offer, ...] = ()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.second_button)
        layout.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=GONE_AFTER_MS)
        self._timer.timeout.connect(self.hide)
        self.button.clicked.connect(lambda: self._take(0))
        self.second_button.clicked.connect(lambda: self._take(1))
        self._close.clicked.connect(self.hide)
        self.hide()

    def tell(self, sentence: str, offer: Offer | tuple[Offer, ...] | None = None) -> None:
        offers = offer if isinstance(offer, tuple) else (offer,) if offer else ()
        self._show("", sentence, offers)
        self._timer.start()

    def warn(self, sentence: str) -> None:
        self._show("⚠ ", sentence, ())
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _show(self, mark: str, sentence: str, offers: tuple[Offer, ...]) -> None:
        self._offers = offers
        self.label.setText(mark + calm(sentence[:600]))
        for number, button in enumerate((self.button, self.second_button)):
            button.setText(offers[number].text if number < len(offers) else "")
            button.setVisible(number < len(offers))
        self.show()
        _announce(self, sentence)

    def _take(self, number: int) -> None:
        offers, self._offers = self._offers, ()
        self.hide()
        if number < len(offers):
            offers[number].call()


def _announce(widget: QWidget, sentence: str) -> None:
    """Has it read aloud. The classes have large enums, and are loaded with the first message."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
