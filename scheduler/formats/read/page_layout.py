"""Which line of a page is a title, which the authors, which an abstract.

Pages leave fields out, put one author where others have a list with dots, run an abstract over
several paragraphs and drop or add empty lines. No single line tells these apart, only the whole
does. So every role of a line and every step from one role to the next has a cost, and the
cheapest reading of all lines together is taken (Viterbi's algorithm). Lengths count for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import add
from typing import Final

from scheduler.formats.read.page_lines import Kind, Line, Role, could_be_author, is_board, is_prose


@dataclass(slots=True)
class Block:
    """One or more lines that belong to one poster, before they are made values.

    `label` and `extras` (places and times) are lines by their kind.
    """

    title: Line | None = None
    authors: Line | None = None
    abstract: list[Line] = field(default_factory=list)
    label: Line | None = None
    extras: list[Line] = field(default_factory=list)

    @property
    def first_line(self) -> int:
        """Where the poster begins, its label aside."""
        lines = [self.title, self.authors, *self.abstract, self.label]
        return min((line.number for line in lines if line), default=0)


@dataclass(slots=True)
class Layout:
    """The head of a section and its posters. `cost` tells how far from regular the reading is."""

    head: list[Line]
    blocks: list[Block]


def lay_out(lines: Sequence[Line]) -> Layout:
    """Give every line of one section its role and group the lines by poster."""
    labelled = _labelled(lines)
    usual = _usual_gap(lines, labelled)
    if usual > 0:
        lines = _unwrapped(lines)
    texts = [line for line in lines if line.of_poster]
    roles = _cheapest_roles(texts, usual, labelled)
    return _grouped(lines, dict(zip(map(id, texts), roles, strict=True)))


def _labelled(lines: Sequence[Line]) -> set[int]:
    """The ids of the lines that begin a poster for certain: they follow a label, or are marked as titles."""
    result: set[int] = set()
    pending = False
    for line in lines:
        if line.kind is Kind.LABEL:
            pending = True
        elif line.of_poster and (pending or line.hint is Role.TITLE):
            result.add(id(line))
            pending = False
    return result


def _usual_gap(lines: Sequence[Line], labelled: set[int]) -> int:
    """How many empty lines the page has between two fields."""
    texts = [line for line in lines if line.of_poster]
    pairs = [(last, line) for last, line in pairwise(texts) if id(line) not in labelled]
    # Around a list of authors the border of a field is certain; elsewhere lines may only be broken.
    borders = [pair for pair in pairs if Kind.AUTHORS in (pair[0].kind, pair[1].kind)] or pairs
    gaps = Counter(line.gap for _, line in borders)
    return max(gaps, key=lambda gap: (gaps[gap], gap)) if gaps else 1


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Paragraphs and author lists that were broken into lines of a width, as one line each."""
    result: list[Line] = []
    pieces: list[str] = []  # of the last line in the result
    for index, line in enumerate(lines):
        last = result[-1] if result else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        if last and _continues(last, line, following, pieces):
            pieces.append(line.text)
            continue
        if last:
            last.text = _rejoined(pieces)
        result.append(line)
        pieces = [line.text]
    if result:
        result[-1].text = _rejoined(pieces)
    return result


def _continues(last: Line, line: Line, following: Line | None, pieces: list[str]) -> bool:
    if line.gap or line.hint or last.hint or not (last.of_poster and line.of_poster):
        return False
    if last.kind is Kind.AUTHORS:
        return len(pieces[-1]) >= _WRAPPED and (line.kind is Kind.AUTHORS or could_be_author(line.text))
    if line.kind is Kind.AUTHORS or len(pieces[-1]) < _WRAPPED:
        return False
    if len(pieces) > 1 or (following and _may_list_authors(following)):
        return True
    a_name = could_be_author(line.text) and not any(word[0].islower() for word in line.text.split())
    return not (a_name or pieces[-1].endswith((".", "!", "?", ":")))


def _may_list_authors(line: Line) -> bool:
    return line.kind is Kind.AUTHORS or (line.gap > 0 and line.of_poster and could_be_author(line.text))


def _rejoined(pieces: Sequence[str]) -> str:
    """One text of the pieces; a word broken at its hyphen is whole again."""
    if len(pieces) == 1:
        return pieces[0]
    return "".join(piece if _BROKEN_WORD.search(piece) else f"{piece} " for piece in pieces).rstrip()


def _cheapest_roles(texts: Sequence[Line], usual: int, labelled: set[int]) -> list[Role]:
    if not texts:
        return []
    costs = [_START[role] + cost for role, cost in zip(_ROLES, _role_costs(texts[0]), strict=True)]
    if id(texts[0]) in labelled:
        costs[Role.HEAD.value] = _NEVER
    came_from: list[list[int]] = []
    for line in texts[1:]:
        steps = _STEPS[_LABEL if id(line) in labelled else min(max(line.gap - usual, -1), 1)]
        new, chosen = [_NEVER] * len(_ROLES), [0] * len(_ROLES)
        for before, after, cost in steps:
            total = costs[before] + cost
            if total < new[after]:
                new[after], chosen[after] = total, before
        costs = list(map(add, new, _role_costs(line)))
        came_from.append(chosen)
    last = min(range(len(_ROLES)), key=lambda role: costs[role] + _END[_ROLES[role]])
    path = [last]
    for chosen in reversed(came_from):
        path.append(chosen[path[-1]])
    return [_ROLES[index] for index in reversed(path)]


