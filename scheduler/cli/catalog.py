"""Commands on programmes: import, search, show, related, session, conferences."""

from __future__ import annotations

import sys
from datetime import date, time
from pathlib import Path
from typing import Any

import click

from scheduler.cli.conferences import named
from scheduler.cli.options import Clock, Day, data_option, json_option, print_json, workspace
from scheduler.cli.show import print_detail, print_import, print_rows
from scheduler.core.decision import TimeSource
from scheduler.core.detail import SessionSummary
from scheduler.core.query import Filter, Sort
from scheduler.core.session_names import told_apart
from scheduler.core.times import spell_span, spell_zone
from scheduler.errors import BadInput, NeedsConsent, NotFound
from scheduler.formats.read.reading import MAX_BYTES, ReadOptions
from scheduler.workspace import Workspace, rows, sources
from scheduler.workspace.sources import Consent, Fetched


@click.command("import")
@click.argument("files", metavar="FILE|-|ADDRESS", nargs=-1, required=True)
@click.option("--timezone", help="IANA zone of the times, such as Europe/Vienna.")
@click.option("--date", "day", type=Day(), help="Date of the session.")
@click.option("--start", type=Clock(), help="Start of the session, in its zone.")
@click.option("--end", type=Clock(), help="End of the session, in its zone.")
@click.option("--room", help="Room or hall of the session.")
@click.option("--title", help="Name of the conference, where the file has none.")
@click.option("--include-rejected", is_flag=True, help="Also rejected and withdrawn submissions.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Where a table's column is.")
@click.option("--private-address", is_flag=True, help="Allow an address inside your own network.")
@click.option("--plain-http", is_flag=True, help="Allow a connection that others can read and change.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@json_option
@data_option
def import_files(
    files: tuple[str, ...],
    timezone: str | None,
    day: date | None,
    start: time | None,
    end: time | None,
    room: str | None,
    title: str | None,
    include_rejected: bool,
    columns: tuple[str, ...],
    private_address: bool,
    plain_http: bool,
    dry_run: bool,
    as_json: bool,
    data: Path | None,
) -> None:
    """Read a programme from a FILE, from standard input (-), or from a web ADDRESS.

    Further FILEs are read along with the first: Mini-Conf's sessions, a site's abstracts.
    """
    consent = Consent(private=private_address, plain_http=plain_http)
    main, *companions = [_fetch(name, consent) for name in files]
    options = ReadOptions(
        timezone=timezone,
        day=day,
        start=start,
        end=end,
        room=room,
        title=title,
        include_rejected=include_rejected,
        columns=_columns(columns),
        companions=tuple(companion.data for companion in companions),
    )
    with workspace(data) as ws:
        plan = sources.plan(ws, main, options)
        if not dry_run:
            ws.programme.apply(plan)
        print_import(plan, as_json=as_json, dry_run=dry_run)


@click.command()
@click.argument("words", nargs=-1)
@click.option("--spotlight", is_flag=True, help="Only spotlights.")
@click.option("--starred", is_flag=True, help="Only what you starred.")
@click.option("--session", help="Only this session.")
@click.option("--topic", "topics", multiple=True, help="Only this topic; may be given more than once.")
@click.option("--conference", help="Only this conference.")
@click.option("--sort", type=click.Choice([each.value for each in Sort]), default=Sort.PROGRAMME.value)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@json_option
@data_option
def search(
    words: tuple[str, ...],
    spotlight: bool,
    starred: bool,
    session: str | None,
    topics: tuple[str, ...],
    conference: str | None,
    sort: str,
    limit: int | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Find presentations. WORDS must all occur; also "phrase", -not, author: topic: is: has:note."""
    with workspace(data) as ws:
        wanted = Filter(
            text=" ".join(_whole(word) for word in words),
            conference=named(ws, conference).key if conference else "",
            sessions=frozenset([ws.finder.session(session).key]) if session else frozenset(),
            topics=frozenset(_topic(ws, topic) for topic in topics),
            spotlight=spotlight,
            starred=starred,
            sort=Sort(sort),
        )
        if mistakes := wanted.parsed().mistakes:
            raise BadInput(mistakes[0])
        details = ws.finder.details(ws.finder.find(wanted)[:limit])
        if as_json:
            print_json([rows.as_json(detail) for detail in details])
        else:
            print_rows(details)
    if not details:
        raise SystemExit(1)


@click.command()
@click.argument("key")
@json_option
@data_option
def show(key: str, as_json: bool, data: Path | None) -> None:
    """All that is known of one presentation."""
    with workspace(data) as ws:
        detail = ws.finder.detail(ws.finder.resolve(key))
        if as_json:
            print_json(rows.as_json(detail))
        else:
            print_detail(detail)


@click.command()
@click.argument("key", required=False)
@click.option("--my-stars", is_flag=True, help="Unstarred ones most like all that you starred.")
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True)
@json_option
@data_option
def related(key: str | None, my_stars: bool, limit: int, as_json: bool, data: Path | None) -> None:
    """More like one presentation, or like all you starred, and why."""
    if bool(key) == my_stars:
        raise BadInput("Name one presentation by its KEY, or say --my-stars.")
    with workspace(data) as ws:
        finder = ws.finder
        found = finder.related(finder.resolve(key), limit) if key else finder.like_my_stars(limit)
        if as_json:
            print_json([rows.as_json(near.detail) | {"shared": list(near.terms)} for near in found])
        else:
            for near in found:
                click.echo(f"{near.detail.key}  {near.detail.presentation.display_title}")
                click.echo(f"    shares: {', '.join(near.terms)}")
    if not found:
        raise NotFound("Nothing here is much like it.")


@click.command()
@click.argument("name", required=False)
@click.option("--date", "day", type=Day())
@click.option("--start", type=Clock())
@click.option("--end", type=Clock())
@click.option("--timezone")
@click.option("--room")
@click.option("--confirm", is_flag=True, help="The time shown is right.")
@json_option
@data_option
def session(
    name: str | None,
    day: date | None,
    start: time | None,
    end: time | None,
    timezone: str | None,
    room: str | None,
    confirm: bool,
    as_json: bool,
    data: Path | None,
) -> None:
    """List sessions, or say when and where the session NAME is.

    With --confirm and no NAME, all times that are only assumed are taken as right.
    """
    with workspace(data) as ws:
        if name is None and confirm:
            ws.programme.confirm_all()
        elif name is None and (day or start or end or timezone or room):
            raise BadInput("Name the session whose time or room this is.")
        if name is not None:
            which = ws.finder.session(name)
            if confirm or day or start or end or timezone or room:
                ws.programme.set_session(
                    which.conference, which.key, day=day, start=start, end=end, timezone=timezone, room=room
                )
                if timezone and which.time_source is TimeSource.ZONE_ASSUMED:
                    again = f"scheduler refresh {which.conference}"
                    click.echo(f"To read all its times in that zone: {again}", err=True)
        sessions = [ws.finder.session(name)] if name is not None else ws.finder.sessions()
        if as_json:
            print_json([rows.session_as_json(each) for each in sessions])
            return
        for title, each in zip(told_apart(sessions), sessions, strict=True):
            click.echo(f"{title}, {each.room or 'no room'}: {_when(each)}")
            click.echo(f"    {each.presentations} in it, {each.starred} starred")


def _when(session: SessionSummary) -> str:
    if session.start is None or session.end is None:
        return "no time yet"
    guess = "" if session.time_source.sure else f" ({session.time_source}; --confirm if right)"
    zone = spell_zone(session.timezone)
    return f"{spell_span(session.start, session.end, session.timezone)} {zone}{guess}"


def _fetch(name: str, consent: Consent) -> Fetched:
    if sources.is_address(name):
        try:
            fetched = sources.from_address(name, consent)
        except NeedsConsent as error:
            option = "--private-address" if error.why == "private" else "--plain-http"
            raise BadInput(f"{error} Add {option} to import it all the same.") from error
        assert fetched is not None  # only a known etag can make it None
        return fetched
    if name != "-":
        return sources.from_file(Path(name))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadInput(f"Standard input is larger than {MAX_BYTES // 2**20} MB; no programme is that large.")
    return Fetched(data, "")


def _columns(pairs: tuple[str, ...]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    if wrong := [field for field, equals, _ in split if not equals]:
        raise BadInput(f'“{wrong[0]}” is no column; write --column title="Paper title".')
    return {field.strip(): header.strip() for field, _, header in split}


def _whole(word: str) -> str:
    """A word that the shell took the quotes off is a phrase again."""
    return f'"{word}"' if " " in word and ":" not in word and '"' not in word else word


def _topic(ws: Workspace, name: str) -> str:
    topics = [topic for topic, _ in ws.finder.counts().topics]
    exact = [topic for topic in topics if topic.casefold() == name.casefold()]
    found = exact or [topic for topic in topics if name.casefold() in topic.casefold()]
    if not found:
        raise NotFound(f"There is no topic “{name}”.")
    if len(found) > 1:
        raise NotFound(f"“{name}” fits more than one topic: {', '.join(found[:8])}.")
    return found[0]


COMMANDS: tuple[Any, ...] = (import_files, search, show, related, session)
