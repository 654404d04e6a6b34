"""A file of every schema version that ever landed opens, and keeps all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scheduler.core.agenda import Level
from scheduler.store import backup, schema
from scheduler.store.schema import STEPS, Kind
from scheduler.workspace import Workspace
from tests.faults import next_schema
from tests.upgrades.make import file_of

LANDED = [(kind, step) for kind, steps in STEPS.items() for step in steps]


@pytest.mark.parametrize(("kind", "step"), LANDED)
def test_every_step_has_a_file_made_by_its_version(kind: Kind, step: str) -> None:
    assert file_of(kind, step).is_file(), "run `python -m tests.upgrades.make` before this step is landed"


@pytest.fixture(params=list(zip(*STEPS.values(), strict=False)))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The two files of one time, as the user has them."""
    for kind, step in zip(STEPS, request.param, strict=True):
        shutil.copyfile(file_of(kind, step), tmp_path / f"{kind}.db")
    return tmp_path


def test_an_old_folder_opens_and_keeps_all(folder: Path) -> None:
    before = rows(folder / "personal.db")
    assert all(before.values()), "a table of the old file is empty, and proves nothing"
    with Workspace.open(folder) as workspace:
        assert {key: star.level for key, star in workspace.marks.stars().items()} == {
            "c/1": Level.MUST,
            "c/2": Level.MAYBE,
        }
        assert {key: note.text for key, note in workspace.marks.notes().items()} == {"c/1": "ask Ann ☂"}
        assert set(workspace.marks.visits()) == {"c/2"}
        (session,) = workspace.finder.sessions()
        assert (session.room, session.presentations) == ("Hall 7", 3)
        (poster,) = workspace.finder.by_key(["c/1"])
        assert [place.board for place in poster.placements] == ["77"]
        assert workspace.sharing.friends() == ["Ann"]
        assert [made.source for made in workspace.programme.imports()] == ["x.json"]
        assert workspace.calendar.prepare().counts.get("new", 0) == 0, "the calendar's memory is lost"
    assert kept(before, rows(folder / "personal.db"))


@pytest.mark.parametrize(("kind", "step"), LANDED)
def test_a_file_is_brought_to_the_newest_schema(tmp_path: Path, kind: Kind, step: str) -> None:
    shutil.copyfile(file_of(kind, step), tmp_path / f"{kind}.db")
    with Workspace.open(tmp_path) as workspace:
        connection = workspace.db.catalog if kind == "catalog" else workspace.db.personal
        assert schema.pending(connection, kind) == []
        assert schema.lacking(connection, kind) == ""


def test_a_step_to_come_keeps_all_after_a_backup(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(folder / "personal.db")
    next_schema.install_for(monkeypatch)
    with Workspace.open(folder) as workspace:
        assert len(workspace.marks.stars()) == 2
    assert kept(before, rows(folder / "personal.db"))
    assert [each.reason for each in backup.every(folder) if each.good] == ["migration"]


def test_a_step_that_fails_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(folder / "personal.db")
    next_schema.install_for(monkeypatch, fails=True)
    with pytest.raises(ZeroDivisionError):
        Workspace.open(folder)
    assert rows(folder / "personal.db") == before


def rows(path: Path) -> dict[str, list[Any]]:
    """All rows by table, what the migrations keep for themselves left out."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()
            for name in names
            if not name.startswith(("_", "sqlite_"))
        }


def kept(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> bool:
    """Whether every row still is there; a later version may add tables and columns at the end."""
    return all(
        old == new[: len(old)]
        for name, lines in before.items()
        for old, new in zip(lines, after[name], strict=True)
    )
