"""Reads what details and filters show, joining the catalog with the user's own marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.core.catalog import TimeSource
from scheduler.core.detail import Counts, Detail, SessionSummary
from scheduler.core.level import Level
from scheduler.store import values
from scheduler.store.catalog import presentation_from
from scheduler.store.database import Database
from scheduler.store.listings import MARKED, placements
from scheduler.store.search import chunks, marks


def details(db: Database, ids: Sequence[int]) -> list[Detail]:
    """Everything about the presentations with these ids, in the order asked for."""
    found: dict[int, Detail] = {}
    for some in chunks(list(ids)):
        places = placements(db, some)
        for row in db.catalog.execute(
            f"""
            SELECT p.id, p.key, p.source_key, p.title, p.authors, p.abstract, p.summary, p.decision,
                p.topics, p.track, p.url, p.position, p.withdrawn,
                c.key, c.title, c.timezone, st.level, st.starred_at, v.visited_at,
                coalesce(n.text, ''), n.written_at, coalesce(m.change, '')
            {MARKED} WHERE p.id IN ({marks(some)})
            """,
            some,
        ):
            found[row[0]] = Detail(
                presentation=presentation_from(row[:13], ()),
                conference=row[13],
                conference_title=row[14],
                timezone=row[15],
                placements=tuple(places.get(row[0], ())),
                level=values.level(row[16]) if row[16] else None,
                starred_at=values.moment(row[17]),
                visited_at=values.moment(row[18]),
                note=row[19],
                noted_at=values.moment(row[20]),
                change=row[21],
            )
    return [found[each] for each in ids if each in found]


def sessions(db: Database, conference: str = "") -> list[SessionSummary]:
    """The sessions of one conference, or of all, in order of time; unknown times last."""
    rows = db.catalog.execute(
        """
        SELECT x.key, c.key, x.title, coalesce(nullif(o.room, ''), x.room), coalesce(o.start, x.start),
            coalesce(o."end", x."end"),
            CASE WHEN o.start IS NOT NULL THEN 'confirmed' ELSE x.time_source END, c.timezone,
            count(DISTINCT CASE WHEN p.withdrawn = 0 THEN p.id END), count(DISTINCT st.key)
        FROM sessions x JOIN conferences c ON c.id = x.conference_id
        LEFT JOIN personal.session_times o ON o.conference = c.key AND o.session = x.key
        LEFT JOIN slots s ON s.session_id = x.id
        LEFT JOIN presentations p ON p.id = s.presentation_id
        LEFT JOIN personal.stars st ON st.key = p.key
        WHERE ? IN ('', c.key)
        GROUP BY x.id ORDER BY coalesce(o.start, x.start, '9999'), x.id
        """,
        (conference,),
    )
    return [
        SessionSummary(
            key=row[0],
            conference=row[1],
            title=row[2],
            room=row[3],
            start=values.moment(row[4]),
            end=values.moment(row[5]),
            time_source=values.choice(TimeSource, row[6], TimeSource.ASSUMED),
            timezone=row[7],
            presentations=row[8],
            starred=row[9],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ProgrammeCounts:
    """What can be counted without the user's marks."""

    total: int
    spotlights: int
    withdrawn: int
    topics: tuple[tuple[str, int], ...]


def programme_counts(db: Database, conference: str = "") -> ProgrammeCounts:
    """Of one conference or of all; reads every presentation, so keep it while the programme stays."""
    total, spotlights, withdrawn = db.catalog.execute(
        """
        SELECT count(*) - coalesce(sum(p.withdrawn), 0),
            coalesce(sum(p.withdrawn = 0 AND p.decision = 'spotlight'), 0), coalesce(sum(p.withdrawn), 0)
        FROM presentations p JOIN conferences c ON c.id = p.conference_id WHERE ? IN ('', c.key)
        """,
        (conference,),
    ).fetchone()
    topics = db.catalog.execute(
        """
        SELECT t.name, count(*) FROM topics t JOIN presentations p ON p.id = t.presentation_id
        JOIN conferences c ON c.id = p.conference_id
        WHERE ? IN ('', c.key) AND p.withdrawn = 0 GROUP BY t.name ORDER BY count(*) DESC, t.name
        """,
        (conference,),
    ).fetchall()
    return ProgrammeCounts(total, spotlights, withdrawn, tuple((row[0], row[1]) for row in topics))


def counts(db: Database, conference: str = "", programme: ProgrammeCounts | None = None) -> Counts:
    """The numbers beside the filters, of one conference or of all: what the user marked is few."""
    programme = programme or programme_counts(db, conference)
    starred, visited, noted, changed = (
        db.catalog.execute(
            f"""
            SELECT count(*) FROM {table} m CROSS JOIN presentations p ON p.key = m.key
            JOIN conferences c ON c.id = p.conference_id WHERE ? IN ('', c.key)
            """,
            (conference,),
        ).fetchone()[0]
        for table in ("personal.stars", "personal.visits", "personal.notes", "marks")
    )
    return Counts(
        total=programme.total,
        spotlights=programme.spotlights,
        starred=starred,
        visited=visited,
        noted=noted,
        withdrawn=programme.withdrawn,
        changed=changed,
        topics=programme.topics,
        levels=_levels(db, conference),
    )


def _levels(db: Database, conference: str) -> tuple[tuple[Level, int], ...]:
    """How many stars of each level, the highest first."""
    rows = db.catalog.execute(
        """
        SELECT m.level, count(*) FROM personal.stars m CROSS JOIN presentations p ON p.key = m.key
        JOIN conferences c ON c.id = p.conference_id WHERE ? IN ('', c.key) GROUP BY m.level
        """,
        (conference,),
    )
    found = dict(rows.fetchall())
    return tuple((level, found.get(level.value, 0)) for level in Level)
