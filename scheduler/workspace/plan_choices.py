"""What the user chose for the plan of one session, and how it is kept in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from scheduler.core.hall import HallSettings
from scheduler.core.times import from_rfc3339, rfc3339
from scheduler.core.walk import Appointment, WalkSettings


@dataclass(frozen=True, slots=True)
class Window:
    """When a poster can be seen (UTC); None: from the session's start, or to its end."""

    opens: datetime | None = None
    closes: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """All choices for one session. Times are UTC; keys are presentation keys.

    `start`: when one begins, None for the session's start. `order`: keys dragged into this order.
    `locked`: keys that must be in the plan, at a fixed moment unless None. `skipped` and `later` are
    the live mode's; `stand_at` is the board one stands at, empty for the entry.
    """

    settings: WalkSettings = WalkSettings()
    start: datetime | None = None
    end: datetime | None = None
    appointments: tuple[Appointment, ...] = ()
    windows: Mapping[str, Window] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    locked: Mapping[str, datetime | None] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    stand_at: str = ""

    def without_live(self) -> PlanChoices:
        """The choices as they were before the hall opened."""
        return replace(self, skipped=(), later=(), stand_at="")

    def with_live_of(self, other: PlanChoices) -> PlanChoices:
        """These choices with what the live mode knows in the other ones."""
        return replace(self, skipped=other.skipped, later=other.later, stand_at=other.stand_at)


def to_json(choices: PlanChoices) -> dict[str, Any]:
    """For the settings table; `from_json` is its inverse."""
    return {
        "settings": asdict(choices.settings),
        "start": rfc3339(choices.start),
        "end": rfc3339(choices.end),
        "appointments": [
            {
                "title": a.title,
                "start": rfc3339(a.start),
                "end": rfc3339(a.end),
                "board": a.board,
                "key": a.key,
            }
            for a in choices.appointments
        ],
        "windows": {key: [rfc3339(w.opens), rfc3339(w.closes)] for key, w in choices.windows.items()},
        "minutes": dict(choices.minutes),
        "order": list(choices.order),
        "locked": {key: rfc3339(moment) for key, moment in choices.locked.items()},
        "skipped": list(choices.skipped),
        "later": list(choices.later),
        "stand_at": choices.stand_at,
    }


def from_json(value: Mapping[str, Any]) -> PlanChoices:
    """Reads what any version wrote: what is missing or unknown takes its default."""
    return PlanChoices(
        settings=_settings(value.get("settings", {})),
        start=from_rfc3339(value.get("start")),
        end=from_rfc3339(value.get("end")),
        appointments=tuple(_appointment(a) for a in value.get("appointments", ())),
        windows={
            key: Window(from_rfc3339(opens), from_rfc3339(closes))
            for key, (opens, closes) in value.get("windows", {}).items()
        },
        minutes={key: int(minutes) for key, minutes in value.get("minutes", {}).items()},
        order=tuple(value.get("order", ())),
        locked={key: from_rfc3339(moment) for key, moment in value.get("locked", {}).items()},
        skipped=tuple(value.get("skipped", ())),
        later=tuple(value.get("later", ())),
        stand_at=value.get("stand_at", ""),
    )


def _settings(value: Mapping[str, Any]) -> WalkSettings:
    hall = value.get("hall", {})
    known = {
        name: hall[name] for name in HallSettings.__dataclass_fields__ if name in hall and name != "rows"
    }
    rows = tuple(tuple(row) for row in hall.get("rows", ()))
    minutes = {
        name: value[name] for name in ("must_minutes", "want_minutes", "maybe_minutes") if name in value
    }
    return WalkSettings(**minutes, hall=HallSettings(rows=rows, **known))


def _appointment(value: Mapping[str, Any]) -> Appointment:
    start, end = from_rfc3339(value["start"]), from_rfc3339(value["end"])
    assert start is not None and end is not None  # noqa: PT018
    return Appointment(value["title"], start, end, value.get("board", ""), value.get("key", ""))
