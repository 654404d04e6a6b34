"""Writes and reads whole programmes in catalog.db."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.core.times import rfc3339
from scheduler.store import values
from scheduler.store.database import Database
from scheduler.store.presentations import COLUMNS, delete_presentations, save_presentations, split


@dataclass(frozen=True, slots=True)
class StoredCatalog:
    """A catalog with the keys under which its source knows the presentations (after renames)."""

    catalog: Catalog
    source_keys: Mapping[str, str] = field(default_factory=dict)


def conferences(db: Database) -> list[Conference]:
    """All conferences, oldest import first."""
    rows = db.catalog.execute(
        "SELECT key, title, timezone, timezone_source, venue, url FROM conferences ORDER BY id"
    )
    return [
        Conference(
            row[0], row[1], row[2], values.choice(TimeSource, row[3], TimeSource.ASSUMED), row[4], row[5]
        )
        for row in rows
    ]


def replace(db: Database, stored: StoredCatalog, marks: Mapping[str, str] | None = None) -> None:
    """Makes catalog.db hold exactly this programme for its conference, in one transaction.

    Rows keep their ids where their key stays. `marks` (key -> what changed) are added to the marks
    that the window shows until seen.
    """
    with db.writing_catalog() as connection:
        conference_id = _save_conference(connection, stored.catalog.conference)
        session_ids = _save_sessions(connection, conference_id, stored.catalog.sessions)
        save_presentations(
            connection, conference_id, session_ids, stored.catalog.presentations, stored.source_keys
        )
        if marks:
            connection.executemany("INSERT OR REPLACE INTO marks (key, change) VALUES (?, ?)", marks.items())


def remove(db: Database, conference_key: str) -> None:
    """Takes a conference out of catalog.db; personal rows stay."""
    with db.writing_catalog() as connection:
        row = connection.execute("SELECT id FROM conferences WHERE key = ?", (conference_key,)).fetchone()
        if row:
            ids = [
                r[0] for r in connection.execute("SELECT id FROM presentations WHERE conference_id = ?", row)
            ]
            delete_presentations(connection, ids)
            connection.execute("DELETE FROM sessions WHERE conference_id = ?", row)
            connection.execute("DELETE FROM conferences WHERE id = ?", row)


def load(db: Database, conference_key: str) -> StoredCatalog | None:
    """The programme of a conference as stored, withdrawn presentations included; None if unknown."""
    known = {conference.key: conference for conference in conferences(db)}
    conference = known.get(conference_key)
    if conference is None:
        return None
    (conference_id,) = db.catalog.execute(
        "SELECT id FROM conferences WHERE key = ?", (conference_key,)
    ).fetchone()
    slots = _load_slots(db, conference_id)
    source_keys: dict[str, str] = {}
    presentations = []
    for row in db.catalog.execute(
        f"SELECT id, {COLUMNS} FROM presentations WHERE conference_id = ? ORDER BY position, id",
        (conference_id,),
    ):
        presentations.append(presentation_from(row, tuple(slots.get(row[0], ()))))
        if row[2] != row[1]:
            source_keys[row[1]] = row[2]
    sessions = tuple(_load_sessions(db, conference_id))
    return StoredCatalog(Catalog(conference, sessions, tuple(presentations)), source_keys)


def presentation_from(row: tuple[object, ...], slots: tuple[Slot, ...]) -> Presentation:
    """A presentation from `id` and the columns in `COLUMNS` order."""
    _, key, _, title, authors, abstract, summary, decision, topics, track, url, position, withdrawn = row
    return Presentation(
        key=str(key),
        title=str(title),
        authors=split(str(authors)),
        abstract=str(abstract),
        summary=str(summary),
        decision=values.choice(Decision, decision, Decision.POSTER),
        topics=split(str(topics)),
        track=str(track),
        url=str(url),
        order=int(str(position)),
        slots=slots,
        withdrawn=bool(withdrawn),
    )


def one(db: Database, key: str) -> Presentation | None:
    """The presentation with that key as its source gave it; see `search.listings` for effective times."""
    row = db.catalog.execute(
        f"SELECT id, {COLUMNS} FROM presentations WHERE key = ?",
        (key,),
    ).fetchone()
    if row is None:
        return None
    slots = db.catalog.execute(
        f"{_SLOTS} WHERE s.presentation_id = ? ORDER BY s.id",
        (row[0],),
    )
    return presentation_from(row, tuple(_slot(r) for r in slots))


_SLOTS = """SELECT s.presentation_id, coalesce(x.key, ''), s.start, s."end", s.room, s.board
    FROM slots s LEFT JOIN sessions x ON x.id = s.session_id"""


def _slot(row: tuple[object, ...]) -> Slot:
    _, session, start, end, room, board = row
    return Slot(str(session), values.moment(start), values.moment(end), str(room), str(board))


def _load_slots(db: Database, conference_id: int) -> dict[int, list[Slot]]:
    found: dict[int, list[Slot]] = {}
    for row in db.catalog.execute(
        f"""{_SLOTS} JOIN presentations p ON p.id = s.presentation_id
            WHERE p.conference_id = ? ORDER BY s.id""",
        (conference_id,),
    ):
        found.setdefault(row[0], []).append(_slot(row))
    return found


def _load_sessions(db: Database, conference_id: int) -> Iterator[Session]:
    for key, title, room, start, end, source in db.catalog.execute(
        'SELECT key, title, room, start, "end", time_source FROM sessions'
        " WHERE conference_id = ? ORDER BY id",
        (conference_id,),
    ):
        yield Session(
            key,
            title,
            room,
            values.moment(start),
            values.moment(end),
            values.choice(TimeSource, source, TimeSource.ASSUMED),
        )


def _save_conference(connection: sqlite3.Connection, conference: Conference) -> int:
    values = (
        conference.title,
        conference.timezone,
        str(conference.timezone_source),
        conference.venue,
        conference.url,
        conference.key,
    )
    changed = connection.execute(
        "UPDATE conferences SET title=?, timezone=?, timezone_source=?, venue=?, url=? WHERE key=?", values
    )
    if not changed.rowcount:
        connection.execute(
            "INSERT INTO conferences (title, timezone, timezone_source, venue, url, key)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
    row = connection.execute("SELECT id FROM conferences WHERE key = ?", (conference.key,)).fetchone()
    return int(row[0])


def _save_sessions(
    connection: sqlite3.Connection, conference_id: int, sessions: Iterable[Session]
) -> dict[str, int]:
    rows = [
        (conference_id, s.key, s.title, s.room, rfc3339(s.start), rfc3339(s.end), str(s.time_source))
        for s in sessions
    ]
    connection.executemany(
        'INSERT INTO sessions (conference_id, key, title, room, start, "end", time_source)'
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (conference_id, key) DO UPDATE SET title = excluded.title,"
        ' room = excluded.room, start = excluded.start, "end" = excluded."end",'
        " time_source = excluded.time_source",
        rows,
    )
    ids = dict(connection.execute("SELECT key, id FROM sessions WHERE conference_id = ?", (conference_id,)))
    wanted = {row[1] for row in rows}
    connection.executemany("DELETE FROM sessions WHERE id = ?", [(ids[k],) for k in ids if k not in wanted])
    return {key: ids[key] for key in ids if key in wanted}


def titles(db: Database, keys: Iterable[str]) -> dict[str, str]:
    """Titles by key, as the source gave them; unknown keys are missing."""
    found = {}
    for key in keys:
        row = db.catalog.execute("SELECT title FROM presentations WHERE key = ?", (key,)).fetchone()
        if row:
            found[key] = str(row[0])
    return found


def known_titles(db: Database) -> dict[str, list[tuple[str, str]]]:
    """(title, key) of every presentation, by conference key: to find whose page was opened."""
    found: dict[str, list[tuple[str, str]]] = {}
    for conference, title, key in db.catalog.execute(
        "SELECT c.key, p.title, p.key FROM presentations p JOIN conferences c ON c.id = p.conference_id"
    ):
        found.setdefault(conference, []).append((title, key))
    return found


def set_timezone(db: Database, conference: str, timezone: str, source: TimeSource) -> None:
    """Changes the zone in which a conference's times are shown."""
    with db.writing_catalog() as connection:
        connection.execute(
            "UPDATE conferences SET timezone = ?, timezone_source = ? WHERE key = ?",
            (timezone, str(source), conference),
        )


def clear_marks(db: Database, keys: Iterable[str]) -> None:
    """Takes the mark "changed" off presentations that were seen."""
    with db.writing_catalog() as connection:
        connection.executemany("DELETE FROM marks WHERE key = ?", [(key,) for key in keys])


def clear_all_marks(db: Database, conference: str) -> None:
    """Takes the mark "changed" off a whole conference."""
    with db.writing_catalog() as connection:
        connection.execute(
            "DELETE FROM marks WHERE substr(key, 1, ?) = ?", (len(conference) + 1, f"{conference}/")
        )
