"""Lists of accepted papers: a table with one paper a row, its title above its indented authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from scheduler.formats.read.page_layout import Block
from scheduler.formats.read.page_lines import Kind, Line, Role
from scheduler.formats.read.page_roles import role_of
from scheduler.formats.read.page_sections import Section


def table_roles(root: LexborNode) -> dict[int, Role]:
    """Element → role of the titles and authors in such a table; {} when the page has none."""
    roles: dict[int, Role] = {}
    cells: set[int] = set()
    for authors in root.css("tr .indented"):
        cell = authors.parent
        if cell is None or cell.mem_id in cells:
            continue
        cells.add(cell.mem_id)
        if (title := _title_in(cell)) is not None:
            roles |= {title.mem_id: Role.TITLE, authors.mem_id: Role.AUTHORS}
    return roles


def sections_of_rows(lines: Sequence[Line]) -> list[Section]:
    """The rows by the session they name; a row that stands twice counts once.

    What else a row says, such as keywords, is no part of a poster.
    """
    sections: dict[str, Section] = {}
    for row in _rows(lines):
        session = next(filter(None, map(_session_in, row)), "")
        section = sections.setdefault(session, Section(session, certain=True))
        block = _block(row)
        if not any(_same(block, other) for other in section.blocks[-_NEAR:]):
            section.blocks.append(block)
    return list(sections.values())


def _title_in(cell: LexborNode) -> LexborNode | None:
    """The link to the poster, else what is in bold, else a link that is no paper's project page."""
    links = cell.css("a")
    posters = (link for link in links if role_of(link, by_address=True) is Role.TITLE)
    bold = iter(cell.css("strong, b"))
    others = (link for link in links if "project" not in (link.attributes.get("class") or ""))
    return next(posters, None) or next(bold, None) or next(others, None)


def _rows(lines: Sequence[Line]) -> list[Sequence[Line]]:
    starts = [index for index, line in enumerate(lines) if line.hint is Role.TITLE]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _session_in(line: Line) -> str:
    if line.hint is not None:
        return ""
    if line.kind is Kind.SESSION:
        return line.text
    found = _SESSION.search(line.text[:200])
    return found[0] if found else ""


def _block(row: Sequence[Line]) -> Block:
    authors = next((line for line in row if line.hint is Role.AUTHORS), None)
    extras = [line for line in row if line.hint is None and line.kind in (Kind.PLACE, Kind.TIME)]
    label = next((line for line in row if line.kind is Kind.LABEL), None)
    return Block(row[0], authors, label=label, extras=extras)


def _same(block: Block, other: Block) -> bool:
    return [_text(line) for line in (block.title, block.authors)] == [
        _text(line) for line in (other.title, other.authors)
    ] and _link(block) == _link(other)


def _text(line: Line | None) -> str:
    return line.text if line else ""


def _link(block: Block) -> str:
    return block.title.link if block.title else ""


_SESSION: Final = re.compile(r"\b(?:Poster|Oral|Spotlight|Highlight) Session \d{1,2}[A-Z]?\b")
_NEAR: Final = 50
"""Rows back to which a repeated row is sought."""
