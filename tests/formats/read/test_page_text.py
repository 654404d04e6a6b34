"""The text of a conference page: whole, in part, damaged, in other clothes, and no such page at all."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, Presentation, TimeSource
from scheduler.errors import BadInput, Cancelled
from scheduler.formats.read import page_text
from scheduler.formats.read.reading import Reading, ReadOptions

TWO = """Spotlight Poster
Learning to Stand

Ada Byron · Grace Murray

We stand beside posters. It works.

Walking in Halls

Emmy Noether · Sofia K

We walk between posters.
"""
HEAD = """Skip to yearly menu bar Skip to main content

Spotlight Poster

Poster Session 3

Halle B
Chat is not available.

"""
START, END = datetime(2024, 5, 8, 8, 45, tzinfo=UTC), datetime(2024, 5, 8, 10, 45, tzinfo=UTC)
WHEN = "Wed 8 May 10:45 a.m. CEST — 12:45 p.m. CEST"


def read(text: str | bytes, **options: object) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return page_text.read(data, ReadOptions(**options))  # type: ignore[arg-type]


def posters(text: str | bytes, **options: object) -> tuple[Presentation, ...]:
    return read(text, **options).catalog.presentations


def essence(text: str | bytes) -> list[tuple[object, ...]]:
    return [(p.title, p.authors, p.abstract, p.decision) for p in posters(text)]


EXPECTED = essence(TWO)


def test_a_page() -> None:
    reading = read(HEAD + TWO)
    catalog = reading.catalog
    assert (catalog.conference.title, catalog.conference.key) == ("Poster Session 3", "poster-session-3")
    (session,) = catalog.sessions
    assert (session.title, session.room, session.start) == ("Poster Session 3", "Halle B", None)
    first, second = catalog.presentations
    assert (first.title, first.authors) == ("Learning to Stand", ("Ada Byron", "Grace Murray"))
    assert first.abstract == "We stand beside posters. It works."
    assert [first.decision, second.decision] == [Decision.SPOTLIGHT, Decision.POSTER]
    assert [first.order, second.order] == [0, 1]
    assert first.slots[0].session == session.key
    assert reading.partial
    assert reading.times_missing
    assert reading.warnings == ()


@pytest.fixture(scope="module")
def real_page(shared_data: Path) -> bytes:
    return (shared_data / "page" / "iclr2024-poster-session-3.txt").read_bytes()


def test_the_real_page(real_page: bytes) -> None:
    reading = read(real_page)
    catalog = reading.catalog
    found = catalog.presentations
    assert (len(found), catalog.spotlights) == (291, 44)
    assert [(s.title, s.room) for s in catalog.sessions] == [("Poster Session 3", "Halle B")]
    assert sum(len(p.authors) == 1 for p in found) == 4
    assert [p.display_title for p in found if not p.title] == ["Untitled, by D. Zhang and 7 more"]
    assert [p.title[:5] for p in found if not p.authors] == ["GNeRP"]
    assert [p.title[:8] for p in found if not p.abstract] == ["Improved", "LEAD: Mi"]
    assert [warning.line for warning in reading.warnings] == [1081, 1333, 1417, 1557]
    assert found[0].title == "Improving Offline RL by Blending Heuristics"
    assert found[-1].title.startswith("Random Sparse Lifts")
    assert [p.order for p in found] == list(range(291))
    assert len({p.key for p in found}) == 291
    assert page_text.looks_like(real_page)


def test_the_real_page_in_other_clothes(real_page: bytes) -> None:
    text = real_page.decode()
    expected = read(real_page).catalog.presentations
    for clothes in (
        text.replace("\n", "\r\n").encode("utf-8-sig"),
        text.rstrip().encode("utf-16"),
        text.replace("\n", " \n").replace(" · ", " ⋅ ").encode(),
        text.replace("\nHalle B\nChat is not available.\n", "\nHalle B\n").encode(),
    ):
        assert read(clothes).catalog.presentations == expected


def test_the_real_page_with_any_amount_of_empty_lines(real_page: bytes) -> None:
    chance = random.Random(3)
    lines = [line for line in real_page.decode().split("\n") if line]
    for amounts in ((0, 0), (1, 1), (2, 2), (1, 3)):
        text = "".join(f"{line}\n{chr(10) * chance.randint(*amounts)}" for line in lines)
        catalog = read(text).catalog
        assert (len(catalog.presentations), catalog.spotlights) == (291, 44)


@pytest.mark.parametrize(
    "clothes",
    [
        TWO.replace("\n", "\r\n"),
        TWO.replace("\n", "\r"),
        "\ufeff" + TWO,
        TWO.rstrip("\n"),
        TWO.replace("\n", "  \n   "),
        TWO.replace("\n\n", "\n"),
        TWO.replace("\n\n", "\n\n\n\n"),
        TWO.replace(" · ", " ⋅ "),
        TWO.replace(" · ", "\u00a0·\u00a0"),
        TWO.replace(" · ", " ·\n"),
        TWO.replace("\n\nWe", "\n\nAdd / Remove Bookmark\n\nWe"),
        TWO.replace("\n\nWe", "\n[ Abstract ]\nAbstract\nWe"),
        TWO + "\nSuccessful Page Load\nICLR uses cookies for essential functions only.\n© 2024 ICLR\n",
        HEAD + TWO,
    ],
)
def test_clothes_change_nothing(clothes: str) -> None:
    assert essence(clothes) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = TWO.replace("Ada", "Adélaïde").replace("Sofia", "Zoë")
    assert essence(text.encode(encoding)) == essence(text)


@pytest.mark.parametrize(
    ("label", "decision"),
    [
        ("Poster", Decision.POSTER),
        ("Oral", Decision.ORAL),
        ("Spotlight", Decision.SPOTLIGHT),
        ("Spotlight Poster", Decision.SPOTLIGHT),
        ("Oral Poster", Decision.ORAL),
        ("In-Person Poster presentation / top 25% paper", Decision.SPOTLIGHT),
        ("In-Person Oral presentation / top 5% paper", Decision.ORAL),
        ("Datasets and Benchmarks Poster", Decision.POSTER),
    ],
)
def test_labels(label: str, decision: Decision) -> None:
    assert posters(TWO.replace("Spotlight Poster", label))[0].decision is decision


def test_labels_between_title_and_authors() -> None:
    text = TWO.replace("Spotlight Poster\nLearning to Stand\n", "Learning to Stand\nSpotlight\n")
    assert essence(text) == EXPECTED


@pytest.mark.parametrize(
    "head",
    [
        f"ICLR 2024\n{WHEN}\n\nPoster Session 3\n\nHalle B\nChat is not available.\n\n",
        f"Poster Session 3\nHalle B\n{WHEN.replace('May', 'May 2024')}\n\n",
        f"Poster\n{WHEN}\n\nPoster Session 3\n\nHalle B\n\n2024 2023 2022\nChat is not available.\n\n",
        "Poster Session 3\nHalle B\nWednesday, May 8, 2024\n10:45 - 12:45 (CEST)\n\n",
        "Poster Session 3\nHalle B\n2024-05-08, 10:45–12:45 Europe/Vienna\n\n",
        "Poster Session 3\nHalle B\n8 May 2024 1:45 a.m. PDT — 3:45 a.m. PDT\n\n",
        "Poster Session 3\nHalle B\nWed 8 May 2024 5:45 p.m. JST to 7:45 p.m. JST\n\n",
        "Poster Session 3\nHalle B\nMay 8th, 2024 4:45–6:45 am EDT\n\n",
        "Poster Session 3\nHalle B\nMay 8, 2024 10:45-12:45 UTC+2\n\n",
    ],
)
def test_times_in_the_head(head: str) -> None:
    reading = read(head + TWO)
    (session,) = reading.catalog.sessions
    assert (session.start, session.end) == (START, END)
    assert session.time_source is TimeSource.STATED
    assert (session.title, session.room) == ("Poster Session 3", "Halle B")
    assert not reading.times_missing
    assert reading.warnings == ()


def test_the_zone_is_the_place_on_the_clock_the_page_names() -> None:
    conference = read(f"Poster Session 3\n{WHEN}\n\n{TWO}").catalog.conference
    assert (conference.timezone, conference.timezone_source) == ("Europe/Vienna", TimeSource.ASSUMED)
    conference = read(f"Poster Session 3\n{WHEN}\n\n{TWO}", timezone="Europe/Paris").catalog.conference
    assert (conference.timezone, conference.timezone_source) == ("Europe/Paris", TimeSource.CONFIRMED)
    assert read(TWO).catalog.conference.timezone == "UTC"


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        (WHEN, "no year"),
        ("Thu 8 May 2024 10:45", "no end"),
        ("31 Feb 2024 10:45 — 12:45", "does not exist"),
        ("10:45 a.m. — 12:45 p.m. CEST", "no date"),
        ("8 May 2024", "no end|no time"),
    ],
)
def test_an_incomplete_time_is_left_open_with_a_warning(line: str, warning: str) -> None:
    reading = read(f"Poster Session 3\nHalle B\n{line}\n\n{TWO}")
    assert reading.catalog.sessions[0].start is None
    assert reading.times_missing
    told = [w for w in reading.warnings if "left open" in w.text]
    assert [w.line for w in told] == [3]
    assert any(part in told[0].text for part in warning.split("|"))


@pytest.mark.parametrize(
    ("day", "warnings"),
    [
        ("Thu 8 May", []),
        ("8 May", []),
        (
            "Wed 8 May",
            ["The page says Wednesday, but 2025-05-08 is a Thursday; the date is kept, please check it."],
        ),
    ],
)
def test_a_weekday_that_is_not_that_of_the_date_is_told(day: str, warnings: list[str]) -> None:
    reading = read(f"ICLR 2025\n\nPoster Session 1\n\n{day} 10 a.m. CEST — 12 p.m. CEST\n\n{TWO}")
    (session,) = reading.catalog.sessions
    assert session.start == datetime(2025, 5, 8, 8, 0, tzinfo=UTC)
    assert [w.text for w in reading.warnings if "date" in w.text] == warnings


@pytest.mark.parametrize("zone", ["", " XYT"])
def test_a_time_without_a_known_zone_is_utc_with_a_warning(zone: str) -> None:
    reading = read(f"Poster Session 3\n8 May 2024 10:45 — 12:45{zone}\n\n{TWO}")
    assert reading.catalog.sessions[0].start == datetime(2024, 5, 8, 10, 45, tzinfo=UTC)
    assert ["UTC" in warning.text for warning in reading.warnings] == [True]


def test_the_users_answers_fill_and_replace() -> None:
    answers = {
        "day": date(2024, 5, 8),
        "start": time(10, 45),
        "end": time(12, 45),
        "timezone": "Europe/Vienna",
    }
    for head in (HEAD, f"Poster Session 3\n{WHEN.replace('10:45', '9:00')}\n\n"):
        reading = read(head + TWO, **answers, room="Halle D", title="ICLR 2024")
        (session,) = reading.catalog.sessions
        assert (session.start, session.end, session.room) == (START, END, "Halle D")
        assert session.time_source is TimeSource.CONFIRMED
        assert (reading.catalog.conference.key, session.title) == ("iclr-2024", "Poster Session 3")
    # A day is all that a page without a year lacks.
    (session,) = read(f"Poster Session 3\n{WHEN}\n\n{TWO}", day=date(2024, 5, 8)).catalog.sessions
    assert (session.start, session.time_source) == (START, TimeSource.CONFIRMED)


def test_an_unknown_zone_of_the_user_is_refused() -> None:
    with pytest.raises(BadInput, match="Europe/Vienna"):
        read(TWO, timezone="Vienna")


@pytest.mark.parametrize(
    "text",
    [
        TWO.replace("\n\nWe s", "\nHalle B #12\n\nWe s").replace("\n\nWe w", "\nHalle B #13\n\nWe w"),
        TWO.replace("Poster\n", "Poster\nHalle B #12\n").replace("\nWalking", "\nHalle B #13\nWalking"),
        TWO.replace("works.\n", "works.\n\nHalle B #12\n") + "\nHalle B #13\n",
        TWO.replace("Stand\n", "Stand\n[ Halle B ]\nPoster Position 12\n").replace(
            "Halls\n", "Halls\nHalle B #13\n"
        ),
    ],
)
def test_boards(text: str) -> None:
    assert essence(text) == EXPECTED
    slots = [p.slots[0] for p in posters(text)]
    assert [(slot.room, slot.board) for slot in slots] == [("Halle B", "12"), ("Halle B", "13")]
    assert [(p.slots[0].room, p.slots[0].board) for p in posters(HEAD + text)] == [("", "12"), ("", "13")]


def test_several_sessions() -> None:
    other = TWO.replace("Learning", "Relearning").replace("Walking", "Running")
    later = "Wed 8 May 2:45 p.m. CEST — 4:45 p.m. CEST"
    text = f"ICLR 2024\n{WHEN}\n{HEAD}{TWO}\n{later}\n\n"
    text += HEAD.replace("3", "4").replace("Halle B", "Halle C") + other
    reading = read(text)
    assert [(s.title, s.room) for s in reading.catalog.sessions] == [
        ("Poster Session 3", "Halle B"),
        ("Poster Session 4", "Halle C"),
    ]
    assert [s.start.hour for s in reading.catalog.sessions if s.start] == [8, 12]
    assert [p.slots[0].session for p in reading.catalog.presentations] == [
        *["poster-session-3"] * 2,
        *["poster-session-4"] * 2,
    ]
    assert reading.warnings == ()


def test_a_poster_in_two_sessions_has_two_slots() -> None:
    found = posters(f"Poster Session 1\n\n{TWO}\nPoster Session 2\n\n{TWO}")
    assert [[slot.session for slot in p.slots] for p in found] == [
        ["poster-session-1", "poster-session-2"]
    ] * 2


def test_sessions_of_the_same_name_have_keys_of_their_own() -> None:
    text = "".join(f"Poster Session\n{day} May 2024 10:45–12:45 CEST\n\n{TWO}\n" for day in (8, 9))
    keys = [session.key for session in read(text).catalog.sessions]
    assert keys == ["poster-session", "poster-session-2024-05-09-0845"]


def test_times_of_posters() -> None:
    same = TWO.replace("Stand\n", f"Stand\n{WHEN} \n").replace("Halls\n", f"Halls\n{WHEN}\n")
    reading = read("ICLR 2024\n" + same, day=date(2024, 5, 8))
    assert reading.catalog.sessions[0].start == START
    assert all(slot.start is None for p in reading.catalog.presentations for slot in p.slots)
    different = same.replace("8 May", "9 May", 1).replace("May", "May 2024")
    reading = read(different)
    assert [p.slots[0].start.day for p in reading.catalog.presentations if p.slots[0].start] == [9, 8]
    assert not reading.times_missing


def test_paragraphs_and_lines_of_a_width() -> None:
    text = TWO.replace("It works.", "It works.\n\nThe second part.\n\nCode: https://example.org")
    assert posters(text)[0].abstract.count("\n\n") == 2
    wrapped = """A rather long title that goes over the border of the
