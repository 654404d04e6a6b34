"""Starting: without a display, for the first time, with damage, after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from scheduler import app
from scheduler.core.query import Sort
from scheduler.errors import Damaged, NewerFile
from scheduler.ui import display
from scheduler.ui.crash import LOG, CrashReporter
from scheduler.ui.damage_dialog import DamageDialog, Way
from scheduler.ui.first_start import get_ready
from scheduler.ui.main_window import MainWindow
from scheduler.ui.session_end import SessionEnd
from scheduler.workspace import Workspace, care
from tests.ui.programmes import NOW, bring_in, twenty


def run(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def test_without_a_display_one_sentence_and_exit_3(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    code = f"import sys; from pathlib import Path; from scheduler.app import run_window;\
 sys.exit(run_window(Path({str(tmp_path)!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "QT_QPA_PLATFORM" in done.stderr or "sudo apt install" in done.stderr


def test_a_display_that_is_not_there_is_no_core_dump() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only X11 aborts")
    environment = {**os.environ, "DISPLAY": ":4711", "QT_QPA_PLATFORM": ""}
    environment.pop("WAYLAND_DISPLAY", None)
    code = "import os; from scheduler.ui.display import why_not; print(why_not())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert ":4711" in done.stdout or "sudo apt install" in done.stdout


def test_missing_libraries_are_named_as_packages() -> None:
    assert display.missing_packages(x11=True, loads=lambda name: name != "libxcb-cursor.so.0") == [
        "libxcb-cursor0"
    ]
    assert display.missing_packages(x11=False, loads=lambda name: "xcb" not in name) == []
    assert "libegl1" in display.missing_packages(x11=False, loads=lambda _: False)
    assert display.why_not({}, "darwin") == ""


def test_first_start_brings_the_bundled_programme(qtbot: QtBot, folder: Path, workspace: Workspace) -> None:
    window = app.build_window(folder, workspace)
    qtbot.addWidget(window)
    window.show()
    window.start()
    assert "Getting the first programme ready" in window.catalog.guidance.text
    get_ready(window.controller, window.catalog)
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == 291, timeout=30_000)
    assert workspace.finder.counts().spotlights == 44
    window.close()
    window.controller.close()


def test_the_keyboard_goes_to_the_list_when_it_comes(
    qtbot: QtBot, folder: Path, workspace: Workspace
) -> None:
    window = app.build_window(folder, workspace)
    qtbot.addWidget(window)
    window.show()
    window.start()
    assert window.focusWidget() is not window.catalog.list
    bring_in(workspace, twenty())
    window.controller.catalog_changed.emit()
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == 20)
    assert window.focusWidget() is window.catalog.list
    window.controller.close()


def test_the_window_remembers(qtbot: QtBot, workspace: Workspace, folder: Path) -> None:
    bring_in(workspace, twenty())
    for turn in range(2):
        window = app.build_window(folder, workspace)
        qtbot.addWidget(window)
        window.show()
        window.start()
        if turn == 0:
            window.resize(701, 503)
            window.catalog.search.set_sort(Sort.TITLE)
            window.show_filters_pane(False)
            window.pages.go_to(1)
        else:
            assert (window.width(), window.height()) == (701, 503)
            assert window.catalog.search.sort is Sort.TITLE
            assert not window.catalog.filters.isVisible()
            assert window.controller.conference == "conf"
            assert window.pages.name == "Agenda"
            window.pages.go_to(0)
        window.close()
        window.controller.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_session_that_ends_loses_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, folder: Path, name: str
) -> None:
    number = getattr(signal, name)
    window.catalog.show_poster("conf/3")
    window.ask_page("edit_note")
    qtbot.keyClicks(window.catalog.details.note, "Ask her")
    window.resize(733, 511)
    left: list[int] = []
    end = SessionEnd(window.remember, window, left.append)
    before = signal.getsignal(number)
    end.install()
    try:
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: left == [128 + number])
    finally:
        end.uninstall()
    assert signal.getsignal(number) is before
    assert workspace.finder.detail("conf/3").note == "Ask her"
    again = app.build_window(folder, workspace)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (733, 511)
    again.controller.close()


def test_the_whole_program_leaves_on_a_signal(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from scheduler import app\n"
        "from scheduler.ui import first_start\n"
        "first_start.get_ready = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.exit(app.run_window(Path(sys.argv[1])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "data")],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (128 + signal.SIGTERM, False)
    assert "geometry" in (tmp_path / "data" / "window.ini").read_text(encoding="utf-8")


def test_damage_offers_the_ways_out(qtbot: QtBot, folder: Path) -> None:
    with Workspace.open(folder, lambda: NOW) as workspace:
        workspace.care.daily_backup()
    dialog = DamageDialog(care.choices(folder, Damaged("personal.db is damaged.")))
    qtbot.addWidget(dialog)
    dialog.show()
    assert [button.text() for button in dialog.buttons()] == [
        "Restore the newest backup",
        "Start fresh",
        "Quit",
    ]
    assert "2024-05-07" in dialog.informativeText()
    qtbot.mouseClick(dialog.buttons()[0], Qt.MouseButton.LeftButton)
    assert dialog.way() is Way.RESTORE
    newer = DamageDialog(care.choices(folder, NewerFile("It is newer.")))
    qtbot.addWidget(newer)
    assert [button.text() for button in newer.buttons()] == ["Quit"]
    assert newer.way() is Way.QUIT


def test_an_unforeseen_error_is_logged_shown_once_and_survived(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    reporter = CrashReporter(folder, lambda: window)
    for _ in range(3):
        try:
            raise RuntimeError("a private note")
        except RuntimeError as error:
            reporter.report(type(error), error, error.__traceback__)
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert str(folder / LOG) in boxes[0].informativeText()
    copy = next(each for each in boxes[0].buttons() if each.text() == "Copy details")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "RuntimeError" in QGuiApplication.clipboard().text()
    assert boxes[0].isVisible()
    boxes[0].close()
    log = (folder / LOG).read_text(encoding="utf-8")
    assert log.count("RuntimeError") == 3
    assert "a private note" not in log
    assert window.catalog.model.rowCount() == 20
