"""Data folders of each size, made as a user would: by importing."""

from __future__ import annotations

from pathlib import Path

from scheduler.core.catalog import Catalog, Conference
from scheduler.formats.read.reading import Reading
from scheduler.store import settings
from scheduler.workspace import Workspace
from tests.benchmarks import generator

BUNDLED = 291
LARGEST = 10_000
"""No conference is larger; more presentations are those of several years."""


def prepare(folder: Path, size: int) -> Path:
    """291 is the bundled catalog, anything else is generated; the folder must be new."""
    with Workspace.open(folder) as workspace:
        if size == BUNDLED:
            workspace.programme.ensure_first()
        else:
            settings.put_setting(workspace.db, "", "bundled", "left out")
            for each in catalogs(size):
                plan = workspace.programme.compare(Reading(each, "generated"))
                workspace.programme.apply(plan)
        workspace.care.daily_backup()
    return folder


def catalogs(size: int) -> list[Catalog]:
    """Together `size` presentations."""
    return [_year(number, min(LARGEST, size - start)) for number, start in enumerate(range(0, size, LARGEST))]


def _year(number: int, size: int) -> Catalog:
    conference = Conference(f"bench-{number}", f"Bench {2016 + number}", "America/Los_Angeles")
    return generator.catalog(size, seed=number + 1, conference=conference)
