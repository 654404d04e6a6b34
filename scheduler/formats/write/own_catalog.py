"""Our own catalog format: what bundled programmes, snapshots of imports, undo and rebuild are kept in.

JSON in UTF-8 with one session or presentation a line, so that a change shows as a changed line.
Fields at their default are left out; times are RFC 3339 in UTC.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.core.times import rfc3339

NAME: Final = "poster-scheduler-catalog"
VERSION: Final = 1
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write(catalog: Catalog, source_keys: Mapping[str, str] | None = None, *, partial: bool = False) -> bytes:
    """The catalog as a file; equal catalogs give equal bytes.

    `source_keys` maps keys to those under which the source knows the presentations. `partial`: the
    file holds only some sessions of the conference.
    """
    return "".join(_lines(catalog, source_keys or {}, partial=partial)).encode("utf-8", "replace")


def _lines(catalog: Catalog, source_keys: Mapping[str, str], *, partial: bool) -> Iterator[str]:
    yield f'{{"format": "{NAME}", "version": {VERSION}'
    if partial:
        yield ', "partial": true'
    yield f',\n"conference": {_compact(_conference(catalog.conference))}'
    yield from _list("sessions", map(_session, catalog.sessions))
    yield from _list("presentations", (_presentation(p, i) for i, p in enumerate(catalog.presentations)))
    if source_keys:
        yield f',\n"source_keys": {_compact(dict(sorted(source_keys.items())))}'
    yield "\n}\n"


def _list(name: str, entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f',\n"{name}": ['
    separator = "\n"
    for entry in entries:
        yield separator + _compact(entry)
        separator = ",\n"
    yield "\n]" if separator == ",\n" else "]"


def _compact(value: dict[str, Any]) -> str:
    return _ENCODER.encode(value)


def _conference(conference: Conference) -> dict[str, Any]:
    # The zone is always written: where a hand-made file has none, the reader must not take UTC as stated.
    return {
        "key": conference.key,
        "title": conference.title,
        "timezone": conference.timezone,
        **_filled(
            timezone_source=_unless(conference.timezone_source, TimeSource.STATED),
            venue=conference.venue,
            url=conference.url,
        ),
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "key": session.key,
        "title": session.title,
        **_filled(
            room=session.room,
            start=_moment(session.start),
            end=_moment(session.end),
            time_source=_unless(session.time_source, TimeSource.STATED),
        ),
    }


def _presentation(presentation: Presentation, place: int) -> dict[str, Any]:
    return {
        "key": presentation.key,
        "title": presentation.title,
        **_filled(
            authors=presentation.authors,
            decision=_unless(presentation.decision, Decision.POSTER),
            topics=presentation.topics,
            track=presentation.track,
            url=presentation.url,
            summary=presentation.summary,
            abstract=presentation.abstract,
            slots=[_slot(slot) for slot in presentation.slots],
            withdrawn=presentation.withdrawn,
        ),
        **({"order": presentation.order} if presentation.order != place else {}),
    }


def _slot(slot: Slot) -> dict[str, Any]:
    return _filled(
        session=slot.session,
        start=_moment(slot.start),
        end=_moment(slot.end),
        room=slot.room,
        board=slot.board,
    )


def _filled(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _unless(value: str, default: str) -> str:
    return "" if value == default else str(value)


def _moment(moment: datetime | None) -> str | None:
    return rfc3339(moment)
