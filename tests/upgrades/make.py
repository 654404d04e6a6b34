"""`python -m tests.upgrades.make`: keeps what the present version writes, when a schema step has landed.

Makes `personal-STEP.db` and `catalog-STEP.db` beside this file, named after the newest step. Files
that are there already are never made anew: only the version of their time could.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

from scheduler.core.agenda import Level
from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.formats.write import own_catalog
from scheduler.store.schema import STEPS, Kind
from scheduler.workspace import Workspace

HERE = Path(__file__).parent
NOW = datetime(2024, 5, 7, 20, 0, tzinfo=UTC)


def file_of(kind: Kind, step: str) -> Path:
    return HERE / f"{kind}-{step}.db"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder))
        for kind, steps in STEPS.items():
            target = file_of(kind, steps[-1])
            if not target.exists():
                _pack(Path(folder) / f"{kind}.db")
                shutil.copyfile(Path(folder) / f"{kind}.db", target)
                print(target.name)


def _fill(folder: Path) -> None:
    """Something in every table."""
    with Workspace.open(folder, lambda: NOW) as workspace:
        workspace.programme.apply(workspace.programme.plan(own_catalog.write(_programme()), source="x.json"))
        workspace.marks.star(["c/1"], Level.MUST)
        workspace.marks.star(["c/2"], Level.MAYBE)
        workspace.marks.note("c/1", "ask Ann ☂")
        workspace.marks.visit(["c/2"])
        workspace.programme.set_session(
            "c", "s", day=NOW.date(), start=time(10), end=time(12), timezone="Europe/Vienna", room="Hall 7"
        )
        workspace.planning.put_boards(workspace.planning.session(), {"c/1": "77"})
        workspace.calendar.save(workspace.calendar.prepare(), folder / "agenda.ics")
        workspace.sharing.export(folder / "stars.json", "Ann")
        workspace.sharing.merge((folder / "stars.json").read_bytes(), "Ann")
    with contextlib.closing(sqlite3.connect(folder / "personal.db")) as connection:
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('', 'columns', '[\"title\"]')")
        connection.commit()


def _programme() -> Catalog:
    def poster(number: int, title: str, decision: Decision = Decision.POSTER) -> Presentation:
        slot = Slot("s", board=str(number))
        return Presentation(
            f"c/{number}", title, ("Ada Lovelace",), "Kites fly.", decision=decision, topics=("Wind",),
            order=number, slots=(slot,),
        )  # fmt: skip

    start, end = datetime(2024, 5, 8, 8, 45, tzinfo=UTC), datetime(2024, 5, 8, 10, 45, tzinfo=UTC)
    session = Session("s", "Posters", "Halle B", start, end, TimeSource.ASSUMED)
    posters = (
        poster(1, "Kites in the wind", Decision.SPOTLIGHT),
        poster(2, "Maps"),
        poster(3, "Über Rätsel"),
    )
    return Catalog(Conference("c", "Conf 2024", "Europe/Vienna"), (session,), posters)


def _pack(path: Path) -> None:
    """All in the one file, and no page more than needed."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")


if __name__ == "__main__":
    main()
