"""Turning pages and zooming in the preview."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

_ZOOM = 1.25


class PageBar(QWidget):
    """Buttons with words and keys: no picture has to be guessed."""

    def __init__(self, preview: QPrintPreviewWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview = preview
        self.label = QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.back = self._button("◀", "Page back", "Alt+PgUp", lambda: self.turn(-1))
        self.forth = self._button("▶", "Next page", "Alt+PgDown", lambda: self.turn(1))
        layout.addWidget(self.back)
        layout.addWidget(self.label)
        layout.addWidget(self.forth)
        layout.addStretch(1)
        for text, name, key, call in (
            ("−", "Zoom out", "Ctrl+-", lambda: preview.zoomOut(_ZOOM)),
            ("+", "Zoom in", "Ctrl++", lambda: preview.zoomIn(_ZOOM)),
            ("Width", "Fit the width", "Ctrl+1", preview.fitToWidth),
            ("Page", "Fit the page", "Ctrl+0", preview.fitInView),
        ):
            layout.addWidget(self._button(text, name, key, call))
        preview.previewChanged.connect(self._show)

    def turn(self, by: int) -> None:
        page = self._preview.currentPage() + by
        if 1 <= page <= self._preview.pageCount():
            self._preview.setCurrentPage(page)
            self._show()

    def _show(self) -> None:
        page, count = self._preview.currentPage(), self._preview.pageCount()
        self.label.setText(f"page {page} of {count}")
        self.back.setEnabled(page > 1)
        self.forth.setEnabled(page < count)

    def _button(self, text: str, name: str, key: str, call: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})")
        button.setShortcut(QKeySequence(key))
        button.clicked.connect(call)
        return button
