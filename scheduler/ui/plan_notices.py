"""What has to be said plainly about a plan: musts that do not fit, guessed times, unknown boards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scheduler.ui import plan_text
from scheduler.ui.plan_desk import PlanDesk, Planned
from scheduler.ui.plan_header import Notice

Call = Callable[[], Any]


def notices(planned: Planned, desk: PlanDesk, paste: Call, set_time: Call) -> list[Notice]:
    """Each with the buttons that do something about it."""
    plan, session = planned.plan, planned.session
    if plan is None or session is None:
        return []
    walk = plan.walk
    found: list[Notice] = []
    if walk.shortfall:
        ways: list[tuple[str, Call]] = [
            (each.text[:1].upper() + each.text[1:], lambda each=each: desk.follow(each))  # type: ignore[misc]
            for each in walk.shortfall.suggestions
        ]
        found.append(Notice(plan_text.lacking(walk), ways, warns=True))
    if doubt := session.time_source.doubt:
        text = f"{doubt.capitalize()}: {plan_text.span(walk, session.timezone)} is assumed."
        found.append(Notice(text, [("Set its time…", set_time)]))
    if plan.choices.order:
        text = "This order is yours; new stars go in between where they cost least."
        found.append(Notice(text, [("Forget it", desk.forget_order)]))
    if walk.by_catalog_order:
        ways = [("Number by page order", desk.number_boards), ("Paste numbers…", paste)]
        found.append(Notice(plan_text.BY_CATALOG, ways))
    elif walk.unplaced:
        count = len(walk.unplaced)
        text = f"{count} of your posters {'has' if count == 1 else 'have'} no board: the place is a guess."
        found.append(Notice(text, [("Paste numbers…", paste)]))
    return found
