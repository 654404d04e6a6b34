"""Reads the text of a conference's web page, as copied or saved from a browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scheduler.errors import BadInput
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.page_catalog import Origin, reading_of
from scheduler.formats.read.page_layout import Block
from scheduler.formats.read.page_lines import Kind, Line, lines_of
from scheduler.formats.read.page_sections import Section, sections_of
from scheduler.formats.read.reading import Reading, ReadOptions

FORMAT: Final = "conference web page (text)"
MAX_LINES: Final = 1_000_000


def looks_like(data: bytes) -> bool:
    """Whether the text has a list of authors with dots between, or a poster's label, early on."""
    text = decode(data[:_SAMPLE])
    if _OTHER_FORMAT.match(text):
        return False
    return any(line.kind in (Kind.AUTHORS, Kind.LABEL, Kind.CHAT) for line in lines_of(text))


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """The posters of a page, whole or in part.

    A poster that lacks a field is kept, with a warning. BadInput says which line is no part of
    such a page.
    """
    lines = lines_of(_bounded(decode(data)), options.progress)
    return reading_of(page_sections(lines), options, Origin(FORMAT))


def page_sections(lines: Sequence[Line]) -> list[Section]:
    """The sections of a page that is one; BadInput with the line that makes no sense."""
    first = next((line for line in lines if line.of_poster and line.text), None)
    if first is None:
        raise BadInput("There are no posters in the text: it has no titles, authors or abstracts.")
    sections = sections_of(lines)
    blocks = [block for section in sections for block in section.blocks]
    if not any(_is_sure(block, section) for section in sections for block in section.blocks):
        raise _nonsense(first)
    strays = [stray for block in blocks for stray in block.abstract[_LONG_ABSTRACT:]]
    strays += [block.title for block in blocks if block.title and _is_bare(block)]
    if 2 * len(strays) > sum(line.of_poster for line in lines):
        raise _nonsense(min(strays, key=lambda line: line.number))
    return sections


def _is_sure(block: Block, section: Section) -> bool:
    """Whether a poster is one beyond doubt: by its label, by a list of authors, or by the page's head."""
    if block.label is not None:
        return True
    if block.authors is None or not (block.title or block.abstract):
        return False
    listed = block.authors.kind is Kind.AUTHORS or block.authors.hint is not None
    return listed or (section.certain and bool(block.title and block.abstract))


def _is_bare(block: Block) -> bool:
    return block.label is None and block.authors is None and not block.abstract


def _nonsense(line: Line) -> BadInput:
    shown = line.text if len(line.text) <= 60 else f"{line.text[:57].rstrip()}…"
    return BadInput(
        f"“{shown}” is not a poster's title, authors (“A. Author · B. Author”) or abstract.", line=line.number
    )


def _bounded(text: str) -> str:
    if text.count("\n") > MAX_LINES:
        raise BadInput(f"The text has more than {MAX_LINES} lines; no conference page is that long.")
    return text


_OTHER_FORMAT: Final = re.compile(r"""\s*(?:[<{]|\[\s*[\[\]{"\d-]|BEGIN:)""")  # markup, JSON, iCalendar
_SAMPLE: Final = 256 * 1024
_LONG_ABSTRACT: Final = 6  # paragraphs
