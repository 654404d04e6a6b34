"""How one list of rows differs from the next, so that views need not start over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def difference(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int, int]:
    """Where the two begin to differ, and where (in old and in new) they end to."""
    if old == new:
        return len(old), len(old), len(new)
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, len(old) - end, len(new) - end
