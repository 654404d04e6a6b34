"""Makes the program known to a Linux desktop: menu entry, icon, and the files it opens.

Follows the freedesktop.org Desktop Entry and Icon Theme specifications, for this user only.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from scheduler.errors import BadInput, CannotSave
from scheduler.paths import resources
from scheduler.store.files import write_atomically

NAME = "io.github.poster_scheduler.PosterScheduler"


def install(home: Path | None = None) -> Path:
    """Writes the entry with the command that runs this very program; returns the entry's place.

    :raises BadInput: this is not a freedesktop desktop.
    """
    if not sys.platform.startswith("linux"):
        raise BadInput("Menu entries are made this way on Linux only; elsewhere the installer does it.")
    share = _share(home)
    entry = share / "applications" / f"{NAME}.desktop"
    icon = share / "icons/hicolor/scalable/apps" / f"{NAME}.svg"
    template = (resources() / "desktop" / f"{NAME}.desktop").read_text(encoding="utf-8")
    text = template.replace("Exec=scheduler ", f"Exec={_command()} ")
    try:
        for path, data in (
            (entry, text.encode()),
            (icon, (resources() / "icons" / "poster-scheduler.svg").read_bytes()),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
    except OSError as error:
        raise CannotSave(f"The menu entry could not be written to {share}: {error.strerror}.") from error
    _update(share)
    return entry


def remove(home: Path | None = None) -> bool:
    """Takes entry and icon away; False when there was none."""
    share = _share(home)
    paths = (
        share / "applications" / f"{NAME}.desktop",
        share / "icons/hicolor/scalable/apps" / f"{NAME}.svg",
    )
    there = any(path.exists() for path in paths)
    for path in paths:
        path.unlink(missing_ok=True)
    _update(share)
    return there


def _share(home: Path | None) -> Path:
    if home is not None:
        return home / ".local/share"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")


def _command() -> str:
    """How this program was started: the built one by itself, else by its Python."""
    if getattr(sys, "frozen", False):
        return _quoted(sys.executable)
    return f"{_quoted(sys.executable)} -m scheduler"


def _quoted(path: str) -> str:
    # The specification quotes like a shell, and doubles % as it marks arguments.
    return shlex.quote(path).replace("%", "%%") if " " not in path else f'"{path}"'.replace("%", "%%")


def _update(share: Path) -> None:
    """Tells the desktop; where the tool is missing, the next login does it."""
    tool = shutil.which("update-desktop-database")
    if tool and (share / "applications").is_dir():
        subprocess.run([tool, "-q", str(share / "applications")], check=False, timeout=30)  # noqa: S603
