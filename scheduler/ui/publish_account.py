"""Who publishes where: address, user, password and calendar, as fields of a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from scheduler.errors import BadInput
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.form_dialog import while_open
from scheduler.workspace.publishing import Account, Login

_ITSELF = "The calendar at this address"
_LAST = "The calendar published to last"


class AccountFields(QWidget):
    """`changed` when it would be published elsewhere; the buttons are for the dialog to connect."""

    changed = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()  # only its fields are seen, in the form
        self._consented = ""
        self._kept_for: tuple[str, str] | None = None
        self.address = QLineEdit(parent)
        self.address.setPlaceholderText("https://calendar.example.org/")
        self.user = QLineEdit(parent)
        self.password = QLineEdit(parent)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = QCheckBox("&Keep it in this computer's keyring", parent)
        self.forget_button = QPushButton("Forge&t password", parent)
        self.calendar = QComboBox(parent)
        self.calendar.addItem(_ITSELF, "")
        self.find_button = QPushButton("&Find calendars", parent)
        self.new_button = QPushButton("&New…", parent)
        self._lay_out(form)
        for field in (self.address, self.user, self.password):
            field.textChanged.connect(self.changed)
            field.textChanged.connect(self._offer_forgetting)
        self.calendar.currentIndexChanged.connect(self.changed)

    def login(self) -> Login:
        """:raises BadInput: no address is given."""
        address = self.address.text().strip()
        if not address:
            raise BadInput("Give the address of your calendar server; its help names it, often as CalDAV.")
        consented = address == self._consented
        return Login(address, self.user.text().strip(), self.password.text(), allow_plain_http=consented)

    def who(self) -> tuple[str, str]:
        """Address and user: whose password it is."""
        return self.address.text().strip(), self.user.text().strip()

    def password_kept(self, kept: bool) -> None:
        """Says whether the keyring has the password of who is named now."""
        self._kept_for = self.who() if kept else None
        self.keep.setChecked(kept)
        if not kept:
            self.password.clear()
        self._offer_forgetting()

    def consent(self) -> None:
        """The user agreed to use this address though others may read what is sent."""
        self._consented = self.address.text().strip()

    def chosen_calendar(self) -> str:
        """Its address; empty for the login's own."""
        return str(self.calendar.currentData() or "")

    def show_calendars(self, found: Sequence[Any]) -> None:
        """Offers what the server has; the one that was chosen stays chosen."""
        chosen = self.calendar.currentData()
        self.calendar.clear()
        for each in found:
            self.calendar.addItem(one_line(each.name, 80), each.address)
        if not found:
            self.calendar.addItem(_ITSELF, "")
        self.calendar.setCurrentIndex(max(0, self.calendar.findData(chosen)))
        self.calendar.setFocus()

    def add_calendar(self, made: Any) -> None:
        self.calendar.addItem(one_line(made.name, 80), made.address)
        self.calendar.setCurrentIndex(self.calendar.count() - 1)

    def begin_with(self, account: Account | None, controller: Controller) -> None:
        """Fills in where was published last; the keyring is asked in the background, it may take its time."""
        if account is None:
            return
        self.address.setText(account.address)
        self.user.setText(account.user)
        if account.calendar:
            self.calendar.addItem(_LAST, account.calendar)
            self.calendar.setCurrentIndex(1)

        def known(password: str | None) -> None:
            if password and self.who() == (account.address, account.user) and not self.password.text():
                self.password.setText(password)
                self.password_kept(True)

        controller.ask(
            "password",
            lambda ws, _: ws.publishing.password(account.address, account.user),
            while_open(self, known),
        )

    def set_enabled(self, enabled: bool) -> None:
        for field in (self.address, self.user, self.password, self.keep, self.calendar):
            field.setEnabled(enabled)
        for button in (self.find_button, self.new_button):
            button.setEnabled(enabled)
        self.forget_button.setEnabled(enabled and self._kept_for == self.who())

    def _offer_forgetting(self) -> None:
        self.forget_button.setEnabled(self._kept_for == self.who())

    def _lay_out(self, form: QFormLayout) -> None:
        keeping = QHBoxLayout()
        keeping.addWidget(self.keep, 1)
        keeping.addWidget(self.forget_button)
        self.forget_button.setAutoDefault(False)
        self.forget_button.setEnabled(False)
        row = QHBoxLayout()
        row.addWidget(self.calendar, 1)
        for button in (self.find_button, self.new_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        for label, field in (("&Address", self.address), ("&User", self.user), ("Pass&word", self.password)):
            field.setAccessibleName(label.replace("&", ""))
            form.addRow(label, field)
        form.addRow("", keeping)
        form.addRow("Calendar", row)
        self.calendar.setAccessibleName("Calendar")
        self.new_button.setAccessibleName("New calendar")
