"""Mini-Conf sites: papers, sessions and calendars in their many spellings."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.errors import BadInput
from scheduler.formats.read import miniconf
from scheduler.formats.read.reading import Reading, ReadOptions

PAPERS = b"""UID,title,authors,abstract,keywords,track,sessions
main.1,Learning $n^2$ Things,Ada Lovelace|Charles Babbage,We \\emph{learn}.,learning|things,Theory,\
Mon Session 1|Tues Session 2
main.2,"Second, with a comma",Ada Lovelace,,,,
"""
ACL = b"""1A:
  date: 2020-07-06_05:00:00
  papers:
  - main.1
2B:
  date: 2020-07-06_09:00:00
  papers:
  - main.1
  - main.2
  - main.404
"""
EMNLP = b"""z1A:
  start_time: 2020-11-16 12:00:00-04:00
  end_time: 2020-11-16 13:00:00-04:00
  name: Zoom Q&A Session 1A
  long_name: 'Zoom Q&A Session 1A: Question Answering'
  papers: [main.1, main.2]
"""
CALENDAR = json.dumps(
    [
        {
            "title": "Poster Day 1 Session 1 (P1S1)",
            "start": "2020-04-27T05:00:00+00:00",
            "end": "2020-04-27T07:00:00+00:00",
            "location": "papers.html?session=Mon+Session+1&filter=keywords",
            "link": "papers.html?session=Mon+Session+1&filter=keywords",
            "category": "time",
        },
        {
            "title": "Poster Day 2 Session 2 (P2S2)",
            "start": "2020-04-28T08:00:00+00:00",
            "end": "2020-04-28T10:00:00+00:00",
            "location": None,
            "link": None,
            "category": "time",
        },
        {
            "title": "The RL Social",
            "start": "2020-04-29T18:00:00+00:00",
            "end": "2020-04-29T20:00:00+00:00",
            "location": "Hall 3",
            "link": "https://iclr.cc/virtual/social_1.html",
            "category": "time",
        },
    ]
).encode()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def starts(reading: Reading, paper: Presentation) -> list[datetime | None]:
    sessions = {session.key: session for session in reading.catalog.sessions}
    return [slot.start or sessions[slot.session].start for slot in paper.slots]


def test_papers_alone() -> None:
    assert miniconf.looks_like(PAPERS)
    reading = miniconf.read(PAPERS, ReadOptions(title="ACL"))
    first, second = reading.catalog.presentations
    assert first.key == "acl/main.1"
    assert first.title == "Learning n² Things"
    assert first.authors == ("Ada Lovelace", "Charles Babbage")
    assert first.abstract == "We learn."
    assert first.topics == ("learning", "things")
    assert first.track == "Theory"
    assert [session.title for session in reading.catalog.sessions] == [
        "Mon Session 1",
        "Tues Session 2",
        "Poster session",
    ]
    assert [slot.session for slot in second.slots] == ["poster-session"]
    assert reading.times_missing
    assert not reading.partial


@pytest.mark.parametrize("swapped", [False, True])
def test_sessions_that_list_their_papers(swapped: bool) -> None:
    data, companion = (ACL, PAPERS) if swapped else (PAPERS, ACL)
    reading = miniconf.read(data, ReadOptions(companions=(companion,)))
    first, second = reading.catalog.presentations
    assert starts(reading, first) == [utc("2020-07-06 05:00"), utc("2020-07-06 09:00")]
    assert starts(reading, second) == [utc("2020-07-06 09:00")]
    assert [session.title for session in reading.catalog.sessions] == ["Session 1A", "Session 2B"]
    assert {session.time_source for session in reading.catalog.sessions} == {TimeSource.ASSUMED}
    assert reading.catalog.conference.timezone_source is TimeSource.ASSUMED
    assert [warning.text for warning in reading.warnings] == [
        "1 papers of the sessions are not in the papers file, such as main.404.",
        "2 sessions state no end; one hour is assumed.",
    ]


def test_times_without_offset_are_in_the_users_zone() -> None:
    reading = miniconf.read(PAPERS, ReadOptions(companions=(ACL,), timezone="America/Los_Angeles"))
    assert reading.catalog.sessions[0].start == utc("2020-07-06 12:00")
    assert reading.catalog.conference.timezone == "America/Los_Angeles"


def test_times_with_an_offset_need_nobody() -> None:
    reading = miniconf.read(PAPERS, ReadOptions(companions=(EMNLP,)))
    (session,) = reading.catalog.sessions
    assert (session.start, session.end) == (utc("2020-11-16 16:00"), utc("2020-11-16 17:00"))
    assert session.title == "Zoom Q&A Session 1A: Question Answering"
    assert session.time_source is TimeSource.STATED
    assert reading.catalog.conference.timezone == "Etc/GMT+4"
    assert not reading.warnings


def test_sessions_named_by_papers_are_found_in_the_calendar() -> None:
    """By the link's filter, and by weekday and number where there is no link."""
    reading = miniconf.read(PAPERS, ReadOptions(companions=(CALENDAR,)))
    first, _, social = reading.catalog.presentations
    assert starts(reading, first) == [utc("2020-04-27 05:00"), utc("2020-04-28 08:00")]
    assert (social.title, social.decision) == ("The RL Social", Decision.TALK)
    assert social.slots[0].room == "Hall 3"
    assert not reading.times_missing


