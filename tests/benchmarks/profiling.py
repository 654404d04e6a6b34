"""Where the time goes: one part of the program under cProfile."""

from __future__ import annotations

import pstats
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks import folders
from tests.benchmarks.probe import ROOT

_MODULES = {
    "start": "probe_start",
    "typing": "probe_window",
    "outputs": "probe_outputs",
    "data": "probe_data",
}
NAMES = tuple(_MODULES)
SHOWN = 40


def profile(name: str, place: Path, size: int, env: Mapping[str, str]) -> int:
    """Prints the dearest functions and leaves profile-NAME.pstats in the current folder."""
    arguments = [place, size, 1] if name == "data" else [folders.prepare(place / str(size), size)]
    result = Path(f"profile-{name}.pstats").absolute()
    command = [sys.executable, "-m", "cProfile", "-o", result, "-m", f"tests.benchmarks.{_MODULES[name]}"]
    done = subprocess.run(
        [*map(str, command), *map(str, arguments)],
        env=dict(env),
        cwd=ROOT,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode == 0:
        pstats.Stats(str(result)).sort_stats("cumulative").print_stats(SHOWN)
        print(f"The whole profile is in {result}.")
    return done.returncode
