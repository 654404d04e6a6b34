"""The doctor: what it reports, and what it mends unasked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.core.query import Filter
from scheduler.workspace import Workspace
from tests.faults.programmes import version_of, versions_in


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "data") as opened:
        opened.programme.apply(opened.programme.plan(version_of(1), source="x"))
        yield opened


def test_a_healthy_folder(ws: Workspace) -> None:
    ws.care.daily_backup()
    findings = {finding.name: finding for finding in ws.care.doctor()}
    assert all(finding.sound and not finding.mended for finding in findings.values())
    assert findings["data folder"].value == str(ws.folder)
    assert findings["backups"].value.startswith("1 good of 1; newest ")
    assert {
        "Poster Scheduler",
        "Python",
        "SQLite",
        "system",
        "size of catalog.db",
        "size of personal.db",
    } <= set(findings)
    assert [findings[name].value for name in ("personal.db", "catalog.db", "search index")] == ["ok"] * 3


def test_a_search_index_that_tells_lies_is_built_again(ws: Workspace) -> None:
    with ws.db.writing_catalog() as connection:
        connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    assert not ws.finder.find(Filter(text="kites"))
    (finding,) = [each for each in ws.care.doctor() if each.name == "search index"]
    assert finding.mended
    assert len(ws.finder.find(Filter(text="kites"))) == 60


def test_a_damaged_catalog_is_made_anew(ws: Workspace) -> None:
    path = ws.folder / "catalog.db"
    ws.close()
    data = bytearray(path.read_bytes())
    data[-4096 * 6 :] = b"\xff" * (4096 * 6)
    path.write_bytes(data)
    with Workspace.open(ws.folder) as again:
        findings = {finding.name: finding for finding in again.care.doctor()}
        assert findings["catalog.db"].mended
        assert findings["rebuilt from its last import"].value == "c"
        assert findings["search index"].value == "ok"
        assert versions_in(again) == {1}
        assert "catalog-damaged-" in findings["damaged files kept aside"].value


def test_a_bad_backup_is_told_and_a_missing_one_made(ws: Workspace) -> None:
    path = ws.care.daily_backup()
    assert path is not None
    path.rename(path.with_name(path.name.replace(path.name[9:13], "2001")))
    for bad in (ws.folder / "backups").iterdir():
        bad.write_bytes(b"x")
    findings = {finding.name: finding for finding in ws.care.doctor()}
    assert not findings["backups"].sound
    assert findings["today's backup"].mended


def test_unfinished_files_are_swept_once_nobody_can_be_writing_them(ws: Workspace) -> None:
    old, new = ws.folder / "imports" / ".ab.tmp", ws.folder / "imports" / ".cd.tmp"
    for path in (old, new, ws.folder / "catalog-damaged-1.db"):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    findings = {finding.name: finding for finding in ws.care.doctor()}
    assert findings["unfinished files"].value == "1 removed"
    assert "catalog-damaged-1.db" in findings["damaged files kept aside"].value
    assert (old.exists(), new.exists()) == (False, True)
