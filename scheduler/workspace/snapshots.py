"""Each import leaves the programme it made in a file: for undo, and to rebuild a lost catalog."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from scheduler.core.identity import slug
from scheduler.errors import CannotRead, CannotSave, NotFound
from scheduler.formats.read import own_catalog as reader
from scheduler.formats.write import own_catalog as writer
from scheduler.store.catalog import StoredCatalog
from scheduler.store.files import write_atomically

_FOLDER = "imports"


def save(folder: Path, stored: StoredCatalog, now: datetime) -> str:
    """Writes a snapshot and returns its name, to be kept in the history."""
    name = f"{slug(stored.catalog.conference.key)}-{now:%Y%m%dT%H%M%S%f}Z.json"
    place = folder / _FOLDER
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotSave(f"Nothing was saved to {place}: {error.strerror}.") from error
    write_atomically(place / name, writer.write(stored.catalog, stored.source_keys))
    return name


def load(folder: Path, name: str) -> StoredCatalog:
    """:raises NotFound: the file is gone."""
    if not exists(folder, name):
        raise NotFound("The programme as it was before that import is no longer kept.")
    try:
        data = (folder / _FOLDER / name).read_bytes()
    except OSError as error:
        raise CannotRead(f"The file {folder / _FOLDER / name} cannot be read: {error.strerror}.") from error
    return StoredCatalog(reader.read(data).catalog, reader.source_keys(data))


def exists(folder: Path, name: str) -> bool:
    # A name that a damaged history leads elsewhere with is none of ours.
    return bool(name) and Path(name).name == name and (folder / _FOLDER / name).is_file()


def tidy(folder: Path, wanted: Iterable[str], keep: int = 5) -> None:
    """Keeps the newest snapshots of each conference; `wanted` is in the history's order, newest first."""
    kept: dict[str, int] = {}
    names = list(wanted)
    for name in names:
        conference = name.rpartition("-")[0]
        kept[conference] = kept.get(conference, 0) + 1
        if kept[conference] > keep:
            with suppress(OSError):  # what cannot be tidied does no harm
                if exists(folder, name):
                    (folder / _FOLDER / name).unlink()
