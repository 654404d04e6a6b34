"""Opens the whole window on a new folder without a screen: does this installation hold all it needs?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scheduler.core.times import zone
from scheduler.errors import BadInput
from scheduler.paths import resources
from scheduler.workspace import Workspace

if TYPE_CHECKING:
    from scheduler.ui.main_window import MainWindow

Build = Callable[[Path, Workspace], "MainWindow"]


def faults(build: Build) -> list[str]:
    """What is missing or broken, a sentence each. Nothing of the user's is touched."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return [*_missing_files(), *_missing_zone(), *_broken_window(build)]


def _missing_files() -> Iterator[str]:
    try:
        place = resources()
    except FileNotFoundError as error:
        yield str(error)
        return
    for name in ("catalogs/iclr-2024-poster-session-3.json", "icons/poster-scheduler.svg"):
        if not (place / name).is_file():
            yield f"{place / name} is missing."


def _missing_zone() -> Iterator[str]:
    try:
        zone("Europe/Vienna")
    except BadInput:
        yield "There are no time zones; install tzdata."


def _broken_window(build: Build) -> Iterator[str]:
    from scheduler.ui.application import application
    from scheduler.ui.icons import app_icon

    app = application()
    with TemporaryDirectory() as folder, Workspace.open(Path(folder)) as workspace:
        workspace.programme.ensure_first()
        window = build(Path(folder), workspace)
        window.show()
        window.start()
        app.processEvents()
        if not window.catalog.model.rowCount():
            yield "The bundled programme shows no posters."
        if app_icon().pixmap(32, 32).isNull():
            yield "SVG drawings cannot be shown; Qt's SVG plugin is missing."
        window.close()
        window.controller.close()
        window.deleteLater()
        app.processEvents()
