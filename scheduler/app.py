"""The composition root of the window: paths, workspace, controller, pages, in that order."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import Damaged, SchedulerError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from scheduler.ui.agenda_page import AgendaPage
    from scheduler.ui.controller import Controller
    from scheduler.ui.main_window import MainWindow
    from scheduler.ui.theme import Theme
    from scheduler.ui.window_state import WindowState
    from scheduler.workspace import Workspace

NO_WINDOW = 3
"""Exit code where Qt or a display is missing."""

DESKTOP_NAME = "io.github.poster_scheduler.PosterScheduler"


def run_window(folder: Path, file: Path | None = None) -> int:
    """Opens the window on a data folder, importing `file` if given; returns the exit code."""
    from scheduler.ui import display

    missing = display.why_not()
    if missing:
        print(missing, file=sys.stderr)  # noqa: T201
        return NO_WINDOW
    gc.disable()  # until the first rows are painted: nothing made so early is garbage
    app = _application()
    workspace = _open(folder)
    if workspace is None:
        return 2
    window, finish = prepare_window(folder, workspace)
    window.show()
    window.start()
    _after_first_paint(window, finish, file)
    code = app.exec()
    window.controller.close()
    workspace.close()
    return code


def build_window(folder: Path, workspace: Workspace) -> MainWindow:
    """The whole window, wired but not shown."""
    window, finish = prepare_window(folder, workspace)
    finish()
    return window


def prepare_window(folder: Path, workspace: Workspace) -> tuple[MainWindow, Callable[[], None]]:
    """The window with its list, and the call that adds all that its first rows need not wait for."""
    from scheduler.ui.controller import Controller
    from scheduler.ui.main_window import MainWindow
    from scheduler.ui.theme import Theme
    from scheduler.ui.window_state import WindowState

    theme = Theme(_application())
    state = WindowState(folder)
    controller = Controller(workspace, _opener(folder, workspace))
    window = MainWindow(controller, state)
    theme.setParent(window)

    def finish() -> None:
        window.catalog.furnish()
        _register_pages(window, controller, state)
        _register_actions(window, controller, state, theme)

    return window, finish


def _register_pages(window: MainWindow, controller: Controller, state: WindowState) -> None:
    """Each view beside the catalog; made when it is first shown."""

    def agenda() -> AgendaPage:
        from scheduler.ui.agenda_page import AgendaPage

        page = AgendaPage(controller, state)
        window.link_details(page.details)
        window.actions_.work_in(page.list)
        return page

    window.add_page("Agenda", agenda, "Ctrl+2")


def _register_actions(window: MainWindow, controller: Controller, state: WindowState, theme: Theme) -> None:
    """Handlers for the menus. An action that nobody handles is not shown."""
    from scheduler.ui.plan_actions import PlanActions
    from scheduler.ui.window_actions import WindowActions

    actions = WindowActions(window, controller, state, theme)
    PlanActions(window, controller, actions.conference.edit_session)


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    QApplication.setApplicationName("Poster Scheduler")
    QApplication.setDesktopFileName(DESKTOP_NAME)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    return app


def _opener(folder: Path, workspace: Workspace) -> Callable[[], Workspace]:
    from scheduler.workspace import Workspace

    return lambda: Workspace.open(folder, workspace.clock)


def _open(folder: Path) -> Workspace | None:
    """The workspace; where the user's file is damaged, after asking what to do."""
    from scheduler.workspace import Workspace

    while True:
        try:
            return Workspace.open(folder)
        except Damaged as error:
            if not _mend(folder, error):
                return None
        except SchedulerError as error:
            _say(str(error))
            return None


def _mend(folder: Path, error: Damaged) -> bool:
    """Whether opening should be tried again."""
    from scheduler.ui.damage_dialog import DamageDialog, Way
    from scheduler.workspace import care

    dialog = DamageDialog(care.choices(folder, error))
    dialog.exec()
    way = dialog.way()
    try:
        if way is Way.RESTORE:
            care.restore(folder)
        elif way is Way.FRESH:
            care.start_fresh(folder)
    except SchedulerError as failure:
        _say(str(failure))
        return False
    return way is not Way.QUIT


def _say(sentence: str) -> None:
    from PySide6.QtWidgets import QMessageBox

    print(sentence, file=sys.stderr)  # noqa: T201
    QMessageBox.critical(None, "Poster Scheduler", sentence)


def _after_first_paint(window: MainWindow, finish: Callable[[], None], file: Path | None) -> None:
    """What can wait until rows are on the screen, in the order in which it is missed."""
    from PySide6.QtCore import QTimer

    def settle() -> None:
        gc.enable()
        finish()
        _watch_for_crashes(window)
        _get_ready(window)
        if file is not None:
            window.files_dropped.emit([file])

    QTimer.singleShot(0, settle)


def _watch_for_crashes(window: MainWindow) -> None:
    from scheduler.ui.crash import CrashReporter

    reporter = CrashReporter(window.controller.workspace.folder, lambda: window)
    reporter.setParent(window)
    reporter.install()


def _get_ready(window: MainWindow) -> None:
    from scheduler.ui.first_start import get_ready
    from scheduler.ui.icons import app_icon

    window.setWindowIcon(app_icon())
    get_ready(window.controller, window.catalog)
