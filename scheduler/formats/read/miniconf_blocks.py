"""Mini-Conf's sessions and calendar entries as blocks of time, and which of them a paper means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import parse_qs, urlsplit

from scheduler.core.identity import normalised
from scheduler.formats.read.fields import address, first_of
from scheduler.formats.read.miniconf_documents import IDS, Document, Kind, Record
from scheduler.formats.read.moments import find_day, find_moment
from scheduler.formats.read.structured import text_of

USUAL_LENGTH: Final = timedelta(hours=1)
"""Assumed for a session whose file gives only its start, as ACL's does."""

_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SESSION = re.compile(r"\b(?:session|s)\s*(?=[\dA-Z])", re.IGNORECASE)
_NUMBERED = re.compile(r"\bsession\s+(\d{1,2})\b", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{1,3}\d{1,3}[A-Z]?(?:S\d)?\b")
_BARE = re.compile(r"\d{1,3}[A-Za-z]{0,2}")
_HALL = re.compile(r"\b(?:session|posters?)\b", re.IGNORECASE)
_PAGE = re.compile(r"([\w-]+)\.html\b")
_PAPERS_PAGE = re.compile(r"papers?|posters?|sessions?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the programme. `names`: what papers may call it, surest first.

    `assumed`: its end or its zone is our guess. `event`: a calendar entry that is no paper session.
    """

    title: str
    names: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    assumed: bool = False
    endless: bool = False
    room: str = ""
    url: str = ""
    event: bool = False
    calendar: bool = False


def blocks_of(document: Document, zone_name: str, zone_known: bool) -> list[Block]:
    """The blocks of a sessions file or calendar; wall-clock times are in `zone_name`."""
    blocks: list[Block] = []
    for record in document.records:
        times = _times(record)
        block = _entry(record, times) if document.kind is Kind.CALENDAR else _session(record, times)
        if block.title:
            blocks.append(_with_time(block, times, zone_name, zone_known))
    return blocks


def time_texts(document: Document) -> Iterator[str]:
    """How the document writes its starts, to learn the offset they share."""
    for record in document.records:
        if text := _times(record)[0]:
            yield text


def index(blocks: Iterable[Block]) -> dict[str, list[int]]:
    """The places of the blocks that each name means: of those that share it, the ones surest of it."""
    ranked: dict[str, tuple[int, list[int]]] = {}
    for place, block in enumerate(blocks):
        for rank, name in enumerate(block.names):
            best, places = ranked.get(name, (rank, []))
            if rank < best:
                best, places = rank, []
            if rank == best:
                places.append(place)
                ranked[name] = (best, places)
    return {name: places for name, (_, places) in ranked.items()}


def canonical(text: str) -> str:
    """`Mon Session 3`, `Monday S3` and `mon session 3` in one spelling."""
    text = _WEEKDAY.sub(lambda day: day[1].lower(), text)
    return normalised(_SESSION.sub("s", text))


def _session(record: Record, times: tuple[str, str]) -> Block:
    code = text_of(record.get("_key")) or text_of(record.get("uid"))
    title = text_of(first_of(record, "long_name", "title", "name", "cluster_name")) or code
    names = (code, text_of(record.get("name")), text_of(record.get("title")), title)
    listed = first_of(record, "papers", "posters")
    room = text_of(first_of(record, "room", "location"))
    return Block(
        f"Session {title}" if _BARE.fullmatch(title) else title,
        names=_names(*names, *_weekday_name(title, times[0])),
        papers=tuple(filter(None, map(_id_of, listed))) if isinstance(listed, list) else (),
        room="" if address(room) else room,
    )


def _entry(record: Record, times: tuple[str, str]) -> Block:
    title = text_of(record.get("title"))
    link, place = text_of(record.get("link")), text_of(record.get("location"))
    bare, _, inside = title.partition("(")
    codes = _CODE.findall(title)
    return Block(
        title,
        names=_names(
            title,
            bare,
            inside.rstrip(")"),
            *_asked_for(link or place),
            *codes,
            *_weekday_name(title, times[0]),
        ),
        room="" if "/" in place or "?" in place else place,
        url=address(link, place),
        event=not _HALL.search(title) or _leads_elsewhere(link),
        calendar=True,
    )


def _leads_elsewhere(link: str) -> bool:
    """Whether a link is to a page of the site that is not one of papers: `industry.html`, `day_4.html`."""
    page = _PAGE.search(link)
    return page is not None and not _PAPERS_PAGE.search(page[1])


def _names(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(canonical, texts))))


def _asked_for(link: str) -> Iterator[str]:
    """What a link such as `papers.html?session=Mon+Session+3` filters the papers by."""
    try:
        query = parse_qs(urlsplit(link).query)
    except ValueError:
        return
    for name in ("session", "search"):
        yield from query.get(name, [])


def _weekday_name(title: str, start: str) -> Iterator[str]:
    """`mon session 3` for the entry `Poster Day 1 Session 3` on a Monday as its file writes the date."""
    day, number = find_day(start), _NUMBERED.search(title)
    if day and number:
        yield f"{_WEEKDAYS[day.weekday()]} session {number[1]}"


def _id_of(entry: object) -> str:
    if isinstance(entry, dict):
        return next(filter(None, (text_of(entry.get(name)) for name in ("UID", *IDS))), "")
    return text_of(entry)


def _times(record: Record) -> tuple[str, str]:
    return text_of(first_of(record, "start_time", "start", "date")), text_of(
        first_of(record, "end_time", "end")
    )


def _with_time(block: Block, times: tuple[str, str], zone_name: str, zone_known: bool) -> Block:
    moment = find_moment(times[0], zone_name)
    if moment is None:
        return block
    try:
        usual_end = moment.start + USUAL_LENGTH
    except OverflowError:  # the last hours of the year 9999
        return block
    last = find_moment(times[1], zone_name)
    end = last.start if last else moment.end
    endless = end is None or end < moment.start
    return replace(
        block,
        start=moment.start,
        end=usual_end if end is None or endless else end,
        endless=endless,
        assumed=endless or not (moment.zoned or zone_known),
    )
