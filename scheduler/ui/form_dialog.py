"""A small dialog of labelled fields; it frees itself when it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

FRAME = QSize(16, 48)
"""A generous guess at what the desktop draws around a window: nobody knows before it is shown."""


class FormDialog(QDialog):
    """Open it with `open()` and listen to `accepted`; it never blocks the window's event loop."""

    def __init__(self, title: str, accept: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = self.buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        self.mistake = QLabel(self)
        self.mistake.setWordWrap(True)
        self.mistake.setTextFormat(Qt.TextFormat.PlainText)
        self.mistake.hide()
        self.buttons.accepted.connect(self.try_to_accept)
        self.buttons.rejected.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """The buttons come after all fields, and what is typed goes into the first of them."""
        super().showEvent(event)
        fields = [widget for widget in self._focus_chain() if not self.buttons.isAncestorOf(widget)]
        buttons = [button for button in self.buttons.buttons() if button is not self.accept_button]
        for before, after in pairwise([*fields[-1:], self.accept_button, *buttons]):
            QWidget.setTabOrder(before, after)
        if fields and self.focusWidget() is None:
            fields[0].setFocus()

    def _focus_chain(self) -> Iterator[QWidget]:
        """What the Tab key stops at, in its order."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self):
                yield widget
            widget = widget.nextInFocusChain()

    def finish_layout(self) -> None:
        """Puts the form, the place for mistakes and the buttons below what the column already has."""
        self.column.addLayout(self.form)
        self.column.addWidget(self.mistake)
        self.column.addWidget(self.buttons)

    def say(self, text: str) -> QLabel:
        """A sentence above the form."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(label)
        return label

    def resize_within(self, width: int, height: int) -> None:
        """Resizes to so many pixels, or to what a small screen has beside the window's frame."""
        self.resize(QSize(width, height).boundedTo(self.screen().availableSize() - FRAME))

    def check(self) -> str:
        """What is wrong with the fields as one sentence; empty when nothing is."""
        return ""

    def try_to_accept(self) -> None:
        """Accepts, or says what is wrong and stays."""
        mistake = self.check()
        self.mistake.setText(mistake)
        self.mistake.setVisible(bool(mistake))
        if not mistake:
            self.accept()


def while_open(widget: QWidget, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, for as long as the widget is there: background work may outlive its dialog."""
    return lambda *results: call(*results) if isValid(widget) else None
