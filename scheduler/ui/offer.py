"""What a message offers to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside a message."""

    text: str
    call: Callable[[], Any]
