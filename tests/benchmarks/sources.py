"""The same programme in the formats that conferences publish, as bytes to import."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from scheduler.core.catalog import Catalog, Presentation, Session
from scheduler.formats.write import own_catalog


def _page(catalog: Catalog) -> bytes:
    """A virtual site's page copied as text, one session."""
    lines = [catalog.conference.title, "Poster", "Poster Session 1", "Hall 1", ""]
    for p in catalog.presentations:
        if p.decision == "spotlight":
            lines.append("Spotlight Poster")
        lines += [p.title, " · ".join(p.authors), p.abstract, ""]
    return "\n".join(lines).encode()


def _table(catalog: Catalog) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["title", "authors", "abstract", "topics", "session", "room", "start", "end", "board"])
    for p, session in _placed(catalog):
        times = [moment.isoformat() if moment else "" for moment in (session.start, session.end)]
        row = [p.title, "; ".join(p.authors), p.abstract, "; ".join(p.topics), session.title, session.room]
        writer.writerow([*row, *times, p.slots[0].board])
    return out.getvalue().encode()


def _papers(catalog: Catalog) -> bytes:
    """Mini-Conf's papers.csv."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["UID", "title", "authors", "abstract", "keywords", "sessions"])
    for p, session in _placed(catalog):
        uid = p.key.rpartition("/")[2]
        writer.writerow([uid, p.title, "|".join(p.authors), p.abstract, "|".join(p.topics), session.title])
    return out.getvalue().encode()


def _paper_list(catalog: Catalog) -> bytes:
    return json.dumps(
        [
            {
                "id": p.key.rpartition("/")[2],
                "title": p.title,
                "author": ";".join(p.authors),
                "abstract": p.abstract,
                "keywords": ";".join(p.topics),
                "status": "Spotlight" if p.decision == "spotlight" else "Poster",
            }
            for p in catalog.presentations
        ]
    ).encode()


def _frab_xml(catalog: Catalog) -> bytes:
    start = catalog.sessions[0].start
    assert start is not None
    head = (
        f"<?xml version='1.0' encoding='utf-8'?><schedule><conference><acronym>bench</acronym>"
        f"<title>{escape(catalog.conference.title)}</title><time_zone_name>America/Los_Angeles"
        f"</time_zone_name></conference><day index='1' date='{start:%Y-%m-%d}'"
        f" start='{start.isoformat()}' end='{(start + timedelta(days=1)).isoformat()}'><room name='Hall 1'>"
    )
    events = "".join(_frab_event(p, start) for p in catalog.presentations)
    return f"{head}{events}</room></day></schedule>".encode()


def _frab_event(p: Presentation, start: datetime) -> str:
    moment = start + timedelta(minutes=p.order % 1200)
    persons = "".join(f"<person id='{n}'>{escape(name)}</person>" for n, name in enumerate(p.authors))
    return (
        f"<event id='{p.order}' guid='guid-{p.order}'><date>{moment.isoformat()}</date>"
        f"<start>{moment:%H:%M}</start><duration>00:30</duration><room>Hall 1</room>"
        f"<title>{escape(p.title)}</title><track>{escape(p.topics[0])}</track><type>poster</type>"
        f"<abstract>{escape(p.abstract)}</abstract><persons>{persons}</persons></event>"
    )


def _frab_json(catalog: Catalog) -> bytes:
    start = catalog.sessions[0].start
    assert start is not None
    talks: list[dict[str, Any]] = []
    for p in catalog.presentations:
        moment = start + timedelta(minutes=p.order % 1200)
        talk = {"id": p.order, "guid": f"guid-{p.order}", "title": p.title, "abstract": p.abstract}
        when = {"date": moment.isoformat(), "start": f"{moment:%H:%M}", "duration": "00:30", "room": "Hall 1"}
        people = [{"id": n, "public_name": name} for n, name in enumerate(p.authors)]
        talks.append({**talk, **when, "type": "poster", "track": p.topics[0], "persons": people})
    day = {"index": 1, "date": f"{start:%Y-%m-%d}", "rooms": {"Hall 1": talks}}
    conference = {"acronym": "bench", "title": catalog.conference.title, "days": [day]}
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def _calendar(catalog: Catalog) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "X-WR-CALNAME:Bench"]
    for p, session in _placed(catalog):
        assert session.start is not None
        assert session.end is not None
        lines += ["BEGIN:VEVENT", f"UID:{p.order}@bench", "DTSTAMP:20250101T000000Z"]
        lines += [f"DTSTART:{session.start:%Y%m%dT%H%M%SZ}", f"DTEND:{session.end:%Y%m%dT%H%M%SZ}"]
        lines += [f"SUMMARY:{p.title}", f"LOCATION:{session.room}", f"DESCRIPTION:{p.abstract}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _placed(catalog: Catalog) -> Iterator[tuple[Presentation, Session]]:
    sessions = {session.key: session for session in catalog.sessions}
    return ((p, sessions[p.slots[0].session]) for p in catalog.presentations)


FORMATS: dict[str, Callable[[Catalog], bytes]] = {
    "own catalog": own_catalog.write,
    "page text": _page,
    "spreadsheet": _table,
    "Mini-Conf": _papers,
    "paper list": _paper_list,
    "frab XML": _frab_xml,
    "frab JSON": _frab_json,
    "calendar": _calendar,
}
