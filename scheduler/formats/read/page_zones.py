"""The time zones that pages name by letters."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from typing import Final, NamedTuple
from zoneinfo import available_timezones

from scheduler.core.times import zone as iana_zone


class NamedZone(NamedTuple):
    """What a page's word for its zone means: the clock it is on, and the place we guess from it.

    `exact`: the word itself names the IANA zone, so that nothing is guessed.
    """

    clock: tzinfo
    iana: str
    exact: bool


def named_zone(word: str) -> NamedZone | None:
    """`CEST`, `UTC+2` or `Europe/Vienna` as a zone; None when the word is unknown.

    Letters are not unique in the world; those of the places where conferences are held win.
    """
    if word in _LETTERS:
        hours, iana = _LETTERS[word]
        clock = timezone(timedelta(hours=hours), word) if hours is not None else iana_zone(iana)
        return NamedZone(clock, iana, word in {"UTC", "GMT"})
    if found := _OFFSET.fullmatch(word):
        sign = 1 if found[1] == "+" else -1
        offset = sign * timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if abs(offset) > timedelta(hours=14):
            return None
        hours_only = not int(found[3] or 0)
        # In the names of these zones the sign is turned round: Etc/GMT-2 is two hours ahead.
        iana = f"Etc/GMT{'-' if sign > 0 else '+'}{int(found[2])}" if hours_only and int(found[2]) else "UTC"
        return NamedZone(timezone(offset), iana if iana in available_timezones() else "UTC", exact=False)
    if "/" in word and word in available_timezones():
        return NamedZone(iana_zone(word), word, exact=True)
    return None


_OFFSET: Final = re.compile(r"(?:UTC|GMT)\s?([+−-])\s?(\d{1,2})(?::?(\d\d))?")
_LETTERS: Final[dict[str, tuple[float | None, str]]] = {
    "UTC": (0, "UTC"), "GMT": (0, "UTC"), "WET": (0, "Europe/Lisbon"), "WEST": (1, "Europe/Lisbon"),
    "BST": (1, "Europe/London"), "IST": (5.5, "Asia/Kolkata"), "CET": (1, "Europe/Vienna"),
    "CEST": (2, "Europe/Vienna"), "MEZ": (1, "Europe/Vienna"), "MESZ": (2, "Europe/Vienna"),
    "EET": (2, "Europe/Helsinki"), "EEST": (3, "Europe/Helsinki"), "MSK": (3, "Europe/Moscow"),
    "TRT": (3, "Europe/Istanbul"), "CAT": (2, "Africa/Kigali"), "EAT": (3, "Africa/Nairobi"),
    "SAST": (2, "Africa/Johannesburg"), "WAT": (1, "Africa/Lagos"), "GST": (4, "Asia/Dubai"),
    "PKT": (5, "Asia/Karachi"), "ICT": (7, "Asia/Bangkok"), "WIB": (7, "Asia/Jakarta"),
    "SGT": (8, "Asia/Singapore"), "HKT": (8, "Asia/Hong_Kong"), "AWST": (8, "Australia/Perth"),
    "JST": (9, "Asia/Tokyo"), "KST": (9, "Asia/Seoul"), "ACST": (9.5, "Australia/Adelaide"),
    "AEST": (10, "Australia/Sydney"), "AEDT": (11, "Australia/Sydney"), "NZST": (12, "Pacific/Auckland"),
    "NZDT": (13, "Pacific/Auckland"), "BRT": (-3, "America/Sao_Paulo"), "ART": (-3, "America/Buenos_Aires"),
    "NDT": (-2.5, "America/St_Johns"), "NST": (-3.5, "America/St_Johns"), "ADT": (-3, "America/Halifax"),
    "AST": (-4, "America/Halifax"), "EDT": (-4, "America/New_York"), "EST": (-5, "America/New_York"),
    "CDT": (-5, "America/Chicago"), "CST": (-6, "America/Chicago"), "MDT": (-6, "America/Denver"),
    "MST": (-7, "America/Denver"), "PDT": (-7, "America/Los_Angeles"), "PST": (-8, "America/Los_Angeles"),
    "AKDT": (-8, "America/Anchorage"), "AKST": (-9, "America/Anchorage"), "HST": (-10, "Pacific/Honolulu"),
    "ET": (None, "America/New_York"), "CT": (None, "America/Chicago"), "MT": (None, "America/Denver"),
    "PT": (None, "America/Los_Angeles"),
}  # fmt: skip
"""Letters → hours east of UTC (None: as the place's clock has it on that day), and a place on that clock."""
