"""Whose stars are whose, as filters: both, only mine, only theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.core.query import Filter
from scheduler.ui.display_text import one_line
from scheduler.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FriendGroup:
    """One box among the filters: its name, its words, the posters, and how many of them are shown."""

    name: str
    text: str
    keys: frozenset[str]
    count: int


def friend_groups(ws: Workspace, conference: str) -> tuple[FriendGroup, ...]:
    """Three for each friend whose stars were merged."""
    found = []
    for friend in ws.sharing.friends():
        whose = ws.sharing.compare(friend)
        shown = one_line(friend, 40)
        for word, text, keys in (
            ("both", f"Both: {shown} and me", whose.both),
            ("mine", f"Only mine, not {shown}", whose.only_mine),
            ("theirs", f"Only {shown}", whose.only_theirs),
        ):
            count = len(ws.finder.find(Filter(conference=conference, keys=keys))) if keys else 0
            found.append(FriendGroup(f"{word}:{friend}", text, keys, count))
    return tuple(found)


def keys_of(groups: Iterable[FriendGroup], ticked: frozenset[str]) -> frozenset[str]:
    """The posters of all ticked boxes together."""
    return frozenset().union(*(group.keys for group in groups if group.name in ticked))
