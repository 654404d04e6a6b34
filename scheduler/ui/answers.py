"""How a new search result takes the place of the last one: whoever is current stays current."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scheduler.ui.listing_model import ListingModel
from scheduler.ui.poster_list import PosterList


class Answers:
    """Puts results into a list. They come in one piece, or as their first rows and then as a whole.

    `id_of` is the row id of a key, None where the catalog has no such presentation.
    """

    def __init__(self, model: ListingModel, view: PosterList, id_of: Callable[[str], int | None]) -> None:
        self._model = model
        self._view = view
        self._id_of = id_of
        self._rest_follows = self._from_the_top = False
        self._missing, self._stand_in = ("", 0), ""
        self.changing = False
        """While a result is put in: what becomes current now was not chosen by the user."""

    def show(self, ids: Sequence[int], *, whole: bool) -> None:
        """Of a result that is not `whole` the rest will follow, and the current poster may be in that.

        Until it does, another stands in for it: the one that will be current if it is not.
        """
        key, row = self._current()
        if self._from_the_top:
            row, self._from_the_top = 0, not whole
        self.changing = True
        self._model.set_ids(ids, same_answer=whole and self._rest_follows)
        self._rest_follows = not whole
        self._missing, self._stand_in = ("", 0), ""
        if not key or (self._view.current_key() != key and not self.go_to(key)):
            self._view.go_to(max(0, row))
            if key and not whole:
                self._missing, self._stand_in = (key, row), self._view.current_key()
        self.changing = False

    def begin_at_top(self) -> None:
        """The next result is another list: if the current poster is not in it, its row says nothing."""
        self._from_the_top = True

    def go_to(self, key: str) -> bool:
        """Makes a poster current; False when it is not in the list."""
        id_ = self._id_of(key)
        row = self._model.row_of(id_) if id_ is not None else -1
        if row >= 0:
            self._view.go_to(row)
        return row >= 0

    def _current(self) -> tuple[str, int]:
        """The current poster and its row, or those that the rest of a result may bring back."""
        key = self._view.current_key()
        if key == self._stand_in and self._missing[0]:
            return self._missing
        return key, self._view.currentIndex().row()
