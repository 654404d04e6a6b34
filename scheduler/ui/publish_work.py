"""What the publish dialog lets the working thread do, and how its outcome is put into words."""

from __future__ import annotations

from collections.abc import Callable

from scheduler.errors import Cancelled, CannotSave
from scheduler.ui.background import Progress
from scheduler.ui.display_text import one_line
from scheduler.ui.publish_conflict import Asking
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions
from scheduler.workspace.publishing import Login, Published, PublishPlan

STOPPED = "Stopped. What was sent stays there, and publishing again goes on from here."


def publish_work(
    login: Login, calendar: str, options: CalendarOptions, asking: Asking, *, deletes: bool
) -> Callable[[Workspace, Progress], Published]:
    """Publishes; conflicts wait for the user's answer for as long as the work is not cancelled."""

    def work(ws: Workspace, report: Progress) -> Published:
        at = (0, 0)

        def progress(done: int, total: int) -> None:
            nonlocal at
            at = done, total
            try:
                report(done, total)
            except Cancelled as stopped:
                raise Cancelled(STOPPED) from stopped

        return ws.publishing.publish(
            login,
            calendar,
            options,
            deletes=deletes,
            resolve=lambda conflict: asking.wait_for(conflict, lambda: progress(*at)),
            progress=progress,
        )

    return work


def keep_work(login: Login) -> Callable[[Workspace, Progress], str]:
    """Keeps the password; the sentence says why it could not be kept, and is empty when it was."""

    def work(ws: Workspace, _: Progress) -> str:
        try:
            ws.publishing.keep_password(login)
        except CannotSave as error:
            return str(error)
        return ""

    return work


def spell_plan(plan: PublishPlan) -> str:
    """`3 to create, 2 to update, 1 to cancel; 36 stay as they are.`"""
    numbers = ((plan.create, "to create"), (plan.update, "to update"), (plan.cancel, "to cancel"))
    parts = [f"{len(events):,} {word}" for events, word in numbers if events]
    stay = f"{len(plan.untouched):,} stay as they are" if plan.untouched else ""
    sentence = "; ".join(filter(None, (", ".join(parts) or "Nothing to change", stay)))
    emptied = "\nNothing that was published is there any more, so that all of it is created again."
    return f"“{one_line(plan.calendar.name, 80)}”: {sentence}." + (emptied if plan.emptied else "")


def spell_published(done: Published) -> str:
    """The same, afterwards."""
    numbers = (
        (done.created, "created"),
        (done.updated, "updated"),
        (done.cancelled, "cancelled"),
        (done.left, "left as others have changed them"),
    )
    parts = ", ".join(f"{len(events):,} {word}" for events, word in numbers if events)
    return f"“{one_line(done.calendar.name, 80)}” is up to date: {parts or 'nothing had to change'}."
