"""Start until the list shows rows, and memory, against the bare window; each pair measured in turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, middle, spread
from tests.benchmarks.folders import BUNDLED
from tests.benchmarks.probe import run

ROUNDS = 9
BARE = "bare window"


def start(folder: Path, size: int, env: Mapping[str, str]) -> Iterator[Figure]:
    """Process start to first real rows painted."""
    for _ in range(2):  # byte code and the file cache are warm for both
        _ours(folder, env)
        _bare(size, env)
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(_milliseconds(_ours(folder, env)))
        bare.append(_milliseconds(_bare(size, env)))
    budget = 1.5 if size <= BUNDLED else 1.8
    base, against = middle(bare), f"{BARE} ({spread(bare)})"
    yield Figure("start to first rows", size, middle(ours), "ms", base, against, budget, spread(ours))


def memory(folder: Path, size: int, env: Mapping[str, str]) -> Iterator[Figure]:
    """Peak, a second and a half after the first rows: panes, numbers and details are there."""
    ours = [_ours(folder, env, "settled")["peak"] for _ in range(3)]
    bare = [_bare(size, env)["peak"] for _ in range(3)]
    yield Figure("peak memory", size, middle(ours), "MB", middle(bare), BARE, 2.0, spread(ours))


def _ours(folder: Path, env: Mapping[str, str], *more: str) -> dict[str, Any]:
    return run("tests.benchmarks.probe_start", folder, *more, env=env)


def _bare(size: int, env: Mapping[str, str]) -> dict[str, Any]:
    return run("tests.benchmarks.bare_window", size, env=env)


def _milliseconds(report: Mapping[str, Any]) -> float:
    return float(report["painted"] - report["started"]) / 1e6
