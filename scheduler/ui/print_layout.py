"""Where blocks go on pages: in order, down the columns, none of them cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """A block's height; `opens`: a heading, which stays with what follows; `new_page`: begins one."""

    height: float
    opens: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where block `number` is drawn. `scale` is below 1 only for what is taller than a whole column."""

    number: int
    page: int
    column: int
    top: float
    scale: float = 1.0


def lay_out(sizes: Sequence[Size], height: float, columns: int = 1, first_top: float = 0.0) -> list[Spot]:
    """A place for each block on pages of `columns` columns of this height.

    The columns of the first page begin at `first_top`, below the title.
    """
    spots: list[Spot] = []
    page, column, top = 0, 0, first_top
    for group in _together(sizes):
        needed = sum(sizes[number].height for number in group)
        begin = first_top if page == 0 else 0.0
        fresh = top <= begin
        if sizes[group[0]].new_page and not (fresh and column == 0):
            page, column, top, fresh = page + 1, 0, 0.0, True
        elif not fresh and top + needed > height:
            page, column, top, fresh = *_next(page, column, columns, first_top), True
        if page == 0 and fresh and top > 0 and needed > height - top:
            page, column, top = 1, 0, 0.0  # taller than what the title leaves: a whole page is more
        scale = min(1.0, (height - top) / needed)
        for number in group:
            spots.append(Spot(number, page, column, top, scale))
            top += sizes[number].height * scale
    return spots


def pages(spots: Iterable[Spot]) -> int:
    """How many pages there are, at least one."""
    return max((spot.page for spot in spots), default=0) + 1


def _next(page: int, column: int, columns: int, first_top: float) -> tuple[int, int, float]:
    if column + 1 < columns:
        return page, column + 1, first_top if page == 0 else 0.0
    return page + 1, 0, 0.0


def _together(sizes: Sequence[Size]) -> Iterator[list[int]]:
    """The numbers of blocks, headings with the block after them."""
    group: list[int] = []
    for number, size in enumerate(sizes):
        group.append(number)
        if not size.opens:
            yield group
            group = []
    if group:
        yield group
