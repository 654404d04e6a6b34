"""Saved web pages: the same posters as in the page's text, whatever the site calls its elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Decision, Presentation
from scheduler.errors import BadInput
from scheduler.formats.read import detect, page_html, page_text
from scheduler.formats.read.reading import Reading, ReadOptions

LABELS = {Decision.POSTER: "", Decision.SPOTLIGHT: "Spotlight Poster", Decision.ORAL: "Oral"}
Card = Callable[[Presentation, int], str]


def paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>\n" for part in text.split("\n\n") if part)


def display_card(poster: Presentation, number: int) -> str:
    """A card of the list of a virtual site, its label behind the title."""
    return f"""
    <div class="displaycards touchup-date" id="event-{number}">
      <div class="virtual-card">
        <a class="small-title text-underline-hover" href="/virtual/2024/poster/{17000 + number}">
          {escape(poster.title)}</a>
      </div>
      <div class="type_display_name_virtual_card">{LABELS[poster.decision] or "Poster"}</div>
      <div class="author-str">{" &middot; ".join(map(escape, poster.authors))}</div>
      <div class="text-muted">Halle B #{number}</div>
      <div><a class="abstract-link btn" href="#">Show details</a> <a href="/x.pdf">Slides</a></div>
      <details><summary>Abstract</summary>
        <div class="text-start p-4">{paragraphs(poster.abstract)}</div></details>
      <p>Add to my favourites list</p>
    </div>"""


def event_card(poster: Presentation, number: int) -> str:
    """A card with names of its own for everything, and an element for each author."""
    names = "".join(f'<span class="author-name">{escape(name)}</span>' for name in poster.authors)
    address = f"https://iclr.cc/virtual/2024/poster/{17000 + number}"
    return f"""<article class="event-card">
      <span class="event-type">{LABELS[poster.decision]}</span>
      <h3 class="event-title"><a href="{address}">{escape(poster.title)}</a></h3>
      <div class="event-organizers">{names}</div>
      <div class="poster-position">Poster Position {number}</div>
      <div class="abstract-section"><h4 class="abstract-header">Abstract</h4>
        <div class="abstract-text-inner">{paragraphs(poster.abstract)}</div></div></article>"""


def old_card(poster: Presentation, number: int) -> str:
    return f"""<div class="maincard narrower poster" id="maincard_{number}">
      <div class="maincardType">{LABELS[poster.decision]}</div>
      <div class="maincardBody">{escape(poster.title)}</div>
      <div class="maincardFooter">{" · ".join(map(escape, poster.authors))}</div>
      <div class="abstract">Abstract: {escape(poster.abstract)}</div></div>"""


def plain_card(poster: Presentation, number: int) -> str:
    """No classes at all: headings and paragraphs, empty where a field is missing."""
    label = LABELS[poster.decision] and f"<b>{LABELS[poster.decision]}</b>"
    return f"""{label}<h3>{escape(poster.title)}</h3>
      <p>{" · ".join(map(escape, poster.authors))}</p>
      <p>{escape(poster.abstract)}</p>"""


def page(posters: Sequence[Presentation], card: Card, head: str = "") -> bytes:
    body = "\n".join(card(poster, number) for number, poster in enumerate(posters, 1))
    return f"""<!DOCTYPE html>
