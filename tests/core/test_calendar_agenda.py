"""Which events stars, sessions and a plan make."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.agenda import Level
from scheduler.core.calendar import CalendarEvent, Kind, PlannedStop, Status, What, Wish, uid
from scheduler.core.calendar_agenda import agenda, poster_sessions
from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.core.detail import Detail, SessionSummary
from scheduler.core.listing import Placement

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
END = START + timedelta(hours=2)
HALL = SessionSummary(
    "s3", "c", "Poster Session 3", "Halle B", START, END, TimeSource.STATED, "Europe/Vienna", 291, 3
)
PLAIN = Wish()
PLACE = Placement("s3", "Poster Session 3", START, END, "Halle B", "12", TimeSource.STATED)


def star(
    key: str, level: Level | None = Level.WANT, place: Placement | None = PLACE, **work: object
) -> Detail:
    presentation = Presentation(f"c/{key}", f"On {key}", ("Ada Lovelace",), summary="It works.")
    return Detail(
        replace(presentation, **work),  # type: ignore[arg-type]
        "c",
        "Conf 2024",
        "Europe/Vienna",
        (place,) if place else (),
        level,
    )


def talk(key: str, start: datetime | None, end: datetime | None, **work: object) -> Detail:
    place = Placement("", "", start, end, "Aula", "", TimeSource.STATED)
    return star(key, Level.MUST, place, decision=Decision.TALK, **work)


def events(*stars: Detail, wish: Wish = PLAIN, stops: tuple[PlannedStop, ...] = ()) -> list[CalendarEvent]:
    return list(agenda(stars, [HALL], wish, stops).events)


def test_forty_posters_are_one_event() -> None:
    found = events(*(star(str(n), place=replace(PLACE, board=str(n))) for n in range(40)))
    assert [(e.kind, e.start, e.end, e.summary, e.location) for e in found] == [
        (Kind.SESSION, START, END, "Poster Session 3", "Halle B")
    ]


def test_session_says_when_and_lists_stars_by_level_and_board() -> None:
    [event] = events(
        star("ten", Level.MUST, replace(PLACE, board="10")),
        star("nine", Level.MUST, replace(PLACE, board="9")),
        star("want", Level.WANT, replace(PLACE, board="A-7")),
        star("none", Level.MAYBE, replace(PLACE, board="")),
    )
    assert event.description == (
        "Wed 8 May 2024, 10:45–12:45 (Europe/Vienna)\nConf 2024\n\n"
        "Must (2)\n#9 On nine\n#10 On ten\n\nWant (1)\nA-7 On want\n\nMaybe (1)\nOn none"
    )
    assert event.categories == ("Conf 2024", "Poster session")


def test_an_assumed_time_is_tentative_and_says_so() -> None:
    place = replace(PLACE, time_source=TimeSource.ASSUMED)
    found = agenda([star("a", place=place)], [HALL], Wish())
    assert found.events[0].status is Status.TENTATIVE
    assert "time not stated by the page" in found.events[0].description
    assert found.warnings == (
        "The time of 1 event is assumed, not stated by the page; marked as tentative until you confirm.",
    )
    confirmed = replace(PLACE, time_source=TimeSource.CONFIRMED)
    assert events(star("a", place=confirmed))[0].status is Status.CONFIRMED


def test_of_a_stated_time_only_the_zone_can_be_assumed() -> None:
    own = replace(PLACE, end=START + timedelta(minutes=15), time_source=TimeSource.ASSUMED)
    [event] = events(star("o", place=own, decision=Decision.ORAL))
    assert event.status is Status.TENTATIVE
    assert "\nAssumed: time zone not stated by the page.\n" in event.description


def test_a_talk_has_its_own_event() -> None:
    work = {"url": "https://x.org/ä b", "track": "Main, hall", "abstract": "long", "summary": ""}
    [event] = events(talk("t", START, START + timedelta(minutes=20), **work))
    assert event.uid == uid(Kind.TALK, "c/t")
    assert (event.summary, event.location, event.url) == ("On t", "Aula", "https://x.org/%C3%A4%20b")
    assert event.categories == ("Conf 2024", "Main hall")
    assert event.description == (
        "Wed 8 May 2024, 10:45–11:05 (Europe/Vienna)\nConf 2024\nLevel: must\n\nAda Lovelace\n\nlong"
    )


@pytest.mark.parametrize("end", [None, START, START - timedelta(hours=1)])
def test_a_talk_without_length_gets_five_minutes(end: datetime | None) -> None:
    [event] = events(talk("t", START, end))
    assert (event.start, event.end) == (START, START + timedelta(minutes=5))
    assert "no end" in event.description


def test_a_talk_with_a_time_of_its_own_inside_a_session() -> None:
    own = replace(PLACE, end=START + timedelta(minutes=15))
    [event] = events(star("o", place=own, decision=Decision.ORAL))
    assert event.kind is Kind.TALK


def test_orals_that_share_the_session_stand_in_it_and_a_lone_one_does_not() -> None:
    oral = star("o", decision=Decision.ORAL)
    assert agenda([oral], [HALL], Wish()).events[0].kind is Kind.SESSION
    alone = replace(HALL, presentations=1)
    assert agenda([oral], [alone], Wish()).events[0].kind is Kind.TALK


def test_posters_at_another_time_than_their_session_meet_then() -> None:
    later = replace(PLACE, start=END, end=END + timedelta(hours=1))
    one, two = star("a", place=later), star("b", place=later)
    assert [(e.start, e.summary) for e in events(one, two, star("c"))] == [
        (START, "Poster Session 3"),
        (END, "Poster Session 3"),
    ]
    assert [e.summary for e in events(one)] == ["Poster Session 3: On a"]
    assert [e.uid for e in events(one)] == [e.uid for e in events(one, two)]


def test_two_slots_are_two_events_with_lasting_names() -> None:
    day = timedelta(days=1)
    end = START + timedelta(minutes=20)
    first = Placement("", "", START, end, "Aula", "", TimeSource.STATED)
    second = replace(first, start=START + day, end=end + day)
    twice = replace(talk("t", START, end), placements=(second, first))
    assert [e.uid for e in events(twice)] == [uid(Kind.TALK, "c/t"), uid(Kind.TALK, "c/t", "1")]


def test_what_has_no_time_or_was_withdrawn_is_told() -> None:
    nowhere = star("n", place=None)
    timeless = star("m", place=replace(PLACE, start=None, end=None))
    gone = star("g", withdrawn=True)
    found = agenda([nowhere, timeless, gone, star("a", None)], [HALL], Wish())
    assert found.events == ()
    assert found.warnings == (
        "2 starred presentations have no time yet and are not exported.",
        "1 starred presentation was withdrawn and is not exported.",
    )


def test_musts_only() -> None:
    [event] = events(star("a"), star("b", Level.MUST), wish=Wish(musts_only=True))
    assert "On b" in event.description
    assert "On a" not in event.description


def stop(detail: Detail, minute: int, second: int = 0) -> PlannedStop:
    start = START + timedelta(minutes=minute, seconds=second)
    return PlannedStop(detail, PLACE, start, start + timedelta(minutes=7))


def test_planned_stops() -> None:
    a, b, c = star("a"), star("b", Level.MUST), star("c")
    stops = (stop(a, 0, 40), stop(b, 10))
    found = agenda([a, b, c], [HALL], Wish(What.STOPS), stops)
    assert [(e.kind, e.start - START, e.end - e.start, e.summary) for e in found.events] == [
        (Kind.STOP, timedelta(0), timedelta(minutes=7), "#12 On a"),
        (Kind.STOP, timedelta(minutes=10), timedelta(minutes=7), "#12 On b"),
    ]
    assert found.events[0].location == "Halle B, #12"
    assert found.warnings == ("1 starred presentation is not in the plan and is not exported.",)
    both = agenda([a, b, c], [HALL], Wish(What.BOTH), stops)
    assert [e.kind for e in both.events] == [Kind.STOP, Kind.SESSION, Kind.STOP]
    assert both.warnings == ()
    assert [e.summary for e in events(a, b, c, wish=Wish(What.STOPS, True), stops=stops)] == ["#12 On b"]


def test_talks_go_out_with_the_stops() -> None:
    found = events(star("a"), talk("t", END, END + timedelta(hours=1)), wish=Wish(What.STOPS))
    assert [e.kind for e in found] == [Kind.TALK]


def test_only_sessions_with_posters_are_walked() -> None:
    oral = star("o", place=replace(PLACE, end=START + timedelta(minutes=9)), decision=Decision.ORAL)
    assert poster_sessions([oral], [HALL]) == []
    assert poster_sessions([oral, star("a"), star("b")], [HALL]) == [HALL]


def test_reminders_are_sorted_and_single() -> None:
    assert events(star("a"), wish=Wish(reminders=(0, 60, 5, 60)))[0].alarms == (60, 5, 0)


def test_a_clock_change_in_between_is_said() -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    [event] = events(talk("t", night, night + timedelta(hours=1)))
    assert event.description.startswith(
        "Sun 25 Oct 2026, 02:30–02:30 (Europe/Vienna)\nThe clocks change in between.\n"
    )


@given(
    st.lists(
        st.tuples(
            st.text(max_size=8),
            st.sampled_from(list(Level)),
            st.sampled_from(list(Decision)),
            st.integers(-3, 3),
            st.integers(-3, 3),
            st.text(max_size=4),
        ),
        max_size=8,
    ),
    st.sampled_from(list(What)),
)
def test_events_last_and_have_a_name_of_their_own(
    drawn: list[tuple[str, Level, Decision, int, int, str]], what: What
) -> None:
    stars = [
        star(
            f"{n}{key}",
            level,
            replace(PLACE, start=START + timedelta(hours=a), end=START + timedelta(hours=b), board=board),
            decision=decision,
        )
        for n, (key, level, decision, a, b, board) in enumerate(drawn)
    ]
    found = agenda(stars, [HALL], Wish(what)).events
    assert all(e.start < e.end for e in found)
    assert len({e.uid for e in found}) == len(found)
    assert found == agenda(reversed(stars), [HALL], Wish(what)).events
