"""`python -m scheduler` and the `scheduler` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main() -> None:
    folder = window_alone(sys.argv[1:])
    if folder is None:
        from scheduler.cli import run

        raise SystemExit(run())
    from scheduler.app import run_window
    from scheduler.paths import data_folder

    raise SystemExit(run_window(data_folder(folder)))


def window_alone(arguments: Sequence[str]) -> str | None:
    """The data folder (empty: the usual one) where nothing but the window is asked for, else None.

    Loading the command line takes as long as the window; who opens the window should not wait for it.
    """
    match list(arguments):
        case []:
            return ""
        case ["--data", folder] if folder and not folder.startswith("-"):
            return folder
        case _:
            return None


if __name__ == "__main__":
    main()
