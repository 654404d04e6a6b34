"""The command group, its options, and how failures end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from scheduler import __version__
from scheduler.cli import care, catalog, conferences, desktop, friends, marks, outputs, plan
from scheduler.cli.options import DataFolder
from scheduler.errors import Damaged, DamagedCatalog, SchedulerError


class _FilesToo(click.Group):
    """`scheduler FILE` opens the window on that file; everything else is a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and Path(args[0]).is_file():
            return "open", self.get_command(ctx, "open"), args
        return super().resolve_command(ctx, args)


@click.group(
    cls=_FilesToo, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--data", type=DataFolder(), help="Folder of your stars and programmes (or $SCHEDULER_DATA).")
@click.option("--self-test", is_flag=True, help="Check that this installation is complete, and exit.")
@click.version_option(__version__, prog_name="Poster Scheduler")
@click.pass_context
def cli(ctx: click.Context, data: Path | None, self_test: bool) -> None:
    """Star conference posters, plan the hall, take the agenda along.

    Without a command the window opens.
    """
    ctx.obj = data
    if self_test:
        from scheduler.app import self_test as check

        ctx.exit(check())
    if ctx.invoked_subcommand is None:
        ctx.exit(_window(data, None))


@cli.command("open")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def open_file(data: Path | None, file: Path) -> None:
    """Open the window and import FILE."""
    raise SystemExit(_window(data, file))


def _window(data: Path | None, file: Path | None) -> int:
    from scheduler.app import run_window
    from scheduler.paths import data_folder

    return run_window(data_folder(data), file)


for room in (catalog, conferences, marks, plan, outputs, friends, care, desktop):
    for command in room.COMMANDS:
        cli.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 nothing found, 2 bad use or bad input."""
    try:
        return _run(arguments)
    except DamagedCatalog as error:
        return _mended(error, arguments)


def _mended(error: DamagedCatalog, arguments: Sequence[str] | None) -> int:
    """Makes the catalog anew and runs the command once more."""
    from scheduler.workspace import Workspace

    try:
        if error.path is None:
            raise error
        with Workspace.open(error.path.parent) as workspace:
            workspace.mend_catalog()
        return _run(arguments)
    except SchedulerError as failure:
        click.echo(str(failure), err=True)
        return failure.exit_code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = cli.main(arguments, prog_name="scheduler", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except DamagedCatalog:
        raise
    except SchedulerError as error:
        click.echo(_sentence(error), err=True)
        return error.exit_code
    except click.UsageError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:  # `scheduler search … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _sentence(error: SchedulerError) -> str:
    """The reason, and for a damaged personal.db the commands that help."""
    if not isinstance(error, Damaged) or error.path is None:
        return str(error)
    from scheduler.workspace.care import way_out

    return f"{error} {way_out(error.path.parent, error)}".rstrip()
