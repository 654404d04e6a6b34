"""Accepted papers of a paperlists file, and nothing private of anybody."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, TimeSource
from scheduler.errors import BadInput, Cancelled
from scheduler.formats.read import paperlists
from scheduler.formats.read.reading import ReadOptions

PAPER: dict[str, Any] = {
    "id": "0JzWiigkUy",
    "title": "Learning $n^2$ things",
    "track": "main",
    "status": "Poster",
    "tldr": "Short.",
    "abstract": "We \\emph{learn}.",
    "keywords": "learning;things",
    "primary_area": "",
    "author": "Ada Lovelace;Charles Babbage",
    "site": "https://openreview.net/forum?id=0JzWiigkUy",
}


def file_of(*changes: dict[str, Any]) -> bytes:
    return json.dumps(
        [{**PAPER, "id": f"p{number}", **change} for number, change in enumerate(changes)]
    ).encode()


def test_a_paper() -> None:
    reading = paperlists.read(json.dumps([PAPER]).encode(), ReadOptions(title="COLM 2025"))
    (paper,) = reading.catalog.presentations
    assert paper.key == "colm-2025/0JzWiigkUy"
    assert paper.title == "Learning n² things"
    assert paper.authors == ("Ada Lovelace", "Charles Babbage")
    assert paper.abstract == "We learn."
    assert paper.summary == "Short."
    assert paper.topics == ("learning", "things")
    assert paper.url == "https://openreview.net/forum?id=0JzWiigkUy"
    assert paper.track == ""


@pytest.mark.parametrize(
    ("status", "decision"),
    [
        ("Oral", Decision.ORAL),
        ("notable-top-5%", Decision.ORAL),
        ("Top-25%", Decision.SPOTLIGHT),
        ("Spotlight", Decision.SPOTLIGHT),
        ("Poster", Decision.POSTER),
        ("Short Findings", Decision.POSTER),
        ("", Decision.POSTER),
    ],
)
def test_the_status_is_the_decision(status: str, decision: Decision) -> None:
    reading = paperlists.read(file_of({"status": status}))
    assert reading.catalog.presentations[0].decision is decision


def test_papers_that_were_not_accepted_stay_out_unless_asked_for() -> None:
    data = file_of(
        {}, {"status": "Reject"}, {"status": "Withdraw"}, {"status": "Desk Reject"}, {"status": "Oral"}
    )
    reading = paperlists.read(data)
    assert [paper.order for paper in reading.catalog.presentations] == [0, 1]
    assert [warning.text for warning in reading.warnings] == [
        "3 submissions are not part of the programme and left out: 1 desk-rejected, 1 rejected, 1 withdrawn."
    ]
    everything = paperlists.read(data, ReadOptions(include_rejected=True)).catalog.presentations
    assert [paper.withdrawn for paper in everything] == [False, False, True, False, False]


def test_private_fields_are_never_read() -> None:
    private = {
        name: f"secret-{name}"
        for name in (
            "gender",
            "emails",
            "authorids",
            "aff",
            "aff_domain",
            "position",
            "rating",
            "reviewers",
            "dblp",
        )
    }
    assert "secret" not in repr(paperlists.read(file_of(private)))


def test_authors_of_older_files_are_separated_by_commas() -> None:
    data = json.dumps([{"title": "T", "status": "Poster", "authors": "Yuepeng Yang, Cong Ma"}]).encode()
    assert paperlists.looks_like(data)
    assert paperlists.read(data).catalog.presentations[0].authors == ("Yuepeng Yang", "Cong Ma")


def test_times_are_asked_for_and_taken_from_the_answer() -> None:
    silent = paperlists.read(file_of({}))
    assert silent.times_missing
    assert silent.catalog.sessions[0].start is None
    options = ReadOptions(
        timezone="Europe/Vienna", day=date(2024, 5, 8), start=time(10, 45), end=time(12, 45), room="Halle B"
    )
    answered = paperlists.read(file_of({}), options)
    (session,) = answered.catalog.sessions
    assert not answered.times_missing
    assert session.start == datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
    assert session.end == datetime(2024, 5, 8, 10, 45, tzinfo=UTC)
    assert session.room == "Halle B"
    assert session.time_source is TimeSource.CONFIRMED
    assert answered.catalog.conference.timezone_source is TimeSource.CONFIRMED


def test_a_title_the_file_states() -> None:
    data = file_of({"venue": "COLM 2025 poster"})
    assert paperlists.read(data).catalog.conference.title == "COLM 2025"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{}", "should hold a list"),
        (b"[]", "no papers"),
        (b"[1, null, {}]", "no papers"),
        (b'[{"title": "T", "status": "Reject"}]', "None of the papers"),
        (b"[" * 100_000, "nested too deeply"),
        (b'[{"title": ', "breaks off"),
    ],
)
def test_what_is_no_list_of_papers(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        paperlists.read(data)


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInput, match="Mars"):
        paperlists.read(file_of({}), ReadOptions(timezone="Mars/Base"))


def test_the_work_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        paperlists.read(file_of({}), ReadOptions(progress=stop))


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(sorted(PAPER)), st.none() | st.text() | st.integers() | st.lists(st.text())
        )
    )
)
def test_any_values_are_read_or_refused(records: list[dict[str, Any]]) -> None:
    data = json.dumps(records).encode()
    paperlists.looks_like(data)
    try:
        reading = paperlists.read(data)
    except BadInput:
        return
    assert len({paper.key for paper in reading.catalog.presentations}) == len(reading.catalog.presentations)


def test_colm_2025(shared_data: Path) -> None:
    data = (shared_data / "paperlists" / "colm2025.json").read_bytes()
    assert paperlists.looks_like(data)
    reading = paperlists.read(data, ReadOptions(title="COLM 2025"))
    papers = reading.catalog.presentations
    assert len(papers) == 418
    assert len({name for paper in papers for name in paper.authors}) == 2225
    assert {paper.decision for paper in papers} == {Decision.POSTER}
    assert all(paper.url.startswith("https://openreview.net/forum?id=") for paper in papers)
    assert reading.times_missing
    assert not reading.warnings
