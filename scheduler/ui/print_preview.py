"""What will be on paper, before it is: which posters, which paper, every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from scheduler.core.detail import SessionSummary
from scheduler.errors import SchedulerError
from scheduler.ui.background import Progress
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.export_files import ask_path, tell_saved
from scheduler.ui.form_dialog import FormDialog, while_open
from scheduler.ui.print_contents import Scope, Wanted, make_sheet
from scheduler.ui.print_pages import PageBar
from scheduler.ui.print_sheet import Sheet
from scheduler.ui.printing import Paper, draw_sheet, print_sheet, save_pdf, spell_extent
from scheduler.ui.window_state import WindowState
from scheduler.workspace import Workspace

NO_PRINTER = "No printer is set up on this computer. Save a PDF instead, and print it where there is one."


@dataclass(frozen=True, slots=True)
class Offered:
    """What the window has to print: the rows that the list shows, and sessions with stars and a time."""

    ids: tuple[int, ...]
    sessions: tuple[SessionSummary, ...]


class PrintDialog(FormDialog):
    """Accepted once a printer has taken the job. With `at_once` the printers are offered right away."""

    def __init__(
        self,
        controller: Controller,
        state: WindowState,
        offered: Offered,
        parent: QWidget | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        super().__init__("Print", "&Print…", parent)
        self._controller = controller
        self._state = state
        self._offered = offered
        self._sheet: Sheet | None = None
        self._at_once = at_once
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._make_fields()
        self._printer.setPageLayout(self.paper().layout())
        self.preview = QPrintPreviewWidget(self._printer, self)
        self.preview.setAccessibleName("Preview")
        self.pages = PageBar(self.preview, self)
        self.column.addLayout(self.form)
        self.extent = self.say("")
        self.column.addWidget(self.pages)
        self.column.addWidget(self.preview, 1)
        self._add_buttons()
        self.preview.paintRequested.connect(self._draw)
        for box in (self.scope, self.paper_size, self.orientation):
            box.currentIndexChanged.connect(self._changed)
        self.apart.toggled.connect(self._changed)
        self.resize_within(820, 860)
        self.scope.setFocus()
        self._look()

    def paper(self) -> Paper:
        return Paper(self.paper_size.currentData() == "letter", self.orientation.currentData() == "landscape")

    def wanted(self) -> Wanted:
        """What to print, by the fields."""
        conference = self._controller.conference
        chosen = self.scope.currentData()
        if isinstance(chosen, SessionSummary):
            wanted = Wanted(Scope.WALK, chosen.conference, session=chosen.key)
        elif chosen == Scope.SHOWN.value:
            wanted = Wanted(Scope.SHOWN, conference, self._offered.ids)
        else:
            wanted = Wanted(Scope(chosen), conference)
        return replace(wanted, apart=self.apart.isChecked())

    def try_to_accept(self) -> None:
        """Offers the printers; says so when there is none."""
        if self._sheet is None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._complain(NO_PRINTER)
            self.save.setFocus()
            return
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(self.print_now)
        dialog.show()

    def print_now(self) -> None:
        """Hands the pages to the printer that was chosen."""
        if self._sheet is None:
            return
        try:
            extent = print_sheet(self._sheet, self._printer)
        except SchedulerError as error:
            self._complain(str(error))
            return
        self._remember()
        self._controller.tell(f"{extent} sent to {self._printer.printerName() or 'the printer'}.")
        self.accept()

    # Inside

    def _look(self) -> None:
        """Has the sheet made in the background; an answer overtaken by a newer wish is dropped."""
        wanted = self.wanted()

        def work(ws: Workspace, _: Progress) -> Sheet | str:
            try:
                return make_sheet(ws, wanted)
            except SchedulerError as error:
                return str(error)

        self._controller.ask("sheet", work, while_open(self, self._show))

    def _show(self, made: Sheet | str) -> None:
        """Shows the sheet, or the sentence why there is none."""
        self._sheet = made if isinstance(made, Sheet) else None
        self._complain("" if isinstance(made, Sheet) else made)
        for button in (self.accept_button, self.save):
            button.setEnabled(self._sheet is not None)
        self.preview.updatePreview()
        if self._sheet:
            self.extent.setText(spell_extent(self._sheet, self.preview.pageCount()))
            self.preview.fitInView()
        else:
            self.extent.setText("Nothing to print.")
        if self._sheet and self._at_once:
            self._at_once = False
            self.try_to_accept()

    def _draw(self, printer: QPrinter) -> None:
        """Qt asks for the pages; with nothing to print, it gets an empty one."""
        try:
            draw_sheet(self._sheet or Sheet("", (), 0), printer)
        except SchedulerError as error:
            self._complain(str(error))

    def _save_pdf(self) -> None:
        if self._sheet is None:
            return
        path = ask_path(self, self._state, "Save as PDF", "posters.pdf", "PDF (*.pdf)")
        if path is None:
            return
        try:
            extent = save_pdf(self._sheet, path, self.paper())
        except SchedulerError as error:
            self._complain(str(error))
            return
        self._remember()
        tell_saved(self._controller, extent, path, opens_in="viewer")
        self.accept()

    def _changed(self) -> None:
        self._printer.setPageLayout(self.paper().layout())
        self._look()

    def _complain(self, sentence: str) -> None:
        self.mistake.setText(sentence)
        self.mistake.setVisible(bool(sentence))

    def _remember(self) -> None:
        remember_paper(self._state, self.paper())
        self._state.put_flag("print/apart", on=self.apart.isChecked())

    def _make_fields(self) -> None:
        self.scope = _choice("Which posters", [("Starred posters", Scope.STARRED.value)], self)
        self.scope.addItem(f"The list: {plural(len(self._offered.ids), 'poster')}", Scope.SHOWN.value)
        for session in self._offered.sessions:
            self.scope.addItem(f"The walk: {one_line(session.title, 60)}", session)
        self.scope.addItem("Report: visited and noted", Scope.REPORT.value)
        self.paper_size = _choice("Paper", [("A4", "a4"), ("Letter", "letter")], self)
        self.orientation = _choice(
            "Orientation", [("Portrait", "portrait"), ("Landscape", "landscape")], self
        )
        paper = remembered_paper(self._state)
        self.paper_size.setCurrentIndex(int(paper.letter))
        self.orientation.setCurrentIndex(int(paper.landscape))
        self.apart = QCheckBox("&New page for each session or row of the hall", self)
        self.apart.setChecked(self._state.flag("print/apart", default=False))
        row = QHBoxLayout()
        row.addWidget(self.paper_size)
        row.addWidget(self.orientation)
        row.addStretch(1)
        self.form.addRow("&What", self.scope)
        self.form.addRow("Paper", row)
        self.form.addRow("", self.apart)

    def _add_buttons(self) -> None:
        self.save = QPushButton("&Save as PDF…", self)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save_pdf)
        self.buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.save, self.accept_button):
            button.setEnabled(False)
        self.column.addWidget(self.mistake)
        self.column.addWidget(self.buttons)


def remembered_paper(state: WindowState) -> Paper:
    """The paper used last; at first what is usual where the user lives."""
    metric = QLocale().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
    size = state.text("print/paper", "a4" if metric else "letter")
    return Paper(size == "letter", state.text("print/orientation") == "landscape")


def remember_paper(state: WindowState, paper: Paper) -> None:
    state.put_text("print/paper", "letter" if paper.letter else "a4")
    state.put_text("print/orientation", "landscape" if paper.landscape else "portrait")


def _choice(name: str, entries: Sequence[tuple[str, str]], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    for text, value in entries:
        box.addItem(text, value)
    return box
