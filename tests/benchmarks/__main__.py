"""`uv run python -m tests.benchmarks [--size N …] [--json FILE] [--only FIGURE …] [--profile NAME]`

Measures the real program in a real X server (apt: xvfb libxtst6), prints a table, and exits 1 when a
budget is missed. Whoever shares the machine shows in the figures: run it when nothing else runs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks import data, folders, outputs, peers, profiling, quality, responsiveness, start
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.screen import screen

SIZES = (291, 10_000)
GROUPS = ("start", "memory", "typing", "data", "outputs", "quality", "peers")
GROWTH = (10_000, 100_000)
MOST_GROWTH = 12.0


def main() -> int:
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as place, screen(Path(place) / "code") as env:
        if wanted.profile:
            size = wanted.size[0] if wanted.size else SIZES[-1]
            return profiling.profile(wanted.profile, Path(place), size, env)
        figures = list(_measure(Path(place), wanted.size or SIZES, wanted.only or GROUPS, env))
    figures += _growth(figures)
    print(table(figures))
    if wanted.json:
        wanted.json.write_text(json.dumps([each.as_json() for each in figures], indent=1) + "\n")
    return 1 if any(each.met is False for each in figures) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measures speed.")
    parser.add_argument("--size", type=int, nargs="+", metavar="N", help="291, 10000, 100000 or any other")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--only", nargs="+", choices=GROUPS, help="some groups of figures")
    parser.add_argument("--profile", choices=profiling.NAMES, help="write where the time goes instead")
    return parser.parse_args()


def _measure(
    place: Path, sizes: Sequence[int], groups: Sequence[str], env: Mapping[str, str]
) -> Iterator[Figure]:
    for size in sizes:
        say(f"{size:,} presentations …")
        folder = folders.prepare(place / str(size), size)
        measures = {
            "start": lambda folder=folder, size=size: start.start(folder, size, env),
            "memory": lambda folder=folder, size=size: start.memory(folder, size, env),
            "typing": lambda folder=folder, size=size: responsiveness.responsiveness(folder, size, env),
            "outputs": lambda folder=folder, size=size: outputs.outputs(folder, size, env),
            "data": lambda size=size: data.data(place, size, env),
        }
        for name, measure in measures.items():
            if name in groups:
                say(f"  {name}")
                yield from measure()
    if "quality" in groups:
        say("  quality")
        yield from quality.quality()
    if "peers" in groups:
        say("  peers")
        yield from peers.peers(env)


def _growth(figures: Sequence[Figure]) -> list[Figure]:
    """What ten times as many presentations cost, where both sizes were measured."""
    small, large = ({each.name: each for each in figures if each.size == size} for size in GROWTH)
    return [
        Figure(
            f"growth: {name}", GROWTH[1], large[name].value, each.unit, each.value, "at 10,000", MOST_GROWTH
        )
        for name, each in small.items()
        if name in large and each.value is not None
    ]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
