"""Stars to and from friends: a small file out, a friend's merged in beside one's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from scheduler.ui.commands import Command
from scheduler.ui.controller import ANY, Controller
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.main_window import MainWindow
from scheduler.ui.offer import Offer
from scheduler.ui.window_state import WindowState
from scheduler.workspace.sharing import FriendStar, Merged

STARS = "Stars (*.json)"


class MergeCommand(Command):
    """Takes in a friend's stars. Undone, the friend has again what was there before."""

    def __init__(self, controller: Controller, data: bytes, otherwise: str) -> None:
        super().__init__(controller, "merge a friend's stars")
        self._data = data
        self._otherwise = otherwise
        self._before: dict[str, Mapping[str, FriendStar]] = {}
        self.merged: Merged | None = None

    def apply(self) -> None:
        sharing = self.controller.workspace.sharing
        self._before = {friend: sharing.stars_of(friend) for friend in sharing.friends()}
        self.merged = sharing.merge(self._data, otherwise=self._otherwise)
        self.controller.stars_changed.emit(ANY)

    def revert(self) -> None:
        if self.merged:
            friend = self.merged.friend
            self.controller.workspace.sharing.put_back(friend, self._before.get(friend, {}))
            self.controller.stars_changed.emit(ANY)


class ForgetCommand(Command):
    """Takes a friend's stars out again."""

    def __init__(self, controller: Controller, friend: str) -> None:
        super().__init__(controller, f"forget the stars of {one_line(friend, 30)}")
        self._friend = friend
        self._before: Mapping[str, FriendStar] = {}

    def apply(self) -> None:
        self._before = self.controller.workspace.sharing.forget(self._friend)
        self.controller.stars_changed.emit(ANY)

    def revert(self) -> None:
        self.controller.workspace.sharing.put_back(self._friend, self._before)
        self.controller.stars_changed.emit(ANY)


class ShareActions(QObject):
    """The File menu's entries on friends."""

    def __init__(self, window: MainWindow, controller: Controller, state: WindowState) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._state = state
        window.actions_.handle("share", self.ask_name)
        window.actions_.handle("merge", self.ask_file)
        window.actions_.handle("forget_friend", self.ask_friend)

    def ask_name(self) -> None:
        """Asks under which name a friend will see the stars, then where to save them."""
        if not self._controller.workspace.marks.stars():
            self._controller.tell("Nothing is starred yet, so there is nothing to share.")
            return
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Share my stars")
        dialog.setLabelText("Your name, as your friend will see it:")
        dialog.setTextValue(self._state.text("share/name"))
        dialog.textValueSelected.connect(self._ask_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_path(self, name: str) -> None:
        name = one_line(name, 80)
        self._state.put_text("share/name", name)
        start = f"stars {name}.json".replace("/", "-") if name else "stars.json"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Share my stars", start, STARS)
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix else path.with_suffix(".json"), name)

    def save(self, path: Path, name: str) -> None:
        """Writes the file a friend can merge."""
        number = 0
        with self._controller.telling() as outcome:
            number = self._controller.workspace.sharing.export(path, name)
        if not outcome.failed:
            self._controller.tell(
                f"{plural(number, 'star')} saved to {path}. Your friend can merge that file."
            )

    def ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Merge a friend's stars", "", STARS)
        if chosen:
            self.merge(Path(chosen))

    def merge(self, path: Path) -> None:
        """Takes a friend's file in; one's own stars stay as they are."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self._controller.failed.emit(f"{path} cannot be read: {error.strerror}.")
            return
        command = MergeCommand(self._controller, data, one_line(path.stem, 80))
        self._controller.push(command)
        if command.merged:
            self._tell(command.merged)

    def _tell(self, merged: Merged) -> None:
        whose = merged.comparison
        counts = (
            f"{len(whose.both)} both, {len(whose.only_theirs)} only theirs, {len(whose.only_mine)} only mine"
        )
        parts = [f"{plural(merged.stars, 'star')} of {one_line(merged.friend, 40)}: {counts}."]
        if merged.unknown:
            parts.append(f"{len(merged.unknown)} of them are in no programme here.")
        show = Offer("Show both", partial(self._show, f"both:{merged.friend}"))
        self._controller.tell(" ".join(parts), show if whose.both else None)

    def _show(self, name: str) -> None:
        self._window.show_catalog().filters.tick("friends", name)

    def ask_friend(self) -> None:
        """Asks whose stars to take out again."""
        friends = self._controller.workspace.sharing.friends()
        if not friends:
            self._controller.tell("No friend's stars were merged.")
            return
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Forget a friend's stars")
        dialog.setLabelText("Whose stars to take out again:")
        dialog.setComboBoxItems(friends)
        dialog.textValueSelected.connect(
            lambda friend: self._controller.push(ForgetCommand(self._controller, friend))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
