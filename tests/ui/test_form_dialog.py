"""Dialogs of fields: what is typed goes into the first, and Tab leads through them to the buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scheduler.ui.form_dialog import FormDialog


class Names(FormDialog):
    """Two fields, whose buttons were made before them."""

    def __init__(self) -> None:
        super().__init__("Names", "Take")
        self.first, self.second = QLineEdit(self), QLineEdit(self)
        self.form.addRow("&First", self.first)
        self.form.addRow("&Second", self.second)
        self.finish_layout()


@pytest.fixture
def names(qtbot: QtBot) -> Names:
    box = Names()
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(box)
    box.open()
    qtbot.waitActive(box)
    box.activateWindow()
    return box


def focused(box: QWidget) -> QWidget:
    found = box.focusWidget()
    assert found is not None
    return found


def test_what_is_typed_goes_into_the_first_field(names: Names) -> None:
    QTest.keyClicks(focused(names), "my own name")
    assert names.isVisible()
    assert names.first.text() == "my own name"


def test_tab_leads_through_the_fields_to_the_buttons(names: Names) -> None:
    passed = []
    for _ in range(4):
        here = focused(names)
        passed.append(here.text() if isinstance(here, QPushButton) else here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert passed[:3] == [names.first, names.second, "Take"]
    assert passed[3] != "Take"
    assert focused(names) is names.first
