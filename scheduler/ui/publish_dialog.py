"""Publish to a calendar server: who and where, what would change, and only then the change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QInputDialog, QProgressBar, QWidget

from scheduler.errors import BadInput, NeedsConsent, SchedulerError
from scheduler.ui.background import Job, Progress
from scheduler.ui.calendar_choices import CalendarChoices
from scheduler.ui.conference_dialogs import ask
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import plural
from scheduler.ui.form_dialog import FormDialog, while_open
from scheduler.ui.publish_account import AccountFields
from scheduler.ui.publish_conflict import Asking
from scheduler.ui.publish_plan import PlanTree
from scheduler.ui.publish_work import keep_work, publish_work, spell_plan, spell_published
from scheduler.ui.window_state import WindowState
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions
from scheduler.workspace.publishing import Login, Published, PublishPlan

Work = Callable[[Workspace, Progress], Any]
_LOOK, _GO = "&See what would change", "&Publish"


class PublishDialog(FormDialog):
    """The button first looks, then publishes what was seen; any change of a field asks for a new look.

    All that talks to the server or the keyring runs in the background, one thing at a time.
    """

    def __init__(self, controller: Controller, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__("Publish to a calendar server", _LOOK, parent)
        self._controller = controller
        self._plan: PublishPlan | None = None
        self._job: Job | None = None
        self._asking = Asking(self)
        self.say(
            "Keeps a calendar on a CalDAV server (Nextcloud, Fastmail, Radicale …) as your agenda is:"
            " publishing again changes what changed, and doubles nothing."
        )
        self.account = AccountFields(self.form, self)
        self.choices = CalendarChoices(self.form, state, self)
        self.deletes = QCheckBox("&Delete what I take back, instead of marking it as cancelled", self)
        self.form.addRow("", self.deletes)
        self.column.addLayout(self.form)
        self.found = self.say("")
        self.found.hide()
        self.tree = PlanTree(self)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName("Progress of publishing")
        self.bar.hide()
        self.column.addWidget(self.tree, 1)
        for widget in (self.bar, self.mistake, self.buttons):
            self.column.addWidget(widget)
        self.forget = self.buttons.addButton(
            "F&orget what was published…", QDialogButtonBox.ButtonRole.ResetRole
        )
        self.forget.setAutoDefault(False)
        self.resize_within(760, 700)
        self.account.begin_with(controller.workspace.publishing.last_account(), controller)
        self.account.find_button.clicked.connect(self._find_calendars)
        self.account.new_button.clicked.connect(self._ask_name)
        self.account.forget_button.clicked.connect(self._forget_password)
        self.forget.clicked.connect(self._ask_forget)
        for signal in (self.account.changed, self.choices.changed, self.deletes.toggled):
            signal.connect(self._forget_plan)
        self._forget_plan()
        self.account.address.setFocus()

    def try_to_accept(self) -> None:
        """Looks; or, when it has been seen what would change, publishes."""
        if self._plan is None:
            self._look()
        else:
            self._publish()

    def reject(self) -> None:
        """Stops what is under way; with nothing under way, closes."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    # What the buttons do

    def _find_calendars(self) -> None:
        def work(login: Login) -> Work:
            return lambda ws, _: ws.publishing.calendars(login)

        self._with_login("Looking for calendars…", work, self._show_calendars, self._find_calendars)

    def _look(self) -> None:
        def work(login: Login) -> Work:
            calendar, options = self.account.chosen_calendar(), self._options()
            return lambda ws, _: ws.publishing.plan(login, calendar, options)

        self._with_login("Asking the server…", work, self._show_plan, self._look)

    def _publish(self) -> None:
        def work(login: Login) -> Work:
            calendar, options = self.account.chosen_calendar(), self._options()
            return publish_work(login, calendar, options, self._asking, deletes=self.deletes.isChecked())

        self._asking.forget_answers()
        self._with_login("Publishing…", work, self._published, self._publish)

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle("New calendar")
        dialog.setLabelText("Name of the new calendar:")
        dialog.setTextValue("Posters")
        dialog.textValueSelected.connect(self._create)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _create(self, name: str) -> None:
        def work(login: Login) -> Work:
            return lambda ws, _: ws.publishing.create_calendar(login, name)

        self._with_login("Making the calendar…", work, self.account.add_calendar, lambda: self._create(name))

    def _ask_forget(self) -> None:
        text = (
            "Forget what was published there?\n\nThe calendar is not touched. Publishing again takes over"
            " the events that are still there as they were published, and cancels nothing."
        )
        address = self._known_calendar()
        ask(self, "Forget what was published", text, "Forget", lambda: self._forget(address))

    def _forget(self, address: str) -> None:
        def done(number: int) -> None:
            self._forget_plan()
            self.found.setText(f"{plural(number, 'published event')} forgotten.")
            self.found.show()

        self._run("Forgetting…", lambda ws, _: ws.publishing.forget(address), done, self._failed)

    def _forget_password(self) -> None:
        address, user = self.account.who()

        def done(_: bool) -> None:
            self.account.password_kept(False)
            self.found.setText("The password is no longer kept.")
            self.found.show()
            self.account.password.setFocus()

        self._run(
            "Forgetting…", lambda ws, _: ws.publishing.forget_password(address, user), done, self._failed
        )

    # What came of it

    def _show_calendars(self, found: Sequence[Any]) -> None:
        self.account.show_calendars(found)
        if not found:
            self._complain("There is no calendar on that server yet: make a new one.")

    def _show_plan(self, plan: PublishPlan) -> None:
        self._plan = plan
        self.found.setText("\n".join((spell_plan(plan), *(f"⚠ {each}" for each in plan.warnings))))
        self.found.show()
        self.tree.show_plan(plan)
        self.accept_button.setText(_GO)
        self.forget.setEnabled(True)
        self.accept_button.setFocus()
        if self.account.keep.isChecked():
            self._run("Keeping the password…", keep_work(self.account.login()), self._kept, self._failed)

    def _kept(self, why_not: str) -> None:
        if why_not:
            self.account.keep.setChecked(False)
            self._complain(why_not)
        else:
            self.account.password_kept(True)

    def _published(self, done: Published) -> None:
        self.choices.remember()
        self._controller.tell(spell_published(done))
        self.accept()

    # Inside

    def _options(self) -> CalendarOptions:
        return self.choices.options(self._controller.conference)

    def _with_login(
        self,
        title: str,
        work_for: Callable[[Login], Work],
        done: Callable[[Any], Any],
        again: Callable[[], Any],
    ) -> None:
        """Runs work; where the address needs the user's consent, asks for it and calls `again`."""
        try:
            work = work_for(self.account.login())
        except BadInput as error:
            self._complain(str(error))
            return

        def failed(error: SchedulerError) -> None:
            if isinstance(error, NeedsConsent):
                self._ask_consent(error, again)
            else:
                self._failed(error)

        self._run(title, work, done, failed)

    def _ask_consent(self, error: NeedsConsent, again: Callable[[], Any]) -> None:
        def agreed() -> None:
            self.account.consent()
            again()

        ask(self, "Is this address safe?", f"{error}\n\nUse it all the same?", "Use it", agreed)

    def _run(
        self, title: str, work: Work, done: Callable[[Any], Any], failed: Callable[[SchedulerError], Any]
    ) -> None:
        self._complain("")
        self._job = self._controller.run_or(
            title, work, while_open(self, done), while_open(self, failed), shown=False
        )
        self._enable(False)
        self.bar.setFormat(title)
        self.bar.setRange(0, 0)
        self._job.progressed.connect(self._show_progress)
        self._job.ended.connect(self._ended)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _ended(self) -> None:
        self._job = None
        self._enable(True)

    def _failed(self, error: SchedulerError) -> None:
        self._complain(str(error))

    def _complain(self, sentence: str) -> None:
        self.mistake.setText(sentence)
        self.mistake.setVisible(bool(sentence))

    def _enable(self, enabled: bool) -> None:
        self.bar.setVisible(not enabled)
        self.account.set_enabled(enabled)
        self.choices.set_enabled(enabled)
        self.deletes.setEnabled(enabled)
        self.accept_button.setEnabled(enabled)
        self.forget.setEnabled(enabled and bool(self._known_calendar()))

    def _forget_plan(self) -> None:
        """What was seen is no longer what would happen."""
        self._plan = None
        self.tree.clear()
        self.found.hide()
        self.accept_button.setText(_LOOK)
        self.forget.setEnabled(bool(self._known_calendar()))

    def _known_calendar(self) -> str:
        """The address of the calendar that was looked at or chosen; empty before."""
        return self._plan.calendar.address if self._plan else self.account.chosen_calendar()
