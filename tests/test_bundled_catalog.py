"""The catalog the program opens on: facts, topics and summaries."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.core.catalog import Catalog, TimeSource
from scheduler.formats.read import own_catalog, page_text
from scheduler.paths import resources
from scheduler.workspace.programme import BUNDLED

WITHOUT_ABSTRACT = {
    "Improved baselines for vision-language pre-training",
    "LEAD: Min-Max Optimization from a Physical Perspective",
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return own_catalog.read((resources() / BUNDLED).read_bytes()).catalog


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def test_the_facts_of_the_session(catalog: Catalog) -> None:
    assert len(catalog.presentations) == 291
    assert catalog.spotlights == 44
    assert [p.order for p in catalog.presentations] == list(range(291))
    assert len({p.key for p in catalog.presentations}) == 291
    assert sum(len(p.authors) == 1 for p in catalog.presentations) == 4
    assert [p.display_title for p in catalog.presentations if not p.title] == [
        "Untitled, by D. Zhang and 7 more"
    ]
    assert sum(not p.authors for p in catalog.presentations) == 1
    assert not any(p.abstract for p in catalog.presentations)


def test_the_time_is_only_assumed(catalog: Catalog) -> None:
    (session,) = catalog.sessions
    assert (session.title, session.room) == ("Poster Session 3", "Halle B")
    assert (session.start, session.end) == (
        datetime(2024, 5, 8, 8, 45, tzinfo=UTC),
        datetime(2024, 5, 8, 10, 45, tzinfo=UTC),
    )
    assert session.time_source is TimeSource.ASSUMED
    assert catalog.conference.timezone == "Europe/Vienna"
    assert {slot.session for p in catalog.presentations for slot in p.slots} == {session.key}


def test_every_summary_has_a_readable_length(catalog: Catalog) -> None:
    for p in catalog.presentations:
        shortest = 8 if p.title in WITHOUT_ABSTRACT else 20
        assert shortest <= len(p.summary.split()) <= 45, p.display_title
        assert not re.search(r"[\\$]", p.summary), p.display_title


def test_no_summary_is_there_twice(catalog: Catalog) -> None:
    counted = Counter(p.summary for p in catalog.presentations)
    assert [summary for summary, number in counted.items() if number > 1] == []


def test_topics_come_from_the_fixed_list(catalog: Catalog) -> None:
    known = (resources() / "catalogs" / "topics.txt").read_text(encoding="utf-8").splitlines()
    assert 20 <= len(known) <= 30
    assert not any("," in topic for topic in known)
    for p in catalog.presentations:
        assert 1 <= len(p.topics) <= 3, p.display_title
        assert len(set(p.topics)) == len(p.topics)
        assert set(p.topics) <= set(known), p.display_title
    assert {topic for p in catalog.presentations for topic in p.topics} == set(known)


def test_the_summaries_are_our_own_words(catalog: Catalog, shared_data: Path) -> None:
    page = page_text.read((shared_data / "page" / "iclr2024-poster-session-3.txt").read_bytes()).catalog
    for ours, theirs in zip(catalog.presentations, page.presentations, strict=True):
        assert (ours.title, ours.authors, ours.decision) == (theirs.title, theirs.authors, theirs.decision)
        abstract, summary = words(theirs.abstract), words(ours.summary)
        runs = {tuple(abstract[i : i + 8]) for i in range(len(abstract) - 7)}
        copied = [summary[i : i + 8] for i in range(len(summary) - 7) if tuple(summary[i : i + 8]) in runs]
        assert copied == [], ours.display_title
