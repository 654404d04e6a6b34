"""How times, places, marks and changes are put into words, on screen and read aloud."""

from __future__ import annotations

from scheduler.core.decision import Decision, TimeSource
from scheduler.core.level import Level
from scheduler.core.listing import Listing, Placement
from scheduler.core.times import TIME_ASSUMED, ZONE_ASSUMED, spell_clock, spell_day, spell_span, spell_zone
from scheduler.ui.display_text import one_line

LEVEL_WORDS = {Level.MUST: "must", Level.WANT: "want", Level.MAYBE: "maybe"}
NOT_STATED = TIME_ASSUMED
_DECISIONS = {Decision.SPOTLIGHT: "Spotlight", Decision.ORAL: "Oral", Decision.TALK: "Talk"}


def badge(decision: Decision) -> str:
    """The word on the badge; an ordinary poster has none."""
    return _DECISIONS.get(decision, "")


def place_parts(place: Placement | None, timezone: str) -> list[str]:
    """`Halle B`, `board 12`, `Wed 10:45`: what matters most comes last."""
    if place is None:
        return []
    clock = ""
    if place.start:
        clock = f"{spell_day(place.start, timezone)[:3]} {spell_clock(place.start, timezone)}"
    board = f"board {one_line(place.board, 12)}" if place.board else ""
    return [part for part in (one_line(place.room, 32), board, clock) if part]


def when(place: Placement, timezone: str) -> str:
    """`Wed 8 May 2024, 10:45–12:45 (Europe/Vienna)`."""
    if place.start is None:
        return "No time known"
    return f"{spell_span(place.start, place.end or place.start, timezone)} ({spell_zone(timezone)})"


def doubt(place: Placement) -> str:
    """What to say about a time that no source states; empty for a stated one."""
    if place.start is None:
        return ""
    if not place.time_source.sure:
        return ZONE_ASSUMED if place.own_time else place.time_source.doubt
    return "time set by you" if place.time_source is TimeSource.CONFIRMED and not place.own_time else ""


def noticed(line: int, text: str, longest: int = 300) -> str:
    """A warning of a reader: `Line 12: “X” has no authors.`"""
    return (f"Line {line:,}: " if line else "") + one_line(text, longest)


def change_word(change: str) -> str:
    """The chip for a change of the last refresh: `Moved`, `Renamed`, `New`, …"""
    for start, word in (
        ("moved", "Moved"),
        ("was", "Renamed"),
        ("title added", "Renamed"),
        ("text", "Text changed"),
        ("back", "Back"),
        ("new", "New"),
    ):
        if change.startswith(start):
            return word
    return change[:1].upper() + change[1:24] if change else ""


def authors(names: tuple[str, ...], limit: int = 300) -> str:
    return one_line(", ".join(names[:40]), limit) if names else "Authors not given"


def spoken(row: Listing) -> str:
    """A row read aloud: `Starred, must. Spotlight. Title. Authors. Halle B, board 12, 10:45`."""
    place = ", ".join(place_parts(row.place, row.timezone))
    parts = [
        f"Starred, {LEVEL_WORDS[row.level]}" if row.level else "",
        "Withdrawn" if row.withdrawn else "",
        badge(row.decision),
        one_line(row.display_title),
        authors(row.authors),
        place,
        "Visited" if row.visited else "",
        "Has a note" if row.noted else "",
        one_line(row.change, 120) if row.change and not row.withdrawn else "",
    ]
    return ". ".join(part for part in parts if part)


def tool_tip(row: Listing) -> str:
    """Plain text on what the row leaves out: who, and what the last refresh changed."""
    from html import escape  # its table of 2,231 names is not read for the first rows

    parts = [authors(row.authors, 600), one_line(row.change, 300)]
    return escape("\n".join(part for part in parts if part)).replace("\n", "<br>")
