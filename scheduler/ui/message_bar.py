"""One sentence at the foot of the window, with at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from scheduler.ui.controller import Offer
from scheduler.ui.display_text import calm

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
        self._close = QToolButton(self)
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Close message")
        self._close.setToolTip("Close (Esc)")
        self._offer: Offer | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=GONE_AFTER_MS)
        self._timer.timeout.connect(self.hide)
        self.button.clicked.connect(self._take)
        self._close.clicked.connect(self.hide)
        self.hide()

    def tell(self, sentence: str, offer: Offer | None = None) -> None:
        self._show("", sentence, offer)
        self._timer.start()

    def warn(self, sentence: str) -> None:
        self._show("⚠ ", sentence, None)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _show(self, mark: str, sentence: str, offer: Offer | None) -> None:
        self._offer = offer
        self.label.setText(mark + calm(sentence[:600]))
        self.button.setText(offer.text if offer else "")
        self.button.setVisible(offer is not None)
        self.show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _take(self) -> None:
        offer, self._offer = self._offer, None
        self.hide()
        if offer:
            offer.call()
