"""The composition root of the window: paths, workspace, controller, pages, in that order."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import CannotSave

if TYPE_CHECKING:
    from scheduler.ui.agenda_page import AgendaPage
    from scheduler.ui.controller import Controller
    from scheduler.ui.main_window import MainWindow
    from scheduler.ui.theme import Theme
    from scheduler.ui.window_state import WindowState
    from scheduler.workspace import Workspace

SWITCH_SECONDS = 0.0005
"""So long may background work keep the window waiting for Python; usually it is ten times as long."""
NO_WINDOW = 3
"""Exit code where Qt or a display is missing."""


def run_window(folder: Path, file: Path | None = None) -> int:
    """Opens the window on a data folder, importing `file` if given; returns the exit code."""
    # What is made until the rows are on the screen is no garbage; `after_first_paint` looks for it again.
    gc.disable()
    # PySide6 reads the source of every module that is loaded after it: these are loaded before.
    import scheduler.core.query
    import scheduler.workspace.finder  # noqa: F401
    from scheduler.ui import display

    missing = display.why_not()
    if missing:
        print(missing, file=sys.stderr)  # noqa: T201
        return NO_WINDOW
    from scheduler.ui import application

    app = application.application()
    workspace = application.open_workspace(folder)
    if workspace is None:
        return 2
    window, finish = prepare_window(folder, workspace)
    window.show()
    window.start()

    def settle() -> None:
        finish()
        _settle(window, file)

    application.after_first_paint(window.catalog, settle)
    code = app.exec()
    window.controller.close()
    workspace.close()
    return code


def export_pdf(ws: Workspace, path: Path, *, visited: bool = False) -> str:
    """Prints starred posters, or the report, to a PDF without a display; returns `12 posters on 2 pages`.

    :raises NotFound: there is nothing to print.
    :raises CannotSave: the file could not be written, or Qt's libraries are missing.
    """
    from scheduler.ui import display

    missing = display.why_not({"QT_QPA_PLATFORM": "offscreen"})
    if missing:
        raise CannotSave(missing)
    from scheduler.ui import printing

    return printing.export_pdf(ws, path, visited=visited)


def build_window(folder: Path, workspace: Workspace) -> MainWindow:
    """The whole window, wired but not shown."""
    window, finish = prepare_window(folder, workspace)
    finish()
    return window


def prepare_window(folder: Path, workspace: Workspace) -> tuple[MainWindow, Callable[[], None]]:
    """The window with its list, and the call that adds all that its first rows need not wait for."""
    from scheduler.ui.application import application
    from scheduler.ui.controller import Controller
    from scheduler.ui.main_window import MainWindow
    from scheduler.ui.theme import Theme
    from scheduler.ui.window_state import WindowState

    sys.setswitchinterval(SWITCH_SECONDS)
    theme = Theme(application())
    state = WindowState(folder)
    controller = Controller(workspace, _opener(folder, workspace))
    window = MainWindow(controller, state)
    theme.setParent(window)

    def finish() -> None:
        window.furnish()
        _register_pages(window, controller, state)
        _register_actions(window, controller, state, theme)
        window.show_last_page()

    return window, finish


def self_test() -> int:
    """Checks that an installation is complete: 0, or 1 with what is wrong on stderr."""
    from scheduler.ui.self_test import faults

    found = faults(build_window)
    for fault in found:
        print(fault, file=sys.stderr)  # noqa: T201
    return 1 if found else 0


def _register_pages(window: MainWindow, controller: Controller, state: WindowState) -> None:
    """Each view beside the catalog; made when it is first shown."""

    def agenda() -> AgendaPage:
        from scheduler.ui.agenda_page import AgendaPage

        page = AgendaPage(controller, state)
        window.link_details(page.details)
        window.actions_.work_in(page.list)
        window.actions_.pop_up_in(page.list)
        return page

    window.add_page("Agenda", agenda, "Ctrl+2")


def _register_actions(window: MainWindow, controller: Controller, state: WindowState, theme: Theme) -> None:
    """Handlers for the menus. An action that nobody handles is not shown."""
    from scheduler.ui.backup_actions import BackupActions
    from scheduler.ui.export_actions import ExportActions
    from scheduler.ui.plan_actions import PlanActions
    from scheduler.ui.share_actions import ShareActions
    from scheduler.ui.window_actions import WindowActions

    actions = WindowActions(window, controller, state, theme)
    PlanActions(window, controller, actions.conference.edit_session)
    ExportActions(window, controller, state)
    ShareActions(window, controller, state)
    BackupActions(window, controller)


def _opener(folder: Path, workspace: Workspace) -> Callable[[], Workspace]:
    from scheduler.workspace import Workspace

    return lambda: Workspace.open(folder, workspace.clock)


def _settle(window: MainWindow, file: Path | None) -> None:
    """What can wait until rows are on the screen, in the order in which it is missed."""
    _watch_for_crashes(window)
    _watch_for_the_end(window)
    _get_ready(window)
    if file is not None:
        window.files_dropped.emit([file])


def _watch_for_crashes(window: MainWindow) -> None:
    from scheduler.ui.crash import CrashReporter

    reporter = CrashReporter(window.controller.workspace.folder, lambda: window)
    reporter.setParent(window)
    reporter.install()


def _watch_for_the_end(window: MainWindow) -> None:
    from scheduler.ui.session_end import SessionEnd

    SessionEnd(window.remember, window).install()


def _get_ready(window: MainWindow) -> None:
    from scheduler.ui.first_start import get_ready
    from scheduler.ui.icons import app_icon

    window.setWindowIcon(app_icon())
    get_ready(window.controller, window.catalog)
