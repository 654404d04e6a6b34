"""What the user's answers (ReadOptions) and the source's own words make of a conference and a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scheduler.core.catalog import Conference, Session, TimeSource
from scheduler.core.identity import slug
from scheduler.core.times import span_to_utc, zone
from scheduler.errors import BadInput
from scheduler.formats.read.reading import ReadOptions


def conference(options: ReadOptions, *, title: str = "", timezone: str = "", url: str = "") -> Conference:
    """The conference: the user's title and zone before the source's, which come before our guess.

    BadInput when the user's zone does not exist. A zone nobody named is UTC, marked assumed.
    """
    name = (options.title or "").strip() or title or options.fallback_title
    if options.timezone:
        zone(options.timezone)
        return Conference(slug(name), name, options.timezone, TimeSource.CONFIRMED, url=url)
    source = TimeSource.STATED if timezone else TimeSource.ASSUMED
    return Conference(slug(name), name, timezone or "UTC", source, url=url)


def zone_missing(about: Conference, sessions: Iterable[Session]) -> bool:
    """Whether times of sessions are read as UTC for no better reason than that nothing is said."""
    return about.timezone_source is TimeSource.ASSUMED and any(
        session.start and session.time_source is TimeSource.ZONE_ASSUMED for session in sessions
    )


def poster_session(options: ReadOptions, timezone: str, title: str = "Poster session") -> Session:
    """The session of posters whose source names none, at the time the user gave, if any."""
    return with_answers(Session(slug(title), title), options, timezone)


def with_answers(session: Session, options: ReadOptions, timezone: str) -> Session:
    """A session without a time at the user's time and room, where the user gave them."""
    if session.start is not None:
        return session
    room = session.room or (options.room or "").strip()
    if not (options.day and options.start and options.end):
        return replace(session, room=room)
    try:
        start, end = span_to_utc(options.day, options.start, options.end, timezone)
    except OverflowError:
        raise BadInput(f"{options.day} is not a day a conference can be on.") from None
    return replace(session, room=room, start=start, end=end, time_source=TimeSource.CONFIRMED)