@pytest.mark.parametrize(
    "said", ["P1S1", "Poster Day 1 Session 1", "Monday S1", "mon session 1", "Poster Day 1 Session 1 (P1S1)"]
)
def test_a_session_has_many_names(said: str) -> None:
    papers = f"UID,title,authors,sessions\n1,T,A|B,{said}\n".encode()
    reading = miniconf.read(papers, ReadOptions(companions=(CALENDAR,)))
    assert starts(reading, reading.catalog.presentations[0]) == [utc("2020-04-27 05:00")]


def test_a_calendar_alone_is_read_as_events() -> None:
    assert miniconf.looks_like(CALENDAR)
    reading = miniconf.read(CALENDAR)
    assert [event.decision for event in reading.catalog.presentations] == [Decision.TALK] * 3
    assert reading.catalog.conference.title == "ICLR 2020"
    assert reading.catalog.presentations[2].slots[0].start == utc("2020-04-29 18:00")
    assert reading.catalog.presentations[2].url == "https://iclr.cc/virtual/social_1.html"
    assert not reading.times_missing


@pytest.mark.parametrize("sessions", [ACL, EMNLP])
def test_sessions_alone_name_the_file_that_is_wanted(sessions: bytes) -> None:
    assert miniconf.looks_like(sessions)
    with pytest.raises(BadInput, match=r"papers\.csv"):
        miniconf.read(sessions)


def test_sessions_by_name_with_text_dates() -> None:
    papers = b"UID,title,authors,session\n1,T,A|B,spatial\n"
    sessions = (
        b"- UID: spatial\n  title: Spatialised Audio\n  date: Thursday 2020-07-09 2pm-3:30pm AEST\n"
        b"- UID: x\n  title: No time\n  date: All Week\n"
    )
    assert miniconf.looks_like(sessions)
    reading = miniconf.read(papers, ReadOptions(companions=(sessions,), timezone="Australia/Sydney"))
    (session,) = reading.catalog.sessions
    assert (session.start, session.end) == (utc("2020-07-09 04:00"), utc("2020-07-09 05:30"))
    assert session.time_source is TimeSource.STATED


def test_posters_of_a_session_list_without_their_meeting_links() -> None:
    sessions = b"- name: Mon Session 1\n  posters:\n    - UID: main.1\n      join_link: https://zoom.example/j/1?pwd=secret\n"
    reading = miniconf.read(PAPERS, ReadOptions(companions=(sessions, CALENDAR)))
    assert "secret" not in repr(reading)
    assert [session.title for session in reading.catalog.sessions] == ["Mon Session 1"]


