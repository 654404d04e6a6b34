"""Recurrence rules, against another implementation of RFC 5545."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.formats.read.recurrence import MAX_OCCURRENCES, occurrences, parse_rule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WINDOW = timedelta(days=800)


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if draw(st.booleans()):
        parts.append(f"BYMONTH={draw(st.integers(1, 12))},{draw(st.integers(1, 12))}")
    if frequency != "WEEKLY" and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={draw(st.integers(1, 31))},{draw(st.integers(-31, -1))}")
    if draw(st.booleans()):
        ordinal = draw(st.sampled_from(("", "1", "2", "-1"))) if frequency in ("MONTHLY", "YEARLY") else ""
        parts.append(f"BYDAY={ordinal}{draw(st.sampled_from(DAYS))},{ordinal}{draw(st.sampled_from(DAYS))}")
    if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from((1, 2, -1)))}")
    parts.append(f"WKST={draw(st.sampled_from(('MO', 'SU')))}")
    return ";".join(parts)


@settings(deadline=None)
@given(rules(), st.dates(date(9980, 1, 1), date(9996, 1, 1)))
def test_days_are_those_that_dateutil_finds(text: str, first: date) -> None:
    """Late dates, because dateutil searches on to the year 9999 for days that never come."""
    rule, _ = parse_rule(text)
    start = datetime.combine(first, time())
    others = rrulestr(text, dtstart=start).between(start, start + WINDOW, inc=True)
    expected = [other.date() for other in others][:MAX_OCCURRENCES]
    ours = list(occurrences(rule, first, WINDOW))
    assert ours[0] == first
    assert [day for day in ours if day != first] == [day for day in expected if day != first]


def test_count_counts_the_first() -> None:
    rule, _ = parse_rule("FREQ=DAILY;COUNT=3")
    assert list(occurrences(rule, date(2024, 2, 28))) == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    ]


def test_a_rule_without_end_ends() -> None:
    rule, _ = parse_rule("FREQ=DAILY")
    assert len(list(occurrences(rule, date(2024, 1, 1)))) == MAX_OCCURRENCES
    assert list(occurrences(rule, date(9999, 12, 31))) == [date(9999, 12, 31)]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=4",
        "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=3",
        "FREQ=WEEKLY;INTERVAL=999999999999",
        "FREQ=YEARLY;BYYEARDAY=400",
        "FREQ=DAILY;COUNT=-5",
    ],
)
def test_a_rule_that_never_comes_true_leaves_the_first_day(text: str) -> None:
    rule, _ = parse_rule(text)
    assert list(occurrences(rule, date(2024, 1, 1))) == [date(2024, 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;COUNT=2",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYHOUR=9",
        "9" * 99,
    ],
)
def test_what_is_not_followed_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_rule(text)


def test_until_is_handed_back_as_written() -> None:
    assert parse_rule("FREQ=DAILY;UNTIL=20240102T000000Z")[1] == "20240102T000000Z"
