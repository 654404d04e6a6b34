"""Wall clocks and UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from scheduler.core.times import (
    from_rfc3339,
    local_to_utc,
    parse_clock,
    rfc3339,
    span_to_utc,
    spell_span,
    spell_zone,
    zone,
)
from scheduler.errors import BadInput


def test_vienna_in_may_is_two_hours_ahead() -> None:
    start, end = span_to_utc(date(2024, 5, 8), time(10, 45), time(12, 45), "Europe/Vienna")
    assert (rfc3339(start), rfc3339(end)) == ("2024-05-08T08:45:00Z", "2024-05-08T10:45:00Z")


def test_an_end_before_the_start_is_on_the_next_day() -> None:
    start, end = span_to_utc(date(2024, 12, 31), time(23, 30), time(0, 30), "Asia/Kathmandu")
    assert (end - start).total_seconds() == 3600
    assert spell_span(start, end, "Asia/Kathmandu") == "Tue 31 Dec 2024, 23:30–Wed 1 Jan 2025, 00:30"


def test_clock_changes() -> None:
    skipped = local_to_utc(date(2024, 3, 31), time(2, 30), "Europe/Vienna")
    repeated = local_to_utc(date(2024, 10, 27), time(2, 30), "Europe/Vienna")
    assert skipped == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert repeated == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


def test_round_trip() -> None:
    assert from_rfc3339("2024-05-08T10:45:00+02:00") == datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
    assert from_rfc3339(None) is None


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_named(name: str) -> None:
    with pytest.raises(BadInput, match="is not a time zone"):
        zone(name)


@pytest.mark.parametrize("text", ["25:00", "10", "ten", "10:45:00"])
def test_a_wrong_clock_is_named(text: str) -> None:
    with pytest.raises(BadInput, match="write it as 10:45"):
        parse_clock(text)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Etc/GMT-1", "UTC+1"),
        ("Etc/GMT+12", "UTC-12"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
        ("Europe/Vienna", "Europe/Vienna"),
    ],
)
def test_a_zone_is_spelled_as_people_write_it(name: str, spelled: str) -> None:
    assert spell_zone(name) == spelled
