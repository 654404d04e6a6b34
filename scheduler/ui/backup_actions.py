"""Stars, notes and visits copied to where the user wants them, and brought back from there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from scheduler.ui.background import Progress
from scheduler.ui.controller import ANY, Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.main_window import MainWindow
from scheduler.workspace import Workspace

BACKUPS = "Backup (*.db)"


class BackupActions(QObject):
    """File › Back up and File › Restore."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        window.actions_.handle("backup", self._back_up)
        window.actions_.handle("restore", self._choose_backup)

    def _back_up(self) -> None:
        name = f"poster-scheduler-{self._controller.workspace.clock():%Y-%m-%d}.db"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Back up stars and notes", name, BACKUPS)
        if chosen:
            self._window.flush_notes()
            self._controller.run(
                "Backing up…",
                lambda ws, _: ws.care.backup_to(Path(chosen)),
                lambda _: self._controller.tell(f"Your stars and notes are saved to {chosen}."),
                stoppable=False,
            )

    def _choose_backup(self) -> None:
        """Begins where the daily backups are."""
        from scheduler.ui.conference_dialogs import ask

        folder = self._controller.workspace.folder / "backups"
        name, _ = QFileDialog.getOpenFileName(self._window, "Restore a backup", str(folder), BACKUPS)
        if name:
            ask(
                self._window,
                "Restore a backup",
                f"Bring back the stars, notes and visits of {one_line(Path(name).name, 80)}?\n"
                "They take the place of what is there now, of which a backup is made first.",
                "Restore",
                lambda: self._restore(Path(name)),
            )

    def _restore(self, path: Path) -> None:
        from scheduler.workspace import care

        self._window.flush_notes()

        def work(ws: Workspace, _: Progress) -> Path:
            return care.restore_into(ws.db, path)

        self._controller.run("Restoring…", work, lambda kept: self._restored(path, kept), stoppable=False)

    def _restored(self, path: Path, kept: Path) -> None:
        """What could be undone before is about other stars than those that are there now."""
        controller = self._controller
        controller.undo_stack.clear()
        for signal in (controller.stars_changed, controller.visits_changed, controller.notes_changed):
            signal.emit(ANY)
        controller.catalog_changed.emit()
        controller.plan_changed.emit()
        controller.tell(
            f"{one_line(path.name, 80)} is restored. What was there before is kept as {kept.name}."
        )
