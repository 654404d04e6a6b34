"""Board numbers that the user types or pastes, for a page that had none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.core.identity import normalised

_LINE = re.compile(
    r"^\s*(?:board\s*)?#?\s*([A-Za-z]{0,3}[-. ]?\d{1,5}[A-Za-z]?)\s*[\t,;:|)\s]\s*(.+?)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PastedBoards:
    """Boards by presentation key, and the lines (from 1) that fit no poster or more than one."""

    boards: Mapping[str, str]
    unmatched: tuple[tuple[int, str], ...]


def read_boards(text: str, titles: Mapping[str, str]) -> PastedBoards:
    """Two columns, number and title, matched against `titles` (key -> title) of one session.

    A title that the paste cut short still matches when only one begins like it.
    """
    by_title: dict[str, list[str]] = {}
    for key, title in titles.items():
        by_title.setdefault(normalised(title), []).append(key)
    boards: dict[str, str] = {}
    unmatched: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.match(line)
        keys = _keys(normalised(found.group(2)), by_title) if found else []
        if found and len(keys) == 1:
            boards[keys[0]] = found.group(1).strip()
        else:
            unmatched.append((number, line.strip()))
    return PastedBoards(boards, tuple(unmatched))


def _keys(title: str, by_title: Mapping[str, list[str]]) -> list[str]:
    if title in by_title:
        return by_title[title]
    if len(title) < 8:
        return []
    return [key for known, keys in by_title.items() if known.startswith(title) for key in keys]
