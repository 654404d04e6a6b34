"""Commands that take things along: export, publish, merge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import data_option, json_option, print_json, workspace
from scheduler.core.calendar import What
from scheduler.errors import BadInput
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
            click.echo(f"{saved.number} presentations saved to {file}.")


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


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="Whose stars they are; otherwise as the file says, or is called.")
@json_option
@data_option
def merge(file: Path, name: str, as_json: bool, data: Path | None) -> None:
    """Take in a friend's stars from FILE, beside your own."""
    from scheduler.workspace.programme import read_file

    with workspace(data) as ws:
        merged = ws.sharing.merge(read_file(file), name, otherwise=file.stem)
    both, mine, theirs = (
        merged.comparison.both,
        merged.comparison.only_mine,
        merged.comparison.only_theirs,
    )
    if as_json:
        print_json(
            {
                "friend": merged.friend,
                "stars": merged.stars,
                "both": sorted(both),
                "only_mine": sorted(mine),
                "only_theirs": sorted(theirs),
                "unknown": list(merged.unknown),
            }
        )
        return
    click.echo(
        f"{merged.friend}: {merged.stars} stars; both {len(both)}, only mine {len(mine)},"
        f" only theirs {len(theirs)}."
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="Your name, for the friend to see.")
@data_option
def share(file: Path, name: str, data: Path | None) -> None:
    """Save your stars as a small FILE for a friend to merge."""
    with workspace(data) as ws:
        click.echo(f"{ws.sharing.export(file, name)} stars saved to {file}.")


@click.command("forget-exports")
@click.argument("address", required=False, metavar="[CALDAV-URL]")
@data_option
def forget_exports(address: str | None, data: Path | None) -> None:
    """Forget what was exported to files, or published to the calendar at CALDAV-URL.

    The next time every event is new, and nothing is cancelled. Calendars are not touched.
    """
    with workspace(data) as ws:
        number = ws.publishing.forget(address) if address else ws.calendar.forget()
        click.echo(f"{number} events forgotten.")


def _export_calendar(ws: Workspace, file: Path, options: CalendarOptions) -> None:
    prepared = ws.calendar.prepare(options)
    ws.calendar.save(prepared, file)
    click.echo(f"{len(prepared.chosen)} events saved to {file}.")
    for warning in prepared.warnings:
        click.echo(warning, err=True)


COMMANDS: tuple[Any, ...] = (export, publish, forget_exports, merge, share)
