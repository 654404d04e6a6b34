"""Files that were begun and never got their name, because the program was ended."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

_PATTERNS = ("imports/.*.tmp", "backups/*.part", ".*.tmp", "*.part")
_SECONDS = 3600
"""Younger ones may be in use by another window."""


def sweep(folder: Path) -> int:
    """Removes them from the data folder and returns how many there were."""
    swept = 0
    for pattern in _PATTERNS:
        for path in folder.glob(pattern):
            with suppress(OSError):
                if abs(time.time() - path.stat().st_mtime) > _SECONDS:
                    path.unlink()
                    swept += 1
    return swept
