"""The note below the details, saved while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

SAVE_AFTER_MS = 400
RETRY_MS = 5000


class NoteEditor(QPlainTextEdit):
    """`save(key, text)` says whether it is on disk; until it is, the text is kept and tried again."""

    left = Signal()

    def __init__(self, save: Callable[[str, str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._key = ""
        self._saved = ""
        self._unsaved: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.flush)
        self.setObjectName("note")
        self.setAccessibleName("Note")
        self.setPlaceholderText("Your note on this poster (N)")
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._typed)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not on disk yet."""
        return bool(self._unsaved) or (bool(self._key) and self.toPlainText() != self._saved)

    def show_note(self, key: str, text: str) -> None:
        """Shows the note of another poster, after saving this one; typing is never overwritten."""
        if key == self._key and (self.dirty or self.hasFocus() or text == self._saved):
            return
        self.flush()
        self._key, self._saved = key, text
        self.blockSignals(True)
        self.setPlainText(self._unsaved.get(key, text))
        self.blockSignals(False)
        self.setEnabled(bool(key))

    def flush(self) -> bool:
        """Saves now what is not saved yet; whether all is on disk. What fails is tried again."""
        self._timer.stop()
        if self._key and self.toPlainText() != self._saved:
            self._unsaved[self._key] = self.toPlainText()
        for key, text in list(self._unsaved.items()):
            if not self._save(key, text):
                self._timer.start(RETRY_MS)
                return False
            del self._unsaved[key]
            if key == self._key:
                self._saved = text
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._timer.start(SAVE_AFTER_MS)
