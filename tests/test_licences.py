"""The list of licences names all that is installed with the program, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def installed_with_it() -> set[str]:
    """All that the lock file brings in beside the development tools."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    packages: dict[str, dict[str, Any]] = {package["name"]: package for package in lock["package"]}
    seen: set[str] = set()
    ahead = ["poster-scheduler"]
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += [each["name"] for each in packages[name].get("dependencies", [])]
    return seen - {"poster-scheduler"}


def test_every_package_has_its_licence() -> None:
    lines = (ROOT / "resources" / "licences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    assert all(len(row) == 3 and all(row) and "?" not in row for row in rows)
    assert {row[0] for row in rows if "(built program" not in row[0]} == installed_with_it()
