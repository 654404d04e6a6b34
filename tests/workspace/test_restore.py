"""Bringing back a backup while a window is open, and when nothing opens any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import Damaged
from scheduler.store import backup
from scheduler.workspace import Workspace, care


def test_an_open_window_goes_on_with_the_restored_stars(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as window:
        window.marks.star(["c/1", "c/2"])
        saved = backup.make(tmp_path, "daily")
        window.marks.unstar(["c/1"])
        kept = care.restore(tmp_path, saved)
        assert set(window.marks.stars()) == {"c/1", "c/2"}
        window.marks.star(["c/3"])
    with Workspace.open(tmp_path) as again:
        assert set(again.marks.stars()) == {"c/1", "c/2", "c/3"}
    assert kept is not None
    assert backup.is_good(kept)


def test_a_damaged_file_is_set_aside_for_the_backup(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as ws:
        ws.marks.star(["c/1"])
    backup.make(tmp_path, "daily")
    (tmp_path / "personal.db").write_bytes(b"broken" * 500)
    kept = care.restore(tmp_path)
    assert kept is not None
    assert kept.read_bytes() == b"broken" * 500
    with Workspace.open(tmp_path) as again:
        assert set(again.marks.stars()) == {"c/1"}


def test_what_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database")
    with Workspace.open(tmp_path / "data") as ws:
        ws.marks.star(["c/1"])
        with pytest.raises(Damaged, match="is not a sound backup"):
            care.restore(tmp_path / "data", tmp_path / "text.db")
        assert set(ws.marks.stars()) == {"c/1"}
