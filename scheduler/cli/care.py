"""Commands that look after the data: backup, restore, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli.options import data_option, json_option, print_json, workspace
from scheduler.paths import data_folder
from scheduler.workspace import care as work


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Copy your stars, notes and plans to FILE."""
    with workspace(data) as ws:
        ws.care.backup_to(file)
        click.echo(f"Saved to {file}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--fresh", is_flag=True, help="Begin with no stars; the present file is kept aside.")
@data_option
def restore(file: Path | None, fresh: bool, data: Path | None) -> None:
    """Bring back your stars from the backup FILE, or from the newest good backup."""
    folder = data_folder(data or click.get_current_context().find_object(Path))
    kept = work.start_fresh(folder) if fresh else work.restore(folder, file)
    click.echo("Started fresh." if fresh else "Restored.")
    if kept:
        click.echo(f"What was there before is kept as {kept}.")


@click.command()
@json_option
@data_option
def doctor(as_json: bool, data: Path | None) -> None:
    """Check your data and this installation, and mend what is safe to mend."""
    with workspace(data) as ws:
        findings = ws.care.doctor()
    if as_json:
        print_json(work.as_json(findings))
    else:
        for finding in findings:
            mark = "mended" if finding.mended else "ok" if finding.sound else "WRONG"
            click.echo(f"{mark:7} {finding.name}: {finding.value}")
    if not all(finding.sound for finding in findings):
        raise SystemExit(2)


COMMANDS: tuple[Any, ...] = (backup, restore, doctor)
