"""Small good files of every kind that is read; the fuzzing begins with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.formats.read import table

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LONGEST = 6_000
"""So many bytes of a published file are taken: mutations of short files reach more of a reader."""


@dataclass(frozen=True, slots=True)
class Seed:
    """`reader` names a module of formats/read, or `stars` for a friend's file."""

    reader: str
    data: bytes
    companions: tuple[bytes, ...] = ()


def seeds() -> list[Seed]:
    """Our own, and pieces of published files where they are at hand."""
    return [*_own(), *_published()]


def _own() -> Iterator[Seed]:
    yield Seed("own_catalog", _dump(_CATALOG))
    yield Seed("frab_xml", _FRAB.encode())
    yield Seed("frab_json", _dump(_FRAB_JSON))
    yield Seed("frab_json", _dump(_FRAB_FLAT))
    yield Seed("virtual_json", _dump({"count": 2, "results": [_VIRTUAL, _VIRTUAL | {"id": 2, "uid": "b"}]}))
    yield Seed("virtual_json", _dump([_VIRTUAL]), (_dump([{"id": 1, "abstract": "We $fly$ <b>kites</b>."}]),))
    yield Seed("paperlists", _dump([_PAPER, _PAPER | {"id": "x2", "status": "Oral", "title": "Kites"}]))
    yield Seed("miniconf", _MINI_PAPERS.encode(), (_MINI_SESSIONS.encode(), _dump(_MINI_CALENDAR)))
    yield Seed("miniconf", _MINI_SESSIONS.encode(), (_MINI_PAPERS.encode(),))
    yield Seed("miniconf", _dump(_MINI_CALENDAR))
    yield Seed("calendar_feed", _ICS.replace("\n", "\r\n").encode())
    yield Seed("stored_event", _ICS.replace("\n", "\r\n").encode())
    yield Seed("table", table.template())
    yield Seed("table", _TABLE.encode())
    yield Seed("table", _TABLE.replace(",", "\t").encode("utf-16"))
    yield Seed("page_text", _PAGE.encode())
    yield Seed("page_html", _HTML.encode())
    yield Seed("stars", _dump(_STARS))


def _published() -> Iterator[Seed]:
    kinds = (
        ("frab-xml/*.xml", "frab_xml"),
        ("frab-json/*.json", "frab_json"),
        ("miniconf/*.json", "miniconf"),
        ("miniconf/*.csv", "miniconf"),
        ("miniconf/*.yml", "miniconf"),
        ("paperlists/*.json", "paperlists"),
        ("page/*.txt", "page_text"),
        ("ics/*.ics", "calendar_feed"),
        ("ics-hostile/*.ics", "calendar_feed"),
    )
    for pattern, reader in kinds:
        for path in sorted(SHARED.glob(pattern)):
            yield Seed(reader, path.read_bytes()[:LONGEST])


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


