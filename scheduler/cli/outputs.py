"""Commands that take things along: export, publish, and what of it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import data_option, json_option, print_json, workspace
from scheduler.core.calendar import What
from scheduler.core.plural import plural
from scheduler.errors import BadInput, NotFound
from scheduler.workspace import Workspace
from scheduler.workspace.calendar import CalendarOptions, Scope

WRITABLE = (".ics", ".pdf", ".html", ".csv", ".json", ".md", ".bib")


def calendar_options(command: Any) -> Any:
    """What goes into a calendar, for files and servers alike."""
    for option in (
        click.option("--what", type=click.Choice([each.value for each in What]), default=What.SESSIONS.value),
        click.option("--reminder", "reminders", type=click.IntRange(min=0), multiple=True, metavar="MIN"),
        click.option("--musts", is_flag=True, help="Only what you marked as must."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@calendar_options
@click.option("--changed", is_flag=True, help="Only what changed since the last calendar export.")
@click.option("--visited", is_flag=True, help="The report: what you visited, noted and missed.")
@data_option
def export(
    file: Path,
    what: str,
    reminders: tuple[int, ...],
    musts: bool,
    changed: bool,
    visited: bool,
    data: Path | None,
) -> None:
    """Write your agenda to FILE: .ics, .pdf, .html, .csv, .json, .md or .bib."""
    if file.suffix.lower() not in WRITABLE:
        raise BadInput(f"“{file.name}” should end in {', '.join(WRITABLE[:-1])} or {WRITABLE[-1]}.")
    with workspace(data) as ws:
        if file.suffix.lower() == ".ics":
            options = CalendarOptions(
                what=What(what),
                musts_only=musts,
                reminders=reminders,
                scope=Scope.CHANGED if changed else Scope.WHOLE,
            )
            _export_calendar(ws, file, options)
        elif file.suffix.lower() == ".pdf":
            from scheduler.app import export_pdf

            click.echo(f"{export_pdf(ws, file, visited=visited)} saved to {file}.")
        else:
            saved = ws.exports.save(file, visited=visited)
            click.echo(f"{plural(saved.number, 'presentation')} saved to {file}.")


@click.command()
@click.argument("url", metavar="CALDAV-URL")
@calendar_options
@click.option("--calendar", help="Name of the calendar there.")
@click.option("--create", is_flag=True, help="Make that calendar if it does not exist.")
@click.option("--user", help="User name on the server.")
@click.option("--password", envvar="SCHEDULER_PASSWORD", help="Better: leave it out and be asked.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--plain-http", is_flag=True, help="Allow a connection that others can read.")
@json_option
@data_option
def publish(url: str, data: Path | None, as_json: bool, **wishes: Any) -> None:
    """Put your agenda into a calendar on a CalDAV server, and update it there."""
    from scheduler.cli.publish import run

    with workspace(data) as ws:
        outcome = run(ws, url, **wishes)
    if as_json:
        print_json(outcome.as_json())
    else:
        click.echo(outcome.sentence())


@click.command("forget-exports")
@click.argument("address", required=False, metavar="[CALDAV-URL]")
@data_option
def forget_exports(address: str | None, data: Path | None) -> None:
    """Forget what was exported to files, or published to the calendar at CALDAV-URL.

    The next time every event is new, and nothing is cancelled. Calendars are not touched.
    """
    with workspace(data) as ws:
        number = ws.publishing.forget(address) if address else ws.calendar.forget()
        click.echo(f"{plural(number, 'event')} forgotten.")


@click.command("forget-password")
@click.argument("address", metavar="CALDAV-URL")
@click.option("--user", help="User name there; otherwise as last published.")
@data_option
def forget_password(address: str, user: str | None, data: Path | None) -> None:
    """Take the password for CALDAV-URL out of this computer's keyring."""
    with workspace(data) as ws:
        last = ws.publishing.last_account()
        user = user or (last.user if last and last.address == address else None)
        if not user:
            raise BadInput("Say whose password it is with --user.")
        if not ws.publishing.forget_password(address, user):
            raise NotFound(f"No password of {user} at {address} is kept.")
        click.echo("The password is no longer kept.")


def _export_calendar(ws: Workspace, file: Path, options: CalendarOptions) -> None:
    prepared = ws.calendar.prepare(options)
    ws.calendar.save(prepared, file)
    click.echo(f"{plural(len(prepared.chosen), 'event')} saved to {file}.")
    for warning in prepared.warnings:
        click.echo(warning, err=True)


COMMANDS: tuple[Any, ...] = (export, publish, forget_exports, forget_password)
