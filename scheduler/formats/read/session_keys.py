"""Keys for sessions: readable, and the same at the next import of the same programme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from scheduler.core.identity import slug


class SessionKeys:
    """Hands out each key once: the title, with the start where a title repeats, then `~2`."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._next: dict[str, count[int]] = {}

    def __call__(self, title: str, start: datetime | None = None) -> str:
        plain = slug(title)
        dated = f"{plain}-{start:%Y-%m-%d-%H%M}" if start else plain
        key = next(key for key in self._candidates(plain, dated) if key not in self._used)
        self._used.add(key)
        return key

    def _candidates(self, plain: str, dated: str) -> Iterator[str]:
        yield from (plain, dated)
        yield from (f"{dated}~{number}" for number in self._next.setdefault(dated, count(2)))
