"""What a target was given is kept, never goes back, and can be forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from scheduler.core.calendar import Kind, Status
from scheduler.core.calendar_memory import Remembered
from scheduler.store import calendar_memory as memory
from scheduler.store.database import Database

GIVEN = Remembered(
    "u1", Kind.STOP, 2, "hash", Status.TENTATIVE, datetime(2024, 5, 1, tzinfo=UTC), '{"a": "é"}', "etag"
)


def test_targets_are_kept_apart(db: Database) -> None:
    memory.remember(db, "files", [GIVEN])
    memory.remember(db, "server", [replace(GIVEN, uid="u2")])
    assert memory.recall(db, "files") == {"u1": GIVEN}
    assert memory.recall(db, "server") == {"u2": replace(GIVEN, uid="u2")}
    assert memory.recall(db, "elsewhere") == {}


def test_a_sequence_never_goes_back(db: Database) -> None:
    memory.remember(db, "files", [GIVEN])
    memory.remember(db, "files", [replace(GIVEN, sequence=1, content="{}")])
    assert memory.recall(db, "files") == {"u1": GIVEN}
    newer = replace(GIVEN, sequence=3, content="{}", status=Status.CANCELLED)
    memory.remember(db, "files", [newer])
    assert memory.recall(db, "files") == {"u1": newer}


def test_forgetting(db: Database) -> None:
    memory.remember(db, "files", [GIVEN, replace(GIVEN, uid="u2")])
    assert memory.forget(db, "files") == 2
    assert memory.forget(db, "files") == 0
    assert memory.recall(db, "files") == {}
