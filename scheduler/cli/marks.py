"""Commands on what the user makes: star, unstar, note, visit, merge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import data_option, json_option, print_json, workspace
from scheduler.core.agenda import Level
from scheduler.workspace import Workspace


@click.command()
@click.argument("keys", nargs=-1, required=True)
@click.option("--level", type=click.Choice([each.value for each in Level]), default=Level.WANT.value)
@json_option
@data_option
def star(keys: tuple[str, ...], level: str, as_json: bool, data: Path | None) -> None:
    """Star presentations, or change how much you want to see them."""
    with workspace(data) as ws:
        whole = _resolve_all(ws, keys)
        changed = ws.marks.star(whole, Level(level))
        if as_json:
            print_json([{"key": key, "level": level} for key in changed.keys])
        else:
            click.echo(f"Starred as {level}: {len(changed.keys)}")


@click.command()
@click.argument("keys", nargs=-1, required=True)
@data_option
def unstar(keys: tuple[str, ...], data: Path | None) -> None:
    """Take stars away."""
    with workspace(data) as ws:
        stars = ws.marks.stars()
        whole = [key if key in stars else ws.finder.resolve(key) for key in keys]
        ws.marks.unstar(whole)
        click.echo(f"Unstarred: {len(whole)}")


@click.command()
@click.argument("key")
@click.argument("text")
@data_option
def note(key: str, text: str, data: Path | None) -> None:
    """Write TEXT as the note of a presentation; an empty TEXT removes it."""
    with workspace(data) as ws:
        ws.marks.note(ws.finder.resolve(key), text)
        click.echo("Noted." if text.strip() else "Note removed.")


@click.command()
@click.argument("keys", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="They were not visited after all.")
@data_option
def visit(keys: tuple[str, ...], undo: bool, data: Path | None) -> None:
    """Tick presentations off as visited."""
    with workspace(data) as ws:
        whole = _resolve_all(ws, keys)
        ws.marks.visit(whole, visited=not undo)
        click.echo(f"{'Not visited' if undo else 'Visited'}: {len(whole)}")


def _resolve_all(ws: Workspace, keys: tuple[str, ...]) -> list[str]:
    """All keys, before anything is written: one unknown key changes nothing."""
    return [ws.finder.resolve(key) for key in keys]


COMMANDS: tuple[Any, ...] = (star, unstar, note, visit)
