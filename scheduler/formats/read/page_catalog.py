"""The sections of a page as a catalog, with the user's answers to what the page leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin

from scheduler.core.catalog import (
    Catalog,
    Conference,
    Decision,
    Presentation,
    Session,
    Slot,
    TimeSource,
    untitled,
)
from scheduler.core.identity import KeyMaker, normalised, slug
from scheduler.formats.read.answers import zone_missing
from scheduler.formats.read.latex import readable
from scheduler.formats.read.page_layout import Block
from scheduler.formats.read.page_lines import (
    Kind,
    Line,
    Place,
    authors_of,
    decision_of,
    place_of,
    stated_time,
)
from scheduler.formats.read.page_sections import Section
from scheduler.formats.read.page_times import StatedTime, combined
from scheduler.formats.read.page_when import Span, page_zone, poster_span, session_span
from scheduler.formats.read.reading import Reading, ReadOptions, ReadWarning
from scheduler.formats.read.session_keys import SessionKeys

UNNAMED: Final = "Posters"
"""The session of a page, or of a few posters pasted from one, that names none."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page comes from: the reader's name, its address, and the conference it names."""

    format: str
    address: str = ""
    conference: str = ""


def reading_of(sections: Sequence[Section], options: ReadOptions, origin: Origin) -> Reading:
    """The catalog of a page. A page is only some sessions of a conference: the reading is partial."""
    whens = [_when(section) for section in sections]
    zone = page_zone(options, [when for when in whens if when])
    title = (options.title or "").strip() or origin.conference or sections[0].title or UNNAMED
    conference = Conference(slug(title), title, zone.name, zone.source)
    warnings = [zone.unclear] if zone.unclear else []
    collected = _Collected(KeyMaker(conference.key), origin.address)
    session_keys = SessionKeys()
    sessions: list[Session] = []
    total, done = sum(len(section.blocks) for section in sections), 0
    for section, when in zip(sections, whens, strict=True):
        span = session_span(when, section.years, options, zone.name, only=len(sections) == 1)
        name = section.title or UNNAMED
        room = (options.room or "").strip() or section.room
        source = TimeSource.ZONE_ASSUMED if zone.unclear and span.source is TimeSource.STATED else span.source
        session = Session(session_keys(name, span.start), name, room, span.start, span.end, source)
        sessions.append(session)
        warnings += [span.unclear] if span.unclear else []
        for block in section.blocks:
            own = poster_span(_own_time(block), section.years, span, zone.name)
            collected.add(block, session, own)
            done += 1
            if done % 200 == 0:
                options.progress(done, total)
    warnings += _left_out(sections) + _incomplete([block for section in sections for block in section.blocks])
    presentations = collected.presentations()
    timed = any(session.start for session in sessions) or any(s.start for p in presentations for s in p.slots)
    return Reading(
        Catalog(conference, tuple(sessions), presentations),
        origin.format,
        tuple(sorted(warnings, key=lambda warning: warning.line)),
        times_missing=not timed,
        zone_missing=zone_missing(conference, sessions),
        partial=True,
    )


class _Collected:
    """The presentations of a page. A poster that stands in several sessions is one with several slots."""

    def __init__(self, keys: KeyMaker, address: str) -> None:
        self._keys = keys
        self._address = address
        self._found: list[Presentation] = []
        self._places: dict[tuple[str, tuple[str, ...]], int] = {}

    def presentations(self) -> tuple[Presentation, ...]:
        return tuple(self._found)

    def add(self, block: Block, session: Session, own: Span) -> None:
        place = _place(block, session)
        slot = Slot(session.key, own.start, own.end, place.room, place.board)
        raw_title = block.title.text if block.title else ""
        authors = tuple(map(readable, authors_of(block.authors.text))) if block.authors else ()
        same = (raw_title.casefold(), authors)
        at = self._places.get(same) if same[0] else None
        if at is not None and session.key not in {other.session for other in self._found[at].slots}:
            self._found[at] = replace(self._found[at], slots=(*self._found[at].slots, slot))
            return
        abstract = "\n\n".join(readable(line.text) for line in block.abstract)
        link = block.title.link if block.title else ""
        self._places.setdefault(same, len(self._found))
        self._found.append(
            Presentation(
                self._keys(source_id=_source_id(link), title=raw_title, authors=authors, abstract=abstract),
                readable(raw_title),
                authors,
                abstract,
                decision=decision_of(block.label.text) if block.label else Decision.POSTER,
                url=_url(self._address, link),
                order=len(self._found),
                slots=(slot,),
            )
        )


