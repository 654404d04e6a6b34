"""Failures a user can act on: each is one plain sentence, shown as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


class SchedulerError(Exception):
    """Base of all failures that are told to the user. `str()` is the sentence."""

    exit_code = 2


class BadInput(SchedulerError):
    """A file, an address or an option is not usable; `line` (from 1) says where, when known."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        super().__init__(f"Line {line}: {sentence}" if line is not None else sentence)
        self.line = line


class NeedsConsent(BadInput):
    """An address that is used only once the user agreed to it; `why` is what to ask about.

    `private`: it leads to this computer or into its own network. `plain_http`: everything sent,
    a password too, could be read on the way.
    """

    def __init__(self, sentence: str, *, why: Literal["private", "plain_http"]) -> None:
        super().__init__(sentence)
        self.why = why


class NotFound(SchedulerError):
    """What was asked for does not exist."""

    exit_code = 1


class Damaged(SchedulerError):
    """A file of ours cannot be read; nothing of it was changed. `path`: the file, where it is known."""

    def __init__(self, sentence: str, *, path: Path | None = None) -> None:
        super().__init__(sentence)
        self.path = path


class DamagedCatalog(Damaged):
    """catalog.db is damaged: `Workspace.mend_catalog` makes it anew, without a question."""


class NewerFile(Damaged):
    """A file of ours was written by a newer version of the program; it was left untouched."""


class CannotSave(SchedulerError):
    """The disk, folder or database refused a write; what was there before is still there."""


class CannotRead(SchedulerError):
    """The disk, folder or database refuses to be read; nothing was changed."""


class ConnectionFailed(SchedulerError):
    """A server the user named could not be reached or refused us."""


class Cancelled(SchedulerError):
    """The user stopped a long work; nothing was changed."""
