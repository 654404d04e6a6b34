"""Export to calendar: what, a look at it in both zones, and the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from scheduler.core.detail import SessionSummary
from scheduler.errors import BadInput, SchedulerError
from scheduler.ui.background import Progress
from scheduler.ui.calendar_choices import CalendarChoices
from scheduler.ui.calendar_preview import PreviewTable, spell_counts
from scheduler.ui.commands import SessionCommand, SessionWord
from scheduler.ui.conference_dialogs import ask
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import plural
from scheduler.ui.export_files import ask_path, tell_saved
from scheduler.ui.form_dialog import FormDialog, while_open
from scheduler.ui.time_dialog import hours_of
from scheduler.ui.window_state import WindowState
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions, Prepared, PreviewRow, Scope

_SCOPES = (
    (Scope.WHOLE, "The whole agenda"),
    (Scope.CHANGED, "Only what changed since the last export"),
)
HINT = (
    "Some calendar programs add everything again when a file is imported a second time, others ignore"
    " what they know already. After the first import, export only what changed, or publish to a"
    " calendar server, which does update."
)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the dialog shows of an export that has not happened yet."""

    prepared: Prepared
    rows: list[PreviewRow]
    zone: str
    assumed: tuple[SessionSummary, ...]


class CalendarDialog(FormDialog):
    """Accepted once a file is saved. Everything slow is done in the background."""

    def __init__(
        self, controller: Controller, state: WindowState, viewer_zone: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("Export to calendar", "&Save…", parent)
        self._controller = controller
        self._state = state
        self._viewer_zone = viewer_zone
        self._look: _Look | None = None
        self.choices = CalendarChoices(self.form, state, self)
        self.scope = QComboBox(self)
        self.scope.setAccessibleName("Include")
        for scope, text in _SCOPES:
            self.scope.addItem(text, scope.value)
        self.form.addRow("&Include", self.scope)
        self.column.addLayout(self.form)
        self.counts = self.say("Looking at your agenda…")
        self.table = PreviewTable(self)
        self.column.addWidget(self.table, 1)
        self.warnings = self.say("")
        self.confirm = QPushButton("Con&firm time", self)
        self.confirm.setToolTip("Take the assumed time as right, so that the event is no longer tentative")
        self._add_warning_row()
        self.hint = self.say(HINT)
        self.column.addWidget(self.mistake)
        self._add_buttons()
        self._connect()
        self.resize_within(1020, 620)
        self.look()

    def look(self) -> None:
        """Asks for the preview; an answer overtaken by a newer question is dropped."""
        try:
            options = self.options()
        except BadInput as error:
            self.complain(str(error))
            return
        self.complain("")
        zone = self._viewer_zone
        self._controller.ask("calendar", lambda ws, _: _look(ws, options, zone), while_open(self, self._show))

    def options(self) -> CalendarOptions:
        """:raises BadInput: a reminder is no number of minutes."""
        options = self.choices.options(self._controller.conference)
        return replace(options, scope=Scope(self.scope.currentData()))

    def complain(self, sentence: str) -> None:
        self.mistake.setText(sentence)
        self.mistake.setVisible(bool(sentence))

    def try_to_accept(self) -> None:
        """Asks where to and saves; the dialog stays open when that fails."""
        try:
            options = self.options()
        except BadInput as error:
            self.complain(str(error))
            return
        path = ask_path(self, self._state, "Export to calendar", _name(self._look), "iCalendar (*.ics)")
        if path is None:
            return
        self.choices.remember()
        self._run("Saving…", lambda ws, _: _save(ws, options, path), lambda saved: self._saved(*saved))

    # Inside

    def _add_warning_row(self) -> None:
        row = QHBoxLayout()
        self.column.removeWidget(self.warnings)
        row.addWidget(self.warnings, 1)
        row.addWidget(self.confirm)
        self.column.addLayout(row)
        self.confirm.hide()
        self.warnings.hide()

    def _add_buttons(self) -> None:
        self.forget = QPushButton("F&orget what was exported…", self)
        self.code = QPushButton("&QR code…", self)
        for button in (self.forget, self.code):
            button.setAutoDefault(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.confirm.setAutoDefault(False)
        self.column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.choices.changed.connect(self.look)
        self.scope.currentIndexChanged.connect(self.look)
        self._controller.catalog_changed.connect(self.look)
        self._controller.stars_changed.connect(self.look)
        self.confirm.clicked.connect(self._confirm)
        self.forget.clicked.connect(self._ask_forget)
        self.code.clicked.connect(self._show_code)

    def _show(self, look: _Look) -> None:
        self._look = look
        self.table.show_rows(look.rows, look.zone, self._viewer_zone)
        self.counts.setText(spell_counts(look.prepared.counts, len(look.rows)))
        self.accept_button.setEnabled(bool(look.rows))
        self.code.setEnabled(bool(look.rows))
        if not look.rows and look.prepared.entries:
            self.counts.setText("Nothing has changed since the last export.")
        elif not look.rows:
            self.counts.setText("Nothing that has a time is starred yet: star some posters first.")
        self.warnings.setText("\n".join(f"⚠ {each}" for each in look.prepared.warnings))
        self.warnings.setVisible(bool(look.prepared.warnings))
        self.confirm.setVisible(bool(look.assumed))
        self.confirm.setText("Con&firm time" if len(look.assumed) == 1 else "Con&firm times")

    def _confirm(self) -> None:
        """Takes the assumed times of the sessions with stars as right; one step to undo."""
        assumed = self._look.assumed if self._look else ()
        stack = self._controller.undo_stack
        stack.beginMacro("confirm time" if len(assumed) == 1 else "confirm times")
        for session in assumed:
            self._controller.push(SessionCommand(self._controller, _as_it_is(session), session.timezone))
        stack.endMacro()

    def _ask_forget(self) -> None:
        text = (
            "Forget what was exported?\n\nThe next export starts from nothing: every event is new, and"
            " nothing that was exported before is cancelled. Calendars are not touched."
        )
        ask(self, "Forget what was exported", text, "Forget", self._forget)

    def _forget(self) -> None:
        def done(number: int) -> None:
            self._controller.tell(f"{plural(number, 'exported event')} forgotten.")
            self.look()

        self._run("Forgetting…", lambda ws, _: ws.calendar.forget(), done)

    def _show_code(self) -> None:
        from scheduler.ui.calendar_qr import CodeDialog

        try:
            options = self.options()
        except BadInput as error:
            self.complain(str(error))
            return

        def work(ws: Workspace, _: Progress) -> bytes:
            return ws.calendar.qr_code(options, "png")

        self._run("Drawing the code…", work, lambda picture: CodeDialog(picture, self).open())

    def _saved(self, number: int, path: Path) -> None:
        tell_saved(self._controller, plural(number, "event"), path, opens_in="calendar")
        self.accept()

    def _run(
        self, title: str, work: Callable[[Workspace, Progress], Any], done: Callable[[Any], Any]
    ) -> None:
        """Background work whose failure is told here, below the fields."""
        self.complain("")
        self._controller.run_or(
            title, work, while_open(self, done), while_open(self, self._failed), shown=False
        )

    def _failed(self, error: SchedulerError) -> None:
        self.complain(str(error))


def _look(ws: Workspace, options: CalendarOptions, viewer_zone: str) -> _Look:
    prepared = ws.calendar.prepare(options)
    zones = {c.timezone for c in ws.finder.conferences() if options.conference in ("", c.key)}
    assumed = tuple(
        each
        for each in ws.finder.sessions(options.conference)
        if each.starred and each.start and each.end and not each.time_source.sure
    )
    zone = zones.pop() if len(zones) == 1 else ""
    return _Look(prepared, ws.calendar.preview(prepared, viewer_zone), zone, assumed)


def _save(ws: Workspace, options: CalendarOptions, path: Path) -> tuple[int, Path]:
    prepared = ws.calendar.prepare(options)
    return len(prepared.chosen), ws.calendar.save(prepared, path)


def _name(look: _Look | None) -> str:
    """A file name that says whose agenda it is, of letters that every disk takes."""
    name = look.prepared.name if look else "agenda"
    kept = "".join(c if c.isalnum() or c in " -_." else " " for c in name)
    return " ".join(kept.split())[:60].strip(" .") + ".ics" if kept.strip(" .") else "agenda.ics"


def _as_it_is(session: SessionSummary) -> SessionWord:
    assert session.start is not None, "only sessions with a time are offered"
    hours = hours_of(session.start, session.end, session.timezone, session.room, session.start.date())
    return SessionWord(
        session.conference, session.key, hours.day, hours.start, hours.end, hours.timezone, hours.room
    )
