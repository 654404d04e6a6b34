"""The agenda or the report as a file, of the kind that the file's name asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.core.detail import Detail, SessionSummary
from scheduler.core.outline import Outline
from scheduler.core.walk import Walk
from scheduler.errors import BadInput, NotFound, SchedulerError
from scheduler.store import personal
from scheduler.store.database import Database
from scheduler.store.files import write_atomically
from scheduler.workspace import agenda_outline
from scheduler.workspace.finder import Finder
from scheduler.workspace.planning import Planning
from scheduler.workspace.rows import as_json

KINDS = (".html", ".csv", ".json", ".md", ".bib")


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written, and how many presentations are in it."""

    path: Path
    number: int


class Exports:
    """HTML, CSV, JSON, Markdown and BibTeX; calendars and PDF have services of their own."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], finder: Finder, planning: Planning
    ) -> None:
        self._db = db
        self._clock = clock
        self._finder = finder
        self._planning = planning

    def save(
        self, path: Path, *, visited: bool = False, ids: Sequence[int] | None = None, conference: str = ""
    ) -> Saved:
        """Writes what is starred, or with `visited` the report, or the rows with these ids.

        In a table or bibliography the report is what was visited or noted.

        :raises BadInput: the name ends in none of KINDS.
        :raises NotFound: there is nothing to write.
        :raises CannotSave: what stood there before still does.
        """
        kind = path.suffix.lower()
        if kind not in KINDS:
            raise BadInput(f"“{path.name}” should end in {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
        if kind in (".html", ".md"):
            outline = self.outline(visited=visited, ids=ids, conference=conference)
            return Saved(write_atomically(path, _page(outline, kind, visited=visited)), outline.entries)
        details = self._seen(conference) if visited else self._chosen(ids, conference)
        return Saved(write_atomically(path, _records(details, kind)), len(details))

    def outline(
        self, *, visited: bool = False, ids: Sequence[int] | None = None, conference: str = ""
    ) -> Outline:
        """What a page says, without writing it: the printed sheet is made of the same words.

        :raises NotFound: there is nothing to say.
        """
        return self._report(conference) if visited else self._agenda(ids, conference)

    def _agenda(self, ids: Sequence[int] | None, conference: str) -> Outline:
        details = self._chosen(ids, conference)
        plan_of = self._walk if ids is None else _no_walk
        title = "My posters" if ids is None else "Posters"
        sessions = self._finder.sessions(conference)
        return agenda_outline.agenda(details, sessions, plan_of, self._clock(), title)

    def _report(self, conference: str) -> Outline:
        visits = personal.visits(self._db)
        seen = {d.key: d for d in self._of(conference, [*visits, *personal.notes(self._db)])}
        missed = agenda_outline.missed_musts(self._finder.starred(conference))
        if not seen and not missed:
            raise NotFound("Nothing is visited or noted yet, so there is no report.")
        gone = {detail.key for detail in missed}
        visited = sorted((d for d in seen.values() if d.visited_at), key=lambda d: (d.visited_at, d.key))
        noted = [d for d in seen.values() if not d.visited_at and d.key not in gone]
        return agenda_outline.report(visited, noted, missed, self._clock())

    def _chosen(self, ids: Sequence[int] | None, conference: str) -> list[Detail]:
        if ids is not None:
            details = self._finder.details(ids)
            if not details:
                raise NotFound("The list is empty; clear the search or the filters first.")
            return details
        details = self._finder.starred(conference)
        if not details:
            raise NotFound("Nothing is starred yet; star some posters first.")
        return details

    def _seen(self, conference: str) -> list[Detail]:
        details = self._of(conference, [*personal.visits(self._db), *personal.notes(self._db)])
        if not details:
            raise NotFound("Nothing is visited or noted yet, so there is no report.")
        return details

    def _of(self, conference: str, keys: Sequence[str]) -> list[Detail]:
        found = self._finder.by_key(dict.fromkeys(keys))
        return [detail for detail in found if conference in ("", detail.conference)]

    def _walk(self, session: SessionSummary) -> Walk | None:
        if session.start is None or session.end is None:
            return None
        try:
            return self._planning.plan(session).walk
        except SchedulerError:
            return None  # a session over before the chosen start has no walk, but its posters still count


def _no_walk(_: SessionSummary) -> Walk | None:
    return None


def _page(outline: Outline, kind: str, *, visited: bool) -> bytes:
    # Templates take a tenth of a second to load, which only a page needs.
    from scheduler.formats.write import markdown, pages

    if kind == ".md":
        return markdown.write(outline)
    return pages.report(outline) if visited else pages.phone_page(outline)


def _records(details: Sequence[Detail], kind: str) -> bytes:
    from scheduler.formats.write import bibtex, table

    if kind == ".csv":
        return table.write(details)
    if kind == ".bib":
        return bibtex.write(details)
    rows = [as_json(detail) for detail in details]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
