"""What the Conference menu does: switch, session times, history, removal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog

from scheduler.core.catalog import Conference
from scheduler.core.decision import TimeSource
from scheduler.core.detail import SessionSummary
from scheduler.core.times import spell_zone
from scheduler.ui.commands import SessionWord
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.main_window import MainWindow
from scheduler.ui.offer import Offer
from scheduler.ui.overview import Overview
from scheduler.ui.system_zone import local_zone

if TYPE_CHECKING:
    from scheduler.ui.import_flow import ImportFlow


class ConferenceActions(QObject):
    """Acts on the conference that is shown; with all shown and several there, asks to choose one."""

    def __init__(self, window: MainWindow, controller: Controller, imports: Callable[[], ImportFlow]) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._imports = imports
        self._choices = QActionGroup(self)
        handle = window.actions_.handle
        handle("refresh", lambda: self._with_one(lambda one: imports().refresh(one.key)))
        handle("session_times", self._show_sessions)
        handle("history", self._show_history)
        handle("undo_import", lambda: self._with_one(self._ask_undo))
        handle("remove_conference", lambda: self._with_one(self._ask_removal))
        handle("template", self._save_template)
        window.catalog.overviewed.connect(self._list_conferences)

    def edit_session(self, conference: str, key: str) -> None:
        """Asks for the session's time; the answer is the user's word and can be undone."""
        for session in self._controller.workspace.finder.sessions(conference):
            if session.key == key:
                self._ask_time(session)

    def _with_one(self, act: Callable[[Conference], Any]) -> None:
        known = self._controller.conferences()
        chosen = [each for each in known if each.key == self._controller.conference] or known
        if len(chosen) == 1:
            act(chosen[0])
        else:
            self._controller.tell("Choose one conference first, in the list above the filters.")

    def _list_conferences(self, overview: Overview) -> None:
        """The menu's choices, numbered as long as there are digits."""
        for action in self._choices.actions():
            self._choices.removeAction(action)
            action.deleteLater()
        menu = self._window.actions_.menus["Conference"]
        before = self._window.actions_["session_times"]
        choices = [("", "&All conferences")] if len(overview.conferences) > 1 else []
        choices += [(each.key, one_line(each.title, 80).replace("&", "&&")) for each in overview.conferences]
        for key, text in choices:
            action = QAction(text, self._choices)
            action.setCheckable(True)
            action.setChecked(key == self._controller.conference or len(choices) == 1)
            action.triggered.connect(lambda _=False, key=key: self._controller.show_conference(key))
            menu.insertAction(before, action)
        if choices:
            self._choices.addAction(menu.insertSeparator(before))

    def _ask_time(self, session: SessionSummary) -> None:
        from scheduler.ui.time_dialog import TimeDialog, hours_of

        today = self._controller.workspace.clock().date()
        doubt = session.time_source.doubt
        said = f"Now: {doubt}. " if doubt else ""
        dialog = TimeDialog(
            "Session time",
            f"{one_line(session.title, 200)}\n{said}What you set here outlasts every refresh.",
            "Set time",
            hours_of(session.start, session.end, session.timezone, session.room, today),
            self._window,
        )

        def set_time() -> None:
            hours = dialog.hours()
            word = SessionWord(
                session.conference, session.key, hours.day, hours.start, hours.end, hours.timezone, hours.room
            )
            self._controller.set_session(word, session.timezone)
            if session.time_source is TimeSource.ZONE_ASSUMED and hours.timezone != session.timezone:
                self._offer_reading(session, hours.timezone)

        dialog.accepted.connect(set_time)
        dialog.open()

    def _offer_reading(self, session: SessionSummary, zone: str) -> None:
        self._controller.tell(
            f"Its other times were read in {spell_zone(session.timezone)}."
            f" To have them as written in {spell_zone(zone)}, read the source again.",
            Offer("Read again", lambda: self._imports().refresh(session.conference)),
        )

    def _show_sessions(self) -> None:
        from scheduler.ui.conference_dialogs import SESSION_HEADERS, TableDialog, session_rows

        finder, key = self._controller.workspace.finder, self._controller.conference
        dialog = TableDialog("Session times", SESSION_HEADERS, "&Edit…", self._window)

        def fill() -> None:
            dialog.fill(session_rows(finder.sessions(key)))

        fill()
        dialog.row_chosen.connect(lambda row: self._ask_time(finder.sessions(key)[row]))
        self._controller.catalog_changed.connect(fill)
        dialog.finished.connect(lambda _: self._controller.catalog_changed.disconnect(fill))
        dialog.open()

    def _show_history(self) -> None:
        from scheduler.ui.conference_dialogs import HISTORY_HEADERS, TableDialog, history_rows

        made = self._controller.workspace.programme.imports(self._controller.conference)
        dialog = TableDialog("History of imports", HISTORY_HEADERS, "&Undo the newest…", self._window)
        dialog.fill(history_rows(made, local_zone()))
        dialog.row_chosen.connect(lambda _: self._with_one(self._ask_undo))
        dialog.row_chosen.connect(dialog.accept)
        dialog.open()

    def _ask_undo(self, conference: Conference) -> None:
        from scheduler.ui.conference_dialogs import ask

        made = self._controller.workspace.programme.imports(conference.key)
        if not made:
            self._controller.tell("There is no import to take back.")
            return
        source = one_line(Path(made[0].source).name or "the clipboard", 80)
        left = "" if len(made) > 1 else " It is the only one, so the conference goes with it."
        ask(
            self._window,
            "Undo last import",
            f"Take back the import of {source}?{left}\nYour stars and notes stay.",
            "Take it back",
            lambda: self._imports().undo_last(conference.key),
        )

    def _ask_removal(self, conference: Conference) -> None:
        from scheduler.ui.conference_dialogs import ask_removal

        def agreed(forget: bool) -> None:
            def done(_: object) -> None:
                self._controller.show_conference("")
                self._controller.catalog_changed.emit()
                self._controller.tell(f"“{one_line(conference.title, 80)}” was removed.")

            self._controller.run(
                "Removing…",
                lambda ws, _: ws.programme.remove(conference.key, forget_marks=forget),
                done,
                stoppable=False,
            )

        ask_removal(conference.title, self._window, agreed)

    def _save_template(self) -> None:
        from scheduler.workspace import sources

        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save a spreadsheet template", "programme.csv", "CSV (*.csv)"
        )
        if name:
            try:
                Path(name).write_bytes(sources.table_template())
            except OSError as error:
                self._controller.failed.emit(f"{name} cannot be written: {error.strerror}.")
            else:
                self._controller.tell(f"Saved to {name}. Fill it in, then import it.")
