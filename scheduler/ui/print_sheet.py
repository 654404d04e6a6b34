"""The printed sheet as values: sections of posters in plain words, without a thought of paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

LONGEST_NOTE = 1_000
"""Characters of a note in one block, so that no block outgrows a page; the rest goes on in more."""
_NOTE_LINES = 16


@dataclass(frozen=True, slots=True)
class Item:
    """One poster. `ticked`: visited already; None: nothing to tick. `continued`: only the rest of the note
    of the one before.
    """

    title: str
    authors: str
    board: str = ""
    facts: str = ""
    note: str = ""
    ticked: bool | None = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Posters under a heading; `remarks` are what the reader should know of them."""

    heading: str
    remarks: tuple[str, ...]
    items: tuple[Item, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` is also the document's. `posters` are counted once however many places they have.

    `lines` are empty note lines below each poster.
    """

    title: str
    sections: tuple[Section, ...]
    posters: int
    lines: int = 2


def with_long_notes(item: Item) -> Iterator[Item]:
    """The item, and where its note is long, blocks that only go on with the note."""
    pieces = list(_pieces(item.note))
    yield replace(item, note=pieces[0] if pieces else "")
    for piece in pieces[1:]:
        title = f"Note on “{item.title[:80]}”, continued"
        yield Item(title, "", note=piece, continued=True)


def _pieces(note: str) -> Iterator[str]:
    """The note in pieces of whole lines, and of whole words where a line is too long."""
    piece: list[str] = []
    for line in _lines(note):
        if piece and (len(piece) >= _NOTE_LINES or sum(map(len, piece)) + len(line) > LONGEST_NOTE):
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    if piece:
        yield "\n".join(piece)


def _lines(note: str) -> Iterator[str]:
    for line in note.splitlines():
        while len(line) > LONGEST_NOTE:
            cut = line.rfind(" ", 0, LONGEST_NOTE)
            cut = cut if cut > 0 else LONGEST_NOTE
            yield line[:cut]
            line = line[cut:].lstrip()
        yield line
