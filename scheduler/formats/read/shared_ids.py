"""Ids that a source gives to several different presentations, and so tell nothing on their own.

Some feeds write one UID for every event. A key made of such an id and a running number would belong to
another talk as soon as one is added before it, and a star with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.core.identity import digest, normalised


def shared_ids(entries: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The ids that stand with more than one title among (id, title) pairs."""
    titles: dict[str, str] = {}
    shared: set[str] = set()
    for source_id, title in entries:
        bare = normalised(title) or title
        if source_id and titles.setdefault(source_id, bare) != bare:
            shared.add(source_id)
    return frozenset(shared)


def telling_id(source_id: str, title: str, shared: frozenset[str]) -> str:
    """The id, with a hash of the title where the id alone is that of several presentations."""
    if source_id not in shared:
        return source_id
    return f"{source_id}/{digest(normalised(title) or title)}"
