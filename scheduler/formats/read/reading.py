"""What every reader returns: a catalog, the warnings on the way, and what the source left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from scheduler.core.catalog import Catalog

Progress = Callable[[int, int], None]
"""Called with (done, total) now and then; raises `Cancelled` to stop the work. Total 0: unknown."""

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused: no real programme comes near it, and memory stays bounded."""


def no_progress(done: int, total: int) -> None:
    """The Progress of a caller that shows none."""


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something in the source that was kept but is not as it should be. `line` from 1, 0: unknown."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a source.

    `times_missing`: no session has a time, so the user should be asked for one.
    `zone_missing`: times are written and nobody says in which zone: they are read as UTC.
    `partial`: the source is only some sessions of the conference (a page, a spreadsheet); what it
    lacks from other sessions has not been withdrawn.
    """

    catalog: Catalog
    format: str
    warnings: tuple[ReadWarning, ...] = ()
    times_missing: bool = False
    zone_missing: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about a source, for what the source itself does not say.

    `fallback_title` names the conference where neither the user nor the source does: the file's name.
    Times are wall-clock times in `timezone`. `columns` maps our field names to a table's headers.
    `companions` are files read along with the main one (Mini-Conf's sessions, a site's abstracts).
    """

    timezone: str | None = None
    day: date | None = None
    start: time | None = None
    end: time | None = None
    room: str | None = None
    title: str | None = None
    fallback_title: str = "Conference"
    include_rejected: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    companions: tuple[bytes, ...] = ()
    progress: Progress = no_progress
