"""The agenda as rows: days and sessions as headings, what is starred below them, lost stars last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scheduler.core.agenda import Block, Clash, Day, Gap, Level, Starred, days
from scheduler.core.day import starred
from scheduler.core.detail import Detail, SessionSummary
from scheduler.core.listing import Listing, Placement
from scheduler.core.times import spell_clock, spell_day, spell_zone
from scheduler.ui.display_text import one_line, plural


@dataclass(frozen=True, slots=True)
class Heading:
    """`large` for a day; `note` is said quietly beside it."""

    text: str
    note: str = ""
    large: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A star without a presentation: all that is left is its title."""

    key: str
    title: str
    level: Level


Row = Heading | Listing | Lost


def agenda_rows(
    details: Sequence[Detail],
    sessions: Sequence[SessionSummary],
    rows: Mapping[str, Listing],
    lost: Iterable[Any],
) -> list[Row]:
    """`details` are the starred ones, `rows` their listings by key."""
    found: list[Row] = []
    zones = sorted({detail.timezone for detail in details})
    for zone in zones:
        there = [detail for detail in details if detail.timezone == zone]
        for day in days(starred(there, sessions), zone):
            found += _day(day, zone, rows, name_zone=len(zones) > 1)
    withdrawn = [rows[d.key] for d in details if d.presentation.withdrawn and d.key in rows]
    if withdrawn:
        found.append(Heading("Withdrawn from the programme", plural(len(withdrawn), "star"), large=True))
        found += withdrawn
    gone = [Lost(star.key, star.title, star.level) for star in lost]
    if gone:
        found.append(Heading("No longer in any programme", plural(len(gone), "star"), large=True))
        found += gone
    return found


def _day(day: Day, zone: str, rows: Mapping[str, Listing], *, name_zone: bool) -> list[Row]:
    first = next((block.start for block in day.blocks if block.start), None)
    title = spell_day(first, zone) if day.day and first else "No time known"
    named = spell_zone(zone) if name_zone and day.day else ""
    found: list[Row] = [Heading(title, named, large=True)]
    for clash in day.clashes:
        found.append(Heading(f"⚠ Two talks at once, {_span(clash, zone)}", _timed(clash.first, zone)))
        found.append(Heading("", f"and {_timed(clash.second, zone)}"))
    gaps = {gap.end: gap for gap in day.gaps}
    for block in day.blocks:
        gap = gaps.pop(block.start, None) if block.start else None
        if gap is not None:
            found.append(Heading("", f"{_span(gap, zone)} free, {plural(gap.minutes, 'minute')}"))
        found += _block(block, zone, rows)
    return found


def _block(block: Block, zone: str, rows: Mapping[str, Listing]) -> list[Row]:
    when = ""
    if block.start:
        when = f"{spell_clock(block.start, zone)}–{spell_clock(block.end or block.start, zone)} "
    title = block.stars[0].session_title if block.fixed else block.title
    levels = "" if block.fixed else _spell_levels(block.stars)
    room = block.room if block.room != title else ""
    heading = Heading((when + one_line(title, 120)).strip(), _joined(room, levels))
    ordered = sorted(block.stars, key=lambda star: star.level.rank)
    return [heading, *(_at(rows[star.key], star) for star in ordered if star.key in rows)]


def _span(of: Clash | Gap, zone: str) -> str:
    return f"{spell_clock(of.start, zone)}–{spell_clock(of.end, zone)}"


def _timed(star: Starred, zone: str) -> str:
    """`10:50–11:10 “Its title”`."""
    title = f"“{one_line(star.title, 100)}”"
    if not (star.start and star.end):
        return title
    return f"{spell_clock(star.start, zone)}–{spell_clock(star.end, zone)} {title}"


def _spell_levels(stars: Sequence[Starred]) -> str:
    """`2 must, 1 maybe`."""
    counts = [(level, sum(star.level is level for star in stars)) for level in Level]
    return ", ".join(f"{count} {level}" for level, count in counts if count)


def _at(row: Listing, star: Starred) -> Listing:
    """The listing at this of its places."""
    if row.place is None:
        return row
    place = Placement(
        star.session, star.session_title, star.start, star.end, star.room, star.board, row.place.time_source
    )
    return replace(row, place=place)


def _joined(*parts: str) -> str:
    return "  ·  ".join(one_line(part, 120) for part in parts if part)
