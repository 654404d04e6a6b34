"""The left pane: which conference, and the boxes to tick, each with its number."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.detail import Counts, SessionSummary
from scheduler.core.times import spell_clock, spell_day
from scheduler.ui.display_text import one_line
from scheduler.ui.overview import Overview

NAME = Qt.ItemDataRole.UserRole
SHOW = (
    ("visited", "Visited"),
    ("note", "With a note"),
    ("changed", "Changed in the last refresh"),
    ("withdrawn", "Withdrawn"),
)
GROUPS = ("sessions", "topics", "levels", "friends", "show")
TITLES = {
    "sessions": "Sessions",
    "topics": "Topics",
    "levels": "Stars",
    "friends": "Friends",
    "show": "Show only",
}


class FilterPane(QWidget):
    """`changed` when a box was ticked; `conference_chosen` with a key, empty for all."""

    changed = Signal()
    conference_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self.conferences = QComboBox(self)
        self.conferences.setAccessibleName("Conference")
        self.conferences.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.conferences.setMinimumContentsLength(12)
        self.tree = _Boxes(self)
        self.clear_button = QPushButton("Clear filters", self)
        self.clear_button.hide()
        self._ticked: dict[str, set[str]] = {group: set() for group in GROUPS}
        self._groups = {group: self.tree.group(TITLES[group]) for group in GROUPS}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.addWidget(self.conferences)
        layout.addWidget(self.tree)
        layout.addWidget(self.clear_button)
        self.setMinimumWidth(150)
        self.conferences.activated.connect(self._choose)
        self.tree.itemChanged.connect(self._tick)
        self.clear_button.clicked.connect(self.clear)

    def ticked(self, group: str) -> frozenset[str]:
        """The names ticked in a group: session keys, topics, levels, or names of `is:` flags."""
        return frozenset(self._ticked[group])

    @property
    def any_ticked(self) -> bool:
        return any(self._ticked.values())

    def tick(self, group: str, name: str) -> None:
        """Ticks this box alone in its group, as a click on a topic elsewhere does."""
        self._ticked[group] = {name}
        self._restore_ticks()
        self.changed.emit()

    def clear(self) -> None:
        for names in self._ticked.values():
            names.clear()
        self._restore_ticks()
        self.changed.emit()

    def show_overview(self, overview: Overview, conference: str) -> None:
        """Fills in names and numbers; ticks stay where their box is still there."""
        self._show_conferences(overview, conference)
        counts = overview.counts
        several = not conference and len(overview.conferences) > 1
        names = {each.key: each.title for each in overview.conferences}
        sessions = [
            (each.key, _session_name(each, names if several else {}), each.presentations)
            for each in overview.sessions
        ]
        self._fill("sessions", sessions)
        self._fill("topics", [(name, name, count) for name, count in counts.topics])
        self._fill(
            "levels", [(level.value, level.value.capitalize(), count) for level, count in counts.levels]
        )
        self._fill("friends", [(each.name, each.text, each.count) for each in overview.friends])
        self._fill("show", [(name, text, _shown(counts, name)) for name, text in SHOW])

    def _show_conferences(self, overview: Overview, chosen: str) -> None:
        box = self.conferences
        box.clear()
        if len(overview.conferences) != 1:
            box.addItem("All conferences", "")
        for each in overview.conferences:
            box.addItem(one_line(each.title, 80), each.key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.setToolTip(one_line(box.currentText()))

    def _fill(self, group: str, boxes: Iterable[tuple[str, str, int | None]]) -> None:
        self.tree.blockSignals(True)
        parent = self._groups[group]
        parent.takeChildren()
        shown = set()
        for name, text, count in boxes:
            if count == 0 and name not in self._ticked[group]:
                continue
            shown.add(name)
            item = self.tree.box(parent, one_line(text, 120), count)
            item.setData(0, NAME, (group, name))
            item.setCheckState(0, _state(name in self._ticked[group]))
        self._ticked[group] &= shown
        parent.setHidden(not shown)
        self.tree.blockSignals(False)
        self.clear_button.setVisible(self.any_ticked)

    def _restore_ticks(self) -> None:
        self.tree.blockSignals(True)
        for group, parent in self._groups.items():
            for item in _children(parent):
                item.setCheckState(0, _state(item.data(0, NAME)[1] in self._ticked[group]))
        self.tree.blockSignals(False)
        self.clear_button.setVisible(self.any_ticked)

    def _tick(self, item: QTreeWidgetItem) -> None:
        named = item.data(0, NAME)
        if not named:
            return
        group, name = named
        if item.checkState(0) is Qt.CheckState.Checked:
            self._ticked[group].add(name)
        else:
            self._ticked[group].discard(name)
        self.clear_button.setVisible(self.any_ticked)
        self.changed.emit()

    def _choose(self) -> None:
        self.conference_chosen.emit(self.conferences.currentData())


class _Boxes(QTreeWidget):
    """Groups of check boxes; a click anywhere on a row ticks it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filters")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        header = self.header()
        header.setMinimumSectionSize(20)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.itemClicked.connect(self._toggle_by_text)
        self._checked_before: tuple[QTreeWidgetItem, Qt.CheckState] | None = None
        self.itemPressed.connect(self._remember)

    def group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setExpanded(True)
        item.setHidden(True)
        return item

    def box(self, parent: QTreeWidgetItem, text: str, count: int | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text, "" if count is None else f"{count:,}"])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, _plain_tip(text))
        return item

    def _remember(self, item: QTreeWidgetItem) -> None:
        self._checked_before = (item, item.checkState(0))

    def _toggle_by_text(self, item: QTreeWidgetItem) -> None:
        """The box itself toggles on its own; a click beside it is meant the same."""
        before, self._checked_before = self._checked_before, None
        if not item.data(0, NAME):
            item.setExpanded(not item.isExpanded())
        elif before == (item, item.checkState(0)):
            item.setCheckState(0, _state(item.checkState(0) is not Qt.CheckState.Checked))


def _children(parent: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for row in range(parent.childCount()) if (item := parent.child(row))]


def _plain_tip(text: str) -> str:
    from html import escape

    return escape(text)


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _shown(counts: Counts, name: str) -> int:
    numbers = {
        "visited": counts.visited,
        "note": counts.noted,
        "changed": counts.changed,
        "withdrawn": counts.withdrawn,
    }
    return numbers[name]


def _session_name(session: SessionSummary, conferences: dict[str, str]) -> str:
    when = ""
    if session.start:
        day = spell_day(session.start, session.timezone)[:3]
        when = f" · {day} {spell_clock(session.start, session.timezone)}"
    owner = f" ({conferences[session.conference]})" if session.conference in conferences else ""
    return f"{one_line(session.title, 80) or 'Untitled session'}{when}{owner}"
