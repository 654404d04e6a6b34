"""`python -m tests.faults.together FOLDER one|two|refresh`: one of several programs that write at once."""

from __future__ import annotations

import sys
from pathlib import Path

from scheduler.workspace import Workspace
from tests.faults.programmes import version_of


def main() -> None:
    folder, part = Path(sys.argv[1]), sys.argv[2]
    with Workspace.open(folder) as workspace:
        if part == "refresh":
            for version in range(2, 10):
                workspace.programme.apply(workspace.programme.plan(version_of(version)))
            return
        first = {"one": 0, "two": 20}[part]
        for number in range(first, first + 20):
            workspace.marks.star([f"c/{number}"])
            workspace.marks.note(f"c/{number}", part)


if __name__ == "__main__":
    main()