@pytest.mark.parametrize(
    "document",
    [
        [{"UID": "7", "title": "T", "authors": "Ryu, Jiwoo; Dong, Hao-Wen", "keywords": "a;b"}],
        [{"uid": 7, "title": "T", "authors": ["Jiwoo Ryu", "Hao-Wen Dong"], "keywords": ["a", "b"]}],
        [
            {
                "id": "7",
                "forum": "7",
                "content": {"title": "T", "authors": ["Jiwoo Ryu", "Hao-Wen Dong"], "keywords": ["a", "b"]},
            }
        ],
        {
            "7": {
                "content": {
                    "title": "T",
                    "authors": ["Jiwoo Ryu", "Hao-Wen Dong"],
                    "keywords": ["a", "b"],
                    "authorids": ["x@y.z"],
                }
            }
        },
    ],
)
def test_papers_as_json_and_yaml(document: object) -> None:
    data = json.dumps(document).encode()
    assert miniconf.looks_like(data)
    (paper,) = miniconf.read(data, ReadOptions(title="C")).catalog.presentations
    assert (paper.key, paper.title) == ("c/7", "T")
    assert paper.authors == ("Jiwoo Ryu", "Hao-Wen Dong")
    assert paper.topics == ("a", "b")


def test_papers_as_yaml() -> None:
    data = (
        b"- UID: 0123\n  title: T\n  authors: A B|C D\n"
        b"  position_1: 4\n  position_2: 9\n  sessions: One|Two\n"
    )
    assert miniconf.looks_like(data)
    (paper,) = miniconf.read(data, ReadOptions(title="C")).catalog.presentations
    assert paper.key == "c/0123"
    assert [slot.board for slot in paper.slots] == ["4", "9"]


def test_an_answer_gives_the_time_of_sessions_without_one() -> None:
    options = ReadOptions(timezone="Asia/Seoul", day=date(2020, 4, 27), start=time(23), end=time(1))
    reading = miniconf.read(b"UID,title,authors\n1,T,A|B\n", options)
    (session,) = reading.catalog.sessions
    assert (session.start, session.end) == (utc("2020-04-27 14:00"), utc("2020-04-27 16:00"))
    assert session.time_source is TimeSource.CONFIRMED


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"a: b", b"[1]", b"UID,title,authors\n", b'{"a": {"b": 1}}', b"[" * 99_999]
)
def test_what_is_none_of_mini_confs_files(data: bytes) -> None:
    assert not miniconf.looks_like(data) or data.startswith(b"UID")
    with pytest.raises(BadInput):
        miniconf.read(data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"count": 1, "next": null, "results": [{"id": 1, "name": "T", "authors": []}]}',
        b'[{"id": "x", "title": "T", "status": "Poster", "author": "A;B"}]',
        b'{"schedule": {"version": "1", "conference": {"days": []}}}',
        b"title,authors,session\nT,A,S\n",
        b"Poster Session 3\nHalle B\n\nA Title: With a Colon\nA B \xc2\xb7 C D\n",
        b"<schedule><day date='2024-01-01'/></schedule>",
        b"BEGIN:VCALENDAR\nUID:x\nEND:VCALENDAR\n",
    ],
)
def test_other_formats_are_left_to_others(data: bytes) -> None:
    assert not miniconf.looks_like(data)


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ("UID,title,authors\n" + text).encode())
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    miniconf.looks_like(data)
    for main, companion in ((data, PAPERS), (PAPERS, data)):
        try:
            miniconf.read(main, ReadOptions(companions=(companion,)))
        except BadInput:
            continue


def test_acl_2020(shared_data: Path) -> None:
    folder = shared_data / "miniconf"
    papers = (folder / "acl2020-main_papers.csv").read_bytes()
    sessions = (folder / "acl2020-main_paper_sessions.yml").read_bytes()
    assert miniconf.looks_like(papers)
    assert miniconf.looks_like(sessions)
    reading = miniconf.read(papers, ReadOptions(companions=(sessions,)))
    found = reading.catalog.presentations
    assert reading.catalog.conference.title == "ACL 2020"
    assert len(found) == 778
    assert [len(paper.slots) for paper in found] == [2] * 778
    times = [start for paper in found for start in starts(reading, paper) if start]
    assert (min(times), max(times)) == (utc("2020-07-06 05:00"), utc("2020-07-08 21:00"))
    assert len({name for paper in found for name in paper.authors}) == 2512
    assert len(reading.catalog.sessions) == 30
    assert [warning.text for warning in reading.warnings] == [
        "30 sessions state no end; one hour is assumed."
    ]


