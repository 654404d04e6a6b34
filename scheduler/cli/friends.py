"""Commands on friends: share one's stars, merge theirs, list and forget them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import data_option, json_option, print_json, workspace
from scheduler.core.plural import plural
from scheduler.errors import NotFound


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
        f"{merged.friend}: {plural(merged.stars, 'star')}; both {len(both)}, only mine {len(mine)},"
        f" only theirs {len(theirs)}."
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="Your name, for the friend to see.")
@data_option
def share(file: Path, name: str, data: Path | None) -> None:
    """Save your stars as a small FILE for a friend to merge."""
    with workspace(data) as ws:
        click.echo(f"{plural(ws.sharing.export(file, name), 'star')} saved to {file}.")


@click.command("friends")
@json_option
@data_option
def list_friends(as_json: bool, data: Path | None) -> None:
    """List the friends whose stars were merged."""
    with workspace(data) as ws:
        sharing = ws.sharing
        found = {name: len(sharing.stars_of(name)) for name in sharing.friends()}
    if as_json:
        print_json([{"friend": name, "stars": stars} for name, stars in found.items()])
    else:
        for name, stars in found.items():
            click.echo(f"{name}: {plural(stars, 'star')}")
    if not found:
        raise SystemExit(1)


@click.command("forget-friend")
@click.argument("name")
@data_option
def forget_friend(name: str, data: Path | None) -> None:
    """Take the stars of friend NAME out again; your own stay."""
    with workspace(data) as ws:
        friends = ws.sharing.friends()
        if name not in friends:
            known = ", ".join(f"“{friend}”" for friend in friends)
            raise NotFound(f"There is no friend “{name}”" + (f"; there are {known}." if known else "."))
        click.echo(f"{plural(len(ws.sharing.forget(name)), 'star')} of {name} forgotten.")


COMMANDS: tuple[Any, ...] = (merge, share, list_friends, forget_friend)
