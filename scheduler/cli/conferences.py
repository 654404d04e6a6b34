"""Commands on whole conferences: list, refresh, take back, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import data_option, json_option, print_json, workspace
from scheduler.cli.show import print_import
from scheduler.core.catalog import Conference
from scheduler.core.times import rfc3339
from scheduler.errors import NotFound
from scheduler.formats.read.reading import ReadOptions
from scheduler.workspace import Workspace, sources


@click.command()
@json_option
@data_option
def conferences(as_json: bool, data: Path | None) -> None:
    """List the conferences that are here, and where each came from."""
    with workspace(data) as ws:
        found = []
        for conference in ws.finder.conferences():
            counts, made = ws.finder.counts(conference.key), ws.programme.imports(conference.key)
            found.append(
                {
                    "key": conference.key,
                    "title": conference.title,
                    "timezone": conference.timezone,
                    "presentations": counts.total,
                    "starred": counts.starred,
                    "source": made[0].source if made else "",
                    "imported": rfc3339(made[0].imported_at) if made else None,
                }
            )
    if as_json:
        print_json(found)
    else:
        for entry in found:
            click.echo(
                f"{entry['key']}  {entry['title']}: {entry['presentations']} presentations,"
                f" {entry['starred']} starred, from {entry['source'] or 'the clipboard'}"
            )


@click.command()
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@json_option
@data_option
def refresh(name: str, dry_run: bool, as_json: bool, data: Path | None) -> None:
    """Read the file or address that conference NAME came from again."""
    with workspace(data) as ws:
        conference = named(ws, name)
        fetched = sources.again(ws, conference.key)
        if fetched is None:
            click.echo("It has not changed since the last time.")
            return
        plan = sources.plan(ws, fetched, ReadOptions())
        if not dry_run:
            ws.programme.apply(plan)
        print_import(plan, as_json=as_json, dry_run=dry_run)


@click.command()
@click.argument("name")
@data_option
def undo_import(name: str, data: Path | None) -> None:
    """Take back the last import of conference NAME."""
    with workspace(data) as ws:
        undone = ws.programme.undo(named(ws, name).key)
        source = undone.source or "the clipboard"
        click.echo(f"Taken back: the import of {rfc3339(undone.imported_at)} from {source}.")


@click.command()
@click.argument("name")
@click.option("--forget-stars", is_flag=True, help="Also forget its stars, notes and visits.")
@data_option
def remove(name: str, forget_stars: bool, data: Path | None) -> None:
    """Take conference NAME out; its stars and notes are kept unless told otherwise."""
    with workspace(data) as ws:
        conference = named(ws, name)
        ws.programme.remove(conference.key, forget_marks=forget_stars)
        click.echo(
            f"Removed {conference.title}." + ("" if forget_stars else " Its stars and notes are kept.")
        )


def named(ws: Workspace, name: str) -> Conference:
    """:raises NotFound: no conference has that key or title."""
    every = ws.finder.conferences()
    for conference in every:
        if name.casefold() in (conference.key.casefold(), conference.title.casefold()):
            return conference
    known = ", ".join(f"“{conference.title}”" for conference in every)
    raise NotFound(f"There is no conference “{name}”" + (f"; there are {known}." if known else "."))


COMMANDS: tuple[Any, ...] = (conferences, refresh, undo_import, remove)
