"""Strangers' text made safe to lay out: what would break a row or page is taken off, the words stay."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

MOST_MARKS = 2
"""Combining marks a letter may carry; real languages need one or two, towers have dozens."""

_LOOKED_AT = 100_000
"""Characters of a text that a line is made of at most, with all that is then taken off."""

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_BREAKS = re.compile(r"\s+")
_JOINERS = re.compile("[\u200b\u200c\u200d\u2060\ufeff]{2,}")


@lru_cache(maxsize=2048)
def one_line(text: str, limit: int = 400) -> str:
    """The text on one line and at most `limit` characters long, for a row, a label or a title bar.

    What is taken off does not count: towers of marks at the front cost nothing of the end.
    """
    text = _BREAKS.sub(" ", text[:_LOOKED_AT])
    text = _BREAKS.sub(" ", calm(text, limit * 3)).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def calm(text: str, most: int = sys.maxsize) -> str:
    """The text without direction overrides, control characters, and towers of combining marks.

    It ends after `most` characters, for who needs no more.
    """
    if text.isascii() and text.isprintable():
        return text[:most]
    kept: list[str] = []
    marks = 0
    for char in _JOINERS.sub("", _DIRECTION.sub("", text)):
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > MOST_MARKS:
                continue
        else:
            marks = 0
        if category in ("Cc", "Cs", "Cn", "Co") and char not in "\n\t":
            continue
        kept.append(char)
        if len(kept) >= most:
            break
    return "".join(kept)
