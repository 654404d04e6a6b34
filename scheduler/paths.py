"""Where files live: the user's data folder, and resources/ from checkout, wheel and frozen build."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path


def data_folder(chosen: str | os.PathLike[str] | None = None) -> Path:
    """The folder of both databases: `chosen`, else $SCHEDULER_DATA, else the platform's place."""
    named = chosen or os.environ.get("SCHEDULER_DATA")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs  # loaded only when asked: most tests and all scripts name a folder

    return Path(platformdirs.user_data_dir("poster-scheduler", appauthor=False))


@cache
def resources() -> Path:
    """The folder resources/, wherever this program runs from."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [here / "resources", here.parent / "resources"]
    for place in places:
        if (place / "catalogs").is_dir():
            return place
    raise FileNotFoundError(f"resources/ is missing; looked in {', '.join(map(str, places))}")
