"""How many of something, in words."""

from __future__ import annotations


def plural(count: int, word: str) -> str:
    """`1 poster`, `2,310 posters`."""
    return f"{count:,} {word}" + ("" if count == 1 else "s")
