"""Stars to and from friends: a small file out, a friend's merged in beside one's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scheduler.core.agenda import Level
from scheduler.core.identity import normalised
from scheduler.core.sharing import Comparison, compare_stars
from scheduler.core.times import rfc3339
from scheduler.errors import BadInput
from scheduler.store import catalog, friends, personal, search
from scheduler.store.database import Database
from scheduler.store.files import write_atomically
from scheduler.store.friends import FriendStar as FriendStar
from scheduler.workspace.finder import Finder
from scheduler.workspace.marks import Marks

FORMAT = "poster-scheduler-stars"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge took in; `unknown` are titles that no catalog here has (they are kept all the same)."""

    friend: str
    stars: int
    unknown: tuple[str, ...]
    comparison: Comparison


class Sharing:
    """Never changes the user's own stars."""

    def __init__(self, db: Database, clock: Callable[[], datetime], finder: Finder, marks: Marks) -> None:
        self._db = db
        self._clock = clock
        self._finder = finder
        self._marks = marks

    def export(self, path: Path, name: str = "") -> int:
        """Writes my stars as a small file for a friend; returns how many."""
        stars = self._marks.stars()
        value = {
            "format": FORMAT,
            "version": 1,
            "name": name,
            "made": rfc3339(self._clock()),
            "stars": [{"key": s.key, "title": s.title, "level": str(s.level)} for s in stars.values()],
        }
        write_atomically(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())
        return len(stars)

    def merge(self, data: bytes, friend: str = "", *, otherwise: str = "") -> Merged:
        """Takes in a friend's stars from their file, or from an agenda exported as JSON.

        They are `friend`'s; without a word on that, whose the file says they are, or else `otherwise`.

        :raises BadInput: it is neither; nothing is changed.
        """
        name, entries = _read(data)
        friend = friend or name or otherwise.strip() or "A friend"
        known = search.ids_of(self._db, [star.key for star in entries])
        by_title = self._titles() if len(known) < len(entries) else {}
        stars = [self._placed(star, known, by_title) for star in entries]
        friends.put_stars_of(self._db, friend, stars)
        found = search.ids_of(self._db, [star.key for star in stars])
        unknown = tuple(star.title or star.key for star in stars if star.key not in found)
        return Merged(friend, len(stars), unknown, self.compare(friend))

    def friends(self) -> list[str]:
        return friends.friends(self._db)

    def stars_of(self, friend: str) -> dict[str, FriendStar]:
        return friends.stars_of(self._db, friend)

    def forget(self, friend: str) -> dict[str, FriendStar]:
        """Takes a friend's stars out again; returns them, for undo."""
        before = friends.stars_of(self._db, friend)
        friends.put_stars_of(self._db, friend, ())
        return before

    def put_back(self, friend: str, stars: Mapping[str, FriendStar]) -> None:
        """Undo of `forget` and `merge`."""
        friends.put_stars_of(self._db, friend, stars.values())

    def compare(self, friend: str) -> Comparison:
        return compare_stars(personal.stars(self._db), friends.stars_of(self._db, friend))

    def _titles(self) -> dict[str, str]:
        """Normalised title -> key, where only one presentation has it."""
        found: dict[str, list[str]] = {}
        for pairs in catalog.known_titles(self._db).values():
            for title, key in pairs:
                if bare := normalised(title):
                    found.setdefault(bare, []).append(key)
        return {title: keys[0] for title, keys in found.items() if len(keys) == 1}

    def _placed(self, star: FriendStar, known: Mapping[str, int], by_title: Mapping[str, str]) -> FriendStar:
        """The star under the key its presentation has here: a friend may have imported another file."""
        if star.key in known:
            return star
        return FriendStar(by_title.get(normalised(star.title), star.key), star.title, star.level)


def _read(data: bytes) -> tuple[str, list[FriendStar]]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput("This is not a file of stars: it is not JSON.") from error
    name = ""
    if isinstance(value, dict) and value.get("format") == FORMAT:
        name, value = _whole(str(value.get("name") or "")).strip()[:80], value.get("stars")
    if not isinstance(value, list):
        raise BadInput("This is not a file of stars; a friend makes one with “Share my stars”.")
    return name, [_star(number, entry) for number, entry in enumerate(value, start=1) if _is_star(entry)]


def _is_star(entry: Any) -> bool:
    return not (isinstance(entry, dict) and entry.get("level") is None)


def _star(number: int, entry: Any) -> FriendStar:
    if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
        raise BadInput(f"Entry {number} of the file of stars has no key.")
    level = entry.get("level")
    if not isinstance(level, str) or level not in set(Level):
        raise BadInput(
            f"Entry {number} of the file of stars has an unknown level; there are must, want, maybe."
        )
    title = entry.get("title")
    return FriendStar(_whole(entry["key"]), _whole(title) if isinstance(title, str) else "", Level(level))


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, which JSON can spell and nothing can store."""
    return text.encode("utf-8", "replace").decode()
