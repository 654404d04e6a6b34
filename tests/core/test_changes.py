"""A refresh: who is who, what is kept, what is reported."""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import UTC, datetime

from scheduler.core.catalog import Catalog, Conference, Presentation, Session, Slot, TimeSource
from scheduler.core.changes import Merge, merge
from scheduler.core.identity import presentation_key

START = datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
END = datetime(2024, 5, 8, 10, 45, tzinfo=UTC)


def alike(one: str, other: str) -> float:
    return 100 * difflib.SequenceMatcher(None, one, other).ratio()


def poster(
    title: str, *authors: str, abstract: str = "", board: str = "", session: str = "s"
) -> Presentation:
    return Presentation(
        key=presentation_key("c", title=title, authors=authors, abstract=abstract),
        title=title,
        authors=authors,
        abstract=abstract,
        slots=(Slot(session=session, board=board),),
    )


def catalog(*presentations: Presentation, start: datetime | None = START, key: str = "c") -> Catalog:
    end = END if start else None
    return Catalog(Conference(key, "C"), (Session("s", "S", "Hall", start, end),), presentations)


def refreshed(old: Catalog, new: Catalog, *, partial: bool = False) -> Merge:
    return merge(old, new, {}, alike, partial=partial)


def test_the_same_programme_changes_nothing() -> None:
    old = catalog(poster("One", "A"), poster("Two", "B"))
    report = refreshed(old, old).report
    assert report.empty
    assert report.unchanged == 2


def test_a_rename_keeps_its_key() -> None:
    old = catalog(poster("Deep learning of cats", "Ann Lee", "Bo Chen"))
    new = catalog(poster("Deep learning of cats and dogs", "Ann Lee", "Bo Chen"))
    merged = refreshed(old, new)
    assert merged.catalog.presentations[0].key == old.presentations[0].key
    assert merged.source_keys == {old.presentations[0].key: new.presentations[0].key}
    assert [(c.before, c.after) for c in merged.report.renamed] == [
        ("Deep learning of cats", "Deep learning of cats and dogs")
    ]


def test_a_total_rename_is_found_by_its_abstract() -> None:
    text = "We study how cats learn, and find that they do so mostly while asleep in the sun."
    old = catalog(poster("Cats", "Ann Lee", abstract=text))
    new = catalog(poster("On feline cognition", "Ann Lee", "New Author", abstract=text))
    assert refreshed(old, new).catalog.presentations[0].key == old.presentations[0].key


def test_two_works_of_one_team_are_not_confused() -> None:
    old = catalog(poster("Graph transformers scale", "Ann Lee", "Bo Chen"))
    new = catalog(poster("A survey of wildfire smoke", "Ann Lee", "Bo Chen"))
    report = refreshed(old, new).report
    assert [p.title for p in report.added] == ["A survey of wildfire smoke"]
    assert [p.title for p in report.withdrawn] == ["Graph transformers scale"]


def test_a_second_refresh_after_a_rename_still_matches() -> None:
    old = catalog(poster("Deep learning of cats", "Ann Lee"))
    renamed = catalog(poster("Deep learning of cats and dogs", "Ann Lee"))
    first = refreshed(old, renamed)
    second = merge(first.catalog, renamed, first.source_keys, alike)
    assert second.report.empty
    assert second.catalog.presentations[0].key == old.presentations[0].key


def test_withdrawn_stays_marked_and_can_return() -> None:
    old = catalog(poster("One", "A"), poster("Two", "B"))
    gone = refreshed(old, catalog(poster("One", "A")))
    assert [p.title for p in gone.report.withdrawn] == ["Two"]
    assert [p.withdrawn for p in gone.catalog.presentations] == [False, True]
    back = merge(gone.catalog, old, gone.source_keys, alike)
    assert [p.title for p in back.report.returned] == ["Two"]
    assert not any(p.withdrawn for p in back.catalog.presentations)


def test_moved_is_told_in_the_conference_zone() -> None:
    old = catalog(poster("One", "A", board="7"))
    old = replace(old, conference=replace(old.conference, timezone="Europe/Vienna"))
    new = replace(old, presentations=(poster("One", "A", board="9"),))
    (moved,) = refreshed(old, new).report.moved
    assert moved.before == "Wed 8 May 2024, 10:45–12:45, Hall, board 7"
    assert moved.after == "Wed 8 May 2024, 10:45–12:45, Hall, board 9"


def test_posters_move_with_their_session_and_nothing_else_is_told() -> None:
    old = catalog(poster("One", "A"), poster("Two", "B", session="t"))
    old = replace(old, sessions=(*old.sessions, Session("t", "T", "Hall", START, END)))
    new = replace(old, sessions=(old.sessions[0], replace(old.sessions[1], room="Annexe")))
    report = refreshed(old, new).report
    assert [(change.title, change.after) for change in report.moved] == [
        ("Two", "Wed 8 May 2024, 08:45–10:45, Annexe")
    ]
    assert (report.updated, report.unchanged) == (1, 1)


def test_one_more_at_the_front_changes_none_of_the_others() -> None:
    one, two = poster("One", "A", board="1"), replace(poster("Two", "B"), order=1)
    shifted = (poster("New", "C"), replace(one, order=1), replace(two, order=2))
    merged = refreshed(catalog(one, two), catalog(*shifted))
    assert (merged.report.updated, merged.report.unchanged) == (0, 2)
    assert [p.order for p in merged.catalog.presentations] == [0, 1, 2]


def test_a_partial_source_adds_and_withdraws_nothing_of_other_sessions() -> None:
    old = catalog(poster("One", "A"), poster("Other", "B", session="t"))
    old = replace(old, sessions=(*old.sessions, Session("t", "T")))
    new = replace(
        catalog(poster("One", "A", abstract="Now with text."), key="page"), sessions=old.sessions[:1]
    )
    merged = refreshed(old, new, partial=True)
    assert merged.report.withdrawn == ()
    assert merged.catalog.conference.key == "c"
    assert {s.key for s in merged.catalog.sessions} == {"s", "t"}
    assert merged.catalog.presentations[0].abstract == "Now with text."


def test_a_source_without_times_keeps_those_known() -> None:
    old = catalog(poster("One", "A"))
    old = replace(old, sessions=(replace(old.sessions[0], time_source=TimeSource.ASSUMED),))
    (session,) = refreshed(old, catalog(poster("One", "A"), start=None)).catalog.sessions
    assert (session.start, session.time_source) == (START, TimeSource.ASSUMED)


def test_what_a_source_has_no_word_on_is_not_emptied() -> None:
    full = replace(poster("One", "A", abstract="Text."), summary="Ours.", topics=("Cats",))
    merged = refreshed(catalog(full), catalog(poster("One", "A")))
    (p,) = merged.catalog.presentations
    assert (p.abstract, p.summary, p.topics) == ("Text.", "Ours.", ("Cats",))
