"""The schema of personal.db, as append-only steps. Never change a step that has landed."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("personal")


@migrations()
def create_personal(db: Database) -> None:
    db.table("stars").create({"key": str, "title": str, "level": str, "starred_at": str}, pk="key")
    db.table("notes").create({"key": str, "title": str, "text": str, "written_at": str}, pk="key")
    db.table("visits").create({"key": str, "title": str, "visited_at": str}, pk="key")
    db.table("session_times").create(
        {"conference": str, "session": str, "start": str, "end": str, "room": str, "set_at": str},
        pk=("conference", "session"),
    )
    db.table("boards").create({"key": str, "session": str, "board": str}, pk=("key", "session"))
    db.table("settings").create({"scope": str, "name": str, "value": str}, pk=("scope", "name"))
    db.table("calendar_events").create(
        {
            "target": str,
            "uid": str,
            "kind": str,
            "sequence": int,
            "content_hash": str,
            "status": str,
            "modified_at": str,
            "content": str,
            "remote": str,
        },
        pk=("target", "uid"),
    )
    db.table("imports").create(
        {
            "id": int,
            "conference": str,
            "source": str,
            "format": str,
            "imported_at": str,
            "etag": str,
            "snapshot": str,
            "outcome": str,
        },
        pk="id",
    )
    db.table("friends").create({"friend": str, "key": str, "title": str, "level": str}, pk=("friend", "key"))
