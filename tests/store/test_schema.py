"""Schema steps, and files from the future."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from scheduler.errors import Damaged, NewerFile
from scheduler.store import backup
from scheduler.store.database import Database
from scheduler.store.migrations_catalog import migrations as catalog_steps
from scheduler.store.migrations_personal import migrations as personal_steps
from scheduler.store.schema import STEPS


def test_the_named_steps_are_the_migrations() -> None:
    memory = __import__("sqlite_utils").Database(memory=True)
    assert tuple(step.name for step in catalog_steps.pending(memory)) == STEPS["catalog"]
    assert tuple(step.name for step in personal_steps.pending(memory)) == STEPS["personal"]
    memory.close()


@pytest.mark.parametrize("name", ["personal.db", "catalog.db"])
def test_a_newer_file_is_refused_and_left_untouched(tmp_path: Path, name: str) -> None:
    Database.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / name)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'fly_to_mars', 'later')",
        (name.removesuffix(".db"),),
    )
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = (tmp_path / name).read_bytes()
    with pytest.raises(NewerFile, match="newer version"):
        Database.open(tmp_path)
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database at all, just text" * 200, b"SQLite format 3\0" + b"\xff" * 8000]
)
def test_a_damaged_personal_file_is_not_overwritten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "personal.db").write_bytes(content)
    with pytest.raises(Damaged):
        Database.open(tmp_path)
    assert (tmp_path / "personal.db").read_bytes() == content


def test_a_damaged_catalog_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "catalog.db").write_bytes(b"nonsense" * 1000)
    Database.open(tmp_path).close()
    assert [path.read_bytes() for path in tmp_path.glob("catalog-damaged-*.db")] == [b"nonsense" * 1000]


def test_backups_are_kept_to_ten_and_restored(tmp_path: Path) -> None:
    db = Database.open(tmp_path)
    with db.writing_personal() as connection:
        connection.execute("INSERT INTO settings (scope, name, value) VALUES ('', 'x', '1')")
    for _ in range(12):
        backup.make(tmp_path, "daily")
    db.close()
    assert len(backup.every(tmp_path)) == 10
    (tmp_path / "personal.db").write_bytes(b"broken")
    newest = backup.newest_good(tmp_path)
    assert newest is not None
    kept = backup.restore(tmp_path, newest.path)
    assert kept is not None
    assert kept.read_bytes() == b"broken"
    db = Database.open(tmp_path)
    assert db.personal.execute("SELECT value FROM settings").fetchone() == ("1",)
    db.close()
    shutil.rmtree(tmp_path / "backups")
