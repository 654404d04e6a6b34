"""Holds back Python's search for reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For work that makes very many objects and no cycles of them, such as reading a programme.

    A search goes through all objects there are, and no other thread runs meanwhile: with 100,000
    presentations each stops the window for a third of a second, and all of them take a third of the work.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
