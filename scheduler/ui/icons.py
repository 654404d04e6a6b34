"""The program's own drawings."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from scheduler.paths import resources


def icon(name: str) -> QIcon:
    """A drawing of resources/icons, sharp at any size."""
    return QIcon(str(resources() / "icons" / f"{name}.svg"))


def app_icon() -> QIcon:
    return icon("poster-scheduler")
