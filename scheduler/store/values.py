"""What a stored text means; one that was damaged means the next best thing, so that its row can be used."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from scheduler.core.level import DEFAULT_LEVEL, Level
from scheduler.core.times import from_rfc3339
from scheduler.errors import BadInput

_Choice = TypeVar("_Choice", bound=StrEnum)

UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""For when something happened that nobody can tell any more."""


def moment(text: object) -> datetime | None:
    """A stored time in UTC; None where there is none, or none that can be read."""
    if text is not None:
        with suppress(BadInput, ValueError, OverflowError):
            return from_rfc3339(str(text))
    return None


def certain_moment(text: object) -> datetime:
    return moment(text) or UNKNOWN_TIME


def choice(kind: type[_Choice], text: object, default: _Choice) -> _Choice:
    """The member of that value."""
    with suppress(ValueError):
        return kind(str(text))
    return default


def level(text: object) -> Level:
    return choice(Level, text, DEFAULT_LEVEL)
