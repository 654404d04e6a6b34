"""Publishing from the command line: ask for the password, show both versions, count what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click

from scheduler.core.calendar import CalendarEvent, What
from scheduler.core.times import rfc3339
from scheduler.errors import BadInput, CannotSave, NeedsConsent
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions
from scheduler.workspace.delivery import Choice, Conflict
from scheduler.workspace.publishing import Login


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, or with `dry_run` what would be."""

    calendar: str
    created: tuple[CalendarEvent, ...]
    updated: tuple[CalendarEvent, ...]
    cancelled: tuple[CalendarEvent, ...]
    untouched: tuple[CalendarEvent, ...]
    left: tuple[CalendarEvent, ...] = ()
    warnings: tuple[str, ...] = ()
    dry_run: bool = False

    def sentence(self) -> str:
        """The counts, and each warning on its own line."""
        line = (
            f"{self.calendar}: {len(self.created)} created, {len(self.updated)} updated,"
            f" {len(self.cancelled)} cancelled, {len(self.untouched)} untouched"
        )
        if self.left:
            line += f", {len(self.left)} left as somebody else changed them"
        if self.dry_run:
            line += " (--dry-run: nothing was changed)"
        return "\n".join([line + ".", *self.warnings])

    def as_json(self) -> dict[str, Any]:
        kinds = {
            "created": self.created,
            "updated": self.updated,
            "cancelled": self.cancelled,
            "untouched": self.untouched,
            "left": self.left,
        }
        return {
            "calendar": self.calendar,
            **{kind: [_event(event) for event in events] for kind, events in kinds.items()},
            "warnings": list(self.warnings),
            "dry_run": self.dry_run,
        }


def run(
    ws: Workspace,
    url: str,
    *,
    what: str,
    reminders: tuple[int, ...],
    musts: bool,
    calendar: str | None,
    create: bool,
    user: str | None,
    password: str | None,
    dry_run: bool,
    plain_http: bool,
) -> Outcome:
    """Publishes to `calendar` (a name) at `url`, or to `url` itself."""
    login = _login(ws, url, user, password, plain_http=plain_http)
    options = CalendarOptions(what=What(what), musts_only=musts, reminders=reminders)
    try:
        return _publish(ws, login, calendar or "", options, create=create, dry_run=dry_run)
    except NeedsConsent as error:
        raise BadInput(f"{error} Add --plain-http to publish all the same.") from error


def _publish(
    ws: Workspace, login: Login, calendar: str, options: CalendarOptions, *, create: bool, dry_run: bool
) -> Outcome:
    names = {known.name for known in ws.publishing.calendars(login)} if create and calendar else set()
    if create and calendar and calendar not in names:
        if dry_run:
            agenda = ws.calendar.agenda(options)
            warnings = ("The calendar would be created too.", *agenda.warnings)
            return Outcome(calendar, agenda.events, (), (), (), warnings=warnings, dry_run=True)
        ws.publishing.create_calendar(login, calendar)
    if dry_run:
        plan = ws.publishing.plan(login, calendar, options)
        return Outcome(
            plan.calendar.name,
            plan.create,
            plan.update,
            plan.cancel,
            plan.untouched,
            warnings=plan.warnings,
            dry_run=True,
        )
    done = ws.publishing.publish(login, calendar, options, resolve=_ask)
    return Outcome(
        done.calendar.name,
        done.created,
        done.updated,
        done.cancelled,
        done.untouched,
        done.left,
        done.warnings,
    )


def _login(ws: Workspace, url: str, user: str | None, password: str | None, *, plain_http: bool) -> Login:
    account = ws.publishing.last_account()
    user = (
        user
        or (account.user if account and account.address == url else None)
        or click.prompt("User", err=True)
    )
    if password is None:
        try:
            password = ws.publishing.password(url, user)
        except CannotSave:
            password = None  # no keyring here: ask each time
    if password is None:
        password = click.prompt("Password", hide_input=True, err=True)
    return Login(url, user, password, plain_http)


def _ask(conflict: Conflict) -> Choice:
    click.echo(f"Somebody else changed “{conflict.ours.summary}”.", err=True)
    click.echo(f"  ours:   {rfc3339(conflict.ours.start)} {conflict.ours.location}", err=True)
    theirs = conflict.theirs
    if theirs is None:
        click.echo("  theirs: deleted" if conflict.deleted else "  theirs: cannot be read", err=True)
    else:
        click.echo(f"  theirs: {theirs.summary}, {theirs.start}, {theirs.location}", err=True)
    try:
        answer = click.prompt(
            "Keep", type=click.Choice([each.value for each in Choice]), default="later", err=True
        )
    except click.Abort:
        return Choice.LATER
    return Choice(answer)


def _event(event: CalendarEvent) -> dict[str, Any]:
    return {
        "uid": event.uid,
        "title": event.summary,
        "start": rfc3339(event.start),
        "end": rfc3339(event.end),
    }
