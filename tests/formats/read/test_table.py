"""Spreadsheets: headers in plain words, sessions out of rows, and shapes no table should have."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, TimeSource
from scheduler.errors import BadInput, Cancelled
from scheduler.formats.read import miniconf, table
from scheduler.formats.read.reading import Reading, ReadOptions

VIENNA = ReadOptions(title="C", timezone="Europe/Vienna")


def read(text: str, options: ReadOptions = VIENNA) -> Reading:
    return table.read(text.encode(), options)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_template_is_read_back() -> None:
    data = table.template()
    assert table.looks_like(data)
    reading = table.read(data, VIENNA)
    (poster,) = reading.catalog.presentations
    (session,) = reading.catalog.sessions
    assert poster.authors == ("Ada Lovelace", "Charles Babbage")
    assert poster.topics == ("Posture", "Patience")
    assert poster.decision is Decision.SPOTLIGHT
    assert poster.slots[0].board == "17"
    assert session.title == "Poster Session 1"
    assert session.room == "Hall B"
    assert (session.start, session.end) == (utc("2025-05-08 08:45"), utc("2025-05-08 10:45"))
    assert session.time_source is TimeSource.STATED
    assert reading.partial
    assert not reading.warnings
    assert set(table.guess_columns(data)) == set(table.headers(data))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    rows = [
        ["Poster No.", "Paper Title", "Author(s)"],
        ["17", '"Größe, Maß\nund Ziel"', '"Jürgen Möß, Ada L."'],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows).replace("Author(s)", "Authors")
    data = text.encode(encoding)
    assert table.looks_like(data)
    (poster,) = table.read(data).catalog.presentations
    assert poster.title == "Größe, Maß und Ziel"
    assert poster.authors == ("Jürgen Möß", "Ada L.")
    assert poster.slots[0].board == "17"


def test_a_title_block_above_the_headers_and_excels_separator_line() -> None:
    text = "sep=;\nPoster session 3;;\n;;\nTITLE;Presenting Author;Stand\nA;B C;4\n"
    assert table.headers(text.encode()) == ["TITLE", "Presenting Author", "Stand"]
    (poster,) = read(text).catalog.presentations
    assert (poster.title, poster.authors, poster.slots[0].board) == ("A", ("B C",), "4")


def test_the_user_maps_columns_that_are_unclear() -> None:
    text = "Was;Wer;Wo\nA;B;4\n"
    assert table.headers(text.encode()) == ["Was", "Wer", "Wo"]
    assert table.guess_columns(text.encode()) == {}
    assert table.sample_rows(text.encode(), 5) == [["A", "B", "4"]]
    with pytest.raises(BadInput, match="“Was”, “Wer”, “Wo”"):
        read(text)
    columns = {"title": "Was", "authors": "Wer", "board": "Wo"}
    (poster,) = read(text, ReadOptions(columns=columns)).catalog.presentations
    assert (poster.title, poster.authors, poster.slots[0].board) == ("A", ("B",), "4")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"title": "Nope"}, "“Nope”"),
        ({"colour": "Title"}, "“colour” is not a field"),
        ({"title": ""}, "title"),
    ],
)
def test_a_mapping_to_nothing_is_refused(columns: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read("Title,Authors\nA,B\n", ReadOptions(columns=columns))


def test_an_empty_choice_drops_a_column_we_would_take() -> None:
    (poster,) = read("Title,Authors\nA,B\n", ReadOptions(columns={"authors": ""})).catalog.presentations
    assert poster.authors == ()


def test_rows_of_a_session_share_its_time_and_differ_where_they_do() -> None:
    text = (
        "title,session,date,start,end,room,board\n"
        "A,Posters 1,8 May 2024,10:45,12:45,Hall B,1\n"
        "B,Posters 1,8 May 2024,10:45,12:45,Hall B,2\n"
        "C,Talks,8 May 2024,13:00,13:20,Room 1,\n"
        "D,Talks,8 May 2024,13:20,13:40,Room 2,\n"
        "E,Talks,9 May 2024,13:00,13:20,Room 1,\n"
    )
    reading = read(text)
    sessions = {session.key: session for session in reading.catalog.sessions}
    assert list(sessions) == ["posters-1", "talks", "talks-2024-05-09-1100"]
    assert (sessions["talks"].start, sessions["talks"].end) == (
        utc("2024-05-08 11:00"),
        utc("2024-05-08 11:40"),
    )
    (slot,) = reading.catalog.presentations[1].slots
    assert (slot.session, slot.start, slot.end, slot.room, slot.board) == ("posters-1", None, None, "", "2")
    (slot,) = reading.catalog.presentations[3].slots
    assert (slot.start, slot.end, slot.room) == (utc("2024-05-08 11:20"), None, "Room 2")


def test_rows_without_a_session_are_together_by_their_time() -> None:
    text = "title,when\nA,8 May 2024 10:45-12:45\nB,8 May 2024 10:45-12:45\nC,8 May 2024 14:00-15:00\n"
    reading = read(text)
    assert [session.title for session in reading.catalog.sessions] == ["Posters, Wed 8 May 2024"] * 2
    assert [session.start for session in reading.catalog.sessions] == [
        utc("2024-05-08 08:45"),
        utc("2024-05-08 12:00"),
    ]


def test_a_paper_in_two_sessions_is_one_presentation_with_two_slots() -> None:
    text = "id,title,session\n1,A,S1\n1,A,S2\n2,A,S1\n3,B,S1|S2\n"
    first, second, third = read(text).catalog.presentations
    assert [slot.session for slot in first.slots] == ["s1", "s2"]
    assert [slot.session for slot in second.slots] == ["s1"]
    assert [slot.session for slot in third.slots] == ["s1", "s2"]
    same = read("title,authors,session\nA,X,S1\nA,X,S2\nA,Y,S1\n").catalog.presentations
    assert [len(poster.slots) for poster in same] == [2, 1]


def test_one_id_for_two_papers_makes_two_keys() -> None:
    keys = {poster.title: poster.key for poster in read("id,title\n1,A\n1,B\n").catalog.presentations}
    assert len(set(keys.values())) == 2
    later = read("id,title\n1,New\n1,A\n1,B\n").catalog.presentations
    assert {poster.title: poster.key for poster in later if poster.title in keys} == keys


def test_rows_that_differ_in_one_name_are_one_talk_and_its_people() -> None:
    text = (
        "panel_title,date,time,title,presenter,coauthor\n"
        'Panel A,24.09.2024,14:00-15:30 Uhr,"Nets, old and new",Ada Lovelace,NA\n'
        'Panel A,24.09.2024,14:00-15:30 Uhr,"Nets, old and new",Charles Babbage,NA\n'
        "Panel A,24.09.2024,14:00-15:30 Uhr,Another,Ada Lovelace,NA\n"
        'Panel B,24.09.2024,14:00-15:30 Uhr,"Nets, old and new",Mary Somerville,NA\n'
    )
    catalog = read(text).catalog
    assert [(talk.title, talk.authors) for talk in catalog.presentations] == [
        ("Nets, old and new", ("Ada Lovelace", "Charles Babbage")),
        ("Another", ("Ada Lovelace",)),
        ("Nets, old and new", ("Mary Somerville",)),
    ]
    assert [session.title for session in catalog.sessions] == ["Panel A", "Panel B"]


def test_a_programme_of_sessions_names_them_as_its_titles() -> None:
    text = (
        "*Date,*Time Start,*Time End,Tracks,*Session Title,Room/Location,Description,Speakers\n"
        "5/13/2024,9:00 AM,10:00 AM,Theory,Opening,Hall B,We begin.,Ada Lovelace; Charles Babbage\n"
    )
    (talk,) = read(text).catalog.presentations
    assert (talk.title, talk.track, talk.authors[1]) == ("Opening", "Theory", "Charles Babbage")
    (session,) = read(text).catalog.sessions
    assert (session.start, session.room) == (utc("2024-05-13 07:00"), "Hall B")


def test_a_calendar_saved_as_a_table_has_subjects_for_titles() -> None:
    text = "Subject,Start Date,Start Time,End Time,Location\nTea,2024-05-13,9:00,9:30,Foyer\n"
    (talk,) = read(text).catalog.presentations
    assert (talk.title, talk.topics) == ("Tea", ())
    assert read("title,subject\nA,Maths\n").catalog.presentations[0].topics == ("Maths",)


def test_a_day_number_is_no_date() -> None:
    text = "UID,title,day,start_date,start_time,organiser\n1,A,-1,2020-10-11,2:00,Ada and Mary\n"
    catalog = read(text).catalog
    assert catalog.sessions[0].start == utc("2020-10-11 00:00")
    assert catalog.presentations[0].authors == ("Ada", "Mary")


def test_a_night_session_ends_on_the_next_day() -> None:
    (session,) = read("title,date,start,end\nA,2024-05-08,22:00,01:00\n").catalog.sessions
    assert (session.start, session.end) == (utc("2024-05-08 20:00"), utc("2024-05-08 23:00"))


def test_a_zone_nobody_names_is_assumed() -> None:
    reading = read("title,date,start,end\nA,2024-05-08,10:45,12:45\n", ReadOptions())
    assert reading.catalog.sessions[0].start == utc("2024-05-08 10:45")
    assert reading.catalog.sessions[0].time_source is TimeSource.ZONE_ASSUMED
    assert reading.catalog.conference.timezone_source is TimeSource.ASSUMED
    assert (reading.zone_missing, reading.times_missing) == (True, False)
    assert [w.text for w in reading.warnings] == ["The table names no time zone; its times are read as UTC."]
    named = read("title,date,start,end\nA,2024-05-08,10:45,12:45\n")
    assert (named.zone_missing, named.warnings) == (False, ())
    assert named.catalog.sessions[0].start == utc("2024-05-08 08:45")
    stated = read("title,start,end\nA,2024-05-08T10:45:00+02:00,2024-05-08T12:45:00+02:00\n", ReadOptions())
    assert stated.catalog.sessions[0].start == utc("2024-05-08 08:45")
    assert stated.catalog.sessions[0].end == utc("2024-05-08 10:45")
    assert stated.catalog.sessions[0].time_source is TimeSource.STATED


def test_american_dates_show_themselves_by_one_that_can_be_nothing_else() -> None:
    text = "title,date,start,end\nA,5/8/2024,10:45 AM,12:45 PM\nB,5/13/2024,10:45 AM,12:45 PM\n"
    assert [session.start for session in read(text).catalog.sessions] == [
        utc("2024-05-08 08:45"),
        utc("2024-05-13 08:45"),
    ]


def test_a_missing_end_is_assumed_and_said() -> None:
    reading = read("title,session,date,start\nA,S,2024-05-08,10:45\nB,S,2024-05-08,11:00\n")
    (session,) = reading.catalog.sessions
    assert session.end == utc("2024-05-08 10:00")
    assert session.time_source is TimeSource.ASSUMED
    assert [warning.text for warning in reading.warnings] == ["1 sessions state no end; one hour is assumed."]


def test_a_time_that_cannot_be_read_is_one_warning_with_its_line() -> None:
    reading = read("title,date,start\nA,2024-05-08,10:45\nB,2024-05-08,soon\nC,,later\n")
    assert [warning.line for warning in reading.warnings if warning.line] == [3]


def test_without_times_the_user_is_asked() -> None:
    silent = read("title,board\nA,1\n")
    assert silent.times_missing
    options = ReadOptions(
        timezone="Europe/Vienna", day=date(2024, 5, 8), start=time(10, 45), end=time(12, 45), room="B"
    )
    answered = read("title,board\nA,1\n", options)
    (session,) = answered.catalog.sessions
    assert (session.title, session.room, session.start) == ("Poster session", "B", utc("2024-05-08 08:45"))
    assert session.time_source is TimeSource.CONFIRMED
    assert not answered.times_missing
    clocks_only = read("title,start,end\nA,10:45,12:45\n", options)
    assert clocks_only.catalog.sessions[0].start == utc("2024-05-08 08:45")


@pytest.mark.parametrize(
    ("header", "value", "decision"),
    [
        ("Spotlight", "yes", Decision.SPOTLIGHT),
        ("Spotlight?", "x", Decision.SPOTLIGHT),
        ("Spotlight", "no", Decision.POSTER),
        ("Type", "Oral", Decision.ORAL),
        ("Presentation type", "Spotlight poster", Decision.SPOTLIGHT),
        ("Type", "Keynote", Decision.TALK),
        ("Type", "", Decision.POSTER),
    ],
)
def test_decisions(header: str, value: str, decision: Decision) -> None:
    (poster,) = read(f"Title,{header}\nA,{value}\n").catalog.presentations
    assert poster.decision is decision


def test_one_column_of_titles() -> None:
    assert table.looks_like(b"Title\nA\nB\n")
    assert [poster.title for poster in read("Title\nA\nB\n").catalog.presentations] == ["A", "B"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Poster Session 3\nHalle B\n\nA Title, With a Comma\nAda Lovelace · Charles B.\n\nWe learn.\n",
        "The title of this talk, by its author, is long.\nNothing else, really.\n",
        "Title of the book\nIt begins.\n",
        "name,price\nTea,2\n",
        '{"title": "x", "authors": []}',
        '[{"title": "x",\n"authors": "y",\n"session": "z"}]',
        "BEGIN:VCALENDAR\nSUMMARY:title,authors\n",
        "1A:\n  date: 2020-07-06\n  papers:\n  - main.1\n",
        "<schedule><title>x</title></schedule>",
        "x" * 2_000_000,
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert not table.looks_like(text.encode())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("title,authors\n", "no rows"),
        ("title,authors\n,\n", "no rows"),
        ("a,b\nc,d\n", "“a”, “b”"),
        (",".join(f"column {number}" for number in range(40)) + "\nx\n", "and 28 more"),
        ("title," * 200_000, "longer than 1,000,000"),
        ("title,authors\n" + "," * 5_000 + "\n", "at most 1,000"),
        ("title,authors\n" + "x" * 3_000_000, "Line 2"),
        ('title,authors\n"' + "x\n" * 200_000, "quotation mark"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(text)


def test_the_work_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        read("title,authors\nA,B\n", ReadOptions(progress=stop))


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: ("title;date;start;session;id\n" + text).encode())
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    table.looks_like(data)
    try:
        reading = table.read(data, VIENNA)
    except BadInput:
        return
    assert len({poster.key for poster in reading.catalog.presentations}) == len(reading.catalog.presentations)
    keys = {session.key for session in reading.catalog.sessions}
    assert keys >= {slot.session for poster in reading.catalog.presentations for slot in poster.slots}


@pytest.mark.parametrize("name", ["acl2020-main_papers.csv", "iclr2020-papers.csv"])
def test_mini_confs_papers_read_as_a_table_are_the_same(shared_data: Path, name: str) -> None:
    data = (shared_data / "miniconf" / name).read_bytes()
    assert miniconf.read(data).catalog.presentations == table.read(data).catalog.presentations
