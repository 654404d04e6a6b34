"""The commands for the hall: its board numbers and its plan."""

from __future__ import annotations

import sys
from datetime import datetime, time
from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import Clock, data_option, json_option, print_json, workspace
from scheduler.core.agenda import Level
from scheduler.core.calm_text import one_line
from scheduler.core.detail import SessionSummary
from scheduler.core.plural import plural
from scheduler.core.times import local_to_utc, spell_clock, zone
from scheduler.core.walk import Appointment, Stop, Walk
from scheduler.errors import BadInput
from scheduler.formats.read.decoding import decode
from scheduler.workspace import rows
from scheduler.workspace.programme import read_file


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
    for each in walk.timeline:
        span = f"{spell_clock(each.start, session.timezone)}–{spell_clock(each.end, session.timezone)}"
        board = f"board {each.board}" if each.board else ""
        level = each.level if isinstance(each, Stop) else ""
        leave = _leave(session, walk, each) if isinstance(each, Appointment) else ""
        click.echo(f"{span}  {level:5} {board:10} {one_line(each.title)}{leave}")
    if walk.shortfall:
        click.echo(f"The musts alone are {walk.shortfall.minutes} min too long.")
        for suggestion in walk.shortfall.suggestions:
            click.echo(f"    {suggestion.text}")
    for left in walk.left_out:
        click.echo(f"left out  {left.level:5} {left.title}: {left.text}")


def _leave(session: SessionSummary, walk: Walk, appointment: Appointment) -> str:
    leave = walk.leave_for(appointment)
    return f" (leave at {spell_clock(leave, session.timezone)})" if leave else ""


@click.command()
@click.argument("file", required=False, metavar="[FILE|-]", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--page-order", is_flag=True, help="Number them from 1 in the order of the programme.")
@click.option("--session", help="The session meant; otherwise the one with the most stars, or the only one.")
@data_option
def boards(file: Path | None, page_order: bool, session: str | None, data: Path | None) -> None:
    """Give posters their boards: FILE has lines "number title", as a hall's list does."""
    if (file is None) != page_order:
        raise BadInput("Give a FILE of board numbers and titles (- for standard input), or --page-order.")
    with workspace(data) as ws:
        which = ws.planning.hall(session)
        if file is None:
            click.echo(
                f"{plural(len(ws.planning.number_boards(which)), 'board')} numbered in “{which.title}”."
            )
            return
        text = decode(sys.stdin.buffer.read() if str(file) == "-" else read_file(file))
        pasted = ws.planning.paste_boards(which, text)
    click.echo(f"{plural(len(pasted.boards), 'board')} set in “{which.title}”.")
    for number, line in pasted.unmatched:
        click.echo(f"line {number} fits no title, or more than one: {line}", err=True)


COMMANDS: tuple[Any, ...] = (plan, boards)
