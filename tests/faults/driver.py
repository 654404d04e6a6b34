"""The process that is killed: uses a data folder as the program does, and says each thing before and after.

`python -m tests.faults.driver FOLDER SEED WORK [ADDRESS]`. A line is a JSON list: `>` what is begun or `<`
what has returned, then the work and what it was given.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from scheduler.core.agenda import Level
from scheduler.errors import NotFound
from scheduler.workspace import Workspace
from tests.faults.programmes import CONFERENCE, TALKS, version_of

Work = Callable[[Workspace, Random], None]


def say(mark: str, what: str, *more: object) -> None:
    """One line in one write: nothing of it can be lost in a buffer."""
    os.write(1, (json.dumps([mark, what, *more]) + "\n").encode())


def star(workspace: Workspace, random: Random) -> None:
    keys = [_key(random) for _ in range(random.choice((1, 1, 3, 20)))]
    level = random.choice([*Level, None])
    wanted = dict.fromkeys(keys, level)
    say(">", "star", wanted)
    if level is None:
        workspace.marks.unstar(keys)
    else:
        workspace.marks.star(keys, level)
    say("<", "star", wanted)


def note(workspace: Workspace, random: Random) -> None:
    key, text = _key(random), random.choice(("", "ask Ann ☂\nagain", "x" * 900, f"n{random.random()}"))
    say(">", "note", key, text)
    workspace.marks.note(key, text)
    say("<", "note", key, text)


def refresh(workspace: Workspace, random: Random) -> None:
    version = random.randrange(1, 1_000_000)
    data = version_of(version)
    say(">", "refresh", version)
    workspace.programme.apply(workspace.programme.plan(data, source="test"))
    say("<", "refresh", version)


def undo(workspace: Workspace, random: Random) -> None:
    if len(workspace.programme.imports(CONFERENCE)) > 2:
        say(">", "undo")
        with suppress(NotFound):  # snapshots are kept of the last five imports only
            workspace.programme.undo(CONFERENCE)
        say("<", "undo")


def export(workspace: Workspace, random: Random) -> None:
    out = workspace.folder.parent / "out"
    if not workspace.marks.stars():
        return
    say(">", "export")
    with suppress(NotFound):  # the stars may belong to a programme that is not here yet
        workspace.calendar.save(workspace.calendar.prepare(), out / "agenda.ics")
        for kind in (".html", ".csv", ".json"):
            workspace.exports.save(out / f"agenda{kind}")
    workspace.sharing.export(out / "stars.json", "Ann")
    say("<", "export")


def backup(workspace: Workspace, random: Random) -> None:
    say(">", "backup")
    workspace.care.backup_to(workspace.folder.parent / "out" / "backup.db")
    say("<", "backup")


def publish(workspace: Workspace, random: Random) -> None:
    from scheduler.workspace.publishing import Login

    say(">", "publish")
    workspace.publishing.publish(Login(sys.argv[4], "ann", "none", True))
    say("<", "publish")


def _key(random: Random) -> str:
    return f"{CONFERENCE}/{random.randrange(TALKS)}"


_MIXED: tuple[Work, ...] = (star, star, star, note, note, note, refresh, refresh, undo, export, backup)

_LOADED = {
    "mixed": (
        "scheduler.formats.write.ical",
        "scheduler.formats.write.pages",
        "scheduler.formats.read.detect",
        "jinja2.sandbox",
        "rapidfuzz.fuzz",
    ),
    "publish": ("scheduler.formats.write.ical", "scheduler.net.caldav", "scheduler.net.dav_client"),
}


def main() -> None:
    folder, random, work = Path(sys.argv[1]), Random(sys.argv[2]), sys.argv[3]
    if work == "migrate":
        from tests.faults import next_schema

        next_schema.install()
        say(">", "migrate")
    # A small cache of pages makes long transactions spill into the log, where a kill could hurt.
    with Workspace.open(folder) as workspace:
        if work == "migrate":
            say("<", "migrate")
            return
        workspace.db.catalog.execute("PRAGMA cache_size=20")
        for name in _LOADED[work]:  # before the first kill, which would meet nothing but loading
            import_module(name)
        say("<", "ready")
        if work == "publish":
            for version in range(1, 100):
                workspace.programme.apply(workspace.programme.plan(version_of(version), source="test"))
                publish(workspace, random)
        while True:
            random.choice(_MIXED)(workspace, random)


def kinds() -> Any:
    """The names of the works."""
    return sorted({each.__name__ for each in _MIXED} | {"publish", "migrate"})


if __name__ == "__main__":
    main()
