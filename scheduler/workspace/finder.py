"""Search, and what lists and details show."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scheduler.core.listing import Listing
from scheduler.core.query import Filter
from scheduler.errors import NotFound
from scheduler.store import listings, search
from scheduler.store.database import Database

if TYPE_CHECKING:  # the first rows need none of these; who does, loads them
    from scheduler.core.catalog import Conference
    from scheduler.core.detail import Counts, Detail, SessionSummary
    from scheduler.store.details import ProgrammeCounts
    from scheduler.store.personal import Star

FIRST_ROWS = 120
"""More than any screen shows at once."""


class Related(NamedTuple):
    """A presentation (row `id`) like others, and the terms that made it so, the strongest first."""

    id: int
    detail: Detail
    terms: tuple[str, ...]


class Finder:
    """Reads only; nothing here changes a file."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._order: tuple[object, bool] = (None, False)
        self._counts: dict[str, tuple[object, ProgrammeCounts]] = {}

    def conferences(self) -> list[Conference]:
        from scheduler.store import catalog

        return catalog.conferences(self._db)

    def conference_keys(self) -> list[str]:
        """The keys of `conferences`, in the same order."""
        return search.conference_keys(self._db)

    def find(self, wanted: Filter) -> array[int]:
        """The row ids that fit, in order. Ids hold until the programme changes."""
        return search.find(self._db, wanted)

    def first(self, wanted: Filter, limit: int = FIRST_ROWS) -> array[int] | None:
        """The first ids of `find`, in a fraction of its time; all of them if fewer than `limit`.

        None where the first cannot be told without finding all.
        """
        return search.first(self._db, wanted, limit, self._in_order)

    def prepare(self) -> None:
        """Finds out, while nobody waits, what `first` has to know of a programme."""
        self._in_order()

    def interrupt(self) -> None:
        """Ends what is being read just now, in another thread, with an error there."""
        self._db.catalog.interrupt()

    def rows(self, ids: Sequence[int]) -> list[Listing]:
        """What the list paints for these ids."""
        return listings.listings(self._db, ids)

    def details(self, ids: Sequence[int]) -> list[Detail]:
        from scheduler.store import details

        return details.details(self._db, ids)

    def by_key(self, keys: Iterable[str]) -> list[Detail]:
        """Details in the order of the keys; keys without a presentation are left out."""
        keys = list(keys)
        ids = search.ids_of(self._db, keys)
        return self.details([ids[key] for key in keys if key in ids])

    def ids_of(self, keys: Iterable[str]) -> dict[str, int]:
        return search.ids_of(self._db, keys)

    def detail(self, key: str) -> Detail:
        """:raises NotFound: there is no presentation with that key."""
        found = self.by_key([key])
        if not found:
            raise NotFound(f"There is no presentation “{key}”.")
        return found[0]

    def starred(self, conference: str = "") -> list[Detail]:
        """All starred presentations of one conference, or of all, in order of time."""
        ids = search.find(self._db, Filter(conference=conference, starred=True))
        return sorted(self.details(ids), key=lambda d: (d.place is None or d.place.start is None, _start(d)))

    def lost_stars(self) -> list[Star]:
        """Stars whose presentation is in no catalog any more: shown by the title they keep."""
        from scheduler.store import personal

        stars = personal.stars(self._db)
        known = search.ids_of(self._db, stars)
        return [star for key, star in stars.items() if key not in known]

    def sessions(self, conference: str = "") -> list[SessionSummary]:
        from scheduler.store import details

        return details.sessions(self._db, conference)

    def session(self, name: str, conference: str = "") -> SessionSummary:
        """The session of that key or title, ignoring case; a unique part of the title is enough.

        Where titles repeat, the title with the day as `told_apart` writes it names one of them.
        :raises NotFound: none fits, or more than one does.
        """
        from scheduler.core.session_names import told_apart

        every = self.sessions(conference)
        wanted = name.casefold()
        named = list(zip(every, told_apart(every), strict=True))
        exact = [
            (s, own) for s, own in named if wanted in (s.key.casefold(), s.title.casefold(), own.casefold())
        ]
        found = exact or [(s, own) for s, own in named if wanted in s.title.casefold()]
        if len(found) == 1:
            return found[0][0]
        names = ", ".join(f"“{own}”" for _, own in (found or named)[:8])
        if found:
            raise NotFound(f"“{name}” fits more than one session: {names}.")
        raise NotFound(f"There is no session “{name}”" + (f"; there are {names}." if names else "."))

    def counts(self, conference: str = "") -> Counts:
        """The numbers beside the filters; those of the programme are counted only when it has changed."""
        from scheduler.store import details

        state, known = self._counts.get(conference, (None, None))
        if known is None or state != self._state():
            state, known = self._state(), details.programme_counts(self._db, conference)
            self._counts[conference] = (state, known)
        return details.counts(self._db, conference, known)

    def related(self, key: str, limit: int = 5) -> list[Related]:
        """The presentations most like one, of the same conference."""
        detail = self.detail(key)
        ids = list(search.ids_of(self._db, [key]).values())
        return self._related(ids, limit, detail.conference, unstarred=False)

    def like_my_stars(self, limit: int = 20, conference: str = "") -> list[Related]:
        """Unstarred presentations most like all that is starred, musts counting first."""
        starred = sorted(self.starred(conference), key=lambda d: d.level.rank if d.level else 0)
        ids = search.ids_of(self._db, [d.key for d in starred])
        return self._related([ids[d.key] for d in starred], limit, conference, unstarred=True)

    def _in_order(self) -> bool:
        """Asked anew only when this or another connection has changed the programme."""
        state = self._state()
        if self._order[0] != state:
            self._order = (state, search.is_in_order(self._db))
        return self._order[1]

    def _state(self) -> object:
        """Differs when catalog.db has been changed by this or another connection."""
        return self._db.version()[0], self._db.catalog.total_changes

    def _related(self, ids: list[int], limit: int, conference: str, *, unstarred: bool) -> list[Related]:
        from scheduler.store.related import nearest

        near = nearest(self._db, ids, limit, conference=conference, unstarred=unstarred)
        details = self.details([each.id for each in near])
        return [Related(each.id, detail, each.terms) for detail, each in zip(details, near, strict=True)]

    def resolve(self, name: str) -> str:
        """The key meant by a key, its part behind the slash, or a unique beginning of that.

        :raises NotFound: none fits, or more than one does.
        """
        found = search.keys_like(self._db, name)
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"“{name}” fits more than one presentation: {', '.join(found[:5])}.")
        raise NotFound(f"There is no presentation “{name}”.")


def _start(detail: Detail) -> str:
    place = detail.place
    return place.start.isoformat() if place and place.start else ""
