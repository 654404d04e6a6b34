"""How much a star matters. Alone in its module, for the first rows need it and no agenda."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How much a star matters. Iterates from the highest; compare by `rank`, not as text."""

    MUST = "must"
    WANT = "want"
    MAYBE = "maybe"

    @property
    def rank(self) -> int:
        """0 for must, 1 for want, 2 for maybe: sorts the highest first."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}
DEFAULT_LEVEL = Level.WANT
