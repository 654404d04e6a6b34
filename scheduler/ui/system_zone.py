"""The computer's own time zone."""

from __future__ import annotations

from PySide6.QtCore import QTimeZone


def local_zone() -> str:
    """As an IANA name, for times of the user's own doings; UTC where it is unknown."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace") or "UTC"
