"""Imports by format and refreshes, against plain sqlite3 writing the same rows and index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.figures import Figure, middle, spread
from tests.benchmarks.folders import BUNDLED, LARGEST
from tests.benchmarks.probe import run
from tests.benchmarks.sources import FORMATS

PLAIN = "plain executemany"
BUDGET = 2.0
ROUNDS = {BUNDLED: 15}
"""What takes milliseconds is measured more often."""


def data(place: Path, size: int, env: Mapping[str, str]) -> Iterator[Figure]:
    """The catalog's own format at any size; the others are read at the size of one conference."""
    rounds = ROUNDS.get(size, 3 if size <= LARGEST else 1)
    formats = list(FORMATS) if size == LARGEST else ["own catalog"]
    found = run("tests.benchmarks.probe_data", place, size, rounds, *formats, env=env, timeout=1800)
    base = middle(found["base"])
    for name, taken in found["ours"].items():
        # What each format costs to read is told, but only the own one has nothing to read but the rows.
        # The budget is set for 10,000 posters: of 291 the copy kept on disk takes as long as their rows.
        budget = BUDGET if name == "own catalog" and size >= LARGEST else None
        title = "refresh, 1 % changed" if name == "refresh" else f"import: {name}"
        yield Figure(title, size, middle(taken), "s", base, PLAIN, budget, spread(taken))
