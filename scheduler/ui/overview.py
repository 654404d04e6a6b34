"""What stands beside the list: numbers for the filters and the sessions to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.core.catalog import Conference
from scheduler.core.detail import Counts, SessionSummary
from scheduler.ui.share_filter import FriendGroup, friend_groups
from scheduler.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Overview:
    """Of one conference, or of all."""

    conferences: tuple[Conference, ...]
    counts: Counts
    sessions: tuple[SessionSummary, ...]
    friends: tuple[FriendGroup, ...] = ()


def overview(ws: Workspace, conference: str) -> Overview:
    finder = ws.finder
    return Overview(
        tuple(finder.conferences()),
        finder.counts(conference),
        tuple(finder.sessions(conference)),
        friend_groups(ws, conference),
    )
