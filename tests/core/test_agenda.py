"""Stars in order of time, with the clashes that are real."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.agenda import Clash, Level, Starred, blocks, clashes, days, gaps
from scheduler.core.catalog import Decision

NOON = datetime(2024, 5, 8, 12, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def talk(key: str, start: int, end: int) -> Starred:
    return Starred(
        key, f"Talk {key}", decision=Decision.TALK, start=at(start), end=at(end), fixed=True, room="1"
    )


def poster(key: str, session: str = "s1", start: int = 0, end: int = 120, order: int = 0) -> Starred:
    return Starred(
        key,
        f"Poster {key}",
        session=session,
        session_title=f"Session {session}",
        start=at(start),
        end=at(end),
        order=order,
    )


def test_levels_rank_from_must_to_maybe() -> None:
    assert sorted(Level, key=lambda level: level.rank) == [Level.MUST, Level.WANT, Level.MAYBE]
    assert Level("must") is Level.MUST


def test_a_session_holds_its_stars_in_catalog_order() -> None:
    (block,) = blocks([poster("b", order=2), poster("a", order=5), poster("c", order=1)])
    assert block.title == "Session s1"
    assert [star.key for star in block.stars] == ["c", "b", "a"]


def test_sessions_and_talks_are_in_order_of_time() -> None:
    found = blocks([talk("t", 200, 220), poster("p", start=60), talk("u", 0, 20)])
    assert [block.title for block in found] == ["Talk u", "Session s1", "Talk t"]


def test_a_poster_in_two_sessions_stands_in_both() -> None:
    found = blocks([poster("p", "s1", 0, 60), poster("p", "s2", 100, 160)])
    assert [(block.session, len(block.stars)) for block in found] == [("s1", 1), ("s2", 1)]


def test_two_talks_at_once_clash_with_both_ends() -> None:
    first, second = talk("a", 0, 30), talk("b", 20, 60)
    assert clashes([second, first]) == (Clash(first, second, at(20), at(30)),)


def test_posters_and_talks_that_touch_never_clash() -> None:
    assert clashes([poster("a"), poster("b"), poster("c", "s2")]) == ()
    assert clashes([talk("a", 0, 30), talk("b", 30, 60), poster("p")]) == ()


def test_a_long_talk_clashes_with_each_within() -> None:
    found = clashes([talk("long", 0, 100), talk("a", 10, 20), talk("b", 30, 40)])
    assert [(clash.first.key, clash.second.key) for clash in found] == [("long", "a"), ("long", "b")]


def test_gaps_are_named_by_what_is_around_them() -> None:
    (gap,) = gaps(blocks([talk("a", 0, 30), talk("b", 20, 60), talk("c", 65, 70), talk("d", 130, 140)]))
    assert (gap.after, gap.before, gap.minutes) == ("Talk c", "Talk d", 60)


def test_days_are_those_of_the_conference_and_the_untimed_come_last() -> None:
    late = Starred("late", "Late", start=datetime(2024, 5, 8, 23, 30, tzinfo=UTC), fixed=True)
    nowhere = Starred("none", "No time")
    found = days([nowhere, late, poster("p")], "Europe/Vienna")
    assert [day.day for day in found] == [date(2024, 5, 8), date(2024, 5, 9), None]
    assert found[2].blocks[0].title == "No session"


stars = st.lists(
    st.builds(talk, st.sampled_from("abcdef"), st.integers(0, 50), st.integers(51, 99))
    | st.builds(poster, st.sampled_from("ghij"), st.sampled_from(["s1", "s2"])),
    max_size=8,
)


@given(stars, st.randoms())
def test_every_star_is_there_once_whatever_their_order(found: list[Starred], dice: random.Random) -> None:
    shuffled = list(found)
    dice.shuffle(shuffled)
    agenda = days(found, "UTC")
    assert [d.day for d in agenda] == [d.day for d in days(shuffled, "UTC")]
    placed = sorted(star.key for day in agenda for block in day.blocks for star in block.stars)
    assert placed == sorted(star.key for star in found)