def test_iclr_2020(shared_data: Path) -> None:
    folder = shared_data / "miniconf"
    papers = (folder / "iclr2020-papers.csv").read_bytes()
    calendar = (folder / "iclr2020-main_calendar.json").read_bytes()
    alone = miniconf.read(papers)
    assert len(alone.catalog.presentations) == 687
    assert alone.times_missing
    reading = miniconf.read(papers, ReadOptions(companions=(calendar,)))
    scheduled = reading.catalog.presentations[0]
    assert starts(reading, scheduled) == [utc("2020-04-28 05:00"), utc("2020-04-27 05:00")]
    events = miniconf.read(calendar)
    assert len(events.catalog.presentations) == 56
    times = [slot.start for event in events.catalog.presentations for slot in event.slots if slot.start]
    assert (min(times), max(times)) == (utc("2020-04-27 05:00"), utc("2020-04-30 23:00"))


def test_a_session_of_something_else_than_papers_is_an_event() -> None:
    entries = [
        {"title": "Paper Session - 1", "link": "papers.html?session=1"},
        {"title": "Panel Session: Hybrid Learning ", "link": "day_4.html#meet"},
        {"title": "Industry Session", "link": "industry.html?session=Platinum"},
        {"title": "Poster Session 2", "link": "https://conf.org/2023/poster_sessions.html#2"},
        {"title": "Poster Session 3", "link": None},
    ]
    hours = {"start": "2023-11-06T10:30:00+01:00", "end": "2023-11-06T13:15:00+01:00", "category": "time"}
    calendar = json.dumps([entry | hours for entry in entries]).encode()
    papers = b'UID,title,authors,session,position\n1,One,"Flexer, Arthur*",1,5\n'
    found = miniconf.read(papers, ReadOptions(companions=(calendar,))).catalog
    assert [p.title for p in found.presentations] == [
        "One",
        "Panel Session: Hybrid Learning",
        "Industry Session",
    ]
    assert [session.title for session in found.sessions] == ["Paper Session - 1"]


def test_titles_lose_doubled_spaces_and_escaped_signs() -> None:
    data = b"UID,title,authors,abstract\n1,Explanation  by &amp; with $n^2$,A B|C D,<p>We say.</p>\n"
    (paper,) = miniconf.read(data).catalog.presentations
    assert (paper.title, paper.abstract) == ("Explanation by & with n²", "We say.")


def test_letters_behind_the_time_of_a_session_are_its_zone() -> None:
    sessions = (
        b"- UID: S1\n  title: Dignity\n  date: Wednesday 2022-11-30 11:00-12:20 AEDT\n  location: Dome\n"
    )
    papers = b"UID,session_code,session_name,title,authors\n1,S1,Dignity,One,A B|C D\n"
    found = miniconf.read(papers, ReadOptions(companions=(sessions,))).catalog
    (session,) = found.sessions
    assert (session.start, session.time_source) == (datetime(2022, 11, 30, tzinfo=UTC), TimeSource.STATED)
    assert found.conference.timezone == "Australia/Sydney"


def test_a_calendar_entry_that_holds_papers_is_their_session_and_no_event() -> None:
    entry = {
        "title": "Afternoon",
        "start": "2023-11-06T14:00:00+01:00",
        "end": "2023-11-06T15:00:00+01:00",
        "link": "day_2.html#afternoon",
        "category": "time",
    }
    papers = b"UID,title,authors,session\n1,One,A B|C D,Afternoon\n"
    found = miniconf.read(papers, ReadOptions(companions=(json.dumps([entry]).encode(),))).catalog
    assert [p.title for p in found.presentations] == ["One"]
    assert [session.title for session in found.sessions] == ["Afternoon"]
