"""A page's sessions: which lines head each, and which are its posters."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from scheduler.formats.read.page_layout import Block, lay_out
from scheduler.formats.read.page_lines import Kind, Line, Role, is_prose, names_hall, place_of, stated_time
from scheduler.formats.read.page_times import StatedTime, combined, years_in


@dataclass(slots=True)
class Section:
    """One session of a page. `certain`: it has a head as only such pages have."""

    title: str = ""
    certain: bool = False
    room: str = ""
    when: StatedTime | None = None
    years: set[int] = field(default_factory=set)
    left_out: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """The sessions that have posters, in the page's order.

    What stands above the first session's title belongs to that session.
    """
    sections: list[Section] = []
    above: list[Line] = []
    for part in _parts(_labels_first(lines)):
        title = part[0] if part[0].kind is Kind.SESSION else None
        body = list(part[1:] if title else part)
        if not _has_posters(body):
            above += part
            continue
        following = _taken_times(body)
        sections.append(_section(title, body, above))
        above = following
    years = {year for section in sections for year in section.years}
    for section in sections:
        section.years = section.years or years
    return sections


def _parts(lines: Sequence[Line]) -> Iterable[Sequence[Line]]:
    """The page cut before each session's title."""
    cuts = [index for index, line in enumerate(lines) if line.kind is Kind.SESSION]
    for index in list(cuts):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following and following.kind is Kind.AUTHORS:
            lines[index].kind = Kind.TEXT  # a paper about poster sessions
            cuts.remove(index)
    for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True):
        if end > start:
            yield lines[start:end]


def _labels_first(lines: Sequence[Line]) -> Sequence[Line]:
    """Each label before its title, also on pages that have it between title and authors."""
    texts = [index for index, line in enumerate(lines) if line.of_poster]
    after_title: dict[int, int] = {}  # label → the title before it
    votes = 0
    for label in (index for index, line in enumerate(lines) if line.kind is Kind.LABEL):
        at = bisect(texts, label)
        last = lines[texts[at - 1]] if at else None
        following = lines[texts[at]] if at < len(texts) else None
        vote = _label_is_after(last, following)
        votes += vote
        if last and (vote >= 0 or not _is_title(following)):
            after_title[label] = texts[at - 1]
    if votes <= 0:
        return lines
    before = {title: lines[label] for label, title in after_title.items()}
    result: list[Line] = []
    for index, line in enumerate(lines):
        if index in before:
            result.append(before[index])
        if index not in after_title:
            result.append(line)
    return result


def _label_is_after(last: Line | None, following: Line | None) -> int:
    """1 for a label that stands behind its title, -1 for one that stands before it, 0: it may be either."""
    if _is_title(last):
        return 0 if _is_title(following) else 1
    return 1 if last and following and following.kind is Kind.AUTHORS else -1


def _is_title(line: Line | None) -> bool:
    return line is not None and line.hint is Role.TITLE


def _has_posters(body: Sequence[Line]) -> bool:
    """Whether a part holds posters, and not only the page's menus."""
    if any(line.kind is Kind.AUTHORS or line.hint for line in body):
        return True
    after_chat = False
    texts = 0
    for line in body:
        after_chat = after_chat or line.kind is Kind.CHAT
        texts += line.kind is Kind.TEXT and (after_chat or line.hint is not None)
    labels = sum(line.kind is Kind.LABEL for line in body[:-1])
    return texts > 1 or labels > 1 or (labels == 1 and len(body) > 2 and body[-1].kind is Kind.TEXT)


def _taken_times(body: list[Line]) -> list[Line]:
    """Takes a time that stands under the last poster away from it: it heads the next session."""
    end = len(body)
    while end and body[end - 1].kind in (Kind.TIME, Kind.LABEL):
        end -= 1
    taken = body[end:]
    del body[end:]
    return taken


def _section(title: Line | None, body: list[Line], above: list[Line]) -> Section:
    chat = _chat_of_head(body)
    section = Section(title.text if title else "", certain=bool(title or chat))
    head = body[:chat]
    layout = lay_out(body[chat:])
    section.blocks = layout.blocks
    below = [line for line in (*head, *layout.head) if line.kind is not Kind.LABEL]
    _read_head(section, above, below)
    return section


def _chat_of_head(body: Sequence[Line]) -> int:
    """The index behind the chat's line, which closes a session's head; 0 when there is none."""
    for index, line in enumerate(body[:_LONGEST_HEAD]):
        if line.kind is Kind.CHAT:
            return index + 1
        if line.kind is Kind.AUTHORS or line.hint:
            break
    return 0


def _read_head(section: Section, above: Sequence[Line], below: Sequence[Line]) -> None:
    for line in (*below, *reversed(above)):
        if line.kind is Kind.TIME:
            section.when = combined(section.when, stated_time(line))
        section.years |= years_in(line.text)
    section.years |= years_in(section.title)
    if section.when and section.when.year:
        section.years = {section.when.year}
    texts = [line for line in below if line.kind is Kind.TEXT]
    section.left_out = [line for line in texts if not _is_name(line)]
    names = [line for line in texts if _is_name(line)]
    places = [place.room for line in below if line.kind is Kind.PLACE and (place := place_of(line.text))]
    hall = _hall_among(names, certain=bool(section.title) or len(names) > 1)
    section.room = hall.text.strip("[] ") if hall else next(filter(None, places), "")
    rest = [line for line in names if line is not hall]
    if not section.title and rest:
        named = (
            rest[-1] if hall is None else ([line for line in rest if line.number < hall.number] or rest)[-1]
        )
        section.title = named.text


def _is_name(line: Line) -> bool:
    """Whether a line of the head could name a session or a hall."""
    return len(line.text) <= _LONGEST_NAME and not is_prose(line.text)


def _hall_among(names: Sequence[Line], *, certain: bool) -> Line | None:
    """The hall's line: one that sounds like a hall, else the last, where a title is known beside it."""
    for line in names:
        if names_hall(line.text):
            return line
    return names[0] if certain and names and _NAME_OF_PLACE.match(names[0].text) else None


_LONGEST_HEAD: Final = 12
_LONGEST_NAME: Final = 120
_NAME_OF_PLACE: Final = re.compile(r"[^\W_]")
