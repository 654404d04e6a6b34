"""When frab events take place, whatever form their file has chosen to say it in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import TimeSource
from scheduler.errors import BadInput
from scheduler.formats.read import frab_times
from scheduler.formats.read.frab_times import Day, Span, Stated, place

BERLIN = "Europe/Berlin"


DAY = Day("2024-07-01")
HUB_DAY = Day("2024-07-01", start="2024-07-01T06:00:00+02:00")
LATE_DAY = Day("2024-07-01", start="2024-07-01T11:00:00+02:00")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("0:45", 45),
        ("00:45", 45),
        ("00:45:00", 45),
        ("12:59", 779),
        ("00:00", 0),
        ("1:02:00:00", 26 * 60),
        ("45", 45),
        ("PT1H30M", 90),
        ("PT90M", 90),
        (" 1:00 ", 60),
        ("100:00", 6000),
    ],
)
def test_durations(text: str, minutes: int) -> None:
    assert frab_times.duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "soon", "-1:00", "PT", "1:", ":30", "99999", "½:00"])
def test_no_durations(text: str) -> None:
    assert frab_times.duration(text) is None


@pytest.mark.parametrize(
    ("stated", "start", "minutes"),
    [
        # trusted over the clock and the day: DebConf 23 has all three, and only one is right
        (Stated("2023-09-10T05:00:00+00:00", "10:30", "", "0:20", Day("2023-09-09")), "2023-09-10 05:00", 20),
        (Stated("2024-12-27T10:30:00+01:00", duration="00:30"), "2024-12-27 09:30", 30),
        (Stated("2024-12-27T10:30:00+0100"), "2024-12-27 09:30", 0),
        (Stated("2024-12-27 10:30:00 +0100"), "2024-12-27 09:30", 0),
        (Stated("2024-12-27T09:30:00Z"), "2024-12-27 09:30", 0),
        # the second schema: start and end as moments
        (Stated("", "2024-12-28T00:15:00+01:00", "2024-12-28T00:55:00+01:00"), "2024-12-27 23:15", 40),
        # one and a half hours across the end of summer time
        (Stated("2024-10-27T02:30:00+02:00", duration="1:30"), "2024-10-27 00:30", 90),
        # no length, and an end before the start
        (Stated("2024-07-01T10:00:00Z", duration="00:00"), "2024-07-01 10:00", 0),
        (Stated("2024-07-01T10:00:00Z", end="2024-07-01T09:00:00Z"), "2024-07-01 10:00", 0),
    ],
)
def test_a_time_with_its_offset_is_exact(stated: Stated, start: str, minutes: int) -> None:
    assert place(stated, BERLIN, "") == Span(moment(start), moment(start, minutes), exact=True)


@pytest.mark.parametrize(
    ("stated", "start", "minutes"),
    [
        (Stated("2024-07-01T10:00:00", duration="1:00"), "2024-07-01 08:00", 60),
        (Stated("2024-07-01", "10:00", duration="1:00"), "2024-07-01 08:00", 60),
        (Stated("2024-07-01", "00:30", duration="1:00"), "2024-06-30 22:30", 60),
        (Stated(start="10:00", duration="1:00", day=DAY), "2024-07-01 08:00", 60),
        (Stated(start="9:00", day=DAY), "2024-07-01 07:00", 0),
        (Stated(start="0930", day=DAY), "2024-07-01 07:30", 0),
        # nights belong to the day before, and some programmes count on past midnight
        (Stated(start="00:30", duration="1:00", day=DAY), "2024-07-01 22:30", 60),
        (Stated(start="24:30", duration="1:00", day=DAY), "2024-07-01 22:30", 60),
        (Stated(start="05:30", day=HUB_DAY), "2024-07-02 03:30", 0),
        (Stated(start="08:30", day=LATE_DAY), "2024-07-01 06:30", 0),
        # across midnight, by a length and by an end
        (Stated(start="23:30", duration="12:59", day=DAY), "2024-07-01 21:30", 779),
        (Stated(start="23:30", end="01:00", day=DAY), "2024-07-01 21:30", 90),
        # half past two does not exist in the night that summer time begins
        (Stated(start="02:30", duration="1:00", day=Day("2024-03-30")), "2024-03-31 01:30", 60),
    ],
)
def test_a_wall_clock_is_read_in_the_zone(stated: Stated, start: str, minutes: int) -> None:
    assert place(stated, BERLIN, "") == Span(moment(start), moment(start, minutes), exact=False)


def moment(text: str, minutes: int = 0) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00") + timedelta(minutes=minutes)


def test_the_conference_says_when_a_new_day_begins() -> None:
    stated = Stated(start="08:00", day=Day("2024-02-03"))
    early, late = place(stated, BERLIN, "09:00:00"), place(stated, BERLIN, "04:00")
    assert early is not None
    assert late is not None
    assert early.start == late.start + timedelta(days=1)


@pytest.mark.parametrize(
    "stated",
    [
        Stated(),
        Stated(start="10:00"),
        Stated(day=DAY),
        Stated(start="soon", day=DAY),
        Stated(start="99:99", day=DAY),
        Stated(start="10:00", day=Day("first")),
        Stated(start="10:00", day=Day("0001-01-01")),
        Stated("0001-01-01T00:00:00+14:00"),
        Stated("9999-12-31T23:00:00-12:00"),
    ],
)
def test_what_is_not_said_is_not_guessed(stated: Stated) -> None:
    assert place(stated, BERLIN, "") is None


TEXTS = st.text(max_size=6) | st.sampled_from(
    [
        "2024-07-01",
        "2024-07-01T10:00:00Z",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+12:00",
        "23:59",
        "1:00",
    ]
)


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_is_a_span_or_nothing(a: str, b: str, c: str, d: str, e: str, f: str) -> None:
    span = place(Stated(a, b, c, d, Day(e, f)), BERLIN, f)
    assert span is None or span.start <= span.end


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2024-07-01 20:00", "2024-07-01"),
        ("2024-07-02 00:30", "2024-07-01"),
        ("2024-07-02 03:00", "2024-07-02"),
    ],
)
def test_the_night_is_part_of_the_day_before(start: str, expected: str) -> None:
    assert frab_times.programme_date(moment(start), BERLIN, "").isoformat() == expected


def test_the_zone_of_the_file_comes_before_the_users() -> None:
    chosen = frab_times.choose_zone("Europe/Berlin", "Asia/Tokyo", (), [])
    assert (chosen.name, chosen.source, chosen.warning) == ("Europe/Berlin", TimeSource.STATED, "")


def test_the_users_zone_comes_before_a_guess() -> None:
    chosen = frab_times.choose_zone("", "Asia/Tokyo", ("Brussels",), ["2024-01-01T10:00:00+01:00"])
    assert (chosen.name, chosen.source, chosen.warning) == ("Asia/Tokyo", TimeSource.CONFIRMED, "")


@pytest.mark.parametrize(
    ("stated", "places", "dates", "name"),
    [
        ("", ("Brussels",), [], "Europe/Brussels"),
        ("", ("", "Town hall, New York"), [], "America/New_York"),
        ("", ("Finowfurt",), ["2024-01-01T10:00:00+01:00"], "Etc/GMT-1"),
        ("", (), ["2024-01-01T10:00:00+01:00", "2024-07-01T10:00:00+02:00"], "UTC"),
        ("Mars/Olympus", ("Berlin",), [], "Europe/Berlin"),
        ("../etc/passwd", (), [], "UTC"),
        ("", (), [], "UTC"),
    ],
)
def test_a_guessed_zone_is_marked_and_told(
    stated: str, places: tuple[str, ...], dates: list[str], name: str
) -> None:
    chosen = frab_times.choose_zone(stated, None, places, dates)
    assert (chosen.name, chosen.source) == (name, TimeSource.ASSUMED)
    assert chosen.warning.endswith(".")


def test_the_user_is_told_of_a_zone_that_does_not_exist() -> None:
    with pytest.raises(BadInput, match="Mars"):
        frab_times.choose_zone("", "Mars/Olympus", (), [])
