"""When and where the rows of a spreadsheet take place: their times, and the sessions they form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from scheduler.core.catalog import Session, Slot, TimeSource
from scheduler.core.times import spell_day
from scheduler.formats.read.answers import with_answers
from scheduler.formats.read.moments import Moment, find_clocks, find_day, month_comes_first, offset_in, span
from scheduler.formats.read.reading import ReadOptions, ReadWarning
from scheduler.formats.read.session_keys import SessionKeys

Row = Mapping[str, str]
"""The cells of one row by our field names; "" where there is no column or nothing in it."""

USUAL_LENGTH: Final = timedelta(hours=1)

_NAMELESS: Final = "Posters"


@dataclass(frozen=True, slots=True)
class Timing:
    """What every row of a table shares: the user's answers, the zone, and how its dates are written."""

    options: ReadOptions
    zone: str
    zone_known: bool
    month_first: bool
    _known: dict[tuple[str, ...], Moment | None] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row], options: ReadOptions, zone: str, zone_known: bool) -> Timing:
        dates = (row[name] for row in rows for name in ("date", "start", "time"))
        return cls(options, zone, zone_known, month_comes_first(dates))

    def moment(self, row: Row) -> Moment | None:
        """The row's start, and its end where stated; a date of its own before the user's.

        Hundreds of rows share a time, so each is read once.
        """
        cells = (row["start"], row["time"], row["date"], row["end"])
        if cells not in self._known:
            self._known[cells] = self._moment(row)
        return self._known[cells]

    def _moment(self, row: Row) -> Moment | None:
        texts = [row["start"], row["time"], row["date"]]
        days = (find_day(text, month_first=self.month_first) for text in (row["date"], *texts) if text)
        day: date | None = next(filter(None, days), self.options.day)
        clocks = next(filter(None, map(find_clocks, texts)), [])
        ends = find_clocks(row["end"]) or clocks[1:]
        if day is None or not clocks:
            return None
        offset = next((found for text in texts if (found := offset_in(text)) is not None), None)
        return span(day, clocks[0], ends[0] if ends else None, self.zone, offset)

    def guessed(self, moment: Moment | None) -> bool:
        """Whether nobody says in which zone it is."""
        return moment is not None and not (moment.zoned or self.zone_known)

    def zone_missing(self, rows: Sequence[Row]) -> bool:
        """Whether any row is read as UTC for want of a zone."""
        return any(self.guessed(self.moment(row)) for row in rows)


@dataclass(slots=True)
class _Group:
    """Rows of one session."""

    title: str
    rows: list[int] = field(default_factory=list)


def arrange(rows: Sequence[Row], timing: Timing) -> tuple[list[Session], list[Slot], list[ReadWarning]]:
    """The sessions, one slot for each row, and what had to be guessed."""
    moments = [timing.moment(row) for row in rows]
    sessions: list[Session] = []
    slots = [Slot(board=row["board"], room=row["room"]) for row in rows]
    keys = SessionKeys()
    endless = 0
    for group in _groups(rows, moments, timing.zone):
        session, guessed = _session(group, rows, moments, timing, keys)
        endless += guessed
        sessions.append(session)
        for place in group.rows:
            slots[place] = _slot_in(session, rows[place], moments[place])
    warnings = [ReadWarning(0, f"{endless} sessions state no end; one hour is assumed.")] if endless else []
    return sessions, slots, warnings


def unread_times(rows: Sequence[Row], lines: Sequence[int], timing: Timing) -> list[ReadWarning]:
    """One warning for the rows that write a time which is none."""
    bad = [
        line
        for line, row in zip(lines, rows, strict=True)
        if (row["start"] or row["time"]) and timing.moment(row) is None
    ]
    if not bad:
        return []
    return [
        ReadWarning(
            bad[0], f"{len(bad)} rows have a time or date that cannot be read, the first on line {bad[0]}."
        )
    ]


def _groups(rows: Sequence[Row], moments: Sequence[Moment | None], zone: str) -> list[_Group]:
    """Rows by session title and day; rows without a session by their common time."""
    groups: dict[tuple[str, str], _Group] = {}
    for place, (row, moment) in enumerate(zip(rows, moments, strict=True)):
        title = row["session"]
        day = spell_day(moment.start, zone) if moment else ""
        if not title and moment:
            day = f"{moment.start}"
            named = f"{_NAMELESS}, {spell_day(moment.start, zone)}"
        else:
            named = title or "Poster session"
        groups.setdefault((title, day), _Group(named)).rows.append(place)
    return list(_without_strays(groups).values())


def _without_strays(groups: dict[tuple[str, str], _Group]) -> dict[tuple[str, str], _Group]:
    """Rows without a time join the session of their title when it is on one day only."""
    days: dict[str, list[str]] = {}
    for title, day in groups:
        days.setdefault(title, []).append(day)
    for title, found in days.items():
        if title and len(found) == 2 and "" in found:
            strays = groups.pop((title, ""))
            groups[title, "".join(found)].rows += strays.rows
    return groups


def _session(
    group: _Group, rows: Sequence[Row], moments: Sequence[Moment | None], timing: Timing, keys: SessionKeys
) -> tuple[Session, bool]:
    """The session of a group, and whether its end is a guess."""
    rooms = {rows[place]["room"] for place in group.rows}
    room = rooms.pop() if len(rooms) == 1 else ""
    times = [moment for place in group.rows if (moment := moments[place])]
    if not times:
        untimed = Session(keys(group.title), group.title, room)
        return with_answers(untimed, timing.options, timing.zone), False
    start = min(moment.start for moment in times)
    end = max((moment.end for moment in times if moment.end), default=None)
    endless = end is None
    last = end or max(moment.start for moment in times) + USUAL_LENGTH
    zoneless = TimeSource.ZONE_ASSUMED if any(map(timing.guessed, times)) else TimeSource.STATED
    source = TimeSource.ASSUMED if endless else zoneless
    return Session(keys(group.title, start), group.title, room, start, last, source), endless


def _slot_in(session: Session, row: Row, moment: Moment | None) -> Slot:
    """The slot of a row, saying only what its session does not."""
    start: datetime | None = moment.start if moment else None
    end = moment.end if moment else None
    return Slot(
        session=session.key,
        start=None if start == session.start else start,
        end=None if end == session.end else end,
        room="" if row["room"] == session.room else row["room"],
        board=row["board"],
    )