<!-- saved from url=(0044)https://iclr.cc/virtual/2024/session/19800 -->
<html lang="en"><head><meta charset="utf-8"><title>ICLR Poster Session 3</title>
<style>.title {{ color: red }}</style><script>var title = "x · y";</script></head>
<body><nav><a href="/">Skip to main content</a><ul><li>Home<li>Main · Menu · Help</ul></nav>
<div class="container"><h2 class="card-title main-title">Poster Session 3</h2>
<h5 class="text-muted">Halle B</h5>{head}<div>Chat is not available.</div>
{body}</div><footer>ICLR uses cookies · We do not sell them</footer></body></html>""".encode()


def read(data: bytes | str, options: ReadOptions = ReadOptions()) -> Reading:
    return page_html.read(data.encode() if isinstance(data, str) else data, options)


def bare(posters: Sequence[Presentation]) -> list[Presentation]:
    return [replace(poster, key="", url="", slots=()) for poster in posters]


@pytest.mark.parametrize("card", [display_card, event_card, old_card, plain_card])
def test_the_real_page_as_html_is_the_same(shared_data: Path, card: Card) -> None:
    data = (shared_data / "page" / "iclr2024-poster-session-3.txt").read_bytes()
    expected = page_text.read(data)
    html = page(expected.catalog.presentations, card)
    assert detect.detect(html) is page_html
    reading = detect.read(html)
    assert bare(reading.catalog.presentations) == bare(expected.catalog.presentations)
    assert [(s.title, s.room) for s in reading.catalog.sessions] == [("Poster Session 3", "Halle B")]
    assert [w.text for w in reading.warnings] == [w.text for w in expected.warnings]
    assert reading.partial


ONE = Presentation("", "Learning to Stand", ("Ada Byron", "Grace Murray"), "We stand. It works.")
TWO = Presentation(
    "", "Walking", ("Emmy Noether",), "We walk.\n\nIn halls.", decision=Decision.SPOTLIGHT, order=1
)


def test_links_ids_and_boards() -> None:
    catalog = read(page([ONE, TWO], display_card)).catalog
    first, second = catalog.presentations
    assert (catalog.conference.key, catalog.conference.title) == ("iclr-2024", "ICLR 2024")
    assert first.url == "https://iclr.cc/virtual/2024/poster/17001"
    assert (first.key, second.key) == ("iclr-2024/17001", "iclr-2024/17002")
    assert [(p.slots[0].room, p.slots[0].board) for p in (first, second)] == [("", "1"), ("", "2")]
    assert bare(catalog.presentations) == [ONE, TWO]


def test_only_web_addresses_are_kept_as_links() -> None:
    html = page([ONE], display_card).replace(b'href="/virtual', b'href="javascript:alert(1)/virtual')
    assert read(html).catalog.presentations[0].url == ""


def test_times_and_title_options() -> None:
    head = "<div>Wed 8 May 2024 10:45 a.m. CEST &mdash; 12:45 p.m. CEST</div>"
    reading = read(page([ONE], event_card, head), ReadOptions(title="My Conf"))
    assert reading.catalog.sessions[0].start == datetime(2024, 5, 8, 8, 45, tzinfo=UTC)
    assert reading.catalog.conference.key == "my-conf"


@pytest.mark.parametrize(
    "shown",
    [
        "Ada Byron, Grace Murray and Emmy Noether",
        "Ada Byron; Grace Murray; Emmy Noether",
        "Ada Byron<br>Grace Murray<br>Emmy Noether",
        "<ul><li>Ada Byron<li>Grace Murray<li>Emmy Noether</ul>",
    ],
)
def test_lists_of_authors(shown: str) -> None:
    html = f"""<html><body><div class="paper-title">T one</div><div class="paper-authors">{shown}</div>
    <div class="paper-abstract">We do.</div></body></html>"""
    (poster,) = read(html).catalog.presentations
    assert poster.authors == ("Ada Byron", "Grace Murray", "Emmy Noether")


def test_markup_in_fields_is_read_as_text() -> None:
    html = page([replace(ONE, title="I < 3 & R")], display_card).replace(
        b"We stand.", b"We <i>stand</i> in H<sub>2</sub>O."
    )
    (poster,) = read(html).catalog.presentations
    assert (poster.title, poster.abstract) == ("I < 3 & R", "We stand in H2O. It works.")


def test_several_sessions_in_one_page() -> None:
    first = page([ONE], event_card).decode()
    html = first.replace(
        "<footer>", "<h2>Poster Session 4</h2><h5>Halle C</h5>" + event_card(TWO, 2) + "<footer>"
    )
    catalog = read(html).catalog
    assert [(s.title, s.room) for s in catalog.sessions] == [
        ("Poster Session 3", "Halle B"),
        ("Poster Session 4", "Halle C"),
    ]
    assert [p.slots[0].session for p in catalog.presentations] == ["poster-session-3", "poster-session-4"]


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<!doctype html><html><body><h1>Recipes</h1><p>Take an egg.</p><p>Boil it.</p></body></html>",
        "<html><head><title>x</title></head><body><div id='app'></div><script>load()</script></body></html>",
        "<div>" * 3000,
        "<br>" * 3000,
    ],
)
def test_what_is_no_such_page(html: str) -> None:
    with pytest.raises(BadInput):
        read(html)


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\ufeff\n<HTML lang=en>", True),
        ("<!-- saved from url=(0)x -->\n<html>", True),
        ('<?xml version="1.0"?><!DOCTYPE html>', True),
        ("<div class=x>", True),
        ('<?xml version="1.0"?><schedule>', False),
        ("<rss>", False),
        ("a < b", False),
        ("", False),
    ],
)
def test_what_looks_like_html(text: str, is_html: bool) -> None:
    assert page_html.looks_like(text.encode()) is is_html


FIELDS = st.sampled_from(["Deep nets that stand", "On graphs & trees", "A <b> of C", "Über k-NN: a study"])
NAMES = st.lists(
    st.sampled_from(["Ada Byron", "Madonna", "Łukasz Żak", "J. R. Smith"]), min_size=1, max_size=4
)
ABSTRACTS = st.lists(
    st.sampled_from(["We do it. Well.", "They don't.", "So 1 < 2 is true."]), min_size=1, max_size=3
)

DECISIONS = st.sampled_from([Decision.POSTER, Decision.ORAL])


@given(
    st.lists(
        st.builds(
            lambda title, names, abstract, made: Presentation("", title, names, abstract, decision=made),
            FIELDS, NAMES.map(tuple), ABSTRACTS.map("\n\n".join), DECISIONS,
        ),
        min_size=1, max_size=6,
    ),
    st.sampled_from([display_card, event_card]),
    st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)),
)  # fmt: skip
def test_any_posters_survive(
    posters: list[Presentation], card: Card, untitled: set[int], nameless: set[int], blank: set[int]
) -> None:
    made = [
        replace(
            poster,
            title="" if number in untitled else poster.title,
            authors=() if number in nameless else poster.authors,
            abstract="" if number in blank else poster.abstract,
            order=number,
        )
        for number, poster in enumerate(posters)
    ]
    told = sum(bool(poster.authors or poster.abstract) for poster in made)
    if any(poster.authors for poster in made) and told * 2 >= len(made):  # else nothing shows what it is
        assert bare(read(page(made, card)).catalog.presentations) == made


@given(st.text(alphabet="<>/=\"' abdiptlehx·&;!-", max_size=150))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except BadInput:
        return
