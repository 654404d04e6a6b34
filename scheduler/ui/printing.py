"""From a sheet to paper or a PDF file, by one path; what Qt would hide is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from scheduler.errors import CannotSave
from scheduler.ui.display_text import plural
from scheduler.ui.print_blocks import FOOT, TITLE, Press, blocks, prepare
from scheduler.ui.print_contents import Scope, Wanted, make_sheet
from scheduler.ui.print_layout import lay_out, pages
from scheduler.ui.print_sheet import Sheet
from scheduler.workspace import Workspace, files

if TYPE_CHECKING:  # the printing library is not needed for a PDF
    from PySide6.QtPrintSupport import QPrinter

MARGIN_MM = 15.0
_FOOT_MM = 8.0
_COLUMN_GAP_MM = 9.0
_TWO_COLUMNS_FROM_MM = 230.0
_DOTS_AN_INCH = 1200
_STOPPED = "The page could not be drawn, so nothing was printed."


@dataclass(frozen=True, slots=True)
class Paper:
    """A4 or Letter, upright or lying."""

    letter: bool = False
    landscape: bool = False

    def layout(self) -> QPageLayout:
        size = QPageSize.PageSizeId.Letter if self.letter else QPageSize.PageSizeId.A4
        lying, upright = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        orientation = lying if self.landscape else upright
        return QPageLayout(QPageSize(size), orientation, margins, QPageLayout.Unit.Millimeter)


def draw_sheet(sheet: Sheet, device: QPagedPaintDevice) -> int:
    """Draws all pages, each block whole; returns how many pages.

    :raises CannotSave: the device refused.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise CannotSave(_STOPPED)
    try:
        number = _draw_pages(sheet, Press(device), painter, device.newPage)
    except BaseException:
        painter.end()
        raise
    if not painter.end():
        raise CannotSave("Not all pages could be written, so the print is not complete.")
    return number


def pdf(sheet: Sheet, paper: Paper = Paper()) -> tuple[bytes, int]:
    """A PDF with its title, fonts inside and text that can be selected; and its number of pages.

    :raises CannotSave: it could not be drawn.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setCreator("Poster Scheduler")
    writer.setResolution(_DOTS_AN_INCH)
    writer.setPageLayout(paper.layout())
    number = draw_sheet(sheet, writer)
    return bytes(buffer.data().data()), number


def save_pdf(sheet: Sheet, path: Path, paper: Paper = Paper()) -> str:
    """Saves a PDF whole or not at all; returns `12 posters on 2 pages`.

    :raises CannotSave: what stood there before still does.
    """
    data, number = pdf(sheet, paper)
    files.save(path, data)
    return spell_extent(sheet, number)


def print_sheet(sheet: Sheet, printer: QPrinter) -> str:
    """Hands the sheet to a printer; returns what was printed.

    :raises CannotSave: no printer took the job.
    """
    from PySide6.QtPrintSupport import QPrinter

    printer.setDocName(sheet.title)
    printer.setCreator("Poster Scheduler")
    number = draw_sheet(sheet, printer)
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise CannotSave(f"The printer {printer.printerName()} did not take the job.")
    return spell_extent(sheet, number)


def spell_extent(sheet: Sheet, number: int) -> str:
    return f"{plural(sheet.posters, 'poster')} on {plural(number, 'page')}"


def export_pdf(ws: Workspace, path: Path, *, visited: bool = False) -> str:
    """For the command line: starred posters, or the report, as A4; needs no display.

    :raises NotFound: there is nothing to print.
    :raises CannotSave: the file could not be written, or Qt's libraries are missing.
    """
    sheet = make_sheet(ws, Wanted(Scope.REPORT if visited else Scope.STARRED))
    application = QGuiApplication.instance() or _headless_application()
    try:
        return save_pdf(sheet, path)
    finally:
        del application  # until here: fonts need one


def _headless_application() -> QGuiApplication:
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(sys.argv[:1])


def _draw_pages(sheet: Sheet, press: Press, painter: QPainter, new_page: Callable[[], bool]) -> int:
    columns = 2 if press.width >= press.mm(_TWO_COLUMNS_FROM_MM) else 1
    gap = press.mm(_COLUMN_GAP_MM)
    width = (press.width - gap * (columns - 1)) / columns
    title = press.text(sheet.title, TITLE, press.width)
    every = list(blocks(press, sheet, width))
    spots = lay_out(
        [block.size for block in every],
        press.height - press.mm(_FOOT_MM),
        columns,
        first_top=title.height + press.mm(4),
    )
    total = pages(spots)
    prepare(painter)
    title.draw(painter, 0, 0)
    _draw_foot(painter, press, sheet, 1, total)
    page = 0
    for spot in spots:
        while page < spot.page:
            page += 1
            if not new_page():
                raise CannotSave(f"Page {page + 1} of {total} could not be drawn, so nothing was saved.")
            prepare(painter)
            _draw_foot(painter, press, sheet, page + 1, total)
        painter.save()
        painter.translate(spot.column * (width + gap), spot.top)
        painter.scale(spot.scale, spot.scale)
        every[spot.number].draw(painter, 0, 0)
        painter.restore()
    return total


def _draw_foot(painter: QPainter, press: Press, sheet: Sheet, page: int, total: int) -> None:
    text = press.text(f"page {page} of {total}", FOOT, press.width)
    top = press.height - text.height
    text.draw(painter, press.width - press.advance(f"page {page} of {total}", FOOT), top)
    press.text(sheet.title, FOOT, press.width * 0.8).draw(painter, 0, top)
