"""Importing step by step: read, ask what is unclear, show what would change, apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from scheduler.core.catalog import Catalog
from scheduler.errors import BadInput, NeedsConsent, SchedulerError
from scheduler.ui.background import Progress
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.offer import Offer
from scheduler.ui.spelling import noticed
from scheduler.ui.system_zone import local_zone
from scheduler.ui.time_dialog import Hours, TimeDialog, ZoneDialog, hours_of
from scheduler.workspace import Workspace, sources
from scheduler.workspace.programme import ImportPlan
from scheduler.workspace.sources import Consent, Fetched, ReadOptions, TablePreview

LISTED = 500
"""Warnings shown at most."""
Read = Callable[[Workspace, Progress], Fetched | None]


@dataclass(frozen=True, slots=True)
class _Source:
    """What is being imported, and what the user said about it so far."""

    fetched: Fetched
    preview: TablePreview | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    asked_time: bool = False
    asked_zone: bool = False


class ImportFlow(QObject):
    """One for the window; each step ends before the next begins, nothing blocks the window."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window

    def import_files(self, paths: Sequence[Path]) -> None:
        """Reads the largest file as the programme and the others along with it."""

        def read(_: Workspace, __: Progress) -> tuple[Fetched, ...]:
            return tuple(sources.largest_first([sources.from_file(path) for path in paths]))

        def go_on(files: tuple[Fetched, ...]) -> None:
            main, *others = files
            self._look(main, tuple(each.data for each in others))

        name = paths[0].name if len(paths) == 1 else plural(len(paths), "file")
        self._controller.run(f"Reading {one_line(name, 60)}…", read, go_on)

    def import_text(self, data: bytes) -> None:
        """Text or HTML from the clipboard."""
        self._look(Fetched(data, ""))

    def import_address(self, address: str) -> None:
        self._fetch(
            lambda agreed: lambda _, progress: sources.from_address(address, agreed, progress=progress),
            Consent(),
        )

    def refresh(self, conference: str) -> None:
        """The last source of a conference once more."""
        self._fetch(
            lambda agreed: lambda ws, progress: sources.again(ws, conference, agreed, progress), Consent()
        )

    def undo_last(self, conference: str) -> None:
        def undone(made: Any) -> None:
            self._controller.catalog_changed.emit()
            source = one_line(Path(made.source).name or "the clipboard", 60)
            self._controller.tell(f"The import of {source} was taken back.")

        self._controller.run(
            "Taking the import back…", lambda ws, _: ws.programme.undo(conference), undone, stoppable=False
        )

    # Steps

    def _fetch(self, read_with: Callable[[Consent], Read], consent: Consent) -> None:
        def go_on(fetched: Fetched | None) -> None:
            if fetched is None:
                self._controller.tell("The source has not changed since the last import.")
            else:
                self._look(fetched)

        def failed(error: SchedulerError) -> None:
            if isinstance(error, NeedsConsent):
                self._ask_consent(error, lambda agreed: self._fetch(read_with, agreed), consent)
            else:
                self._controller.tell_failure(error)

        self._controller.run_or("Fetching the programme…", read_with(consent), go_on, failed)

    def _ask_consent(self, error: NeedsConsent, again: Callable[[Consent], Any], so_far: Consent) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle("Import from address")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(str(error))
        go_on = box.addButton("Fetch it anyway", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        agreed = replace(
            so_far,
            private=so_far.private or error.why == "private",
            plain_http=so_far.plain_http or error.why == "plain_http",
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda _: again(agreed) if box.clickedButton() is go_on else None)
        box.open()

    def _look(self, fetched: Fetched, companions: tuple[bytes, ...] = ()) -> None:
        """Tables whose columns are unclear need a word first."""
        options = ReadOptions(companions=companions)

        def go_on(preview: TablePreview | None) -> None:
            source = _Source(fetched, preview, options)
            if preview is not None and not preview.clear:
                self._ask_columns(source, preview)
            else:
                self._plan(source)

        self._controller.run("Reading…", lambda _, __: sources.preview(fetched.data), go_on)

    def _ask_columns(self, source: _Source, preview: TablePreview) -> None:
        from scheduler.ui.columns_dialog import ColumnsDialog

        dialog = ColumnsDialog(preview, self._window)
        dialog.accepted.connect(
            lambda: self._plan(replace(source, options=replace(source.options, columns=dialog.columns())))
        )
        dialog.open()

    def _plan(self, source: _Source) -> None:
        def work(ws: Workspace, progress: Progress) -> ImportPlan:
            return sources.plan(ws, source.fetched, replace(source.options, progress=progress))

        self._controller.run("Reading the programme…", work, lambda plan: self._planned(source, plan))

    def _planned(self, source: _Source, plan: ImportPlan) -> None:
        if not source.asked_time and plan.reading.times_missing and not has_times(plan.merge.catalog):
            self._ask_time(source, plan)
        elif not source.asked_zone and plan.reading.zone_missing:
            self._ask_zone(source, plan)
        elif not plan.reading.catalog.presentations:
            self._controller.tell_failure(BadInput("There is no presentation in this source."))
        elif plan.refreshes and not plan.report.empty:
            self._ask_apply(plan)
        elif plan.refreshes:
            self._controller.tell("Nothing in the programme has changed.")
        else:
            self._apply(plan)

    def _ask_time(self, source: _Source, plan: ImportPlan) -> None:
        catalog = plan.reading.catalog
        room = catalog.sessions[0].room if catalog.sessions else ""
        today: date = self._controller.workspace.clock().date()
        dialog = TimeDialog(
            "When is it?",
            "The source does not say when these posters are shown. You can also import without a time"
            " (Cancel) and set it later under Conference › Session times.",
            "Use this time",
            hours_of(None, None, catalog.conference.timezone, room, today),
            self._window,
        )
        asked = replace(source, asked_time=True)
        dialog.accepted.connect(lambda: self._plan(replace(asked, options=_timed(asked, dialog.hours()))))
        dialog.rejected.connect(lambda: self._planned(asked, plan))
        dialog.open()

    def _ask_zone(self, source: _Source, plan: ImportPlan) -> None:
        dialog = ZoneDialog(local_zone(), self._window)
        asked = replace(source, asked_zone=True)

        def named() -> None:
            self._plan(replace(asked, options=replace(asked.options, timezone=dialog.zone_name())))

        dialog.accepted.connect(named)
        dialog.rejected.connect(lambda: self._planned(asked, plan))
        dialog.open()

    def _ask_apply(self, plan: ImportPlan) -> None:
        from scheduler.ui.report_dialog import ReportDialog

        starred = self._controller.workspace.marks.stars()
        dialog = ReportDialog(plan, starred, self._window)
        dialog.accepted.connect(lambda: self._apply(plan))
        dialog.open()

    def _apply(self, plan: ImportPlan) -> None:
        def applied(_: Any) -> None:
            key = plan.merge.catalog.conference.key
            self._controller.catalog_changed.emit()
            self._controller.show_conference(key)
            offers = [Offer("Undo import", lambda: self.undo_last(key))]
            if len(plan.reading.warnings) > 1:
                offers.insert(0, Offer("Show all", lambda: self._show_warnings(plan)))
            self._controller.tell(_outcome(plan), tuple(offers))

        self._controller.run(
            "Saving the programme…", lambda ws, _: ws.programme.apply(plan), applied, stoppable=False
        )

    def _show_warnings(self, plan: ImportPlan) -> None:
        from scheduler.ui.text_dialog import TextDialog, lines_html

        lines = [noticed(each.line, each.text) for each in plan.reading.warnings[:LISTED]]
        left = len(plan.reading.warnings) - LISTED
        if left > 0:
            lines.append(f"… and {left:,} more")
        html = lines_html("Noticed in the source", lines)
        TextDialog("Noticed in the source", html, self._window, copied="\n".join(lines)).open()


def has_times(catalog: Catalog) -> bool:
    """Whether anything in the programme has a time."""
    if any(session.start for session in catalog.sessions):
        return True
    return any(slot.start for p in catalog.presentations for slot in p.slots)


def _timed(source: _Source, hours: Hours) -> ReadOptions:
    return replace(
        source.options,
        timezone=hours.timezone,
        day=hours.day,
        start=hours.start,
        end=hours.end,
        room=hours.room or None,
    )


def _outcome(plan: ImportPlan) -> str:
    catalog = plan.reading.catalog
    title = one_line(plan.merge.catalog.conference.title, 80)
    text = f"{title}: {plural(len(catalog.presentations), 'presentation')} read"
    if catalog.spotlights:
        text += f", {plural(catalog.spotlights, 'spotlight')}"
    warnings = plan.reading.warnings
    if not warnings:
        return text + "."
    more = f" {len(warnings) - 1:,} more." if len(warnings) > 1 else ""
    return f"{text}. Noticed: {noticed(warnings[0].line, warnings[0].text, 120)}{more}"
