"""Folds the lines of an iCalendar file (RFC 5545, 3.1): at most 75 octets, cut between characters.

icalendar folds too, one character at a time, and takes longer for it than for all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_MOST_OCTETS: Final = 75


def fold(lines: Iterable[str]) -> bytes:
    """The file of these lines; each must be without a line end."""
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines if line)


def _folded(line: bytes) -> bytes:
    if len(line) <= _MOST_OCTETS:
        return line
    parts = []
    start, room = 0, _MOST_OCTETS
    while len(line) - start > room:
        end = _cut(line, start, start + room)
        parts.append(line[start:end])
        start, room = end, _MOST_OCTETS - 1  # the space that marks a continuation counts
    parts.append(line[start:])
    return b"\r\n ".join(parts)


def _cut(line: bytes, start: int, end: int) -> int:
    """The last place up to `end` that splits neither a UTF-8 character nor an escape such as `\\,`."""
    while line[end] & 0xC0 == 0x80:
        end -= 1
    before = line[start:end]
    backslashes = len(before) - len(before.rstrip(b"\\"))
    return end - backslashes % 2
