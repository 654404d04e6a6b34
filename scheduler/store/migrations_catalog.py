"""The schema of catalog.db, as append-only steps. Never change a step that has landed."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("catalog")


@migrations()
def create_programme(db: Database) -> None:
    db.table("conferences").create(
        {
            "id": int,
            "key": str,
            "title": str,
            "timezone": str,
            "timezone_source": str,
            "venue": str,
            "url": str,
        },
        pk="id",
    ).create_index(["key"], unique=True)
    db.table("sessions").create(
        {
            "id": int,
            "conference_id": int,
            "key": str,
            "title": str,
            "room": str,
            "start": str,
            "end": str,
            "time_source": str,
        },
        pk="id",
    ).create_index(["conference_id", "key"], unique=True)
    presentations = db.table("presentations").create(
        {
            "id": int,
            "conference_id": int,
            "key": str,
            "source_key": str,
            "title": str,
            "authors": str,
            "abstract": str,
            "summary": str,
            "decision": str,
            "topics": str,
            "track": str,
            "url": str,
            "position": int,
            "withdrawn": int,
        },
        pk="id",
    )
    presentations.create_index(["key"], unique=True)
    presentations.create_index(["conference_id", "position"])
    slots = db.table("slots").create(
        {
            "id": int,
            "presentation_id": int,
            "session_id": int,
            "start": str,
            "end": str,
            "room": str,
            "board": str,
        },
        pk="id",
    )
    slots.create_index(["presentation_id"])
    slots.create_index(["session_id"])
    topics = db.table("topics").create({"name": str, "presentation_id": int}, pk=("name", "presentation_id"))
    topics.create_index(["presentation_id"])
    db.table("marks").create({"key": str, "change": str}, pk="key")
    db.conn.execute(
        """
        CREATE VIRTUAL TABLE search USING fts5 (
            title, authors, abstract, summary, topics,
            content = 'presentations', content_rowid = 'id',
            tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
        )
        """
    )
