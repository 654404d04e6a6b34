"""A day of talks and poster sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scheduler.core.agenda import Level, Starred, days
from scheduler.core.catalog import Decision, Presentation, Slot, TimeSource
from scheduler.core.day import plan_day, starred, walked
from scheduler.core.detail import Detail, SessionSummary
from scheduler.core.hall import lay_out
from scheduler.core.listing import Placement
from scheduler.core.walk import Candidate, WalkRequest

NOON = datetime(2024, 5, 8, 12, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def session(key: str, start: int, end: int, presentations: int) -> SessionSummary:
    return SessionSummary(
        key, "c", f"Session {key}", "", at(start), at(end), TimeSource.STATED, "UTC", presentations, 1
    )


def detail(
    key: str,
    decision: Decision,
    place: tuple[str, int, int] | None,
    level: Level | None = Level.WANT,
    *,
    withdrawn: bool = False,
) -> Detail:
    presentation = Presentation(
        f"c/{key}", f"Title {key}", decision=decision, withdrawn=withdrawn, slots=(Slot(),) if place else ()
    )
    places = ()
    if place:
        name, start, end = place
        places = (Placement(name, f"Session {name}", at(start), at(end), "", "", TimeSource.STATED),)
    return Detail(presentation, "c", "Conference", "UTC", places, level)


def walk_request(stars: int, start: int, end: int, prefix: str) -> WalkRequest:
    stops = tuple(Candidate(f"{prefix}{i}", f"T{i}", Level.WANT, str(i + 1), i) for i in range(stars))
    return WalkRequest(stops, at(start), at(end), lay_out([stop.spot for stop in stops]))


SESSIONS = [session("posters", 0, 120, 50), session("talks", 0, 120, 3), session("keynote", 30, 90, 1)]


def fixed(found: tuple[Starred, ...]) -> dict[str, bool]:
    return {star.key: star.fixed for star in found}


def test_posters_stand_in_their_session_and_talks_have_their_time() -> None:
    found = starred(
        [
            detail("poster", Decision.SPOTLIGHT, ("posters", 0, 120)),
            detail("short", Decision.POSTER, ("posters", 10, 20)),
            detail("talk", Decision.ORAL, ("talks", 20, 40)),
            detail("shared", Decision.ORAL, ("talks", 0, 120)),
            detail("keynote", Decision.TALK, ("keynote", 30, 90)),
            detail("alone", Decision.TALK, ("", 30, 90)),
        ],
        SESSIONS,
    )
    assert fixed(found) == {
        "c/poster": False,
        "c/short": False,
        "c/talk": True,
        "c/shared": False,
        "c/keynote": True,
        "c/alone": True,
    }


def test_what_is_not_starred_or_withdrawn_is_left_out_and_what_has_no_place_is_not() -> None:
    found = starred(
        [
            detail("none", Decision.POSTER, ("posters", 0, 120), None),
            detail("gone", Decision.POSTER, ("posters", 0, 120), withdrawn=True),
            detail("nowhere", Decision.POSTER, None, Level.MUST),
        ],
        SESSIONS,
    )
    assert [(star.key, star.level, star.start) for star in found] == [("c/nowhere", Level.MUST, None)]


def test_talks_take_their_time_from_a_walk() -> None:
    (day,) = days(starred([detail("talk", Decision.TALK, ("", 30, 90))], SESSIONS), "UTC")
    walk = plan_day(day, {"posters": walk_request(30, 0, 120, "p")}).walks["posters"]
    assert walk.minutes_available == 60
    assert [appointment.title for appointment in walk.appointments] == ["Title talk"]
    assert all(stop.end <= at(30) or stop.start >= at(90) for stop in walk.stops)


def test_a_session_that_overlaps_begins_when_the_walk_before_is_over() -> None:
    requests = {"b": walk_request(4, 10, 120, "b"), "a": walk_request(6, 0, 60, "a")}
    (day,) = days([Starred("t", "Talk", start=at(0), end=at(1), fixed=True)], "UTC")
    walks = plan_day(day, requests).walks
    assert list(walks) == ["a", "b"]
    assert walks["b"].stops[0].start >= walks["a"].stops[-1].end


def test_a_maybe_talk_takes_no_time_from_posters() -> None:
    talk = detail("talk", Decision.TALK, ("", 30, 90), Level.MAYBE)
    (day,) = days(starred([talk], SESSIONS), "UTC")
    walk = plan_day(day, {"posters": walk_request(30, 0, 120, "p")}).walks["posters"]
    assert (walk.minutes_available, walk.appointments) == (120, ())


def test_the_walk_before_is_called_by_the_name_of_its_session() -> None:
    posters = [detail(f"p{n}", Decision.POSTER, ("posters", 0, 120)) for n in range(2)]
    (day,) = days(starred(posters, SESSIONS), "UTC")
    requests = {"posters": walk_request(2, 0, 120, "p"), "b": walk_request(2, 5, 120, "b")}
    planned = plan_day(day, requests)
    assert [each.title for each in planned.walks["b"].appointments] == ["Session posters"]
    assert [each.key for each in planned.requests["b"].appointments] == ["posters"]


def test_only_posters_count_as_stars_to_walk_to() -> None:
    details = [
        detail("poster", Decision.POSTER, ("posters", 0, 120)),
        detail("talk", Decision.ORAL, ("talks", 20, 40)),
        detail("gone", Decision.POSTER, ("posters", 0, 120), withdrawn=True),
        detail("plain", Decision.POSTER, ("posters", 0, 120), None),
    ]
    counts = {each.key: each.starred for each in walked(details, SESSIONS)}
    assert counts == {"posters": 1, "talks": 0, "keynote": 0}
