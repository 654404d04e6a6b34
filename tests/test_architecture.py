"""Imports point inwards: the table of rooms, held by a test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pytest_archon import archrule

ROOT = Path(__file__).resolve().parents[1]
QT = ("PySide6*", "shiboken6*")
SQL = ("sqlite3*", "sqlite_utils*")
CONNECTIONS = ("socket*", "ssl*", "http*", "urllib.request*", "httpx*", "caldav*", "requests*", "keyring*")

MAY_NOT: dict[str, tuple[str, ...]] = {
    "core": ("formats", "store", "net", "workspace", "ui", "cli", "app"),
    "formats": ("store", "net", "workspace", "ui", "cli", "app"),
    "store": ("formats", "net", "workspace", "ui", "cli", "app"),
    "net": ("formats", "store", "workspace", "ui", "cli", "app"),
    "workspace": ("ui", "cli", "app"),
    "ui": ("formats", "store", "net", "cli", "app"),
    "cli": ("store", "net", "ui"),
    "app": ("formats", "net", "cli"),
}
ROOMS = [room for room in MAY_NOT if room != "app"]


def _patterns(room: str) -> tuple[str, ...]:
    return (f"scheduler.{room}", f"scheduler.{room}.*")


@pytest.mark.parametrize("room", MAY_NOT)
def test_room_imports_only_what_the_table_allows(room: str) -> None:
    rule = archrule(f"{room} points inwards").match(*_patterns(room))
    for other in MAY_NOT[room]:
        rule = rule.should_not_import(*_patterns(other))
    rule.check("scheduler", only_direct_imports=True)


@pytest.mark.parametrize(("owner", "libraries"), [("ui", QT), ("store", SQL), ("net", CONNECTIONS)])
def test_only_the_owner_imports_its_libraries(owner: str, libraries: tuple[str, ...]) -> None:
    rule = archrule(f"only {owner} imports {libraries[0]}").match("scheduler*").exclude(*_patterns(owner))
    rule.should_not_import(*libraries).check("scheduler", only_direct_imports=True)


def test_core_imports_the_standard_library_only() -> None:
    import sys

    for path in sorted((ROOT / "scheduler" / "core").rglob("*.py")):
        for name in _imported(path):
            top = name.partition(".")[0]
            inside = name.startswith("scheduler.core") or name in ("scheduler.errors", "scheduler.paths")
            assert inside or (top in sys.stdlib_module_names and top != "sqlite3"), f"{path.name}: {name}"


def test_every_room_is_in_the_table() -> None:
    rooms = {path.name for path in (ROOT / "scheduler").iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(ROOMS)


def test_no_room_or_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils.py", "util.py", "common.py", "helpers.py", "misc.py"}
    assert not [path for path in (ROOT / "scheduler").rglob("*.py") if path.name in drawers]


def test_modules_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "scheduler").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def _imported(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
