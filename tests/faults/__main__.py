"""`python -m tests.faults kills|disk|fuzz|hostile`: tries to break the promises; 1 when one breaks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    kills = kinds.add_parser("kills", help="kill the program at random moments")
    kills.add_argument("--count", type=int, default=1000)
    fuzz = kinds.add_parser("fuzz", help="mutated files for every reader")
    fuzz.add_argument("--count", type=int, default=100_000)
    fuzz.add_argument("--keep", type=Path, help="folder for the inputs that fail")
    for each in (kills, fuzz):
        each.add_argument("--seed", type=int, default=1)
        each.add_argument("--workers", type=int, default=2)
    kinds.add_parser("disk", help="full disk, read-only folder, vanished folder, two writers, clock set back")
    kinds.add_parser("hostile", help="named attacks by file, and what the program does")
    wanted = parser.parse_args()
    return _FAULTS[wanted.kind](wanted)


def _kills(wanted: argparse.Namespace) -> int:
    from tests.faults import kills

    tally = kills.run(wanted.count, wanted.seed, wanted.workers)
    print(kills.table(tally))
    return int(bool(tally.failures))


def _fuzz(wanted: argparse.Namespace) -> int:
    from tests.faults import fuzz

    tally = fuzz.run(wanted.count, wanted.seed, wanted.workers, wanted.keep)
    print(fuzz.table(tally))
    return int(bool(tally.failures))


def _disk(_: argparse.Namespace) -> int:
    from tests.faults import disk

    return disk.main()


def _hostile(_: argparse.Namespace) -> int:
    from tests.faults import hostile

    return hostile.main()


_FAULTS = {"kills": _kills, "fuzz": _fuzz, "disk": _disk, "hostile": _hostile}

if __name__ == "__main__":
    sys.exit(main())
