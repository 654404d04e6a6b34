"""Dates and times as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.formats.read.moments import (
    find_clocks,
    find_day,
    find_moment,
    month_comes_first,
    zone_of_offset,
)


@pytest.mark.parametrize(
    ("text", "start", "end", "zoned"),
    [
        ("2020-07-06_05:00:00", "2020-07-06 03:00", None, False),
        ("2020-11-16 12:00:00-04:00", "2020-11-16 16:00", None, True),
        ("2021-06-08T13:00:00+01:00", "2021-06-08 12:00", None, True),
        ("2022-07-19T14:20:00Z", "2022-07-19 14:20", None, True),
        ("2024-05-08T10:45:00.123+0200", "2024-05-08 08:45", None, True),
        ("2024-05-08 10:45 UTC", "2024-05-08 10:45", None, True),
        ("10:45 (UTC+2) 2024-05-08", "2024-05-08 08:45", None, True),
        ("Monday 2020-07-06 8am-9:30am AEST", "2020-07-05 22:00", "2020-07-05 23:30", True),
        ("Wednesday 2022-11-30 11:00-12:20 AEDT", "2022-11-30 00:00", "2022-11-30 01:20", True),
        ("July 9, 2020 8:30 PM EDT", "2020-07-10 00:30", None, True),
        ("24.09.2024 14:00-15:30 Uhr", "2024-09-24 12:00", "2024-09-24 13:30", False),
        ("2024-05-08 10:45 MAIN", "2024-05-08 08:45", None, False),
        ("8 May 2024, 10:45–12:45", "2024-05-08 08:45", "2024-05-08 10:45", False),
        ("May 8th, 2024 10:45 AM - 12:45 PM", "2024-05-08 08:45", "2024-05-08 10:45", False),
        ("08.05.2024 10.45", "2024-05-08 08:45", None, False),
        ("5/13/2024 9:00 AM", "2024-05-13 07:00", None, False),
        ("2024-05-08 11-1pm", "2024-05-08 09:00", "2024-05-08 11:00", False),
        ("2024-05-08 23:00-24:00", "2024-05-08 21:00", "2024-05-08 22:00", False),
        ("2024-05-08 22:00-01:00", "2024-05-08 20:00", "2024-05-08 23:00", False),
    ],
)
def test_moments_in_vienna(text: str, start: str, end: str | None, zoned: bool) -> None:
    moment = find_moment(text, "Europe/Vienna")
    assert moment is not None
    assert moment.start == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert moment.end == (datetime.fromisoformat(end).replace(tzinfo=UTC) if end else None)
    assert moment.zoned is zoned


@pytest.mark.parametrize(
    "text",
    ["", "All Week", "2024-13-45 10:45", "2024-05-08", "10:45", "2024-05-08 25:61", "9999-12-31 23:59"],
)
def test_what_is_no_moment(text: str) -> None:
    assert find_moment(text, "America/New_York") is None


def test_a_date_with_slashes_is_day_first_unless_the_column_says_otherwise() -> None:
    assert find_day("5/8/2024") == date(2024, 8, 5)
    assert find_day("5/8/2024", month_first=True) == date(2024, 5, 8)
    assert month_comes_first(["5/8/2024", "5/13/2024"])
    assert not month_comes_first(["5/8/2024", "13/5/2024"])
    assert not month_comes_first(["5/8/2024", ""])


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("10:45", [time(10, 45)]),
        ("8pm", [time(20)]),
        ("12 am", [time(0)]),
        ("10h45", [time(10, 45)]),
        ("9:00 to 10:30", [time(9), time(10, 30)]),
        ("Hall 3, board 17", []),
        ("Session 12", []),
    ],
)
def test_clocks(text: str, clocks: list[time]) -> None:
    assert find_clocks(text) == clocks


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_iso_times_are_themselves(moment: datetime) -> None:
    found = find_moment(moment.isoformat() + "Z", "Asia/Tokyo")
    assert found is not None
    assert found.start == moment.replace(microsecond=0, tzinfo=UTC)


@given(st.text(max_size=40))
def test_nothing_written_is_an_error(text: str) -> None:
    find_moment(text, "Europe/Vienna")
    find_moment(f"2024-05-08 {text}", "Europe/Vienna")


def test_the_zone_of_a_shared_offset_shows_times_as_they_are_written() -> None:
    assert zone_of_offset(["2021-06-08T13:00:00+01:00", "2021-06-09T13:00:00+01:00"]) == "Etc/GMT-1"
    assert zone_of_offset(["2020-11-16 12:00:00-04:00"]) == "Etc/GMT+4"
    assert zone_of_offset(["2021-06-08T13:00:00+01:00", "2021-12-09T13:00:00+00:00"]) == ""
    assert zone_of_offset(["2021-06-08T13:00:00Z"]) == zone_of_offset([]) == ""
