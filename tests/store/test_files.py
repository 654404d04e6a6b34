"""Whole files or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from scheduler.errors import CannotSave
from scheduler.store.files import write_atomically


def test_creates_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    assert write_atomically(path, b"one") == path.resolve()
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["agenda.ics"]


def test_keeps_mode_and_follows_link(tmp_path: Path) -> None:
    path, link = tmp_path / "real", tmp_path / "link"
    path.write_bytes(b"one")
    path.chmod(0o600)
    link.symlink_to(path)
    write_atomically(link, b"two")
    assert link.is_symlink()
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match="the folder does not exist"):
        write_atomically(tmp_path / "nowhere" / "a.ics", b"")


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match="there is a folder of that name"):
        write_atomically(tmp_path, b"")


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_impossible_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotSave, match="Nothing was saved to"):
        write_atomically(f"{tmp_path}/{name}", b"")


def test_longest_name(tmp_path: Path) -> None:
    write_atomically(tmp_path / ("x" * 255), b"fits")
    assert (tmp_path / ("x" * 255)).read_bytes() == b"fits"


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "may not write")],
)
def test_refused_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    path = tmp_path / "agenda.ics"
    path.write_bytes(b"old")

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CannotSave, match=reason):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["agenda.ics"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_is_written_to_and_stays() -> None:
    with pytest.raises(CannotSave, match="the disk is full"):
        write_atomically("/dev/full", b"x")
    assert Path("/dev/full").is_char_device()
