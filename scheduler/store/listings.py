"""Reads the rows of lists, joining the catalog with the user's own marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.core.decision import Decision, TimeSource
from scheduler.core.listing import Listing, Placement
from scheduler.store import values
from scheduler.store.database import Database
from scheduler.store.presentations import split
from scheduler.store.search import chunks, marks

# A slot's own time comes first, then the user's word for its session, then the session's.
_PLACES = """
    SELECT s.presentation_id, coalesce(x.key, ''), coalesce(x.title, ''),
        coalesce(s.start, o.start, x.start),
        coalesce(s."end", o."end", x."end"),
        coalesce(nullif(s.room, ''), nullif(o.room, ''), x.room, ''),
        coalesce(b.board, s.board),
        CASE WHEN o.start IS NOT NULL THEN 'confirmed' ELSE coalesce(x.time_source, 'stated') END,
        s.start IS NOT NULL
    FROM slots s
    JOIN presentations p ON p.id = s.presentation_id
    JOIN conferences c ON c.id = p.conference_id
    LEFT JOIN sessions x ON x.id = s.session_id
    LEFT JOIN personal.session_times o ON o.conference = c.key AND o.session = x.key
    LEFT JOIN personal.boards b ON b.key = p.key AND b.session = coalesce(x.key, '')
"""

# A presentation with all that the user and the last refresh said of it.
MARKED = """
    FROM presentations p JOIN conferences c ON c.id = p.conference_id
    LEFT JOIN personal.stars st ON st.key = p.key
    LEFT JOIN personal.visits v ON v.key = p.key
    LEFT JOIN personal.notes n ON n.key = p.key
    LEFT JOIN marks m ON m.key = p.key
"""


def listings(db: Database, ids: Sequence[int]) -> list[Listing]:
    """The rows with these ids, in the order asked for; ids that are gone are left out."""
    found: dict[int, Listing] = {}
    for some in chunks(list(ids)):
        places = _first_places(db, some)
        for row in db.catalog.execute(
            f"""
            SELECT p.id, p.key, p.title, p.authors, p.decision, c.timezone, st.level,
                v.key IS NOT NULL, n.key IS NOT NULL, p.withdrawn, coalesce(m.change, '')
            {MARKED} WHERE p.id IN ({marks(some)})
            """,
            some,
        ):
            found[row[0]] = Listing(
                id=row[0],
                key=row[1],
                title=row[2],
                authors=split(row[3]),
                decision=values.choice(Decision, row[4], Decision.POSTER),
                place=places.get(row[0]),
                timezone=row[5],
                level=values.level(row[6]) if row[6] else None,
                visited=bool(row[7]),
                noted=bool(row[8]),
                withdrawn=bool(row[9]),
                change=row[10],
            )
    return [found[each] for each in ids if each in found]


def _first_places(db: Database, ids: Sequence[int]) -> dict[int, Placement]:
    return {owner: places[0] for owner, places in placements(db, ids).items()}


def placements(db: Database, ids: Iterable[int]) -> dict[int, list[Placement]]:
    """Where and when each of some presentations is, the earliest first; by row id."""
    some = list(ids)
    found: dict[int, list[Placement]] = {}
    for row in db.catalog.execute(
        f"{_PLACES} WHERE s.presentation_id IN ({marks(some)}) ORDER BY 4, s.id",
        some,
    ):
        found.setdefault(row[0], []).append(
            Placement(
                session=row[1],
                session_title=row[2],
                start=values.moment(row[3]),
                end=values.moment(row[4]),
                room=row[5],
                board=row[6],
                time_source=values.choice(TimeSource, row[7], TimeSource.ASSUMED),
                own_time=bool(row[8]),
            )
        )
    return found
