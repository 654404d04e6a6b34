"""The program as PyInstaller built it, where it was built: it starts, has its catalog, exports."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "dist" / "Poster Scheduler" / "Poster Scheduler"
pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(not BUILT.exists(), reason="not built here; run: uv run pyinstaller build.spec"),
]


def run(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SCHEDULER_DATA": str(data), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [str(BUILT), *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_is_complete(tmp_path: Path) -> None:
    done = run("--self-test", data=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_has_its_catalog_and_exports(tmp_path: Path) -> None:
    found = run("search", "diffusion", "--limit", "3", data=tmp_path)
    assert found.returncode == 0
    keys = [line.split()[0] for line in found.stdout.splitlines() if line.startswith("iclr-2024/")]
    assert run("star", *keys, data=tmp_path).returncode == 0
    for name in ("agenda.ics", "agenda.html", "agenda.pdf"):
        done = run("export", str(tmp_path / name), data=tmp_path)
        assert done.returncode == 0, done.stderr
    assert b"DTSTART:20240508T084500Z" in (tmp_path / "agenda.ics").read_bytes()
    assert (tmp_path / "agenda.pdf").read_bytes().startswith(b"%PDF-")


def test_it_reads_files_of_every_family(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Session 9\n\nHall\n\nKites\n\nAda Lovelace · Bo Chen\n\nKites fly in the wind.\n")
    table = tmp_path / "table.csv"
    table.write_text("Title,Authors,Session\nKites again,Ada Lovelace,Session 9\n")
    for file in (page, table):
        done = run("import", str(file), data=tmp_path / "data")
        assert done.returncode == 0, done.stderr


def test_it_is_small_enough_to_send() -> None:
    files = [path for path in BUILT.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    assert size <= 130_000_000
