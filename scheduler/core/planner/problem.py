"""The walk as the searches see it: items and appointments on a line, whole seconds, ranks as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

NEVER = 1 << 40
STAGES = 4
_BITS = 15
_FIELD = (1 << _BITS) - 1
_SHIFTS = tuple(_BITS * (STAGES - 1 - stage) for stage in range(STAGES))
_SIGNS = sum(1 << shift + _BITS - 1 for shift in _SHIFTS)


@dataclass(frozen=True, slots=True)
class Item:
    """A possible stop of a stage (0 locked, 1 must, 2 want, 3 maybe).

    `opens` and `closes` bound the whole stay; `rank` is what it adds to a walk's (a locked maybe
    counts as both); `name` is the caller's.
    """

    name: int
    rank: int
    stage: int
    seconds: int
    place: int
    opens: int = 0
    closes: int = NEVER

    @property
    def is_fixed(self) -> bool:
        """Whether there is but one time for it."""
        return self.closes - self.opens <= self.seconds


@dataclass(frozen=True, slots=True)
class Busy:
    """An appointment: one is there from `start` (or as soon as one can be) to `end`, then goes on.

    One without a place only takes the time: what is left before it can still be walked.
    """

    name: int
    start: int
    end: int
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """All a choice depends on. Times are seconds from the start, places seconds along the line.

    Any item may be left out, no appointment of `busy` may. Of those taken, the names of `order` come in
    that order, and those of `last` after all others; but what is dragged or fixed comes when it has to.
    """

    start_place: int
    end: int
    items: Sequence[Item]
    busy: Sequence[Busy] = ()
    order: Sequence[int] = ()
    last: Sequence[int] = ()

    @property
    def at_any_time(self) -> bool:
        """Whether nothing but the end says when a stop is made."""
        return not self.busy and all(item.opens <= 0 and item.closes >= self.end for item in self.items)

    @property
    def total(self) -> int:
        """The rank of a walk that takes everything."""
        return sum(item.rank for item in self.items)

    def up_to(self, stage: int) -> Task:
        """The task without the items of later stages."""
        kept = [item for item in self.items if item.stage <= stage]
        names = {item.name for item in kept}
        order, last = ([n for n in sequence if n in names] for sequence in (self.order, self.last))
        return replace(self, items=kept, order=order, last=last)


@dataclass(frozen=True, slots=True)
class Problem:
    """A task of which the order is settled, but for how the three sequences interleave.

    Any item may be left out; those taken keep the order of their sequence.
    """

    start_place: int
    end: int
    sweep: Sequence[Item]
    hand: Sequence[Item] = ()
    timed: Sequence[Item | Busy] = ()

    def items(self) -> Iterator[Item]:
        yield from self.sweep
        yield from self.hand
        yield from (event for event in self.timed if isinstance(event, Item))

    @property
    def total(self) -> int:
        """The rank of a walk that takes everything."""
        return sum(item.rank for item in self.items())

    def up_to(self, stage: int) -> Problem:
        """The problem without the items of later stages."""
        return self.without(lambda item: item.stage > stage)

    def without(self, unwanted: Callable[[Item], bool]) -> Problem:
        """The problem without some of its items."""
        return replace(
            self,
            sweep=[item for item in self.sweep if not unwanted(item)],
            hand=[item for item in self.hand if not unwanted(item)],
            timed=[event for event in self.timed if isinstance(event, Busy) or not unwanted(event)],
        )


def sides(items: Iterable[Item], place: int) -> tuple[list[Item], list[Item]]:
    """Those from a place up the line, and those before it down the line, each from there outwards."""
    line = sorted(items, key=lambda item: (item.place, item.name))
    return [i for i in line if i.place >= place], [i for i in line if i.place < place][::-1]


class Visit(NamedTuple):
    """One stop or appointment of a finished walk; `walked` seconds to get there."""

    name: int
    walked: int
    arrive: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A finished walk and how good it is."""

    rank: int
    walking: int
    end: int
    visits: tuple[Visit, ...]

    @property
    def merit(self) -> tuple[int, int, int]:
        """Larger is better."""
        return self.rank, -self.walking, -self.end

    @property
    def hurry(self) -> tuple[int, int, int]:
        """Larger is better when the earliest end goes before the least walking."""
        return self.rank, -self.end, -self.walking


class Aim(Enum):
    """Which walk is wanted of those that reach the goal."""

    ANY = "any"
    SOONEST = "the earliest end"
    SHORTEST = "the least walking, then the earliest end"


def unit(stage: int) -> int:
    """What one stop of a stage adds to a rank: ranks compare as (locked, musts, wants, maybes)."""
    return 1 << _SHIFTS[stage]


def counts(rank: int) -> tuple[int, ...]:
    """A rank taken apart, stage by stage."""
    return tuple([rank >> shift & _FIELD for shift in _SHIFTS])


def only(rank: int, stage: int) -> int:
    """The part of a rank that counts one stage."""
    return rank & unit(stage) * _FIELD


def until(rank: int, stage: int) -> int:
    """The part of a rank that counts the stages up to and with one."""
    return rank & ~(unit(stage) - 1)


def holds(rank: int, other: int) -> bool:
    """Whether a rank has at least as many of each level as another."""
    return (rank | _SIGNS) - other & _SIGNS == _SIGNS
