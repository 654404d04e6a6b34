"""What every start does in the background: the bundled programme, a lost catalog, the day's backup."""

from __future__ import annotations

from scheduler.ui.background import Progress
from scheduler.ui.catalog_page import CatalogPage
from scheduler.ui.controller import Controller
from scheduler.workspace import Workspace
from scheduler.workspace.sources import ReadOptions


def get_ready(controller: Controller, page: CatalogPage) -> None:
    """Shows progress in the page as long as it has nothing else to show."""
    empty = not controller.conference_keys()

    def work(ws: Workspace, progress: Progress) -> bool:
        loaded = ws.programme.ensure_first(ReadOptions(progress=progress))
        rebuilt = ws.programme.rebuild()
        ws.care.daily_backup()
        return loaded or bool(rebuilt)

    def done(changed: bool) -> None:
        if empty:
            page.prepared()
        if changed:
            controller.show_conference(_only(controller))
            controller.catalog_changed.emit()

    def failed() -> None:
        if empty and page is not None:
            page.prepared()

    job = controller.run("Getting ready…", work, done, shown=False)
    if empty:
        job.progressed.connect(page.preparing)
        job.ended.connect(failed)


def _only(controller: Controller) -> str:
    known = controller.conference_keys()
    return controller.conference or (known[0] if len(known) == 1 else "")
