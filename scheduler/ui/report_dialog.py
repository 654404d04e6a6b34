"""What a refresh would do, before it is done: starred posters first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from scheduler.core.catalog import Presentation
from scheduler.core.changes import Change, Report
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.form_dialog import FormDialog
from scheduler.ui.spelling import noticed
from scheduler.workspace.programme import ImportPlan

SHOWN = 500
"""Lines of one kind shown; nobody reads more, and the window stays quick."""
Line = tuple[str, str, str]


class ReportDialog(FormDialog):
    """Accepted: apply the plan. Nothing has changed until then."""

    def __init__(self, plan: ImportPlan, starred: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__("Changes in the programme", "Apply changes", parent)
        title = one_line(plan.merge.catalog.conference.title, 120)
        self.summary = self.say(f"{title}: {summary(plan.report)}.\nYour stars and notes all stay.")
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("Changes")
        self.tree.setHeaderLabels(["Poster", "Before", "After"])
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.tree.header().resizeSection(0, 330)
        self.tree.header().resizeSection(1, 240)
        self.column.addWidget(self.tree, 1)
        for heading, lines in sections(plan.report):
            self._add(heading, lines, starred)
        self._add_warnings(plan)
        self.finish_layout()
        self.resize(840, 520)

    def _add(self, heading: str, lines: list[Line], starred: Collection[str]) -> None:
        if not lines:
            return
        lines.sort(key=lambda line: line[0] not in starred)
        mine = sum(line[0] in starred for line in lines)
        count = f"{heading} ({len(lines):,}" + (f", {mine:,} starred)" if mine else ")")
        parent = QTreeWidgetItem(self.tree, [count])
        parent.setFirstColumnSpanned(True)
        for key, title, change in lines[:SHOWN]:
            before, _, after = change.partition("\0")
            star = "★ " if key in starred else ""
            item = QTreeWidgetItem(parent, [star + one_line(title, 200), before, after])
            for column, text in enumerate((title, before, after)):
                item.setToolTip(column, escape(one_line(text, 600)))
            if star:
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"Starred. {one_line(title, 200)}")
        if len(lines) > SHOWN:
            QTreeWidgetItem(parent, [f"… and {len(lines) - SHOWN:,} more"])
        parent.setExpanded(len(lines) <= 200 or mine > 0)

    def _add_warnings(self, plan: ImportPlan) -> None:
        warnings = plan.reading.warnings
        if not warnings:
            return
        parent = QTreeWidgetItem(self.tree, [f"Noticed in the source ({len(warnings):,})"])
        parent.setFirstColumnSpanned(True)
        for warning in warnings[:SHOWN]:
            item = QTreeWidgetItem(parent, [noticed(warning.line, warning.text)])
            item.setFirstColumnSpanned(True)


def summary(report: Report) -> str:
    """`3 withdrawn, 50 moved, 1 added` in words."""
    named = {change.key for change in (*report.moved, *report.renamed, *report.rewritten)}
    numbers = (
        (len(report.withdrawn), "withdrawn"),
        (len(report.moved), "moved"),
        (len(report.renamed), "renamed"),
        (len(report.rewritten), "with a new abstract"),
        (max(0, report.updated - len(named)), "with new details"),
        (len(report.returned), "back again"),
        (len(report.added), "added"),
        (report.unchanged, "unchanged"),
    )
    return ", ".join(f"{count:,} {word}" for count, word in numbers if count) or plural(0, "change")


def sections(report: Report) -> list[tuple[str, list[Line]]]:
    """Headings and lines (key, title, before NUL after), what hurts most first."""
    return [
        ("Withdrawn", _whole(report.withdrawn)),
        ("Moved", _changed(report.moved)),
        ("Renamed", _changed(report.renamed)),
        ("Abstract changed", _changed(report.rewritten)),
        ("Back in the programme", _whole(report.returned)),
        ("Added", _whole(report.added)),
    ]


def _whole(some: Iterable[Presentation]) -> list[Line]:
    return [(p.key, p.display_title, "") for p in some]


def _changed(some: Iterable[Change]) -> list[Line]:
    return [(c.key, c.title, f"{one_line(c.before, 200)}\0{one_line(c.after, 200)}") for c in some]
