"""The list's rows: only row ids are held, what is painted is fetched by the page."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scheduler.core.listing import Listing
from scheduler.ui import spelling
from scheduler.ui.display_text import one_line
from scheduler.ui.row_difference import difference

PAGE = 32
"""Rows fetched at once: those of a screen, for the screen waits for all of them."""
PAGES_KEPT = 96
AnyIndex = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Role(IntEnum):
    """What rows answer besides Qt's own roles. HEADING and LOST belong to the agenda."""

    LISTING = Qt.ItemDataRole.UserRole + 1
    KEY = Qt.ItemDataRole.UserRole + 2
    HEADING = Qt.ItemDataRole.UserRole + 3
    LOST = Qt.ItemDataRole.UserRole + 4


class ListingModel(QAbstractListModel):
    """Rows by id. `fetch` gives the listings of some ids, leaving out ids that are gone."""

    def __init__(
        self, fetch: Callable[[Sequence[int]], Iterable[Listing]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Listing]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        return self._ids

    def set_ids(self, ids: Iterable[int], *, same_answer: bool = False) -> None:
        """Shows these rows. What only lost or gained one stretch of rows is not reset.

        Rows are fetched anew, unless this is the rest of the `same_answer` that has just begun.
        """
        new = ids if isinstance(ids, array) else array("q", ids)
        old = self._ids
        if same_answer and new[: len(old)] == old:
            self._pages.pop(len(old) // PAGE, None)  # a page that was not full
        else:
            self._pages.clear()
        if new[: len(old)] == old:
            start, old_end, new_end = len(old), len(old), len(new)
        elif abs(len(old) - len(new)) > PAGE:
            start, old_end, new_end = 0, len(old), len(new)
        else:
            start, old_end, new_end = difference(old, new)
        if start == old_end == new_end:
            self.forget(())
        elif new_end == start and old_end > start:
            self.beginRemoveRows(ROOT, start, old_end - 1)
            self._ids = new
            self.endRemoveRows()
        elif old_end == start and new_end > start and old:
            self.beginInsertRows(ROOT, start, new_end - 1)
            self._ids = new
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._ids = new
            self.endResetModel()

    def forget(self, keys: Sequence[str]) -> None:
        """Fetches rows anew when they are next painted; no keys: all rows."""
        wanted = set(keys)
        stale = [number for number, page in self._pages.items() if not wanted or _has(page, wanted)]
        for number in stale:
            del self._pages[number]
        if not wanted and self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
            return
        for number in stale:
            first, last = number * PAGE, min(len(self._ids), (number + 1) * PAGE) - 1
            if first <= last:
                self.dataChanged.emit(self.index(first), self.index(last))

    def listing(self, row: int) -> Listing | None:
        """The row's value; None when it has gone from the catalog since the search."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            page = self._pages[number] = {each.id: each for each in self._fetch(ids.tolist())}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[row])

    def row_of(self, id_: int) -> int:
        """The row of an id, or -1."""
        try:
            return self._ids.index(id_)
        except ValueError:
            return -1

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:
            return None
        row = self.listing(index.row())
        return _ANSWERED[role](row) if row else None


_ANSWERED: dict[int, Callable[[Listing], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: one_line(row.display_title),
    Qt.ItemDataRole.AccessibleTextRole: spelling.spoken,
    Qt.ItemDataRole.ToolTipRole: spelling.tool_tip,
    Role.LISTING: lambda row: row,
    Role.KEY: lambda row: row.key,
}


def _has(page: dict[int, Listing], keys: set[str]) -> bool:
    return any(row.key in keys for row in page.values())
