"""What the live mode says."""

from __future__ import annotations

from datetime import datetime

from scheduler.core.live import LiveState, LiveView
from scheduler.core.times import spell_clock
from scheduler.core.walk import LeftOut, Stop
from scheduler.ui import plan_text
from scheduler.ui.display_text import one_line, plural
from scheduler.ui.spelling import LEVEL_WORDS

LONG = 100 * 60
DAY = 24 * 3600


def countdown(seconds: int) -> str:
    """`3:07` in minutes and seconds; hours from 100 minutes on: `1:45:00`."""
    seconds = abs(seconds)
    minutes, rest = divmod(seconds, 60)
    if seconds < LONG:
        return f"{minutes}:{rest:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def here(seconds: int) -> str:
    """`3:07 left here`, `1:05 over`."""
    return f"{countdown(seconds)} left here" if seconds >= 0 else f"⚠ {countdown(seconds)} over"


def in_all(state: LiveState, now: datetime) -> str:
    """`45:00 left in all`, or how long until it begins."""
    start, end = state.request.start, state.request.end
    if now >= end:
        return "over"
    if now < start:
        seconds = int((start - now).total_seconds())
        if seconds < DAY:
            return f"begins in {countdown(seconds)}"
        return f"begins in {plural(seconds // DAY, 'day')}"
    return f"{countdown(int((end - now).total_seconds()))} left in all"


def is_over(view: LiveView) -> bool:
    """Whether the time of the walk has passed."""
    return view.seconds_left <= 0


def tally(state: LiveState, view: LiveView) -> str:
    """`9 visited · 3 skipped · 8 to go · 20 wants don't fit`, and in the end what was missed."""
    keys = {stop.key for stop in state.request.stops}
    unfit = [each for each in view.rest.left_out if each.key not in state.skipped]
    parts = [
        f"{len([key for key in state.visited if key in keys])} visited",
        f"{len(state.skipped)} skipped" if state.skipped else "",
        "" if is_over(view) else f"{view.to_go} to go",
        plan_text.missed(unfit) if is_over(view) else plan_text.does_not_fit(unfit),
    ]
    return " · ".join(part for part in parts if part)


def about(stop: Stop, timezone: str) -> str:
    """`must · 11:32–11:39 · walk 24 s, 12 boards`."""
    span = f"{spell_clock(stop.start, timezone)}–{spell_clock(stop.end, timezone)}"
    parts = [LEVEL_WORDS[stop.level], span, plan_text.way(stop), "locked" if stop.locked else ""]
    return " · ".join(part for part in parts if part)


def rest_line(stop: Stop, timezone: str) -> str:
    """The level stands before the title, as a narrow list may cut a title's end off."""
    board = f"{plan_text.board(stop.board)}  " if stop.board else ""
    return f"{spell_clock(stop.start, timezone)}  {stop.level}  {board}{one_line(stop.title, 160)}"


def left_line(each: LeftOut, *, skipped: bool, over: bool) -> str:
    """Why it is not in the plan stands first."""
    board = f"{plan_text.board(each.board)}  " if each.board else ""
    why = "skipped" if skipped else "missed" if over else "no time"
    return f"{why}:  {each.level}  {board}{one_line(each.title, 160)}"


def appointment(view: LiveView, timezone: str) -> str:
    """`Appointment 11:45–12:00: Coffee`; nothing when none is to come."""
    each = view.appointment
    if each is None:
        return ""
    span = f"{spell_clock(each.start, timezone)}–{spell_clock(each.end, timezone)}"
    at = f", {plan_text.board(each.board)}" if each.board else ""
    leave = f", leave at {spell_clock(view.leave, timezone)}" if view.leave else ""
    return f"Appointment {span}: {one_line(each.title, 120)}{at}{leave}"
