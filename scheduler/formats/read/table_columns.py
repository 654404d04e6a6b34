"""Which column of a spreadsheet is which of our fields, from headers in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from scheduler.core.identity import normalised
from scheduler.errors import BadInput

# The first word of each entry is our own name for the field and the header of the template.
_SYNONYMS: Final = {
    "title": "title, paper title, poster title, talk title, presentation title, submission title, abstract "
    "title, title of paper, title of poster, title of talk, paper, talk, presentation, name of "
    "talk, contribution",
    "authors": "authors, author, author list, author names, names of authors, all authors, speakers, "
    "speaker, speaker names, presenters, presenter, presenting author, by, people, contributors, "
    "organisers, organiser, organizers, organizer",
    "abstract": "abstract, abstract text, description, details, full abstract",
    "summary": "summary, tldr, tl;dr, short summary, short description, key message",
    "session": "session, session title, session name, sessions, poster session, block, session id, session "
    "code, panel title, panel name, panel, symposium",
    "date": "date, session date, start date, presentation date, poster date, day",
    "start": "start, start time, starts, begin, begins, from, starts at, session start, starttime, time "
    "start",
    "end": "end, end time, ends, finish, until, to, ends at, session end, endtime, time end",
    "time": "time, times, time slot, timeslot, slot, when, hours, date and time, datetime, date/time",
    "room": "room, hall, location, venue, place, where, room name, track room, room location",
    "board": "board, board number, board no, board nr, poster board, poster number, poster no, poster nr, "
    "poster #, poster position, position, stand, panel number, number, no, nr, #",
    "decision": "decision, type, presentation type, format, contribution type, acceptance, decision type, "
    "kind, status",
    "spotlight": "spotlight, is spotlight, spotlights, highlight, highlighted",
    "topics": "topics, topic, keywords, keyword, tags, subject, subjects, subject area, subject areas, "
    "area, category, categories, primary area, themes, theme",
    "track": "track, tracks, stream, programme track, program track, theme track, strand",
    "url": "url, link, web, website, web page, paper url, pdf, pdf url, link to paper, openreview, doi "
    "url, address",
    "id": "id, uid, paper id, submission id, poster id, identifier, key, abstract id, submission "
    "number, paper number",
}

_TITLES_AT_NEED: Final = (
    "name",
    "event",
    "event title",
    "event name",
    "session title",
    "session name",
    "subject",
)
"""Headers that are the title's where no plainer one is: programmes of sessions, calendars saved as tables."""

FIELDS: Final = tuple(_SYNONYMS)
"""Our names for what a column may hold."""

NAMED_AT_LEAST: Final = 2
"""Known headers a first row needs to be believed to be one, unless it is nothing but a title."""


def guess(headers: Sequence[str]) -> dict[str, str]:
    """Our field names to the headers that mean them; the plainest word wins, each header once."""
    found: dict[str, str] = {}
    for name, words in _KNOWN.items():
        ranked = [
            (words[bare], index) for index, header in enumerate(headers) if (bare := _bare(header)) in words
        ]
        if ranked:
            found[name] = headers[min(ranked)[1]]
    if "title" not in found and (titles := [word for word in headers if _bare(word) in _AT_NEED]):
        found = {name: header for name, header in found.items() if header != titles[0]}
        found["title"] = titles[0]
    return found


def count_known(cells: Iterable[str]) -> int:
    """How many cells of a row are headers we know."""
    return sum(_bare(cell) in _ALL for cell in cells if len(cell) < 60)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names a title column, and enough besides to be no sentence."""
    named = [cell for cell in cells if cell.strip()]
    return "title" in guess(cells) and (
        count_known(cells) >= NAMED_AT_LEAST or _bare(named[0]) == "title" == _bare("".join(cells))
    )


def mapping(headers: Sequence[str], chosen: Mapping[str, str]) -> dict[str, int]:
    """Our field names to column places: the user's choice before our guess, an empty choice for none.

    BadInput for a header that is not there, and when no column can be the title.
    """
    places: dict[str, int] = {}
    wanted = {**guess(headers), **chosen}
    for name, header in wanted.items():
        if name not in _SYNONYMS:
            raise BadInput(f"“{name}” is not a field; the fields are {', '.join(FIELDS)}.")
        if not header:
            continue
        place = next((index for index, own in enumerate(headers) if _same(own, header)), None)
        if place is None:
            raise BadInput(f"The table has no column “{header}”; it has {listed(headers)}.")
        places[name] = place
    if "title" not in places:
        raise BadInput(f"No column is recognised as the title; the table has {listed(headers)}.")
    return places


def listed(headers: Iterable[str]) -> str:
    """The headers for a sentence, shortened."""
    names = [f"“{header.strip()[:40]}”" for header in headers if header.strip()]
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return ", ".join(names[:12]) + more if names else "no headers"


def _same(header: str, wanted: str) -> bool:
    return header.strip() == wanted.strip() or _bare(header) == _bare(wanted) != ""


def _bare(header: str) -> str:
    return "#" if header.strip() == "#" else normalised(header)


_KNOWN: Final = {
    name: {_bare(word): rank for rank, word in reversed(list(enumerate(words.split(", "))))}
    for name, words in _SYNONYMS.items()
}
_AT_NEED: Final = frozenset(map(_bare, _TITLES_AT_NEED))
_ALL: Final = frozenset(word for words in _KNOWN.values() for word in words) | _AT_NEED
