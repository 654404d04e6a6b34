"""The hall as one line: boards in walking order, and the seconds of walking between them.

A walk along a serpentine is a walk along a line: row after row, each turned against the one before.
The way between two boards is the way along that line, so it never claims a short cut that may not
exist, and never a distance in metres, which no programme states.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from scheduler.errors import BadInput

SLOWEST_STEP = 3600


@dataclass(frozen=True, slots=True)
class HallSettings:
    """What the user knows of the hall.

    `rows` are its rows of boards, each from left to right; none means number order, a new letter
    ("A12", "B1") being a new row. `serpentine`: every second row is walked from right to left;
    otherwise one walks back to the left before each. `from_last`: the walk goes from the last board
    to the first. `entry` is the board nearest the door, empty for the end where the walk begins.
    """

    rows: tuple[tuple[str, ...], ...] = ()
    serpentine: bool = True
    from_last: bool = False
    entry: str = ""
    board_seconds: int = 2
    row_seconds: int = 20

    def __post_init__(self) -> None:
        for seconds in (self.board_seconds, self.row_seconds):
            if not 0 <= seconds <= SLOWEST_STEP:
                raise BadInput(
                    f"{seconds} seconds of walking cannot be planned; there are 0 to {SLOWEST_STEP}."
                )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a poster hangs: its board as the source writes it (may be empty), and its catalog order."""

    board: str
    order: int


@dataclass(frozen=True, slots=True, order=True)
class BoardName:
    """A board's name taken apart, so that `#7` is `7`, `B-12` is `b 12`, and 9 comes before 10."""

    prefix: tuple[tuple[int, str], ...]
    number: int
    suffix: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A point of the hall: `seconds` and `boards` from the beginning of the line."""

    seconds: int
    boards: int


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall laid out; make one with `lay_out`.

    `by_catalog_order`: too few boards are known, so posters are taken to hang in the order of the
    catalog, which every view has to say plainly.
    """

    by_catalog_order: bool
    start: Place
    _by_board: Mapping[BoardName, Place] = field(repr=False, default_factory=dict)
    _by_order: Sequence[tuple[int, Place]] = field(repr=False, default=())

    def place(self, spot: Spot) -> Place:
        """Where a poster hangs; a guess (see `knows`) is the place of its neighbour in the catalog."""
        name = board_name(spot.board)
        if name is not None and not self.by_catalog_order:
            found = self._by_board.get(name) or self._nearest(name)
            if found:
                return found
        after = bisect_right(self._by_order, spot.order, key=lambda pair: pair[0])
        if not self._by_order:
            return self.start
        return self._by_order[max(after - 1, 0)][1]

    def board(self, board: str) -> Place | None:
        """The place of a board by name, or of the nearest number in its row; None if there is none."""
        name = board_name(board)
        return None if name is None else self._by_board.get(name) or self._nearest(name)

    def knows(self, spot: Spot) -> bool:
        """Whether the place of this poster is known and not guessed."""
        name = board_name(spot.board)
        return not self.by_catalog_order and name is not None and name in self._by_board

    def _nearest(self, name: BoardName) -> Place | None:
        row = [known for known in self._by_board if known.prefix == name.prefix]
        nearest = min(row, key=lambda known: (abs(known.number - name.number), known), default=None)
        return self._by_board[nearest] if nearest else None


def lay_out(
    stars: Iterable[Spot], posters: Iterable[Spot] = (), settings: HallSettings | None = None
) -> Hall:
    """The hall of a session. `stars` are what is planned, `posters` all that hangs there.

    Boards are used when at least half of the stars have one; otherwise catalog order is.
    """
    settings = settings or HallSettings()
    wanted = list(stars)
    spots = sorted({*wanted, *posters}, key=lambda spot: (spot.order, spot.board))
    named = sum(board_name(spot.board) is not None for spot in wanted)
    if not wanted or named * 2 < len(wanted):
        return _by_catalog(spots, settings)
    names = {name for spot in spots if (name := board_name(spot.board))}
    places = _line(_rows(names, settings), settings, fill=_numbered_through(names, len(spots)))
    ends = sorted(places.values(), key=lambda place: place.seconds)
    entry = board_name(settings.entry)
    start = places.get(entry) if entry else None
    by_order = [(s.order, places[name]) for s in spots if (name := board_name(s.board)) in places and name]
    return Hall(False, start or ends[-1 if settings.from_last else 0], places, tuple(by_order))


