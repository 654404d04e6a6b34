"""The left pane: which conference, and the boxes to tick, each with its number."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.detail import Counts, SessionSummary
from scheduler.core.times import spell_clock, spell_day
from scheduler.ui.display_text import one_line
from scheduler.ui.filter_boxes import NAME, Boxes, children, state
from scheduler.ui.overview import Overview

SHOW = (
    ("visited", "Visited"),
    ("note", "With a note"),
    ("changed", "Changed in the last refresh"),
    ("withdrawn", "Withdrawn"),
)
Box = tuple[str, str, int | None]
"""Name, text and number of a box."""
AT_FIRST = {"sessions": 8, "topics": 40}
"""So many boxes of a group are shown until all are asked for: what is below them is to be seen too."""
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
        self.tree = Boxes(self)
        self.clear_button = QPushButton("Clear filters", self)
        self.clear_button.hide()
        self._ticked: dict[str, set[str]] = {group: set() for group in GROUPS}
        self._boxes: dict[str, list[Box]] = {}
        self._unfolded: set[str] = set()
        self._groups = {group: self.tree.group(TITLES[group]) for group in GROUPS}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.addWidget(self.conferences)
        layout.addWidget(self.tree)
        layout.addWidget(self.clear_button)
        self.setMinimumWidth(150)
        self.conferences.activated.connect(self._choose)
        self.tree.itemChanged.connect(self._tick)
        self.tree.more_wanted.connect(self._fold)
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
        self._fill(group)
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
        self._take("sessions", sessions)
        self._take("topics", [(name, name, count) for name, count in counts.topics])
        self._take(
            "levels", [(level.value, level.value.capitalize(), count) for level, count in counts.levels]
        )
        self._take("friends", [(each.name, each.text, each.count) for each in overview.friends])
        self._take("show", [(name, text, _shown(counts, name)) for name, text in SHOW])

    def _show_conferences(self, overview: Overview, chosen: str) -> None:
        box = self.conferences
        box.clear()
        if len(overview.conferences) != 1:
            box.addItem("All conferences", "")
        for each in overview.conferences:
            box.addItem(one_line(each.title, 80), each.key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.setToolTip(one_line(box.currentText()))

    def _take(self, group: str, boxes: Iterable[Box]) -> None:
        ticked = self._ticked[group]
        self._boxes[group] = [box for box in boxes if box[2] != 0 or box[0] in ticked]
        ticked &= {name for name, _, _ in self._boxes[group]}
        self._fill(group)

    def _fill(self, group: str) -> None:
        """Makes the boxes anew; the keyboard stays on the one it was on."""
        self.tree.blockSignals(True)
        parent, boxes = self._groups[group], self._boxes.get(group, [])
        current = self.tree.currentItem()
        named = current.data(0, NAME) if current else None
        parent.takeChildren()
        for name, text, count in self._seen(group, boxes):
            item = self.tree.box(parent, one_line(text, 120), count)
            item.setData(0, NAME, (group, name))
            item.setCheckState(0, state(name in self._ticked[group]))
            if named == (group, name):
                self.tree.setCurrentItem(item)
        if _is_long(group, boxes):
            what = TITLES[group].lower()
            text = f"Fewer {what}" if group in self._unfolded else f"All {len(boxes):,} {what}…"
            self.tree.more(parent, group, text)
        parent.setHidden(not boxes)
        self.tree.blockSignals(False)
        self.clear_button.setVisible(self.any_ticked)

    def _seen(self, group: str, boxes: list[Box]) -> list[Box]:
        """All boxes, or of a long group the first ones and those that are ticked."""
        if group in self._unfolded or not _is_long(group, boxes):
            return boxes
        first = AT_FIRST[group]
        return boxes[:first] + [box for box in boxes[first:] if box[0] in self._ticked[group]]

    def _fold(self, group: str) -> None:
        """Shows the rest of a group, and goes to its first; or hides it again."""
        self._unfolded ^= {group}
        self._fill(group)
        parent = self._groups[group]
        number = AT_FIRST[group] if group in self._unfolded else parent.childCount() - 1
        if item := parent.child(number):
            self.tree.setCurrentItem(item)

    def _restore_ticks(self) -> None:
        self.tree.blockSignals(True)
        for group, parent in self._groups.items():
            for item in children(parent):
                if named := item.data(0, NAME):
                    item.setCheckState(0, state(named[1] in self._ticked[group]))
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


def _is_long(group: str, boxes: list[Box]) -> bool:
    """Whether folding saves more than the row that offers the rest."""
    return len(boxes) > AT_FIRST.get(group, len(boxes)) + 1


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
