"""Measures and draws the blocks of a sheet, black on white whatever the theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPainter, QPen, QTextLayout, QTextOption

from scheduler.ui.print_layout import Size
from scheduler.ui.print_sheet import Item, Section, Sheet

_LINE_MM = 7.5
"""Between note lines: room for handwriting."""
_GAP_MM = 4.0
_BOX_MM = 7.0
_WIDEST_BOARD_MM = 26.0
_INK = Qt.GlobalColor.black
_RULE = QPen(Qt.GlobalColor.darkGray)


@dataclass(frozen=True, slots=True)
class Type:
    """A face: size in points, and weight."""

    points: float
    bold: bool = False
    italic: bool = False


TITLE, HEADING, REMARK = Type(16, bold=True), Type(12.5, bold=True), Type(9)
POSTER, BOARD, BOX, AUTHORS, FACTS = Type(10.5, bold=True), Type(12, bold=True), Type(14), Type(9), Type(9)
NOTE, FOOT = Type(9, italic=True), Type(8)


class Press:
    """A device's measures: millimetres and text, in its own dots."""

    def __init__(self, device: QPagedPaintDevice) -> None:
        self.device = device
        self.width = float(device.width())
        self.height = float(device.height())
        self.dots = device.logicalDpiY() / 25.4
        self._fonts: dict[Type, QFont] = {}

    def font(self, face: Type) -> QFont:
        """The program's font. Without ligatures: a search for “offline” has to find it in a PDF."""
        if face not in self._fonts:
            font = QFont()
            font.setPointSizeF(face.points)
            font.setBold(face.bold)
            font.setItalic(face.italic)
            font.setFeature(QFont.Tag("liga"), 0)
            self._fonts[face] = font
        return self._fonts[face]

    def mm(self, length: float) -> float:
        return length * self.dots

    def advance(self, text: str, face: Type) -> float:
        return QFontMetricsF(self.font(face), self.device).horizontalAdvance(text)

    def text(self, text: str, face: Type, width: float) -> Text:
        return Text(self, text, face, width)


class Text:
    """A paragraph broken to a width; a word longer than the line is broken too."""

    def __init__(self, press: Press, text: str, face: Type, width: float) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), press.font(face), press.device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self.height = 0.0
        self._layout.beginLayout()
        while text and (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
        self._layout.endLayout()

    def draw(self, painter: QPainter, x: float, y: float) -> float:
        """Returns where it ends."""
        self._layout.draw(painter, QPointF(x, y))
        return y + self.height


class Heading:
    """A section's title and remarks."""

    def __init__(self, press: Press, section: Section, width: float, *, new_page: bool) -> None:
        self._press = press
        self._title = press.text(section.heading, HEADING, width)
        self._remarks = press.text(" · ".join(section.remarks), REMARK, width)
        height = self._title.height + self._remarks.height + press.mm(_GAP_MM)
        self.size = Size(height, opens=True, new_page=new_page)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        y = self._title.draw(painter, x, y)
        self._remarks.draw(painter, x, y + self._press.mm(0.5))


class Poster:
    """☐ board, title, authors, facts, the user's note, and lines to write on."""

    def __init__(self, press: Press, item: Item, width: float, board_width: float, lines: int) -> None:
        self._press = press
        self._lines = 0 if item.continued else lines
        self._width = width
        self._indent = press.mm(_BOX_MM) + board_width
        self._box = press.text(
            "" if item.continued or item.ticked is None else "☑" if item.ticked else "☐",
            BOX,
            press.mm(_BOX_MM),
        )
        self._board = press.text(item.board, BOARD, board_width)
        inner = width - self._indent
        faces = ((item.title, POSTER), (item.authors, AUTHORS), (item.facts, FACTS), (item.note, NOTE))
        self._texts = [press.text(text, face, inner) for text, face in faces if text]
        words = max(self._board.height, sum(each.height for each in self._texts))
        self.size = Size(words + self._lines * press.mm(_LINE_MM) + press.mm(_GAP_MM))

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        top, mm = y, self._press.mm
        self._box.draw(painter, x, y - mm(1.0))
        self._board.draw(painter, x + mm(_BOX_MM), y)
        for text in self._texts:
            y = text.draw(painter, x + self._indent, y)
        y = max(y, top + self._board.height)
        painter.save()
        pen = QPen(_RULE)
        pen.setWidthF(mm(0.15))
        painter.setPen(pen)
        for _ in range(self._lines):
            y += mm(_LINE_MM)
            painter.drawLine(QPointF(x + self._indent, y), QPointF(x + self._width, y))
        painter.restore()


def blocks(press: Press, sheet: Sheet, width: float) -> Iterator[Heading | Poster]:
    """The sheet's blocks in order, each as wide as a column."""
    boards = [press.advance(item.board, BOARD) for section in sheet.sections for item in section.items]
    widest = min(max(boards, default=0.0), press.mm(_WIDEST_BOARD_MM))
    board_width = widest + press.mm(3) if widest else 0.0
    for number, section in enumerate(sheet.sections):
        yield Heading(press, section, width, new_page=bool(number) and section.new_page)
        for item in section.items:
            yield Poster(press, item, width, board_width, sheet.lines)


def prepare(painter: QPainter) -> None:
    """Black ink at the start of a page, no background: nothing of the theme reaches paper.

    Another colour first: a preview plays back only what was set, and Qt skips setting what is set.
    """
    painter.setPen(_RULE)
    painter.setPen(QPen(_INK))
    painter.setBackgroundMode(Qt.BGMode.TransparentMode)
