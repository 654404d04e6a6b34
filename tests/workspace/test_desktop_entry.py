"""The menu entry: complete, for this user only, and gone when asked."""

from __future__ import annotations

import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from scheduler.workspace import desktop_entry

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux desktop's entry")


def test_the_entry_runs_this_program_and_names_its_icon(tmp_path: Path) -> None:
    entry = desktop_entry.install(tmp_path)
    parser = RawConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(entry, encoding="utf-8")
    section = dict(parser["Desktop Entry"])
    assert section["Exec"] == f"{sys.executable} -m scheduler open %f"
    assert "text/calendar" in section["MimeType"].split(";")
    icon = tmp_path / ".local/share/icons/hicolor/scalable/apps" / f"{section['Icon']}.svg"
    assert icon.read_bytes().lstrip().startswith(b"<")


def test_it_is_taken_away_again(tmp_path: Path) -> None:
    entry = desktop_entry.install(tmp_path)
    assert desktop_entry.remove(tmp_path)
    assert not entry.exists()
    assert not desktop_entry.remove(tmp_path)
