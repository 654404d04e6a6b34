"""A password is in no file that the program writes, and in nothing it says."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from scheduler.cli import run
from scheduler.errors import ConnectionFailed
from scheduler.workspace import Workspace
from scheduler.workspace.publishing import Login
from tests.faults.programmes import version_of
from tests.faults.server import CalendarServer

SECRET = "correct-horse-battery"


def test_a_password_is_written_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    out.mkdir()
    with CalendarServer.if_there(tmp_path) as server:
        if server is None:
            pytest.skip("Radicale is not installed")
        address = server.new_calendar("posters")
        login = Login(address, "ann", SECRET, True)
        assert SECRET not in repr(login)
        with caplog.at_level(logging.DEBUG), Workspace.open(data) as ws:
            ws.programme.apply(ws.programme.plan(version_of(1), source="x"))
            ws.marks.star(["c/1"])
            assert ws.publishing.publish(login).created
            with pytest.raises(ConnectionFailed) as raised:
                ws.publishing.publish(Login("http://127.0.0.1:9/x/", "ann", SECRET, True))
            assert SECRET not in str(raised.value)
            ws.care.daily_backup()
            ws.care.backup_to(out / "copy.db")
            ws.calendar.save(ws.calendar.prepare(), out / "a.ics")
            ws.exports.save(out / "a.html")
            ws.sharing.export(out / "stars.json", "Ann")
            told = " ".join(f"{each.name} {each.value}" for each in ws.care.doctor())
        words = [
            "publish",
            address,
            "--user",
            "ann",
            "--password",
            SECRET,
            "--plain-http",
            "--data",
            str(data),
        ]
        assert run(words) == 0
    printed = capsys.readouterr()
    assert SECRET not in caplog.text + told + printed.out + printed.err
    written = [path for folder in (data, out) for path in folder.rglob("*") if path.is_file()]
    assert len(written) > 6
    assert not [path for path in written if SECRET.encode() in path.read_bytes()]
