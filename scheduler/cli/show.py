"""How presentations and reports are printed for people."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from scheduler.cli.options import print_json
from scheduler.core.calendar_text import assumption
from scheduler.core.catalog import Decision
from scheduler.core.changes import Change
from scheduler.core.detail import Detail
from scheduler.core.listing import Placement
from scheduler.core.plural import plural
from scheduler.core.times import spell_span, spell_zone
from scheduler.workspace import rows
from scheduler.workspace.programme import ImportPlan

SHOWN = 20
"""So many lines of each kind a report prints; `--json` has all."""


def print_rows(details: Sequence[Detail]) -> None:
    """One block a presentation: mark, key and title, then authors."""
    for detail in details:
        p = detail.presentation
        marks = f"★ {detail.level} " if detail.level else ""
        badge = "[Spotlight] " if p.spotlight else "[Oral] " if p.decision is Decision.ORAL else ""
        gone = "[withdrawn] " if p.withdrawn else ""
        click.echo(f"{detail.key}  {marks}{gone}{badge}{p.display_title}")
        click.echo(f"    {', '.join(p.authors) or 'authors not given'}")
    click.echo(f"{len(details)} found" if details else "Nothing fits.")


def print_detail(detail: Detail) -> None:
    """Everything, wrapped at 88 columns."""
    p = detail.presentation
    click.echo(p.display_title)
    click.echo(", ".join(p.authors) or "Authors not given")
    click.echo(f"Key: {detail.key}")
    click.echo(f"{p.decision.value.capitalize()}{', withdrawn' if p.withdrawn else ''}")
    for place in detail.placements:
        click.echo(spell_place(place, detail.timezone))
    if p.topics:
        click.echo(f"Topics: {', '.join(p.topics)}")
    if p.url:
        click.echo(p.url)
    if detail.level:
        click.echo(f"★ {detail.level}")
    if detail.visited_at:
        click.echo("Visited")
    for heading, text in (("Summary", p.summary), ("Abstract", p.abstract), ("Note", detail.note)):
        if text:
            click.echo(f"\n{heading}\n{textwrap.fill(text, 88)}")


def spell_place(place: Placement, timezone: str) -> str:
    """Session, time, room and board in one line, with a word when the time is only assumed."""
    when = ""
    if place.start:
        when = f"{spell_span(place.start, place.end or place.start, timezone)} {spell_zone(timezone)}"
        if doubt := assumption(place, own_time=place.own_time):
            when += f" ({doubt})"
    board = f"board {place.board}" if place.board else ""
    return ", ".join(part for part in (place.session_title, when or "no time yet", place.room, board) if part)


def print_import(plan: ImportPlan, *, as_json: bool, dry_run: bool) -> None:
    """What an import did or would do, for people or as data."""
    if as_json:
        print_json(rows.import_as_json(plan))
    else:
        print_report(plan, dry_run=dry_run)


def print_report(plan: ImportPlan, *, dry_run: bool) -> None:
    """What an import changed, starred or not, in a few lines."""
    report, catalog = plan.report, plan.reading.catalog
    click.echo(
        f"{plan.merge.catalog.conference.title} ({plan.reading.format}): "
        f"{plural(len(catalog.presentations), 'presentation')}, {plural(catalog.spotlights, 'spotlight')}"
    )
    click.echo(
        f"{len(report.added)} added, {report.updated} updated, {report.unchanged} unchanged,"
        f" {len(report.withdrawn)} withdrawn"
    )
    _changes("renamed", report.renamed)
    _changes("moved", report.moved)
    for p in report.withdrawn[:SHOWN]:
        click.echo(f"withdrawn: {p.display_title}")
    for warning in plan.reading.warnings[:SHOWN]:
        click.echo(f"line {warning.line}: {warning.text}" if warning.line else warning.text)
    if (more := len(plan.reading.warnings) - SHOWN) > 0:
        click.echo(f"… and {more} more warnings")
    if plan.reading.zone_missing:
        click.echo("To keep its times as written, import it again with --timezone, such as Europe/Vienna.")
    if plan.reading.times_missing:
        click.echo("The source states no time; “scheduler session” shows and sets it.")
    if len(report.withdrawn) > report.updated + report.unchanged:
        key = plan.merge.catalog.conference.key
        click.echo(
            f"Most of the programme is withdrawn by this. If it was only a part: scheduler undo-import {key}"
        )
    if dry_run:
        click.echo("Nothing was changed (--dry-run).")


def _changes(word: str, changes: Sequence[Change]) -> None:
    for change in changes[:SHOWN]:
        click.echo(
            f"{word}: {change.before} → {change.after}"
            if word == "renamed"
            else f"{word}: {change.title}: {change.before} → {change.after}"
        )
    if len(changes) > SHOWN:
        click.echo(f"… and {len(changes) - SHOWN} more {word}")
