"""Stars, notes and visits; every write says what was there before, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.core.agenda import Level
from scheduler.store import catalog, personal
from scheduler.store.database import Database
from scheduler.store.personal import Note, Star, Visit


@dataclass(frozen=True, slots=True)
class StarsChanged:
    """The stars of `keys` before and after one write; None: not starred."""

    before: Mapping[str, Star | None]
    after: Mapping[str, Star | None]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.after)


@dataclass(frozen=True, slots=True)
class VisitsChanged:
    """The visits of `keys` before and after one write; None: not visited."""

    before: Mapping[str, Visit | None]
    after: Mapping[str, Visit | None]


class Marks:
    """What the user makes. Each call is on disk when it returns."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    def stars(self, keys: Iterable[str] | None = None) -> dict[str, Star]:
        """All stars by key, in the order they were given; or those of these keys."""
        return personal.stars(self._db, keys)

    def star(self, keys: Iterable[str], level: Level = Level.WANT) -> StarsChanged:
        """Stars, or changes the level of what is starred; a star keeps the time it was given."""
        keys = list(keys)
        before = personal.stars(self._db, keys)
        titles = self._titles(keys)
        now = self._clock()
        after: dict[str, Star | None] = {
            key: Star(key, titles.get(key, ""), level, before[key].starred_at if key in before else now)
            for key in keys
        }
        return self._put({key: before.get(key) for key in keys}, after)

    def unstar(self, keys: Iterable[str]) -> StarsChanged:
        keys = list(keys)
        before = personal.stars(self._db, keys)
        return self._put({key: before.get(key) for key in keys}, dict.fromkeys(keys))

    def put_back(self, wanted: Mapping[str, Star | None]) -> StarsChanged:
        """Undo and redo: sets stars exactly to what they were."""
        before = personal.stars(self._db, wanted)
        return self._put({key: before.get(key) for key in wanted}, dict(wanted))

    def notes(self) -> dict[str, Note]:
        """All notes by key."""
        return personal.notes(self._db)

    def note(self, key: str, text: str) -> Note | None:
        """Saves a note; an empty text removes it. Returns the note that was there before."""
        before = personal.note(self._db, key)
        wanted = Note(key, self._titles([key]).get(key, ""), text, self._clock()) if text.strip() else None
        personal.put_note(self._db, key, wanted)
        return before

    def visits(self) -> dict[str, Visit]:
        """All visits by key, in the order they were made."""
        return personal.visits(self._db)

    def visit(self, keys: Iterable[str], *, visited: bool = True) -> VisitsChanged:
        """Ticks off, or un-ticks; a second tick keeps the time of the first."""
        keys = list(keys)
        known = personal.visits(self._db)
        titles = self._titles(keys)
        now = self._clock()
        after: dict[str, Visit | None] = {
            key: (known.get(key) or Visit(key, titles.get(key, ""), now)) if visited else None for key in keys
        }
        personal.put_visits(self._db, after)
        return VisitsChanged({key: known.get(key) for key in keys}, after)

    def put_visits_back(self, wanted: Mapping[str, Visit | None]) -> None:
        """Undo and redo: sets visits exactly to what they were."""
        personal.put_visits(self._db, wanted)

    def _put(self, before: Mapping[str, Star | None], after: dict[str, Star | None]) -> StarsChanged:
        personal.put_stars(self._db, after)
        return StarsChanged(before, after)

    def _titles(self, keys: Iterable[str]) -> dict[str, str]:
        return catalog.titles(self._db, keys)
