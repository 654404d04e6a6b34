"""The File menu's way out: calendars, servers, files, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from scheduler.ui.background import Progress
from scheduler.ui.calendar_notice import MustNotice
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import plural
from scheduler.ui.export_files import ask_path, tell_saved
from scheduler.ui.main_window import MainWindow
from scheduler.ui.system_zone import local_zone
from scheduler.ui.window_state import WindowState
from scheduler.workspace import Workspace

if TYPE_CHECKING:
    from scheduler.ui.print_sheet import Sheet

_HTML = "Page for the phone (*.html)"
_DATA = "Markdown (*.md);;JSON (*.json);;BibTeX (*.bib)"
_OPENED_BY = {".html": "browser", ".csv": "spreadsheet", ".md": "editor"}
_REPORT = "Web page (*.html);;Markdown (*.md);;BibTeX of what I visited (*.bib)"


class ExportActions(QObject):
    """Each dialog is loaded when it is first opened: the window's start needs none of them."""

    def __init__(self, window: MainWindow, controller: Controller, state: WindowState) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._state = state
        handle = window.actions_.handle
        handle("export_calendar", self._export_calendar)
        handle("publish", self._publish)
        handle("export_pdf", self._export_pdf)
        handle("export_html", lambda: self._export("Export as HTML", "agenda.html", _HTML))
        handle("export_csv", lambda: self._export("Export as CSV", "agenda.csv", "CSV (*.csv)"))
        handle("export_data", lambda: self._export("Export", "agenda.md", _DATA))
        handle("export_report", lambda: self._export("Export report", "report.html", _REPORT, visited=True))
        handle("print_preview", lambda: self._print(at_once=False))
        handle("print", lambda: self._print(at_once=True))
        self.notice = MustNotice(controller)
        notify = handle("notify", lambda: self._notify(on=notify.isChecked()))
        if state.flag("notify/musts", default=False):
            notify.setChecked(True)
            self.notice.turn(on=True)

    def _export_calendar(self) -> None:
        from scheduler.ui.calendar_dialog import CalendarDialog

        CalendarDialog(self._controller, self._state, local_zone(), self._window).open()

    def _publish(self) -> None:
        from scheduler.ui.publish_dialog import PublishDialog

        PublishDialog(self._controller, self._state, self._window).open()

    def _notify(self, *, on: bool) -> None:
        self._state.put_flag("notify/musts", on=on)
        self.notice.turn(on=on)

    def _export(self, title: str, name: str, patterns: str, *, visited: bool = False) -> None:
        """One file of the starred (or, for the report, visited) posters, by the ending of its name."""
        path = ask_path(self._window, self._state, title, name, patterns)
        if path is None:
            return

        conference = self._controller.conference

        def work(ws: Workspace, _: Progress) -> int:
            return ws.exports.save(path, visited=visited, conference=conference).number

        def done(number: int) -> None:
            tell_saved(
                self._controller,
                plural(number, "poster"),
                path,
                opens_in=_OPENED_BY.get(path.suffix.lower(), ""),
            )

        self._controller.run("Writing…", work, done)

    def _export_pdf(self) -> None:
        """The starred posters; for anything else there is the preview, which saves PDFs too."""
        from scheduler.ui.print_contents import Wanted, make_sheet
        from scheduler.ui.print_preview import remembered_paper
        from scheduler.ui.printing import save_pdf

        wanted = Wanted(conference=self._controller.conference)
        path = ask_path(self._window, self._state, "Export as PDF", "posters.pdf", "PDF (*.pdf)")
        if path is None:
            return

        def done(sheet: Sheet) -> None:
            with self._controller.telling():
                extent = save_pdf(sheet, path, remembered_paper(self._state))
                tell_saved(self._controller, extent, path, opens_in="viewer")

        self._controller.run("Writing…", lambda ws, _: make_sheet(ws, wanted), done)

    def _print(self, *, at_once: bool) -> None:
        from scheduler.ui.print_preview import Offered, PrintDialog

        sessions = self._controller.workspace.planning.sessions(self._controller.conference)
        walks = tuple(each for each in sessions if each.starred and each.start and each.end)
        offered = Offered(tuple(self._window.shown_ids()), walks)
        PrintDialog(self._controller, self._state, offered, self._window, at_once=at_once).open()