line with more words

Ann Author · Bert Author · Carl Author · Dora Author ·
Emil Author · Fritz Author

We propose a method that is wrapped at a width of some columns. It has
sentences that end anywhere. For instance this one ends right here now.
And this one follows it.
"""
    (poster,) = posters(wrapped)
    assert poster.title.endswith("border of the line with more words")
    assert len(poster.authors) == 6
    assert poster.abstract.endswith("right here now. And this one follows it.")


def test_missing_fields_are_kept_and_told() -> None:
    text = (
        f"{TWO}\n\nAnn B · Carl D\n\nNo title here. Sorry.\n\nNo Authors\n\n\nNobody wrote this. It is here."
        f"\n\nNo Abstract\n\nX Y · Z W\n\n{TWO.replace('ing', 'ed')}"
    )
    reading = read(text)
    assert len(reading.catalog.presentations) == 7
    lines = text.split("\n")
    told = {warning.text.rpartition(" no ")[2]: warning.line for warning in reading.warnings}
    assert told == {
        "title.": lines.index("Ann B · Carl D"),
        "authors.": lines.index("Nobody wrote this. It is here."),
        "abstract.": lines.index("No Abstract") + 1,
    }


def test_fields_that_all_lack_are_told_once() -> None:
    reading = read("\n\n".join(f"Title {n}\n\nA B · C D" for n in range(5)))
    assert [warning.text for warning in reading.warnings] == ["Most posters of the page have no abstract."]


def test_one_author_and_forty() -> None:
    forty = " · ".join(f"Author Number{chr(65 + n % 26)}" for n in range(40))
    text = "One\n\nMadonna\n\nShe sings. Alone.\n\nTwo\n\nKeller Jordan\n\nHe jumps. Alone.\n\n"
    text += f"Three\n\n{forty}\n\nWe.\n"
    assert [len(p.authors) for p in posters(text)] == [1, 1, 40]


def test_a_title_may_be_longer_than_its_abstract_and_have_dots() -> None:
    text = f"{'Very ' * 80}Long: A · B\n\nA B · C D\n\nShort.\n\n{TWO}"
    first = posters(text)[0]
    assert len(first.title) > 400
    assert first.abstract == "Short."


def test_a_fragment_that_begins_within_an_abstract() -> None:
    reading = read(f"the end of an abstract that was cut. It goes on for long.\n\n{TWO}")
    assert essence(f"the end of an abstract that was cut. It goes on for long.\n\n{TWO}") == EXPECTED
    assert [(warning.line, "left out" in warning.text) for warning in reading.warnings] == [(1, True)]


@pytest.mark.parametrize(
    "title",
    [
        "Copyright Violations in Language Models",
        "Contact Models for Robots",
        "Privacy Policy Analysis",
        "Session-Based Recommendation",
        "Oral Session Notes as Data",
        "[MASK] Is All You Need",
        "C# 3 for Poster Makers",
        "May 8: A Dataset",
        "Search Engines",
        "Poster: a Talk",
        "Halls of Fame",
    ],
)
def test_titles_that_look_like_something_else(title: str) -> None:
    found = posters(HEAD + TWO.replace("Walking in Halls", title))
    assert [p.title for p in found] == ["Learning to Stand", title]


def test_latex_is_readable_and_the_key_is_of_the_source() -> None:
    (poster, _) = posters(TWO.replace("Learning to Stand", r"$\mathcal{O}(n^2)$ \emph{Standing}"))
    assert poster.title == "O(n²) Standing"
    assert poster.key != posters(TWO.replace("Learning to Stand", "O(n²) Standing"))[0].key


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", None),
        (" \n\n ", None),
        ("Dear all,\n\nplease find the programme attached.\n\nBest wishes\n", 1),
        ("\n\n# A project\n\nIt does things.\n\n## Install\n\n    pip install it\n", 3),
        ("def f(x):\n    return x + 1\n", 1),
        ("Zutaten\n\nMehl · Eier\n\n" + "Man rühre. Man backe.\n\n" * 40, None),
        ("word\n" * 500, 1),
    ],
)
def test_what_is_no_such_page(text: str, line: int | None) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    if line:
        assert caught.value.line == line
        assert f"Line {line}: “{text.strip().splitlines()[0][:10]}" in str(caught.value)


def test_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_text, "MAX_LINES", 5)
    with pytest.raises(BadInput, match="more than 5 lines"):
        read(TWO)


def test_reading_can_be_cancelled() -> None:
    def stop(done: int, total: int) -> None:
        assert (done, total) == (200, 300)
        raise Cancelled("The import was stopped.")

    text = "\n\n".join(f"Title {n}\n\nA B · C D\n\nWe do {n}." for n in range(300))
    with pytest.raises(Cancelled):
        read(text, progress=stop)


WORDS = st.lists(
    st.sampled_from(["deep", "robust", "graph", "of", "for", "Learning", "via", "k-NN", "über", "3D"]),
    min_size=2,
    max_size=12,
)
TITLES = WORDS.map(" ".join).filter(lambda text: not text[0].isdigit())
NAMES = st.sampled_from(
    ["Ada Byron", "Madonna", "Łukasz Żak", "J. R. Smith Jr.", "vladimir b", "Jean-Luc O'Neil", "王 伟"]
)
AUTHORS = st.lists(NAMES, min_size=2, max_size=9).map(tuple)
SENTENCE = WORDS.map(lambda words: " ".join(words).capitalize() + " it is.")
ABSTRACTS = st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join)
DECISIONS = st.sampled_from([Decision.POSTER, Decision.SPOTLIGHT, Decision.ORAL])
POSTERS = st.lists(
    st.builds(
        lambda title, authors, abstract, made: Presentation("", title, authors, abstract, decision=made),
        TITLES, AUTHORS, ABSTRACTS, DECISIONS,
    ),
    min_size=1, max_size=8,
)  # fmt: skip
LABELS = {Decision.POSTER: "", Decision.SPOTLIGHT: "Spotlight Poster\n", Decision.ORAL: "Oral\n"}


def page(found: list[Presentation], dot: str = "·", gap: str = "\n\n", end: str = "\n") -> str:
    return "".join(
        f"{LABELS[p.decision]}{p.title}{gap}{f' {dot} '.join(p.authors)}{gap}{p.abstract}{gap}" for p in found
    ).replace("\n", end)


@given(
    POSTERS,
    st.sampled_from("·⋅"),
    st.sampled_from(["\n", "\n\n", "\n\n\n"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_any_posters_survive(found: list[Presentation], dot: str, gap: str, end: str, whole: bool) -> None:
    text = (HEAD if whole else "") + page(found, dot, gap, end)
    assert [replace(p, key="", order=0, slots=()) for p in posters(text)] == found
    assert read(text).warnings == ()


@given(st.text(alphabet="Aab ·.#\n\r5:\ufeff", max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading = read(text)
    except BadInput:
        return
    assert reading.catalog.presentations
    keys = [p.key for p in reading.catalog.presentations]
    assert len(keys) == len(set(keys))
