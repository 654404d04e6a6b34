"""frab schedule XML: what published files do, and what a broken or hostile one may not."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.errors import BadInput, Cancelled
from scheduler.formats.read import frab_xml
from scheduler.formats.read.reading import Reading, ReadOptions

HEAD = "<acronym>con24</acronym><title>Con 2024</title><time_zone_name>Europe/Berlin</time_zone_name>"
TALK = """<event guid='a-guid, not a UUID' id='7'>
  <date>2024-07-01T10:00:00+02:00</date><start>10:00</start><duration>0:45</duration><room>Hall 1</room>
  <title>A talk</title><subtitle>in two parts</subtitle><track>Science</track><type>lecture</type>
  <abstract>&lt;p&gt;We &lt;b&gt;show&lt;/b&gt; it.&lt;/p&gt;</abstract>
  <description>I &lt;3 it &amp;amp; a &lt; b</description>
  <persons><person id='1'>Ada Lovelace</person><person id='2'>Grace Hopper</person></persons>
  <links><link>https://example.org/only-text</link><link href="ftp://example.org">no</link></links>
</event>"""


def schedule(events: str, head: str = HEAD, day: str = "date='2024-07-01'") -> bytes:
    room = f"<room name='Hall 1'>{events}</room>"
    return f"<schedule><conference>{head}</conference><day {day}>{room}</day></schedule>".encode()


def event(**fields: str) -> str:
    attributes = " ".join(f'{name}="{fields.pop(name)}"' for name in ("id", "guid") if name in fields)
    return f"<event {attributes}>" + "".join(f"<{k}>{v}</{k}>" for k, v in fields.items()) + "</event>"


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    assert frab_xml.looks_like(data)
    return frab_xml.read(data, options)


def only(data: bytes) -> Presentation:
    (presentation,) = read(data).catalog.presentations
    return presentation


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_talk_with_all_its_fields() -> None:
    reading = read(schedule(TALK))
    (session,) = reading.catalog.sessions
    (talk,) = reading.catalog.presentations
    (slot,) = talk.slots
    assert reading.warnings == ()
    assert not reading.times_missing
    assert (reading.catalog.conference.key, reading.catalog.conference.title) == ("con24", "Con 2024")
    assert reading.catalog.conference.timezone == "Europe/Berlin"
    assert reading.catalog.conference.timezone_source is TimeSource.STATED
    assert (session.key, session.title, session.room) == ("2024-07-01-hall-1", "Hall 1", "Hall 1")
    assert session.time_source is TimeSource.STATED
    assert (slot.session, slot.room) == (session.key, "Hall 1")
    assert (
        (slot.start, slot.end)
        == (at("2024-07-01 08:00"), at("2024-07-01 08:45"))
        == (session.start, session.end)
    )
    assert talk.key == "con24/a-guid, not a UUID"
    assert talk.title == "A talk"
    assert talk.authors == ("Ada Lovelace", "Grace Hopper")
    assert talk.abstract == "in two parts\n\nWe show it.\n\nI <3 it & a < b"
    assert (talk.decision, talk.track, talk.topics) == (Decision.TALK, "Science", ("Science",))
    assert talk.url == "https://example.org/only-text"


def test_a_poster_is_a_poster() -> None:
    assert (
        only(schedule(event(id="1", title="P", start="10:00", type="Poster presentation"))).decision
        == "poster"
    )


def test_an_own_address_comes_before_links_and_is_completed() -> None:
    data = schedule(
        event(id="1", title="T", start="10:00", url="/talk/1/", links="<link href='https://l.org'/>"),
        HEAD + "<base_url>https://con.org/2024/</base_url>",
    )
    assert only(data).url == "https://con.org/talk/1/"
    assert read(data).catalog.conference.url == "https://con.org/2024/"


def test_events_directly_under_a_day_keep_their_own_room() -> None:
    talk = event(id="1", start="10:00", duration="01:00", room="Janson", title="T")
    data = f"<schedule><conference>{HEAD}</conference><day date='2024-07-01'>{talk}</day></schedule>".encode()
    assert only(data).slots[0].room == "Janson"


def test_without_any_room_the_track_is_the_session() -> None:
    talk = event(id="1", start="10:00", track="Kernel", title="T")
    data = f"<schedule><conference>{HEAD}</conference><day date='2024-07-01'>{talk}</day></schedule>".encode()
    (session,) = read(data).catalog.sessions
    assert (session.title, session.room) == ("Kernel", "")


def test_a_night_is_in_the_session_of_its_day() -> None:
    first = event(id="1", start="23:00", duration="12:59", title="Party")
    second = event(id="2", date="2024-07-02T01:30:00+02:00", start="01:30", duration="0:30", title="Encore")
    (session,) = read(schedule(first + second)).catalog.sessions
    assert (session.key, session.start) == ("2024-07-01-hall-1", at("2024-07-01 21:00"))
    assert session.end == at("2024-07-02 09:59")


def test_the_date_of_an_event_is_trusted_over_that_of_its_day() -> None:
    talk = event(id="1", date="2023-09-10T05:00:00+00:00", start="10:30", duration="00:20", title="Opening")
    data = schedule(
        talk, "<title>D</title><time_zone_name>Asia/Kolkata</time_zone_name>", "date='2023-09-09'"
    )
    (session,) = read(data).catalog.sessions
    assert (session.key, session.start) == ("2023-09-10-hall-1", at("2023-09-10 05:00"))


def test_one_talk_at_two_times_is_one_presentation() -> None:
    first = event(id="1", date="2024-07-01T10:00:00+02:00", title="Tour", duration="1:00")
    second = event(id="1", date="2024-07-02T10:00:00+02:00", title="Tour", duration="1:00")
    reading = read(schedule(first + second + second))
    (tour,) = reading.catalog.presentations
    assert [slot.start for slot in tour.slots] == [at("2024-07-01 08:00"), at("2024-07-02 08:00")]


def test_two_talks_under_one_id_are_two_presentations() -> None:
    one, two = event(id="1", start="10:00", title="One"), event(id="1", start="11:00", title="Two")
    keys = {p.title: p.key for p in read(schedule(one + two)).catalog.presentations}
    assert len(set(keys.values())) == 2
    added = event(id="1", start="09:00", title="New")
    later = {p.title: p.key for p in read(schedule(added + two + one)).catalog.presentations}
    assert keys == {title: later[title] for title in keys}  # a star stays with its talk


def test_rooms_that_share_a_slug_are_two_sessions() -> None:
    data = schedule(
        event(id="1", start="10:00", title="One", room="大厅")
        + event(id="2", start="10:00", title="Two", room="小厅")
        + event(id="3", start="10:00", title="Three", room="A/B")
        + event(id="4", start="10:00", title="Four", room="A B")
    )
    sessions = read(data).catalog.sessions
    assert len({session.key for session in sessions}) == len(sessions) == 4


def test_people_listed_at_the_top_are_not_counted_again() -> None:
    people = "<persons><person id='9'><name>Nobody Else</name></person></persons>"
    data = schedule(TALK).replace(b"</conference>", b"</conference>" + people.encode())
    assert only(data).authors == ("Ada Lovelace", "Grace Hopper")


def test_a_person_may_be_written_in_elements() -> None:
    person = "<person id='1'><name>Ada Lovelace</name><slug>ada</slug><biography>Long.</biography></person>"
    assert only(schedule(event(id="1", title="T", start="10:00", persons=person))).authors == (
        "Ada Lovelace",
    )


def test_html_that_was_not_escaped_is_read_too() -> None:
    talk = event(id="1", title="A <i>new</i> talk", start="10:00", abstract="<p>One</p><p>Two</p>")
    assert only(schedule(talk)).title == "A new talk"
    assert only(schedule(talk)).abstract == "One\n\nTwo"


def test_a_file_without_zone_is_read_in_that_of_its_city() -> None:
    reading = read(schedule(event(id="1", title="T", start="10:00"), "<title>F</title><city>Brussels</city>"))
    assert reading.catalog.conference.timezone == "Europe/Brussels"
    assert reading.catalog.conference.timezone_source is TimeSource.ASSUMED
    assert reading.catalog.sessions[0].time_source is TimeSource.ZONE_ASSUMED
    assert not reading.zone_missing
    assert read(schedule(event(id="1", title="T", start="10:00"), "<title>F</title>")).zone_missing
    assert reading.catalog.sessions[0].start == at("2024-07-01 08:00")
    assert "Europe/Brussels" in reading.warnings[0].text


def test_a_users_zone_is_no_guess() -> None:
    data = schedule(event(id="1", title="T", start="10:00"), "<title>F</title><city>Brussels</city>")
    reading = read(data, ReadOptions(timezone="Asia/Tokyo"))
    assert reading.catalog.conference.timezone_source is TimeSource.CONFIRMED
    assert reading.catalog.sessions[0].time_source is TimeSource.STATED
    assert reading.catalog.sessions[0].start == at("2024-07-01 01:00")
    assert reading.warnings == ()


def test_offsets_without_a_zone_make_sure_times() -> None:
    data = schedule(event(id="1", title="T", date="2014-12-27T11:00:00+01:00"), "<title>31C3</title>")
    reading = read(data)
    assert reading.catalog.conference.timezone == "Etc/GMT-1"
    assert reading.catalog.conference.timezone_source is TimeSource.ASSUMED
    assert reading.catalog.sessions[0].time_source is TimeSource.STATED


def test_an_event_without_a_readable_time_is_kept_and_told() -> None:
    reading = read(schedule(event(id="1", title="Sometime") + event(id="2", title="Then", start="10:00")))
    assert [p.title for p in reading.catalog.presentations] == ["Sometime", "Then"]
    assert reading.catalog.presentations[0].slots[0].start is None
    (warning,) = reading.warnings
    assert (warning.line, warning.text) == (1, "“Sometime” has no time that can be read.")


def test_no_readable_time_at_all_asks_for_one() -> None:
    assert read(schedule(event(id="1", title="Sometime"))).times_missing


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (schedule(event(id="1", title="R&D &nbsp;&eacute;", start="10:00")), "R&D é"),
        (schedule(event(id="1", title="bell\x0b", start="10:00")), "bell"),
        (schedule(event(id="1", title="Zürich", start="10:00")).decode().encode("latin-1"), "Zürich"),
        (
            b"<?xml version='1.0' encoding='no-such'?>" + schedule(event(id="1", title="T", start="10:00")),
            "T",
        ),
    ],
)
def test_small_mistakes_are_passed_over(data: bytes, title: str) -> None:
    reading = read(data)
    assert reading.catalog.presentations[0].title == title
    assert "passed over" in reading.warnings[0].text


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf<?xml version='1.0'?>" + schedule(TALK),
        b"\n  <?xml version='1.0' encoding='utf-8'?>\n<!-- made <by> hand -->\n" + schedule(TALK),
        ("<?xml version='1.0' encoding='utf-16'?>" + schedule(TALK).decode()).encode("utf-16"),
        ("<?xml version='1.0' encoding='iso-8859-1'?>" + schedule(TALK).decode()).encode("latin-1"),
        schedule(TALK).replace(b"<schedule>", b"<schedule xmlns='urn:frab'>"),
    ],
)
def test_the_same_schedule_in_other_clothes(data: bytes) -> None:
    assert read(data).catalog == read(schedule(TALK)).catalog
    assert read(data).warnings == ()


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))


@pytest.mark.parametrize(
    "prologue",
    [
        f"<!DOCTYPE schedule [<!ENTITY l0 'ha'>{LAUGHS}]>",
        "<!DOCTYPE schedule [<!ENTITY file SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE schedule SYSTEM 'https://example.org/schedule.dtd'>",
    ],
)
def test_entities_and_outside_references_are_refused(prologue: str) -> None:
    data = prologue.encode() + schedule(event(id="1", title="&l9;&file;", start="10:00"))
    with pytest.raises(BadInput, match="entities or refers to other files"):
        read(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b"<schedule><day date='2014-07-21'><entry id='1'><room>A</room></entry></day></schedule>",
            "<entry>",
        ),
        (b"<schedule xmlns='urn:x'><line id='a'><item title='b'/></line></schedule>", "<line>"),
        (b"<schedule><version>1</version><conference><title>E</title></conference></schedule>", "no events"),
        (b"<schedule>" + b"<day>" * 2000, "Line 1: the elements are nested too deeply"),
        (schedule(TALK)[:-30], "the XML has a mistake here"),
        (schedule(TALK).replace(b"</title>", b"</titel>"), "Line 1: the XML has a mistake here"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(data)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"<html><schedule/></html>", b"<?xml", b"<!-- <schedule> -->", b"\xff\xfe"]
)
def test_other_files_do_not_look_like_it(data: bytes) -> None:
    assert not frab_xml.looks_like(data)


@pytest.mark.parametrize(
    "piece", [b" ", b"<?x?>", b"<?", b"<!---->", b"<!--", b"<!DOCTYPE [", b"<!DOCTYPE a>"]
)
def test_looking_takes_no_time(piece: bytes) -> None:
    # a pattern that goes back over what it has matched would never come back from these
    assert not frab_xml.looks_like(piece * 50_000)


def test_a_user_can_stop_it() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        frab_xml.read(schedule(TALK), ReadOptions(progress=stop))


SMALL = schedule(TALK + event(id="8", title="Two", start="23:30", duration="12:59"))


@given(
    st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), max_size=6),
    st.integers(0, len(SMALL)),
)
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    damaged = bytearray(SMALL)
    for place, value in changes:
        damaged[place] = value
    for data in (bytes(damaged), bytes(damaged[:cut])):
        frab_xml.looks_like(data)
        with suppress(BadInput):
            assert frab_xml.read(data).catalog.presentations


@pytest.mark.parametrize(
    ("name", "presentations", "sessions", "people", "first", "last", "warnings"),
    [
        ("fosdem_2007", 215, 36, 204, "2007-02-25 09:00", "2007-02-26 17:15", 1),
        ("fosdem_2024", 674, 47, 732, "2024-02-03 09:30", "2024-02-04 16:00", 1),
        ("debconf23", 117, 28, 87, "2023-09-10 01:30", "2023-09-17 17:00", 0),
        ("38c3_20251206", 1007, 219, 567, "2024-12-27 09:30", "2024-12-30 18:00", 0),
    ],
)
def test_real_files(
    shared_data: Path,
    name: str,
    presentations: int,
    sessions: int,
    people: int,
    first: str,
    last: str,
    warnings: int,
) -> None:
    reading = read((shared_data / "frab-xml" / f"{name}.xml").read_bytes())
    catalog = reading.catalog
    slots = [slot for presentation in catalog.presentations for slot in presentation.slots]
    assert len(catalog.presentations) == len(slots) == presentations
    assert len({presentation.key for presentation in catalog.presentations}) == presentations
    assert len({session.key for session in catalog.sessions}) == len(catalog.sessions) == sessions
    assert (
        len({author for presentation in catalog.presentations for author in presentation.authors}) == people
    )
    assert min(slot.start for slot in slots if slot.start) == at(first)
    assert max(slot.end for slot in slots if slot.end) == at(last)
    assert len(reading.warnings) == warnings
    assert not reading.times_missing


def test_a_real_schedule_of_another_kind_is_refused(shared_data: Path) -> None:
    data = (shared_data / "frab-xml" / "NOTFRAB_europython2014_schedule.xml").read_bytes()
    assert frab_xml.looks_like(data)
    with pytest.raises(BadInput, match="not of frab's kind: it holds <entry> and no <event>"):
        frab_xml.read(data)
