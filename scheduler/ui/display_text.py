"""Words for the window."""

from __future__ import annotations

from scheduler.core.calm_text import calm as calm
from scheduler.core.calm_text import one_line as one_line


def plural(count: int, word: str) -> str:
    """`1 poster`, `2,310 posters`."""
    return f"{count:,} {word}" + ("" if count == 1 else "s")
