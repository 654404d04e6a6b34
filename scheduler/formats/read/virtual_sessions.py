"""When and where the rows of a virtual site take place: their sessions and slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Final

from scheduler.core.catalog import Session, Slot, TimeSource
from scheduler.formats.read import frab_times
from scheduler.formats.read.answers import with_answers
from scheduler.formats.read.frab_times import Span, Stated, Zone
from scheduler.formats.read.markup import one_line
from scheduler.formats.read.reading import ReadOptions
from scheduler.formats.read.session_keys import SessionKeys
from scheduler.formats.read.structured import text_of
from scheduler.formats.read.virtual_papers import Row

_TIMES: Final = (("starttime", "endtime"), ("starttime2", "endtime2"))


@dataclass(slots=True, eq=False)
class _Block:
    """A session while its rows are gathered."""

    title: str
    spans: list[Span] = field(default_factory=list)
    rooms: set[str] = field(default_factory=set)

    @property
    def start(self) -> datetime | None:
        return min((span.start for span in self.spans), default=None)


class Programme:
    """The sessions of all rows, by start, and the slots of some of them.

    Rows that name a session share it with those of the same date, the others with all of their kind at
    their very time. Rows without a time stand in the session they name, else in one of their kind.
    """

    def __init__(self, rows: list[Row], zone: Zone, options: ReadOptions) -> None:
        self._zone = zone
        self._spans: dict[tuple[str, str], Span | None] = {}
        self._blocks: dict[tuple[str, ...], _Block] = {}
        self._by_title: dict[str, _Block] = {}
        self._places = {row: list(self._timed(row)) for row in rows}
        for row in rows:
            if not self._places[row]:
                self._places[row].append((self._untimed(row), None))
        keys = SessionKeys()
        ordered = sorted(
            self._blocks.values(), key=lambda block: block.start.timestamp() if block.start else inf
        )
        self._keys = {block: keys(block.title, block.start) for block in ordered}
        sessions = [self._session(block) for block in ordered]
        if sum(session.start is None for session in sessions) == 1:  # the user's time is that of one session
            sessions = [with_answers(session, options, zone.name) for session in sessions]
        self.sessions = tuple(sessions)

    def slots(self, rows: list[Row]) -> tuple[Slot, ...]:
        """One slot for each appearance of the rows, none twice."""
        return tuple(dict.fromkeys(slot for row in rows for slot in self._slots_of(row)))

    def _slots_of(self, row: Row) -> Iterator[Slot]:
        board = one_line(text_of(row.record.get("poster_position")))
        for block, span in self._places[row]:
            start, end = (span.start, span.end) if span else (None, None)
            yield Slot(self._keys[block], start, end, row.room, board)

    def _timed(self, row: Row) -> Iterator[tuple[_Block, Span | None]]:
        title = one_line(text_of(row.record.get("session")))
        for start_name, end_name in _TIMES:
            start, end = text_of(row.record.get(start_name)), text_of(row.record.get(end_name))
            span = self._span(start, end) if start else None
            if span is not None:
                mark = (title, start[:10]) if title else ("", row.kind, start, end)
                block = self._block(mark, title or _titled(row), row)
                block.spans.append(span)
                self._by_title.setdefault(block.title, block)
                yield block, span

    def _span(self, start: str, end: str) -> Span | None:
        """Hundreds of posters share a time, so each is read once."""
        if (start, end) not in self._spans:
            stated = Stated(date=start, end=end)
            self._spans[start, end] = frab_times.place(stated, self._zone.name, "")
        return self._spans[start, end]

    def _untimed(self, row: Row) -> _Block:
        title = one_line(text_of(row.record.get("session"))) or _titled(row)
        if known := self._by_title.get(title):
            return known
        return self._block((title,), title, row)

    def _block(self, mark: tuple[str, ...], title: str, row: Row) -> _Block:
        block = self._blocks.setdefault(mark, _Block(title))
        block.rooms.add(row.room)
        return block

    def _session(self, block: _Block) -> Session:
        room = next(iter(block.rooms)) if len(block.rooms) == 1 else ""
        end = max((span.end for span in block.spans), default=None)
        sure = self._zone.source is not TimeSource.ASSUMED or all(span.exact for span in block.spans)
        source = TimeSource.STATED if sure else TimeSource.ZONE_ASSUMED
        return Session(self._keys[block], block.title, room, block.start, end, source)


def _titled(row: Row) -> str:
    """`Poster session` for a poster, and another kind of event under its own name."""
    kind = one_line(row.kind)
    return f"{kind} session" if kind.lower() in ("poster", "oral", "spotlight") else kind or "Poster session"
