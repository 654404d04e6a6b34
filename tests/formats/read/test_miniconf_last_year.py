"""A session of the year 9999, which has no hour after its last."""

from __future__ import annotations

from scheduler.formats.read import miniconf
from scheduler.formats.read.reading import ReadOptions

PAPERS = b"UID,title,authors,abstract,keywords,track,sessions\nmain.1,Kites,Ada Lovelace,,,,1A\n"


def test_a_time_without_an_end_at_the_end_of_time() -> None:
    sessions = b"1A:\n  date: 9999-12-31_23:59:59\n  papers:\n  - main.1\n"
    reading = miniconf.read(PAPERS, ReadOptions(companions=(sessions,)))
    assert [p.title for p in reading.catalog.presentations] == ["Kites"]
    assert [session.start for session in reading.catalog.sessions] == [None]
