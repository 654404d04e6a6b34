"""The command that makes the program known to the desktop."""

from __future__ import annotations

from typing import Any

import click


@click.command()
@click.option("--remove", is_flag=True, help="Take the menu entry away again.")
def desktop(remove: bool) -> None:
    """Add a menu entry, and open programme files with this program (Linux)."""
    from scheduler.workspace import desktop_entry

    if remove:
        click.echo("Removed." if desktop_entry.remove() else "There was no menu entry.")
    else:
        click.echo(f"Added {desktop_entry.install()}.")


COMMANDS: tuple[Any, ...] = (desktop,)
