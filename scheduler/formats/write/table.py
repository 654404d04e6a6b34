"""CSV that spreadsheets open as it is meant: UTF-8 with a byte-order mark, and never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from scheduler.core.calm_text import calm
from scheduler.core.detail import Detail
from scheduler.core.times import zone

_NAMES: Final = (
    "key title authors decision level visited note session room board date start end timezone time_note "
    "topics summary abstract url withdrawn conference"
)
COLUMNS: Final = tuple(_NAMES.split())
"""Start and end are wall-clock times in `timezone`; a presentation with several places has its first."""

_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")


def write(details: Iterable[Detail]) -> bytes:
    """A header and a line for each presentation, ended by CRLF (RFC 4180)."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for detail in details:
        rows.writerow([defused(cell) for cell in _cells(detail)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that looks like it gets a leading apostrophe."""
    kept = calm(text.replace("\r\n", "\n").replace("\r", "\n"))
    looks = kept.lstrip(" \xa0\u3000")[:1] in _FORMULA_STARTS if kept.strip() else False
    return f"'{kept}" if looks else kept


def _cells(detail: Detail) -> list[str]:
    work, place = detail.presentation, detail.place
    start, end = (place.start, place.end) if place else (None, None)
    assumed = place is not None and place.start is not None and not place.time_source.sure
    cells = {
        "key": work.key,
        "title": work.title,
        "authors": "; ".join(work.authors),
        "decision": str(work.decision),
        "level": str(detail.level or ""),
        "visited": "yes" if detail.visited_at else "",
        "note": detail.note,
        "session": place.session_title if place else "",
        "room": place.room if place else "",
        "board": place.board if place else "",
        "date": _local(start, detail.timezone, "%Y-%m-%d"),
        "start": _local(start, detail.timezone, "%H:%M"),
        "end": _local(end, detail.timezone, "%H:%M"),
        "timezone": detail.timezone,
        "time_note": "not stated by the page" if assumed else "",
        "topics": "; ".join(work.topics),
        "summary": work.summary,
        "abstract": work.abstract,
        "url": work.url,
        "withdrawn": "yes" if work.withdrawn else "",
        "conference": detail.conference_title,
    }
    return [cells[column] for column in COLUMNS]


def _local(moment: datetime | None, zone_name: str, form: str) -> str:
    return moment.astimezone(zone(zone_name)).strftime(form) if moment else ""