def _when(section: Section) -> StatedTime | None:
    """The session's time; where the page has it only at the posters, and the same at each, theirs."""
    if section.when:
        return section.when
    times = [_own_time(block) for block in section.blocks]
    first = times[0] if times else None
    if first and all(time and replace(time, line=first.line) == first for time in times):
        return first
    return None


def _own_time(block: Block) -> StatedTime | None:
    result: StatedTime | None = None
    for line in block.extras:
        if line.kind is Kind.TIME:
            result = combined(result, stated_time(line))
    return result


def _place(block: Block, session: Session) -> Place:
    """Where the poster hangs; the session's own room is not repeated."""
    places = [place for line in block.extras if line.kind is Kind.PLACE and (place := place_of(line.text))]
    room = next((place.room for place in places if place.room), "")
    board = next((place.board for place in places if place.board), "")
    return Place("" if room and normalised(room) == normalised(session.room) else room, board)


def _source_id(link: str) -> str:
    """The site's own number for a poster: of `/virtual/2024/poster/19203` it is `19203`."""
    found = _POSTER_ADDRESS.search(link[:500])
    return (found[1] or found[2]) if found else ""


def _url(address: str, link: str) -> str:
    if not link:
        return ""
    try:
        url = urljoin(address, link)
    except ValueError:
        return ""
    return url if url.startswith(("https://", "http://")) else ""


def _left_out(sections: Iterable[Section]) -> list[ReadWarning]:
    return [
        ReadWarning(line.number, "The text before the first poster is no part of one and was left out.")
        for section in sections
        for line in section.left_out[:1]
    ]


def _incomplete(blocks: Sequence[Block]) -> list[ReadWarning]:
    """One warning for each poster that lacks a field; one for all where most lack it."""
    lacking = [_lacking(block) for block in blocks]
    everywhere = {
        field for field in _FIELDS if len(blocks) > 2 and 2 * sum(field in it for it in lacking) > len(blocks)
    }
    warnings = [
        _warning(block, fields)
        for block, lacks in zip(blocks, lacking, strict=True)
        if (fields := [field for field in lacks if field not in everywhere])
    ]
    return warnings + [
        ReadWarning(0, f"Most posters of the page have no {field}.")
        for field in _FIELDS
        if field in everywhere
    ]


def _lacking(block: Block) -> list[str]:
    has = {"title": _has_title(block), "authors": block.authors, "abstract": block.abstract}
    return [field for field in _FIELDS if not has[field]]


def _has_title(block: Block) -> bool:
    return block.title is not None and bool(block.title.text)


def _warning(block: Block, fields: Sequence[str]) -> ReadWarning:
    names = authors_of(block.authors.text) if block.authors else ()
    if block.title and block.title.text:
        shown = f"“{readable(block.title.text)[:100]}”"
    else:
        shown = f"The poster shown as “{untitled(names)}”"
    return ReadWarning(_line_of(block, fields[0]), f"{shown} has no {' and no '.join(fields)}.")


def _line_of(block: Block, field: str) -> int:
    """The empty line in which a field should stand, else the poster's first line."""
    follower: Line | None = None
    if field == "title":
        if block.title:
            return block.title.number
        follower = block.authors or next(iter(block.abstract), None)
    elif field == "authors":
        follower = next(iter(block.abstract), None)
    return follower.number - 1 if follower and follower.gap else block.first_line


_FIELDS: Final = ("title", "authors", "abstract")
_POSTER_ADDRESS: Final = re.compile(
    r"/(?:poster|oral|spotlight|talk|paper|event)s?[/_]([\w.-]{1,60}?)(?:\.html)?/?(?:$|[?#])|forum\?id=([\w-]{1,40})"
)
