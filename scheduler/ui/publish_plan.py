"""What publishing would do, event by event."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from scheduler.core.calendar import CalendarEvent
from scheduler.core.times import spell_span, spell_zone
from scheduler.ui.display_text import one_line
from scheduler.workspace.publishing import PublishPlan

SHOWN = 300
"""Events of one kind listed; nobody reads more."""


class PlanTree(QTreeWidget):
    """A heading for each kind of change; what stays as it is is folded."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("What would change")
        self.setHeaderLabels(["Event", "Time"])
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def show_plan(self, plan: PublishPlan) -> None:
        self.clear()
        for heading, events, opened in (
            ("To create", plan.create, True),
            ("To update", plan.update, True),
            ("To cancel", plan.cancel, True),
            ("Stay as they are", plan.untouched, False),
        ):
            if events:
                self._list(heading, events, opened)

    def _list(self, heading: str, events: Sequence[CalendarEvent], opened: bool) -> None:
        parent = QTreeWidgetItem(self, [f"{heading} ({len(events):,})"])
        for event in events[:SHOWN]:
            when = spell_span(event.start, event.end, event.timezone)
            QTreeWidgetItem(parent, [one_line(event.summary, 160), f"{when} ({spell_zone(event.timezone)})"])
        if len(events) > SHOWN:
            QTreeWidgetItem(parent, [f"… and {len(events) - SHOWN:,} more"])
        parent.setExpanded(opened)