def board_name(board: str) -> BoardName | None:
    """The name of a board taken apart; None when it is empty or has no letter and no digit."""
    text = unicodedata.normalize("NFKC", board).casefold()
    pieces = [piece for piece in _PIECE.findall(text) if piece not in _NOT_A_NAME]
    if not pieces:
        return None
    digits = [place for place, piece in enumerate(pieces) if piece.isdecimal()]
    if not digits:
        return BoardName(tuple(map(_sortable, pieces)), -1)
    last = digits[-1]
    before, after = pieces[:last], pieces[last + 1 :]
    return BoardName(tuple(map(_sortable, before)), int(pieces[last]), tuple(map(_sortable, after)))


def parse_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows as typed, one a line: `1-24`, `48-25` (right to left), `A1-A12`, `3, 5, 7`, or a mixture.

    BadInput names the line that cannot be read, or the board that is there twice.
    """
    rows = []
    seen: dict[BoardName, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        row = tuple(board for part in re.split(r"[,;]", line) for board in _parse_part(part, number))
        for board in row:
            name = board_name(board)
            if name is not None and seen.setdefault(name, number) != number:
                raise BadInput(f"board {board} is already in line {seen[name]}.", line=number)
        if row:
            rows.append(row)
    return tuple(rows)


_PIECE = re.compile(r"[^\W\d_]+|\d{1,9}")
_NOT_A_NAME = frozenset({"board", "poster", "no", "nr", "number"})
_RANGE = re.compile(r"\s*([^\W\d_]*)\s*(\d{1,6})\s*[-–]\s*([^\W\d_]*)\s*(\d{1,6})\s*")
LONGEST_ROW = 2000


def _parse_part(part: str, line: int) -> list[str]:
    match = _RANGE.fullmatch(part)
    if match is None:
        if part.strip() and board_name(part) is None:
            raise BadInput(f"“{part.strip()}” names no board.", line=line)
        return [part.strip()] if part.strip() else []
    letter, first, other, last = match.groups()
    start, end = int(first), int(last)
    if other and other.casefold() != letter.casefold():
        raise BadInput(f"“{part.strip()}” goes from one letter to another; write two rows.", line=line)
    if abs(end - start) >= LONGEST_ROW:
        raise BadInput(f"“{part.strip()}” is a row of more than {LONGEST_ROW} boards.", line=line)
    step = 1 if end >= start else -1
    return [f"{letter}{number}" for number in range(start, end + step, step)]


def _sortable(piece: str) -> tuple[int, str]:
    return (int(piece), "") if piece.isdecimal() else (-1, piece)


def _rows(names: set[BoardName], settings: HallSettings) -> list[list[BoardName]]:
    """The user's rows, then what they leave out in number order, a row for each letter."""
    given = [[name for board in row if (name := board_name(board))] for row in settings.rows]
    rest = sorted(names - {name for row in given for name in row})
    return [row for row in given if row] + [list(row) for _, row in groupby(rest, lambda n: n.prefix)]


def _numbered_through(names: set[BoardName], posters: int) -> bool:
    """Whether missing numbers are boards too: not when the numbers are the ids of submissions."""
    lows: dict[object, int] = {}
    highs: dict[object, int] = {}
    for name in names:
        lows[name.prefix] = min(name.number, lows.get(name.prefix, name.number))
        highs[name.prefix] = max(name.number, highs.get(name.prefix, name.number))
    return sum(highs[prefix] - lows[prefix] + 1 for prefix in lows) <= 2 * posters


def _line(
    rows: Sequence[Sequence[BoardName]], settings: HallSettings, *, fill: bool
) -> dict[BoardName, Place]:
    places: dict[BoardName, Place] = {}
    seconds = boards = 0
    length = 0
    for index, row in enumerate(rows):
        turned = settings.serpentine and index % 2 == 1
        if index:
            seconds += settings.row_seconds + (0 if settings.serpentine else length)
            boards += 1
        begun = seconds
        last: BoardName | None = None
        for name in reversed(row) if turned else row:
            steps = 0 if last is None else _steps(last, name) if fill else 1
            seconds, boards, last = seconds + steps * settings.board_seconds, boards + steps, name
            places.setdefault(name, Place(seconds, boards))
        length = seconds - begun
    return places


def _steps(one: BoardName, other: BoardName) -> int:
    return max(1, abs(other.number - one.number)) if one.prefix == other.prefix else 1


def _by_catalog(spots: Sequence[Spot], settings: HallSettings) -> Hall:
    orders = sorted({spot.order for spot in spots})
    places = [(order, Place(i * settings.board_seconds, i)) for i, order in enumerate(orders)]
    start = (places[-1] if settings.from_last else places[0])[1] if places else Place(0, 0)
    return Hall(True, start, {}, tuple(places))
