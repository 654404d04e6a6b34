"""The words in calendar events: times spelled out, lists of stars, places and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit

from scheduler.core.agenda import Level
from scheduler.core.detail import Detail
from scheduler.core.hall import BoardName, board_name
from scheduler.core.listing import Placement
from scheduler.core.times import ZONE_ASSUMED, spell_span, spell_zone, zone

LONGEST = 2_000
"""Characters of an abstract that an event carries: some phones cut what is longer, or refuse it."""

_LEVELS = ((Level.MUST, "Must"), (Level.WANT, "Want"), (Level.MAYBE, "Maybe"))


def when(start: datetime, end: datetime, timezone: str, assumed: str = "") -> str:
    """The local time in the conference's zone, for readers whose calendar shows another."""
    line = f"{spell_span(start, end, timezone)} ({spell_zone(timezone)})"
    local = zone(timezone)
    if start.astimezone(local).utcoffset() != end.astimezone(local).utcoffset():
        line += "\nThe clocks change in between."
    if assumed:
        line += f"\nAssumed: {assumed}."
    return line


def assumption(place: Placement, *, own_time: bool) -> str:
    """What of the time is a guess: of a time of its own that is not sure, only the zone can be."""
    if place.time_source.sure:
        return ""
    return ZONE_ASSUMED if own_time else place.time_source.doubt


def session_description(spelled: str, conference: str, members: Sequence[tuple[Detail, Placement]]) -> str:
    """Time, conference, and the stars by level, each with its board: what one reads on the way in."""
    parts = ["\n".join(filter(None, (spelled, one_line(conference))))]
    for level, heading in _LEVELS:
        lines = [
            _member_line(detail, place)
            for detail, place in sorted(members, key=_walking_order)
            if detail.level is level
        ]
        if lines:
            parts.append("\n".join((f"{heading} ({len(lines)})", *lines)))
    return "\n\n".join(parts)


def presentation_description(spelled: str, detail: Detail, place: Placement) -> str:
    """Time, where, level, authors, and what it is about."""
    work = detail.presentation
    session = one_line(place.session_title) if place.session_title != place.room else ""
    around = " · ".join(filter(None, (session, one_line(detail.conference_title))))
    level = f"Level: {detail.level}" if detail.level else ""
    head = "\n".join(filter(None, (spelled, around, level)))
    authors = ", ".join(map(one_line, work.authors))
    about = shortened(work.summary or work.abstract)
    return "\n\n".join(filter(None, (head, authors, about)))


def place_line(place: Placement) -> str:
    """`Halle B, #123`."""
    return ", ".join(filter(None, (one_line(place.room), board_label(place.board))))


def board_label(board: str) -> str:
    """`#123` for a bare number; anything else as the source has it."""
    board = one_line(board)
    return f"#{board}" if board.isdecimal() else board


def categories(*names: str) -> tuple[str, ...]:
    """Category names without commas, at which several programs split even where they are escaped."""
    plain = (one_line(name.replace(",", " ").replace(";", " ").replace("\\", " ")) for name in names)
    return tuple(dict.fromkeys(filter(None, plain)))


def web_address(address: str) -> str:
    """The address in ASCII when it leads to the web, else nothing."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~-._", errors="replace")


def one_line(text: str) -> str:
    """All white space, line ends too, as single spaces."""
    return " ".join(text.split())


def shortened(text: str) -> str:
    """At most `LONGEST` characters, cut between words."""
    text = text.strip()
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 2].rsplit(None, 1)[0] + " …"


def warning(count: int, one: str, many: str) -> str:
    """`3 starred posters have no time yet and are not exported.`; nothing for none."""
    if not count:
        return ""
    subject = "1 starred presentation" if count == 1 else f"{count} starred presentations"
    return f"{subject} {one if count == 1 else many} not exported."


def assumed_warning(count: int) -> str:
    """Says that some times are a guess."""
    if not count:
        return ""
    subject = "The time of 1 event is" if count == 1 else f"The times of {count} events are"
    return f"{subject} assumed, not stated by the page; marked as tentative until you confirm."


def _member_line(detail: Detail, place: Placement) -> str:
    title = one_line(detail.presentation.display_title)
    board = board_label(place.board)
    return f"{board} {title}" if board else title


def _walking_order(member: tuple[Detail, Placement]) -> tuple[bool, BoardName, int, str]:
    detail, place = member
    name = board_name(place.board)
    return name is None, name or BoardName((), 0), detail.presentation.order, detail.key
