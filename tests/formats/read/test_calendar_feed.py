"""iCalendar feeds: times, zones, recurrence, and files that are barely calendars."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.errors import BadInput, Cancelled
from scheduler.formats.read import calendar_feed
from scheduler.formats.read.reading import Reading, ReadOptions


def feed(*events: str, head: str = "") -> bytes:
    bodies = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{bodies}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(*events: str, head: str = "", timezone: str | None = None) -> Reading:
    return calendar_feed.read(feed(*events, head=head), ReadOptions(title="C", timezone=timezone))


def only(reading: Reading) -> Presentation:
    (found,) = reading.catalog.presentations
    return found


def starts(reading: Reading) -> list[str]:
    return [f"{slot.start:%Y-%m-%d %H:%M}" for event in reading.catalog.presentations for slot in event.slots]


TALK = "UID:94\nSUMMARY:A talk\nDTSTART:20240508T084500Z\nDTEND:20240508T104500Z"


def test_an_event() -> None:
    reading = read(
        TALK
        + "\nLOCATION:Hall B\\, left\nURL:https://a.org/94\nCATEGORIES:Posters,Learning\\, deep"
        + "\nDESCRIPTION:Speakers: Ada Lovelace\\, Charles Babbage\\n"
        + "One &lt;b&gt;bold&lt;/b&gt; line\\; and more."
        + "\nORGANIZER;CN=Olga Organiser:mailto:olga@a.org\nATTENDEE;CN=Anna:mailto:anna@a.org"
    )
    event = only(reading)
    assert event.key == "c/94"
    assert event.title == "A talk"
    assert event.authors == ("Ada Lovelace", "Charles Babbage")
    assert event.abstract == "One bold line; and more."
    assert event.topics == ("Posters", "Learning, deep")
    assert event.track == "Posters"
    assert event.url == "https://a.org/94"
    assert event.decision is Decision.TALK
    (slot,) = event.slots
    assert slot.start == datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
    assert slot.end == datetime(2024, 5, 8, 10, 45, tzinfo=UTC)
    assert slot.room == "Hall B, left"
    assert "@a.org" not in repr(reading)


def test_a_character_cut_in_two_by_a_fold_is_whole_again() -> None:
    data = feed(TALK).replace(b"A talk", "Numérique".encode()).replace(b"\xc3\xa9", b"\xc3\r\n \xa9")
    assert only(calendar_feed.read(data)).title == "Numérique"


def test_an_alarms_uid_is_not_the_events() -> None:
    alarm = "\nBEGIN:VALARM\nUID:alarm\nSUMMARY:Alarm\nDESCRIPTION:Ring\nTRIGGER:-PT5M\nEND:VALARM\n"
    event = only(read(alarm.strip() + "\n" + TALK))
    assert (event.key, event.title, event.abstract) == ("c/94", "A talk", "")


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("DTSTART;TZID=Europe/Vienna:20240508T104500", "2024-05-08 08:45"),
        ('DTSTART;VALUE=DATE-TIME;TZID="Europe/Vienna":20240508T104500', "2024-05-08 08:45"),
        ("DTSTART;TZID=W. Europe Standard Time:20240508T104500", "2024-05-08 08:45"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Vienna:20240508T104500", "2024-05-08 08:45"),
        (
            "DTSTART;TZID=/citadel.org/20210210_1/America/Argentina/Ushuaia:20240508T104500",
            "2024-05-08 13:45",
        ),
        ("DTSTART;TZID=GMT+0200:20240508T104500", "2024-05-08 08:45"),
        ('DTSTART;TZID="(UTC+01:00) Amsterdam":20240508T104500', "2024-05-08 09:45"),
        ("DTSTART;;VALUE=DATE-TIME:20240508T104500Z", "2024-05-08 10:45"),
        ("DTSTART:20240508T104500", "2024-05-08 10:45"),
        ("DTSTART;VALUE=DATE:20240508", "2024-05-08 00:00"),
    ],
)
def test_zones_without_a_vtimezone(start: str, utc: str) -> None:
    assert starts(read(f"SUMMARY:x\n{start}")) == [utc]


OWN_ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Hall time\n"
    "BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n"
    "BEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
)


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("20240508T104500", "2024-05-08 08:45"),
        ("20241207T104500", "2024-12-07 09:45"),
        ("20240115T104500", "2024-01-15 09:45"),
        ("20241027T040000", "2024-10-27 03:00"),
        ("19600101T120000", "1960-01-01 11:00"),
    ],
)
def test_a_zone_that_only_the_file_defines(wall: str, utc: str) -> None:
    event = f"SUMMARY:x\nDTSTART;TZID=Hall time:{wall}"
    assert starts(read(event, head=OWN_ZONE)) == [utc]
    assert starts(calendar_feed_of_zone_last(event)) == [utc]


def calendar_feed_of_zone_last(event: str) -> Reading:
    """The zone defined after the event that uses it."""
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}\nEND:VEVENT\n{OWN_ZONE}END:VCALENDAR\n"
    return calendar_feed.read(text.encode())


def test_an_unknown_zone_is_read_as_the_feeds_and_said() -> None:
    reading = read("SUMMARY:x\nDTSTART;TZID=Nowhere:20240508T104500", head="X-WR-TIMEZONE:Asia/Seoul\n")
    assert starts(reading) == ["2024-05-08 01:45"]
    assert [warning.text for warning in reading.warnings] == [
        "1 events are in an unknown time zone “Nowhere”, which is read as Asia/Seoul."
    ]


def test_x_wr_timezone_is_for_display_and_for_times_that_name_none() -> None:
    head = "X-WR-TIMEZONE:Africa/Nairobi\nX-WR-CALNAME;CHARSET=UTF-8:Feed\n"
    reading = calendar_feed.read(feed(TALK, "SUMMARY:floating\nDTSTART:20240508T104500", head=head))
    assert starts(reading) == ["2024-05-08 08:45", "2024-05-08 07:45"]
    conference = reading.catalog.conference
    assert (conference.title, conference.timezone) == ("Feed", "Africa/Nairobi")
    assert conference.timezone_source is TimeSource.STATED
    assert not reading.warnings


def test_floating_times_are_the_users_else_assumed_utc() -> None:
    event = "SUMMARY:floating\nDTSTART:20240508T104500"
    asked = read(event, timezone="Europe/Vienna")
    assert starts(asked) == ["2024-05-08 08:45"]
    assert asked.catalog.conference.timezone_source is TimeSource.CONFIRMED
    guessed = read(event)
    assert guessed.catalog.conference.timezone_source is TimeSource.ASSUMED
    assert [warning.text for warning in guessed.warnings] == ["1 events name no time zone; UTC is assumed."]


def test_a_zone_most_events_name_is_shown() -> None:
    reading = read("SUMMARY:x\nDTSTART;TZID=Europe/Paris:20240508T104500", TALK)
    assert reading.catalog.conference.timezone == "Europe/Paris"


def test_all_day_events_last_the_day_of_the_display_zone() -> None:
    head = "X-WR-TIMEZONE:Europe/Vienna\n"
    one, two = read(
        "SUMMARY:a\nDTSTART;VALUE=DATE:20240330",
        "SUMMARY:b\nDTSTART:20240330\nDTEND;VALUE=DATE:20240401",
        head=head,
    ).catalog.presentations
    assert (one.slots[0].start, one.slots[0].end) == (
        datetime(2024, 3, 29, 23, tzinfo=UTC),
        datetime(2024, 3, 30, 23, tzinfo=UTC),
    )
    assert two.slots[0].end == datetime(2024, 3, 31, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("end", "minutes"),
    [
        ("DURATION:PT1H30M", 90),
        ("DURATION:P1DT0S", 1440),
        ("", 0),
        ("DTEND:20240508T090000Z", 15),
        ("DTEND:", 0),
    ],
)
def test_ends(end: str, minutes: int) -> None:
    (slot,) = only(read(f"SUMMARY:x\nDTSTART:20240508T084500Z\n{end}")).slots
    assert slot.start
    assert slot.end
    assert (slot.end - slot.start).total_seconds() == minutes * 60


def test_a_series_keeps_its_wall_clock_over_a_clock_change() -> None:
    reading = read("SUMMARY:x\nDTSTART;TZID=Europe/Vienna:20240330T100000\nRRULE:FREQ=DAILY;COUNT=3")
    assert starts(reading) == ["2024-03-30 09:00", "2024-03-31 08:00", "2024-04-01 08:00"]


def test_dates_are_added_and_taken_out() -> None:
    reading = read(
        "SUMMARY:x\nDTSTART:20240508T100000Z\nDTEND:20240508T110000Z\nRRULE:FREQ=DAILY;UNTIL=20240511T100000Z"
        "\nEXDATE:20240509T100000Z\nEXDATE;VALUE=DATE:20240510\nRDATE;VALUE=PERIOD:20240601T100000Z/PT2H"
        "\nRDATE:20240701T100000Z"
    )
    assert starts(reading) == ["2024-05-08 10:00", "2024-05-11 10:00", "2024-06-01 10:00", "2024-07-01 10:00"]
    slots = only(reading).slots
    assert slots[2].end == datetime(2024, 6, 1, 12, tzinfo=UTC)
    assert slots[3].end == datetime(2024, 7, 1, 11, tzinfo=UTC)


def test_an_occurrence_moves_is_cancelled_or_stands_for_itself() -> None:
    series = "UID:s\nSUMMARY:Keynote\nDTSTART:20240508T100000Z\nRRULE:FREQ=DAILY;COUNT=4"
    reading = read(
        series,
        "UID:s\nSUMMARY:Keynote\nRECURRENCE-ID:20240509T100000Z\nDTSTART:20240509T140000Z\nLOCATION:Arena",
        "UID:s\nSUMMARY:Keynote\nRECURRENCE-ID:20240510T100000Z\nDTSTART:20240510T100000Z\nSTATUS:CANCELLED",
        "UID:s\nSUMMARY:Keynote by Ada\nRECURRENCE-ID:20240511T100000Z\nDTSTART:20240511T100000Z",
    )
    keynote, special = reading.catalog.presentations
    assert [f"{slot.start:%d %H}" for slot in keynote.slots] == ["08 10", "09 14"]
    assert [slot.room for slot in keynote.slots] == ["", "Arena"]
    assert (special.title, special.key) == ("Keynote by Ada", "c/s/20240511T100000Z")
    assert not reading.warnings


def test_a_later_revision_replaces_an_earlier_one() -> None:
    event = only(read(TALK + "\nSEQUENCE:1", TALK.replace("T0845", "T0800") + "\nSEQUENCE:2"))
    assert [f"{slot.start:%H:%M}" for slot in event.slots] == ["08:00"]


def test_one_uid_twice_is_two_slots_or_two_talks() -> None:
    again = TALK.replace("20240508", "20240509")
    assert starts(read(TALK, again)) == ["2024-05-08 08:45", "2024-05-09 08:45"]
    assert len(only(read(TALK, again)).slots) == 2
    other = read(TALK, again.replace("A talk", "Another talk"))
    keys = {event.title: event.key for event in other.catalog.presentations}
    assert sorted(keys) == ["A talk", "Another talk"]
    before = TALK.replace("A talk", "A new talk")
    later = read(before, TALK, again.replace("A talk", "Another talk")).catalog.presentations
    assert {event.title: event.key for event in later if event.title in keys} == keys


def test_cancelled_events_are_left_out_and_counted() -> None:
    reading = read(TALK, "UID:2\nSUMMARY:b\nDTSTART:20240508T100000Z\nSTATUS:CANCELLED")
    assert only(reading).title == "A talk"
    assert [warning.text for warning in reading.warnings] == ["1 cancelled events are left out."]


@pytest.mark.parametrize(
    "bad",
    [
        "SUMMARY:b\nDTSTART:INVALID-DATE",
        "SUMMARY:b\nDTSTART:00010101T000000Z",
        "SUMMARY:b\nDTSTART:99991231T235959",
        "SUMMARY:b",
        "SUMMARY:b\nDTSTART:20240508T100000Z\nDTEND:20240508T090000Z",
        "SUMMARY:b\nDTSTART:20240508T100000Z\nDURATION:P",
        "SUMMARY:b\nDTSTART:20240508T100000Z\nRRULE:FREQ=SECONDLY",
        "SUMMARY:b\nDTSTART:20240508T100000Z\nRRULE:FREQ=DAILY;UNTIL=soon",
        "SUMMARY:b\nDTSTART:20240508T100000Z\nRDATE:nonsense,20240509T100000Z",
        "SUMMARY:b\nDTSTART:20240508T100000Z\nEXDATE:20241399T100000Z",
    ],
)
def test_one_bad_event_is_one_warning_with_its_line(bad: str) -> None:
    reading = read(TALK, bad, TALK.replace("94", "95"))
    assert [event.title for event in reading.catalog.presentations] == ["A talk", "b", "A talk"]
    (warning,) = (warning for warning in reading.warnings if warning.line)
    assert warning.line == 9
    assert "“b”" in warning.text


def test_an_event_that_says_nothing_is_left_out() -> None:
    assert [event.title for event in read(TALK, "UID:1").catalog.presentations] == ["A talk"]


def test_missing_ends_do_not_swallow_the_next_event() -> None:
    start = "DTSTART:20240508T100000Z"
    data = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n{start}\nBEGIN:VEVENT\nSUMMARY:b\n{start}".encode()
    assert [event.title for event in calendar_feed.read(data).catalog.presentations] == ["a", "b"]


def test_speakers_of_their_own_property() -> None:
    event = only(read(TALK + "\nX-CONF-SPEAKER:Ada Lovelace\nX-CONF-SPEAKER:Charles Babbage"))
    assert event.authors == ("Ada Lovelace", "Charles Babbage")


def test_a_link_as_location_is_the_address() -> None:
    event = only(read(TALK + "\nLOCATION:https://iclr.cc/virtual/papers.html?session=Mon+Session+1"))
    assert event.url == "https://iclr.cc/virtual/papers.html?session=Mon+Session+1"
    assert event.slots[0].room == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no events"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no events"),
        (feed("UID:1"), "nothing that can be read"),
        (feed("UID:1", "UID:2"), "None of the 2 events"),
        (feed(TALK + "\nSTATUS:CANCELLED"), "cancelled"),
        (b"BEGIN:VEVENT\n" * 100_001, "100,000 components"),
        (b"\n" * 500_001, "500,000 lines"),
    ],
)
def test_what_is_no_calendar_with_events(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        calendar_feed.read(data)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=MO,TU;BYSETPOS=300",
    ],
)
def test_recurrence_bombs_do_not_go_off(rule: str) -> None:
    events = [f"UID:{number}\nSUMMARY:x\nDTSTART:20240508T100000Z\nRRULE:{rule}" for number in range(600)]
    reading = calendar_feed.read(feed(*events))
    assert len(reading.catalog.presentations) == 600
    assert sum(len(event.slots) for event in reading.catalog.presentations) <= 22_000


def test_the_work_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        calendar_feed.read(feed(TALK), ReadOptions(progress=stop))


@pytest.mark.parametrize(
    ("data", "mine"),
    [
        (feed(TALK), True),
        (b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", True),
        (feed(TALK).decode().encode("utf-16"), True),
        (b"\r\n\r\nbegin:vevent\n", True),
        (b"A page about BEGIN:VCALENDAR\n", False),
        (b"title,authors\nBEGIN:VEVENT,b\n", False),
        (b"", False),
    ],
)
def test_calendars_are_known_by_their_first_component(data: bytes, mine: bool) -> None:
    assert calendar_feed.looks_like(data) is mine


def test_utf_16_is_read() -> None:
    assert only(calendar_feed.read(feed(TALK).decode().encode("utf-16"))).title == "A talk"


LINES = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD"),
        *(
            "TZID:A/B",
            "DTSTART;TZID=A/B:20240101T000000",
            "RRULE:FREQ=YEARLY;BYDAY=1SU",
            "RDATE:20240101/P1D",
        ),
        *("TZOFFSETTO:+9999", "TZOFFSETTO:-0100", "TZOFFSETFROM:", "UID:1", "RECURRENCE-ID:20240101T000000Z"),
        *(
            "SEQUENCE:99",
            "SUMMARY:x",
            "STATUS:CANCELLED",
            "X-WR-TIMEZONE:../../etc/passwd",
            ' "',
            "EXDATE:,,",
        ),
    ]
)


@given(st.lists(LINES | st.text(max_size=30)).map("\n".join))
def test_any_lines_are_read_or_refused(text: str) -> None:
    try:
        calendar_feed.read(text.encode("utf-8", "surrogatepass"))
    except BadInput:
        return


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    calendar_feed.looks_like(data)
    with pytest.raises(BadInput):
        calendar_feed.read(data)


@pytest.mark.parametrize(
    ("name", "count", "title", "zone", "first", "last", "people"),
    [
        ("iclr2020_basic", 56, "ICLR 2020", "Africa/Nairobi", "2020-04-27 05:00", "2020-04-30 23:00", 0),
        ("jres_2022", 120, "JRES 2021/22", "Europe/Paris", "2022-05-17 09:00", "2022-05-20 10:40", 0),
        (
            "linux_conf_au_2020",
            262,
            "linux.conf.au 2020",
            "Australia/Brisbane",
            "2020-01-12 05:00",
            "2020-01-17 06:40",
            151,
        ),
    ],
)
def test_real_feeds(
    shared_data: Path, name: str, count: int, title: str, zone: str, first: str, last: str, people: int
) -> None:
    data = (shared_data / "ics" / f"{name}.ics").read_bytes()
    assert calendar_feed.looks_like(data)
    reading = calendar_feed.read(data)
    events = reading.catalog.presentations
    assert reading.catalog.conference.title == title
    assert reading.catalog.conference.timezone == zone
    assert len(events) == len(starts(reading)) == count
    assert (min(starts(reading)), max(starts(reading))) == (first, last)
    assert len({person for event in events for person in event.authors}) == people
    assert "\ufffd" not in repr(events)
    assert not reading.warnings


@pytest.mark.timeout(60)
def test_hostile_files_are_read_or_refused_in_one_sentence(shared_data: Path) -> None:
    refused: list[str] = []
    paths = sorted((shared_data / "ics-hostile").iterdir())
    for path in paths:
        data = path.read_bytes()
        calendar_feed.looks_like(data)
        try:
            calendar_feed.read(data)
        except BadInput as error:
            refused.append(str(error))
    assert (len(paths), len(refused)) == (234, 89)
    assert not [sentence for sentence in refused if "\n" in sentence]
