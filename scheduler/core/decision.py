"""What a row of a list says in a word: how it was accepted, where its time is from, a name without a title.

Apart from the programme itself, for the first rows need these words and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from scheduler.core.times import TIME_ASSUMED, ZONE_ASSUMED


class Decision(StrEnum):
    """How the committee placed a contribution; `TALK` also stands for any scheduled event."""

    POSTER = "poster"
    SPOTLIGHT = "spotlight"
    ORAL = "oral"
    TALK = "talk"


class TimeSource(StrEnum):
    """Where a session's time comes from: the source's word, our guess, or the user's word.

    ZONE_ASSUMED: the source writes the time, and nobody says in which zone.
    """

    STATED = "stated"
    ASSUMED = "assumed"
    ZONE_ASSUMED = "zone assumed"
    CONFIRMED = "confirmed"

    @property
    def sure(self) -> bool:
        return self in (TimeSource.STATED, TimeSource.CONFIRMED)

    @property
    def doubt(self) -> str:
        """What of such a time is a guess, in words; empty for a sure one."""
        if self is TimeSource.ZONE_ASSUMED:
            return ZONE_ASSUMED
        return TIME_ASSUMED if self is TimeSource.ASSUMED else ""


def untitled(authors: Iterable[str]) -> str:
    """The name shown for a presentation whose source left the title empty."""
    names = list(authors)
    if not names:
        return "Untitled"
    more = len(names) - 1
    return f"Untitled, by {short_name(names[0])}" + (f" and {more} more" if more else "")


def short_name(name: str) -> str:
    """`Dejiao Zhang` as `D. Zhang`; a one-word name stays as it is."""
    given, _, family = name.strip().rpartition(" ")
    return f"{given[0]}. {family}" if given else family
