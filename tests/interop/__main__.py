"""Prints the matrix: each export, and what each program here saw in it. `python -m tests.interop`"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.interop import exports
from tests.interop.consumers import CONSUMERS, Missing
from tests.interop.test_consumers import expected, without_what_calcurse_lacks

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def report(name: str, folder: Path) -> list[str]:
    """One line for each program that read the export."""
    with exports.workspace(folder / "data") as ws:
        exports.fill(ws, name, SHARED)
        prepared = ws.calendar.prepare(exports.EVERYTHING)
        file = ws.calendar.save(prepared, folder / f"{name}.ics")
    wanted = expected(entry.event for entry in prepared.chosen)
    lines = [f"{name}: {len(wanted)} events, {file.stat().st_size:,} bytes"]
    for consumer, read in CONSUMERS.items():
        aims = without_what_calcurse_lacks(wanted) if consumer == "calcurse" else wanted
        try:
            found = sorted(read(file))
        except Missing as missing:
            lines.append(f"  {consumer:10} {missing}")
            continue
        same = sum(one == other for one, other in zip(found, aims, strict=False))
        rings = sum(bool(event.alarms) for event in found)
        first = found[0].start.isoformat() if found else "-"
        lines.append(
            f"  {consumer:10} {len(found):4} events, {same:4} the same, {rings:4} with alarm, first {first}"
        )
    return lines


def main() -> None:
    names = [name for name in exports.NAMES if SHARED.is_dir() or not name.startswith("fosdem")]
    for name in names:
        with TemporaryDirectory() as folder:
            sys.stdout.write("\n".join(report(name, Path(folder))) + "\n")


if __name__ == "__main__":
    main()