def _role_costs(line: Line) -> tuple[float, ...]:
    """What each role costs for a line by itself, in the order of the roles."""
    if line.hint is not None:
        return _HINTED[line.hint]
    if line.kind is Kind.AUTHORS:
        return _LISTED
    author = 25.0
    if could_be_author(line.text):
        author = 4.5 if line.text.islower() else 4.0
    if is_prose(line.text):
        return (5.0, 2.0, author, 0.0)
    # "Methods" heads a part of an abstract more often than a poster.
    heading = line.text.endswith(":") or line.text.count(" ") < 3
    return (2.0, 2.0 if heading else 0.0, author, 3.0)


def _grouped(lines: Sequence[Line], role_of: dict[int, Role]) -> Layout:
    layout = Layout([], [])
    label: Line | None = None
    waiting: list[Line] = []  # places and times that may belong to the next poster
    before_title = _places_come_first(lines, role_of)
    for line in lines:
        role = role_of.get(id(line))
        if role is Role.HEAD:
            layout.head.append(line)
        elif line.kind is Kind.LABEL:
            label = line
        elif line.kind in (Kind.PLACE, Kind.TIME):
            of_session = not layout.blocks and label is None and not is_board(line)
            (layout.head if of_session else waiting).append(line)
        elif role is not None:
            begins = _begins_block(layout, role, label)
            if layout.blocks and not (begins and (before_title or label)):
                layout.blocks[-1].extras += waiting
                waiting = []
            if begins:
                layout.blocks.append(Block(label=label, extras=waiting))
                label, waiting = None, []
            _add(layout.blocks[-1], line, role)
    if layout.blocks:
        layout.blocks[-1].extras += waiting
    return layout


def _begins_block(layout: Layout, role: Role, label: Line | None) -> bool:
    if not layout.blocks or label is not None or role is Role.TITLE:
        return True
    return role is Role.AUTHORS and (
        layout.blocks[-1].authors is not None or bool(layout.blocks[-1].abstract)
    )


def _add(block: Block, line: Line, role: Role) -> None:
    if role is Role.TITLE:
        block.title = line
    elif role is Role.AUTHORS:
        block.authors = line
    else:
        block.abstract.append(line)


def _places_come_first(lines: Sequence[Line], role_of: dict[int, Role]) -> bool:
    """Whether the page puts a poster's board before its title: so does the first board it has."""
    for line in lines:
        if is_board(line):
            return True
        if role_of.get(id(line), Role.HEAD) is not Role.HEAD:
            return False
    return False


_WRAPPED: Final = 40  # characters: a line shorter than this was not broken because it was full
_BROKEN_WORD: Final = re.compile(r"\w-\Z")
_NEVER: Final = 1e9
_LABEL: Final = 2
_ROLES: Final = tuple(Role)
_LISTED: Final = (14.0, 12.0, 0.0, 14.0)
_HINTED: Final = {role: tuple(0.0 if other is role else 40.0 for other in Role) for role in Role}
_START: Final = {Role.HEAD: 0.0, Role.TITLE: 0.0, Role.AUTHORS: 10.0, Role.ABSTRACT: 20.0}
_END: Final = {Role.HEAD: 30.0, Role.TITLE: 10.0, Role.AUTHORS: 3.0, Role.ABSTRACT: 0.0}
_COSTS: Final = {
    # from, to: fewer empty lines than usual, as usual, more than usual, a label between
    (Role.HEAD, Role.HEAD): (0.0, 0.0, 0.0, _NEVER),
    (Role.HEAD, Role.TITLE): (0.5, 0.0, 0.0, 0.0),
    (Role.HEAD, Role.AUTHORS): (16.0, 15.0, 7.0, 6.0),
    (Role.HEAD, Role.ABSTRACT): (30.0, 30.0, 30.0, 12.0),
    (Role.TITLE, Role.AUTHORS): (0.0, 0.0, 1.0, _NEVER),
    (Role.TITLE, Role.ABSTRACT): (12.0, 12.0, 5.0, 20.0),
    (Role.TITLE, Role.TITLE): (18.0, 16.0, 16.0, 9.0),
    (Role.AUTHORS, Role.ABSTRACT): (0.0, 0.0, 1.0, 16.0),
    (Role.AUTHORS, Role.TITLE): (9.0, 8.0, 8.0, 4.0),
    (Role.AUTHORS, Role.AUTHORS): (24.0, 20.0, 18.0, 14.0),
    (Role.ABSTRACT, Role.ABSTRACT): (3.0, 5.0, 9.0, 14.0),
    (Role.ABSTRACT, Role.TITLE): (2.0, 0.0, 0.5, 0.0),
    (Role.ABSTRACT, Role.AUTHORS): (16.0, 15.0, 5.0, 5.0),
}
_STEPS: Final = {
    gap: [
        (before.value, after.value, costs[gap + 1])
        for (before, after), costs in _COSTS.items()
        if costs[gap + 1] < _NEVER
    ]
    for gap in (-1, 0, 1, _LABEL)
}
