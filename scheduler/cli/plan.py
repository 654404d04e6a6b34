"""The command that plans the hall."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import Clock, data_option, json_option, print_json, workspace
from scheduler.core.agenda import Level
from scheduler.core.listing import SessionSummary
from scheduler.core.times import local_to_utc, spell_clock, zone
from scheduler.core.walk import Walk
from scheduler.workspace import rows


@click.command()
@click.option("--session", help="Plan this session; otherwise the one with the most stars.")
@click.option("--from", "start", type=Clock(), help="Begin at this time, in the conference's zone.")
@json_option
@data_option
def plan(session: str | None, start: time | None, as_json: bool, data: Path | None) -> None:
    """What fits into a session, in walking order, and what does not."""
    with workspace(data) as ws:
        which = ws.planning.session(session)
        made = ws.planning.plan(which, start=_moment(which, start))
    if as_json:
        print_json(rows.plan_as_json(made))
    else:
        _print(which, made.walk)


def _moment(session: SessionSummary, start: time | None) -> datetime | None:
    if start is None or session.start is None:
        return None
    day = session.start.astimezone(zone(session.timezone)).date()
    return local_to_utc(day, start, session.timezone)


def _print(session: SessionSummary, walk: Walk) -> None:
    counts = walk.counts
    stops = ", ".join(f"{counts[level]} {level}" for level in Level if counts[level])
    click.echo(f"{session.title}: {stops or 'no stops'}")
    click.echo(f"{walk.minutes_used} of {walk.minutes_available} min, {walk.walking_minutes} of them walking")
    if walk.by_catalog_order:
        click.echo("Board numbers are not known: the posters are taken in the order of the catalog.")
    for stop in walk.stops:
        board = f"board {stop.board}" if stop.board else ""
        click.echo(
            f"{spell_clock(stop.start, session.timezone)}–{spell_clock(stop.end, session.timezone)}"
            f"  {stop.level:5} {board:10} {stop.title}"
        )
    if walk.shortfall:
        click.echo(f"The musts alone are {walk.shortfall.minutes} min too long.")
        for suggestion in walk.shortfall.suggestions:
            click.echo(f"    {suggestion.text}")
    for left in walk.left_out:
        click.echo(f"left out  {left.level:5} {left.title}: {left.text}")


COMMANDS: tuple[Any, ...] = (plan,)
