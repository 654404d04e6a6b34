"""Where exported files go, and what is said once they are there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from scheduler.ui.controller import Controller
from scheduler.ui.offer import Offer
from scheduler.ui.window_state import WindowState

_FOLDER = "files/export_folder"


def ask_path(parent: QWidget, state: WindowState, title: str, name: str, patterns: str) -> Path | None:
    """A file to save to, beginning in the folder used last; None when the user thought better of it.

    `patterns` is Qt's "CSV (*.csv);;…"; a name without an ending gets that of the chosen pattern.
    """
    folder = state.text(_FOLDER)
    start = str(Path(folder) / name) if folder else name
    chosen, pattern = QFileDialog.getSaveFileName(parent, title, start, patterns)
    if not chosen:
        return None
    path = with_ending(Path(chosen), pattern or patterns)
    state.put_text(_FOLDER, str(path.parent))
    return path


def with_ending(path: Path, pattern: str) -> Path:
    """The path as it is, or with the first ending that the pattern names."""
    if path.suffix:
        return path
    _, _, ending = pattern.partition("*")
    ending = ending.partition(")")[0].partition(" ")[0]
    return path.with_name(path.name + ending) if ending.startswith(".") else path


def tell_saved(controller: Controller, what: str, path: Path, *, opens_in: str = "") -> None:
    """`12 events saved to …`, with Show in folder and, where `opens_in` names one, Open in it."""
    offers = [Offer("Show in folder", lambda: show_in_folder(controller, path))]
    if opens_in:
        offers.append(Offer(f"Open in {opens_in}", lambda: open_file(controller, path)))
    controller.tell(f"{what} saved to {path}", tuple(offers))


def show_in_folder(controller: Controller, path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
        controller.tell(f"No program here shows folders; the file is in {path.parent}")


def open_file(controller: Controller, path: Path) -> None:
    """Hands the file to the desktop's default program."""
    if not path.exists():
        controller.tell(f"{path} is not there any more.")
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        controller.tell(f"No program here opens such files; it is at {path}")
