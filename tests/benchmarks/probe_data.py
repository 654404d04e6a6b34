"""Imports and refreshes in fresh folders: `… probe_data FOLDER SIZE ROUNDS [FORMAT …]` reports seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from scheduler.core.catalog import Catalog
from scheduler.formats.read import detect
from scheduler.formats.read.reading import Reading
from scheduler.workspace import Workspace
from tests.benchmarks import folders, sources
from tests.benchmarks.plain_store import PlainStore, empty
from tests.benchmarks.probe import peak_megabytes, report

CHANGED = 100
"""One in so many presentations has another title after a refresh."""


def main() -> None:
    place, size, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    catalogs = folders.catalogs(size)
    plain = PlainStore(catalogs)
    ours: dict[str, list[float]] = {"refresh": []}
    base: list[float] = []
    formats = sys.argv[4:] or ["own catalog"]
    files = {name: [sources.FORMATS[name](each) for each in catalogs] for name in formats}
    for name in formats:
        detect.read(sources.FORMATS[name](small(catalogs[0])))
    for _ in range(rounds):
        base.append(timed(place, lambda ws: plain.write(ws.folder)))
        for name, data in files.items():
            ours.setdefault(name, []).append(timed(place, lambda ws, data=data: read(ws, data)))
        ours["refresh"].append(timed(place, lambda ws: refresh(ws, catalogs), lambda ws: bring(ws, catalogs)))
    report(ours=ours, base=base, peak=peak_megabytes())


def small(catalog: Catalog) -> Catalog:
    """So that loading a reader is not a part of what is timed."""
    return replace(catalog, presentations=catalog.presentations[:20])


def timed(
    place: Path, work: Callable[[Workspace], object], before: Callable[[Workspace], object] | None = None
) -> float:
    """Seconds of work in a new data folder."""
    folder = empty(place / "timed")
    with Workspace.open(folder) as workspace:
        if before:
            before(workspace)
        began = time.perf_counter()
        work(workspace)
        taken = time.perf_counter() - began
    rmtree(folder)
    return taken


def read(workspace: Workspace, files: Sequence[bytes]) -> None:
    for data in files:
        workspace.programme.apply(workspace.programme.plan(data))


def bring(workspace: Workspace, catalogs: Sequence[Catalog]) -> None:
    for catalog in catalogs:
        workspace.programme.apply(workspace.programme.compare(Reading(catalog, "generated")))


def refresh(workspace: Workspace, catalogs: Sequence[Catalog]) -> None:
    """The same again, one title in a hundred changed."""
    for catalog in catalogs:
        some = tuple(
            replace(p, title=f"{p.title} revisited") if p.order % CHANGED == 0 else p
            for p in catalog.presentations
        )
        bring(workspace, [replace(catalog, presentations=some)])


if __name__ == "__main__":
    main()
