"""What goes out: calendar files against icalendar; plan, print and related posters in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.figures import Figure, middle, spread
from tests.benchmarks.probe import run

NAMES = {"plan": "plan 60 stars", "print": "print 300 posters as PDF", "related": "related posters"}

PLAN_MS = 50.0
NOT_PROMISED = ("10 windows, 2 appointments, mid-hall", "own minutes, windows, appointments")
"""About as long as the budget: measured only."""


def outputs(folder: Path, size: int, env: Mapping[str, str]) -> Iterator[Figure]:
    found = run("tests.benchmarks.probe_outputs", folder, env=env)
    ours, base = found["export"], found["export_base"]
    yield Figure(
        "export 1,000 events", size, middle(ours), "ms", middle(base), "icalendar", 1.2, spread(ours)
    )
    for key, name in NAMES.items():
        yield Figure(name, size, middle(found[key]), "ms", spread=spread(found[key]))
    for setting, taken in found["walks"].items():
        limit = None if setting in NOT_PROMISED else 1.0
        name = f"plan 400 stars, {setting}"
        yield Figure(name, size, middle(taken), "ms", PLAN_MS, "budget", limit, spread(taken))
