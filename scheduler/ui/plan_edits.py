"""The changes a user makes to a plan, as functions from choices to choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.core.walk import Appointment
from scheduler.workspace.plan_choices import PlanChoices, Window


def moved(choices: PlanChoices, shown: Sequence[str], key: str, place: int) -> PlanChoices:
    """Puts a stop at a place among the other shown ones.

    Only its order against its two new neighbours (and what was ordered before) is fixed: the rest
    stays free to be planned around it.
    """
    others = [each for each in shown if each != key]
    place = max(0, min(place, len(others)))
    wanted = [*others[:place], key, *others[place:]]
    neighbours = wanted[max(0, place - 1) : place + 2]
    fixed = {*choices.order, *neighbours}
    order = [each for each in wanted if each in fixed]
    for number, each in enumerate(choices.order):
        if each not in wanted:  # not in the plan just now: it stays behind the one it followed
            before = choices.order[number - 1] if number else ""
            order.insert(order.index(before) + 1 if before in order else 0, each)
    return replace(choices, order=tuple(order))


def unordered(choices: PlanChoices) -> PlanChoices:
    """Forgets all dragging."""
    return replace(choices, order=())


def locked(choices: PlanChoices, key: str, at: datetime | None = None) -> PlanChoices:
    """Into the plan before all others; at a moment, if one is given."""
    return replace(choices, locked={**choices.locked, key: at})


def unlocked(choices: PlanChoices, key: str) -> PlanChoices:
    return replace(choices, locked={k: at for k, at in choices.locked.items() if k != key})


def lasting(choices: PlanChoices, key: str, minutes: int | None) -> PlanChoices:
    """Own minutes for a stop; None: those of its level."""
    others = {k: m for k, m in choices.minutes.items() if k != key}
    return replace(choices, minutes=others if minutes is None else {**others, key: minutes})


def within(choices: PlanChoices, key: str, window: Window | None) -> PlanChoices:
    """Only to be seen in a window; None: at any time."""
    others = {k: w for k, w in choices.windows.items() if k != key}
    return replace(choices, windows=others if window is None else {**others, key: window})


def appointed(choices: PlanChoices, before: Appointment | None, after: Appointment | None) -> PlanChoices:
    """Adds (no `before`), changes or removes (no `after`) an appointment."""
    kept = [each for each in choices.appointments if each != before]
    kept += [after] if after else []
    kept.sort(key=lambda each: (each.start, each.end, each.title))
    return replace(choices, appointments=tuple(kept))
