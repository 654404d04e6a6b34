"""Options that every command takes, and the workspace they open."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

import click

from scheduler.core.times import parse_clock, parse_day
from scheduler.paths import data_folder
from scheduler.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])


class DataFolder(click.ParamType[Path]):
    """A folder, made when it is missing."""

    name = "DIR"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return Path(value)


class Day(click.ParamType[date]):
    """A date such as 2024-05-08."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        return value if isinstance(value, date) else parse_day(value)


class Clock(click.ParamType[time]):
    """A time such as 10:45."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        return value if isinstance(value, time) else parse_clock(value)


def data_option(command: Command) -> Command:
    """`--data DIR`, also after the command's name."""
    return click.option("--data", type=DataFolder(), help="Folder of your data (or $SCHEDULER_DATA).")(
        command
    )


def json_option(command: Command) -> Command:
    """`--json`: the same as data."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def workspace(data: Path | None) -> AbstractContextManager[Workspace]:
    """The user's workspace, with the bundled catalog in it from the first use."""
    context = click.get_current_context()
    opened = Workspace.open(data_folder(data or context.find_object(Path)))
    try:
        opened.programme.ensure_first()
    except BaseException:
        opened.close()
        raise
    return opened


def print_json(value: object) -> None:
    """One JSON document; unpaired surrogates from the outside cannot reach here."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
