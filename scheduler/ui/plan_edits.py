"""The changes a user makes to a plan, as functions from choices to choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.core.walk import Appointment
from scheduler.workspace.plan_choices import PlanChoices, Window


def moved(choices: PlanChoices, shown: Sequence[str], key: str, place: int) -> PlanChoices:
    """Puts a stop at a place among the other shown ones, which keep the order they are shown in.

    It and the stop it was moved past are locked, for else the best plan might leave one of them out
    and the move would not be seen. Stars that are not shown stay free to be planned in between.
    """
    others = [each for each in shown if each != key]
    place = max(0, min(place, len(others)))
    order = [*others[:place], key, *others[place:]]
    for number, each in enumerate(choices.order):
        if each not in order:  # not in the plan just now: it stays behind the one it followed
            before = choices.order[number - 1] if number else ""
            order.insert(order.index(before) + 1 if before in order else 0, each)
    choices = replace(choices, order=tuple(order))
    for each in (key, *_passed(shown, others, key, place)):
        choices = locked(choices, each, choices.locked.get(each))
    return choices


def _passed(shown: Sequence[str], others: Sequence[str], key: str, place: int) -> Sequence[str]:
    """The stop that a move down ends behind, or a move up in front of."""
    if key in shown and place <= shown.index(key):
        return others[place : place + 1]
    return others[max(0, place - 1) : place]


def unordered(choices: PlanChoices) -> PlanChoices:
    """Forgets all orders; locks stay."""
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
