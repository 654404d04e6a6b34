"""The walk's values: what is asked of it (`WalkRequest`) and the plan it gives (`Walk`).

`scheduler.core.planner.plan_walk` makes the one of the other. All moments are aware datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scheduler.core.agenda import Level
from scheduler.core.hall import Hall, HallSettings, Place, Spot
from scheduler.errors import BadInput

LONGEST_STAY = 600


def check_minutes(minutes: int) -> None:
    """Raises BadInput when nobody stays at a poster that long."""
    if not 0 <= minutes <= LONGEST_STAY:
        raise BadInput(f"{minutes} minutes at a poster cannot be planned; there are 0 to {LONGEST_STAY}.")


@dataclass(frozen=True, slots=True)
class WalkSettings:
    """Minutes at a poster by level, and the hall. BadInput when the minutes cannot be meant."""

    must_minutes: int = 7
    want_minutes: int = 5
    maybe_minutes: int = 3
    hall: HallSettings = field(default_factory=HallSettings)

    def __post_init__(self) -> None:
        for minutes in (self.must_minutes, self.want_minutes, self.maybe_minutes):
            check_minutes(minutes)

    def minutes(self, level: Level) -> int:
        return {
            Level.MUST: self.must_minutes,
            Level.WANT: self.want_minutes,
            Level.MAYBE: self.maybe_minutes,
        }[level]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A starred poster that may become a stop.

    It is seen between `opens` and `closes` only, where given ("presenter here 11:00–11:45").
    `minutes` overrides the level's. `locked`: comes before every other, whatever its level. `at`:
    locked, and starts at exactly this time.
    """

    key: str
    title: str
    level: Level
    board: str = ""
    order: int = 0
    opens: datetime | None = None
    closes: datetime | None = None
    minutes: int | None = None
    locked: bool = False
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.minutes is not None:
            check_minutes(self.minutes)

    @property
    def spot(self) -> Spot:
        return Spot(self.board, self.order)

    @property
    def must_stay(self) -> bool:
        return self.locked or self.at is not None

    @property
    def needed(self) -> bool:
        """Whether a plan without it falls short."""
        return self.must_stay or self.level is Level.MUST


@dataclass(frozen=True, slots=True)
class Appointment:
    """Time that is taken: a talk, coffee, the own poster. With a board, one walks there for it."""

    title: str
    start: datetime
    end: datetime
    board: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """How one gets to an appointment: one leaves at `leave`, the latest that is early enough."""

    leave: datetime
    seconds: int = 0
    boards: int = 0


@dataclass(frozen=True, slots=True)
class WalkRequest:
    """Everything a plan depends on; equal requests give equal plans.

    `order`: keys dragged into this order relative to each other; the others are put between them
    where they cost least. `last`: keys that come after all others but those dragged. One starts beside
    the poster `beside`, else at the board `stand_at`, else at the hall's entry. `hall` comes from
    `hall.lay_out`.
    """

    stops: tuple[Candidate, ...]
    start: datetime
    end: datetime
    hall: Hall
    settings: WalkSettings = WalkSettings()
    appointments: tuple[Appointment, ...] = ()
    order: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    stand_at: str = ""
    beside: Spot | None = None

    @property
    def first_place(self) -> Place:
        if self.beside is not None:
            return self.hall.place(self.beside)
        return (self.hall.board(self.stand_at) if self.stand_at else None) or self.hall.start

    def minutes(self, stop: Candidate) -> int:
        """How long one stays there."""
        return self.settings.minutes(stop.level) if stop.minutes is None else stop.minutes


@dataclass(frozen=True, slots=True)
class Stop:
    """A poster in the plan. One walks `walk_seconds` from the stop before, arrives, waits until `start`."""

    key: str
    title: str
    level: Level
    board: str
    arrive: datetime
    start: datetime
    end: datetime
    walk_seconds: int
    boards_walked: int
    locked: bool = False

    @property
    def minutes(self) -> int:
        return round((self.end - self.start).total_seconds() / 60)


class Reason(StrEnum):
    """Why a star is not in the plan."""

    NO_TIME = "no time"
    NOT_HERE_THEN = "outside the session"
    WINDOW = "its time is taken"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A star that does not fit; `text` is the reason as a sentence's end, with its numbers."""

    key: str
    title: str
    level: Level
    board: str
    reason: Reason
    text: str


class Change(StrEnum):
    """What the user can change so that all musts fit."""

    SHORTER_STOPS = "shorter stops"
    FEWER_MUSTS = "fewer musts"
    MORE_TIME = "more time"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change that alone makes all musts fit.

    `amount`: minutes a must, the number of musts to drop, or minutes more.
    """

    change: Change
    amount: int
    text: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Not even the musts fit: by how many minutes, and what to change.

    0 minutes: more time would not help, only the windows are in the way.
    """

    minutes: int
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The plan. `left_out` has the stars that do not fit, the most wanted first.

    Seconds count what is used: `stop_seconds` at posters, `walking_seconds` between them (and to
    boards of appointments, by `ways`), `waiting_seconds` for a window to open. `appointment_seconds` is time
    taken by appointments. `by_catalog_order`: board numbers are not known. `unplaced`: keys of stops
    whose board is not known though others' are.
    """

    start: datetime
    end: datetime
    stops: tuple[Stop, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    stop_seconds: int = 0
    walking_seconds: int = 0
    waiting_seconds: int = 0
    appointment_seconds: int = 0
    shortfall: Shortfall | None = None
    by_catalog_order: bool = False
    unplaced: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def timeline(self) -> tuple[Stop | Appointment, ...]:
        """Stops and appointments in order of time."""
        return tuple(sorted((*self.stops, *self.appointments), key=lambda each: (each.start, each.end)))

    def way_to(self, appointment: Appointment) -> Way | None:
        """How one gets to one of the appointments; None for another."""
        return next(
            (way for each, way in zip(self.appointments, self.ways, strict=True) if each == appointment),
            None,
        )

    def leave_for(self, appointment: Appointment) -> datetime | None:
        """When one has to leave for an appointment; None where there is no way to go."""
        way = self.way_to(appointment)
        return way.leave if way and way.seconds else None

    @property
    def minutes_available(self) -> int:
        """From start to end without the appointments, rounded up like `minutes_used`."""
        return _minutes(self.seconds_available)

    @property
    def minutes_used(self) -> int:
        """At posters and walking, rounded up; never more than `minutes_available`."""
        return _minutes(self.stop_seconds + self.walking_seconds)

    @property
    def walking_minutes(self) -> int:
        return _minutes(self.walking_seconds)

    @property
    def seconds_available(self) -> int:
        return max(0, int((self.end - self.start).total_seconds()) - self.appointment_seconds)

    @property
    def counts(self) -> Mapping[Level, int]:
        """How many stops of each level."""
        return {level: sum(stop.level is level for stop in self.stops) for level in Level}

    def stop(self, key: str) -> Stop | None:
        return next((stop for stop in self.stops if stop.key == key), None)


@dataclass(frozen=True, slots=True)
class Nearby:
    """An unstarred poster near the route: `boards` from the nearest stop, which is `near` (a key)."""

    key: str
    title: str
    board: str
    boards: int
    near: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two walks that share out the stars: each poster in one of them, or in `left_out`."""

    mine: Walk
    theirs: Walk
    left_out: tuple[LeftOut, ...] = field(default=())


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)
