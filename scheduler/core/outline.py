"""An agenda or a report as headed sections of entries in plain words: what pages and Markdown are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One presentation at one of its places, or without a key an appointment, which nobody ticks.

    All text is a stranger's, on one line; `note` and `about` may have several. `when` is a time of its
    own or a planned one, in the conference's zone.
    """

    key: str
    title: str
    authors: str = ""
    level: str = ""
    badge: str = ""
    board: str = ""
    when: str = ""
    room: str = ""
    remark: str = ""
    about: str = ""
    url: str = ""
    note: str = ""
    visited: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that belong together. `day` is spelled only where another begins; `facts` say when and
    where; `doubt` is what of that is not sure. A talk on its own stands in a section without heading."""

    heading: str
    entries: tuple[Entry, ...]
    day: str = ""
    facts: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """`name` is the same for the same conferences at every export: under it a browser keeps the ticks."""

    title: str
    name: str
    made: str
    sections: tuple[Section, ...]

    @property
    def entries(self) -> int:
        """Presentations, each counted once however many places it has."""
        return len({entry.key for section in self.sections for entry in section.entries if entry.key})
