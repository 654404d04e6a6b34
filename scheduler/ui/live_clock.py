"""The live mode's clock: the workspace's, or one set for a rehearsal that runs on from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class LiveClock:
    """Calling it gives the moment it is, aware."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self._shift: timedelta | None = None

    def __call__(self) -> datetime:
        return self._real() + (self._shift or timedelta())

    @property
    def is_set(self) -> bool:
        return self._shift is not None

    def set(self, moment: datetime) -> None:
        self._shift = moment - self._real()

    def reset(self) -> None:
        self._shift = None
