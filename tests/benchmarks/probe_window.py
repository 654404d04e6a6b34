"""The real window under real keys. `python -m tests.benchmarks.probe_window FOLDER` reports milliseconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from scheduler import app
from scheduler.ui.guidance import Guidance
from scheduler.ui.main_window import MainWindow
from scheduler.ui.poster_list import PosterList
from scheduler.workspace import Workspace
from tests.benchmarks.keyboard import Keyboard
from tests.benchmarks.probe import peak_megabytes, report
from tests.benchmarks.queries import QUERIES

PATIENCE_S = 20
FAST_TYPING_MS = 40
"""A letter every so often is faster than anyone types."""
SCROLL_STEPS = 400


class Probe:
    """Notes the first paint after an answer. The list is whole when `listed` comes, perhaps later."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.keyboard = Keyboard()
        self.answered = self.whole = False
        self.painted_at = 0
        window.catalog.listed.connect(self._listed)
        set_ids = window.catalog.model.set_ids

        def set_ids_and_tell(ids: Iterable[int], *, same_answer: bool = False) -> None:
            set_ids(ids, same_answer=same_answer)
            if not same_answer:  # what is added below the rows in sight is no answer to wait for
                self._answer()

        window.catalog.model.set_ids = set_ids_and_tell

    def _answer(self) -> None:
        self.answered = True
        # An answer that changes nothing on the screen is repainted all the same.
        self.window.catalog.list.viewport().update()
        self.window.catalog.guidance.update()

    def _listed(self) -> None:
        self.whole = True

    def painted(self) -> None:
        if self.answered and not self.painted_at:
            self.painted_at = time.monotonic_ns()

    def key(self, name: str) -> tuple[float, float]:
        """Milliseconds from a key press to its rows on the screen, and to the whole answer."""
        self.answered, self.whole, self.painted_at = False, False, 0
        began = time.monotonic_ns()
        self.keyboard.press(name)
        wait(lambda: bool(self.painted_at))
        wait(lambda: self.whole)
        return (self.painted_at - began) / 1e6, (time.monotonic_ns() - began) / 1e6


def main() -> None:
    folder = Path(sys.argv[1])
    application = QApplication(sys.argv[:1])
    with Workspace.open(folder) as workspace:
        window = app.build_window(folder, workspace)
        probe = Probe(window)
        _tell_paints(probe)
        window.resize(1240, 780)
        window.show()
        window.start()
        window.activateWindow()
        field = window.catalog.search.field
        field.setFocus()
        pause(1500)
        keys = _type(probe)
        values = {
            "keys": [painted for painted, _ in keys],
            "whole": [whole for _, whole in keys],
            "blocked": _type_fast(probe, application),
            "frames": _scroll(window),
            "stars": _star(window),
        }
        report(**values, peak=peak_megabytes())
        window.close()
        window.controller.close()


def _type(probe: Probe) -> list[tuple[float, float]]:
    """Every letter of every query, each waited for; then the field is emptied."""
    found = []
    for query in QUERIES:
        found += [probe.key(letter) for letter in query]
        probe.window.catalog.search.clear()
        pause(200)
    return found


def _type_fast(probe: Probe, application: QApplication) -> list[float]:
    """How long the window does not answer while letters come in faster than answers."""
    found = []
    for query in ("a diffusion the model", "the graph of transformers"):
        for letter in query:
            probe.keyboard.press(letter)
            until = time.monotonic() + FAST_TYPING_MS / 1000
            while time.monotonic() < until:
                began = time.monotonic_ns()
                application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
                found.append((time.monotonic_ns() - began) / 1e6)
        probe.window.catalog.search.clear()
        pause(300)
    return found


def _scroll(window: MainWindow) -> list[float]:
    """Each step from top to bottom: moving the bar, fetching rows, and painting them."""
    bar = window.catalog.list.verticalScrollBar()
    found = []
    for step in range(1, SCROLL_STEPS + 1):
        began = time.monotonic_ns()
        bar.setValue(bar.maximum() * step // SCROLL_STEPS)
        window.catalog.list.viewport().repaint()
        found.append((time.monotonic_ns() - began) / 1e6)
    return found


def _star(window: MainWindow) -> list[float]:
    """`S` until the star is on the disk; the call returns when it is."""
    found = []
    for row in range(40):
        key = window.catalog.list.key_at(row)
        began = time.monotonic_ns()
        window.controller.toggle_star([key])
        found.append((time.monotonic_ns() - began) / 1e6)
        pause(20)
    window.controller.undo_stack.setIndex(0)
    return found


def wait(until: Callable[[], bool]) -> None:
    """Handles events until then."""
    limit = time.monotonic() + PATIENCE_S
    while True:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        if until():
            return
        if time.monotonic() > limit:
            raise SystemExit(f"no answer in {PATIENCE_S} s")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


def pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _tell_paints(probe: Probe) -> None:
    """The classes are changed, for Python cannot see Qt paint."""

    def list_painted(view: PosterList, event: QPaintEvent) -> None:
        QTableView.paintEvent(view, event)
        if view is probe.window.catalog.list:
            probe.painted()

    def guidance_painted(view: Guidance, event: QPaintEvent) -> None:
        QWidget.paintEvent(view, event)
        probe.painted()

    PosterList.paintEvent = list_painted
    Guidance.paintEvent = guidance_painted


if __name__ == "__main__":
    main()