_CATALOG = {
    "format": "poster-scheduler-catalog",
    "version": 1,
    "conference": {"key": "c", "title": "Conf 2024", "timezone": "Europe/Vienna"},
    "sessions": [
        {
            "key": "s",
            "title": "Poster Session",
            "room": "Halle B",
            "start": "2024-05-08T08:45:00Z",
            "end": "2024-05-08T10:45:00Z",
            "time_source": "assumed",
        }
    ],
    "presentations": [
        {
            "key": "c/1",
            "title": "Kites in the wind",
            "authors": ["Ada Lovelace", "Łukasz Müller"],
            "decision": "spotlight",
            "topics": ["Wind"],
            "url": "https://example.org/1",
            "summary": "Kites fly.",
            "abstract": "Kites fly, and we know why.",
            "slots": [{"session": "s", "board": "12", "start": "2024-05-08T09:00:00Z"}],
        },
        {"key": "c/2", "title": "", "authors": ["Grace Hopper"], "withdrawn": True, "order": 7},
    ],
    "source_keys": {"c/1": "c/old"},
}
_FRAB = """<?xml version="1.0" encoding="UTF-8"?>
<schedule><version>1.0</version><conference><acronym>con24</acronym><title>Con 2024</title>
<start>2024-07-01</start><end>2024-07-02</end><time_zone_name>Europe/Berlin</time_zone_name>
<timeslot_duration>00:15</timeslot_duration></conference>
<day date="2024-07-01" index="1" start="2024-07-01T09:00:00+02:00" end="2024-07-02T03:00:00+02:00">
<room name="Hall 1"><event guid="g-1" id="7"><date>2024-07-01T10:00:00+02:00</date><start>10:00</start>
<duration>00:45</duration><room>Hall 1</room><title>A talk &amp; more</title><subtitle>in parts</subtitle>
<track>Science</track><type>lecture</type><language>en</language>
<abstract>&lt;p&gt;We &lt;b&gt;show&lt;/b&gt; it.&lt;/p&gt;</abstract><description>Long.</description>
<persons><person id="1">Ada Lovelace</person></persons><links><link href="https://example.org">x</link></links>
</event></room></day></schedule>
"""
_TALK = {
    "id": 7,
    "guid": "g-7",
    "date": "2024-07-01T10:00:00+02:00",
    "start": "10:00",
    "duration": "00:45",
    "room": "Hall 1",
    "title": "A talk",
    "track": "Science",
    "type": "Talk",
    "abstract": "Short.",
    "description": "Long &amp; plain",
    "persons": [{"id": 1, "public_name": "Ada Lovelace"}],
    "links": [],
}
_CON = {"acronym": "con24", "title": "Con 2024", "time_zone_name": "Europe/Berlin"}
_FRAB_JSON = {
    "schedule": {
        "version": "1",
        "conference": _CON | {"days": [{"date": "2024-07-01", "rooms": {"Hall 1": [_TALK]}}]},
    }
}
_FRAB_FLAT = {
    "version": "2",
    "schedule": {
        "conference": _CON,
        "rooms": [{"guid": "r-1", "name": "Hall 1"}],
        "tracks": [{"slug": "sci", "name": "Science"}],
        "talks": [
            {
                "guid": "g-8",
                "start": "2024-07-02T00:15:00+02:00",
                "end": "2024-07-02T00:55:00+02:00",
                "room": {"guid": "r-1"},
                "track": {"slug": "sci"},
                "title": {"de": "Ein Vortrag", "en": "A talk"},
                "participants": [{"name": "Ada Lovelace", "role": "SPEAKER"}],
            }
        ],
    },
}
_VIRTUAL = {
    "id": 1,
    "uid": "a",
    "name": "Graphs, $\\alpha$ &amp; <b>friends</b>",
    "authors": [{"id": 1, "fullname": "Ada Lovelace"}, {"id": 2, "fullname": "Grace Hopper"}],
    "abstract": "We show that $a < b$.",
    "topic": "Theory->Optimization",
    "keywords": ["graphs", "bounds"],
    "decision": "Accept (spotlight)",
    "session": "Poster Session 3",
    "eventtype": "Poster",
    "room_name": "Halle B",
    "virtualsite_url": "/virtual/2024/poster/1",
    "sourceurl": "https://openreview.net/group?id=ICLR.cc/2024/Conference",
    "starttime": "2024-05-08T10:45:00+02:00",
    "endtime": "2024-05-08T12:45:00+02:00",
    "poster_position": "#251",
    "paper_url": "https://openreview.net/forum?id=x",
}
_PAPER = {
    "id": "x1",
    "title": "Learning $n^2$ things",
    "track": "main",
    "status": "Poster",
    "tldr": "Short.",
    "abstract": "We \\emph{learn} \\textbf{\\'e}.",
    "keywords": "learning;things",
    "author": "Ada Lovelace;Charles Babbage",
    "site": "https://openreview.net/forum?id=x1",
}
_MINI_PAPERS = """UID,title,authors,abstract,keywords,track,sessions
main.1,Learning $n^2$ Things,Ada Lovelace|Charles Babbage,We \\emph{learn}.,learning|things,Theory,Session 1
main.2,"Second, with a comma",Ada Lovelace,,,,
"""
_MINI_SESSIONS = """1A:
  date: 2020-07-06_05:00:00
  papers: &all
  - main.1
z1B:
  start_time: 2020-11-16 12:00:00-04:00
  end_time: 2020-11-16 13:00:00-04:00
  long_name: 'Zoom Q&A Session 1A: Answers'
  papers: *all
"""
_MINI_CALENDAR = [
    {
        "title": "Poster Day 1 Session 1 (P1S1)",
        "start": "2020-04-27T05:00:00+00:00",
        "end": "2020-04-27T07:00:00+00:00",
        "location": "papers.html?session=Mon+Session+1",
        "link": "papers.html?session=Mon+Session+1",
        "category": "time",
    }
]
_ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
X-WR-CALNAME:Conf 2024
BEGIN:VTIMEZONE
TZID:Europe/Vienna
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a@example
DTSTAMP:20240101T000000Z
DTSTART;TZID=Europe/Vienna:20240508T104500
DTEND;TZID=Europe/Vienna:20240508T124500
RRULE:FREQ=DAILY;COUNT=3;BYDAY=MO,WE
EXDATE;TZID=Europe/Vienna:20240509T104500
RDATE;VALUE=PERIOD:20240510T100000Z/PT1H
SUMMARY:Posters\\, kites\\nand more
DESCRIPTION:By Ada Lovelace
LOCATION:Halle B
CATEGORIES:A,B
SEQUENCE:2
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:soon
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:b@example
DTSTART;VALUE=DATE:20240509
DURATION:PT30M
SUMMARY:Whole day
END:VEVENT
END:VCALENDAR
"""
_TABLE = """Title,Authors,Session,Date,Start,End,Room,Board,Decision,Topics,URL
Kites in the wind,Ada Lovelace; Alan Turing,Posters,2024-05-08,10:45,12:45,Hall Z,12,spotlight,Wind,https://a.b
"Maps, again",Grace Hopper,Posters,08.05.2024,10.45 am,12:45 PM,Hall Z,A-13,poster,,
"""
_PAGE = """Poster Session 7

Hall Z
Wed 8 May 10:45 a.m. CEST — 12:45 p.m. CEST

Spotlight Poster
Sparse graphs learn to speak

Ada Lovelace · Charles Babbage

Graphs with few edges are taught a language of their own. They speak it well.

#12
Kites in the wind

Grace Hopper

Kites are flown by a small network that has never seen the wind before. It flies.
"""
_HTML = """<!DOCTYPE html><html><head><title>Conf 2024</title><link rel="canonical" href="https://c.org/x"></head>
<body><h1>Poster Session 7</h1><h5>Hall Z</h5><div>Wed 8 May 10:45 a.m. CEST - 12:45 p.m. CEST</div>
<ul><li class="poster"><h4>Spotlight Poster</h4><h3><a href="/virtual/2024/poster/1">Sparse graphs</a></h3>
<p class="authors">Ada Lovelace &middot; Alan Turing</p><p class="abstract">Graphs with <i>few</i> edges are
taught a language.</p></li><li><h3><a href="/virtual/2024/poster/2">Kites</a></h3><p>Grace Hopper</p>
<p>Kites are flown by a small network that has never seen wind.</p></li></ul></body></html>
"""
_STARS = {
    "format": "poster-scheduler-stars",
    "name": "Ann",
    "stars": [
        {"key": "c/1", "title": "Kites", "level": "must"},
        {"key": "c/2", "title": "", "level": "maybe"},
    ],
}
