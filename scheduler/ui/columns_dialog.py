"""Asks which column of a table holds what."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QTableWidget, QTableWidgetItem, QWidget

from scheduler.ui.display_text import one_line
from scheduler.ui.form_dialog import FormDialog
from scheduler.workspace.sources import TablePreview

ASKED = {
    "title": "&Title",
    "authors": "&Authors",
    "abstract": "A&bstract",
    "session": "&Session",
    "date": "&Date",
    "start": "Sta&rt",
    "end": "&End",
    "room": "R&oom",
    "board": "Boa&rd",
    "spotlight": "S&potlight",
}
NONE = "(not in the table)"


class ColumnsDialog(FormDialog):
    """`columns()` once it is accepted: our field names to headers."""

    def __init__(self, preview: TablePreview, parent: QWidget | None = None) -> None:
        super().__init__("Columns of the table", "Import", parent)
        self.say("Which column holds what? Only the title is needed.")
        self.table = _first_rows(preview, self)
        self.column.addWidget(self.table)
        self.boxes: dict[str, QComboBox] = {}
        for name, label in ASKED.items():
            box = QComboBox(self)
            box.addItem(NONE, "")
            for header in preview.headers:
                box.addItem(one_line(header, 60) or "(no header)", header)
            box.setCurrentIndex(max(0, box.findData(preview.guess.get(name, ""))))
            box.setAccessibleName(label.replace("&", ""))
            self.boxes[name] = box
            self.form.addRow(label, box)
        self.finish_layout()
        self.resize(620, 560)

    def columns(self) -> dict[str, str]:
        return {name: str(box.currentData()) for name, box in self.boxes.items()}

    def check(self) -> str:
        return "" if self.boxes["title"].currentData() else "Choose the column that holds the titles."


def _first_rows(preview: TablePreview, parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(preview.rows), len(preview.headers), parent)
    table.setAccessibleName("First rows of the table")
    table.setHorizontalHeaderLabels([one_line(header, 60) for header in preview.headers])
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    for row, cells in enumerate(preview.rows):
        for column, cell in enumerate(cells[: len(preview.headers)]):
            table.setItem(row, column, QTableWidgetItem(one_line(cell, 120)))
    table.setMaximumHeight(150)
    return table
