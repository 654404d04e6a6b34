"""Files that the window makes itself, such as PDFs, saved as safely as all others."""

from __future__ import annotations

from pathlib import Path

from scheduler.store.files import write_atomically


def save(path: Path, data: bytes) -> Path:
    """Replaces or creates the file and returns its full path.

    :raises CannotSave: what stood there before still does.
    """
    return write_atomically(path, data)
