"""Pages made of hostile text stay pages: no element, address or request of a stranger's gets in."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scheduler.core.outline import Entry, Outline, Section
from scheduler.formats.write import pages

NASTY = (
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "</style></title></textarea><iframe src=//evil.example>",
    "{{ 7 * 7 }}{% include 'x' %}",
)
Write = Callable[[Outline], bytes]


def outline(text: str, url: str = "") -> Outline:
    entry = Entry(
        key=text,
        title=text,
        authors=text,
        level="must",
        badge="Spotlight",
        board=text,
        when=text,
        room=text,
        remark=text,
        about=text,
        url=url,
        note=text,
    )
    plain = Entry("c/2", "Another", visited=True)
    section = Section(text, (entry, plain), day=text, facts=(text, text), doubt=text)
    return Outline(text, text, text, (section, Section("", (plain,))))


def elements(page: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, in order: what a page is made of."""
    tree = LexborHTMLParser(page.decode())
    return [(node.tag or "", tuple(node.attributes)) for node in tree.css("*")]


@pytest.fixture(params=[pages.phone_page, pages.report], ids=["phone", "report"])
def write(request: pytest.FixtureRequest) -> Write:
    chosen: Write = request.param
    return chosen


@pytest.mark.parametrize("text", NASTY)
def test_text_is_never_markup(write: Write, text: str) -> None:
    assert elements(write(outline(text))) == elements(write(outline("plain")))


@pytest.mark.parametrize("text", NASTY)
def test_text_is_shown_as_it_is(write: Write, text: str) -> None:
    heading = LexborHTMLParser(write(outline(text)).decode()).css_first("h4")
    assert heading is not None
    assert heading.text() == text


@given(st.text(max_size=40))
def test_no_text_makes_an_element(text: str) -> None:
    page = outline(f"a{text}b")
    assert elements(pages.phone_page(page)) == elements(pages.phone_page(outline("plain")))


def test_nothing_is_fetched_from_anywhere(write: Write) -> None:
    page = LexborHTMLParser(write(outline("plain", "https://example.org/p?a=1&b=2")).decode())
    assert page.css("link, img, iframe, object, embed, base, script[src], form") == []
    assert "url(" not in page.css_first("style").text()  # type: ignore[union-attr]
    policy = page.css_first("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None
    assert (policy.attributes["content"] or "").startswith("default-src 'none'; ")


def test_links_open_apart_and_tell_nothing(write: Write) -> None:
    page = LexborHTMLParser(write(outline("plain", "https://example.org/p?a=1&b=2")).decode())
    (link,) = page.css("a")
    assert link.attributes["href"] == "https://example.org/p?a=1&b=2"
    assert set((link.attributes["rel"] or "").split()) >= {"noopener"}


def test_the_policy_lets_our_script_run(write: Write) -> None:
    page = write(outline("plain")).decode()
    for tag in re.findall(r"<(script|style)>", page):
        code = page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in unescape(page)


def test_ticks_are_kept_by_key_and_start_as_they_are() -> None:
    page = LexborHTMLParser(pages.phone_page(outline("plain")).decode())
    assert [node.attributes["data-key"] for node in page.css("article")] == ["plain", "c/2", "c/2"]
    assert len(page.css("article[data-visited] input[checked]")) == 2
    assert (page.css_first("body").attributes or {})["data-name"] == "plain"  # type: ignore[union-attr]


def test_words_without_a_direction_of_their_own_find_theirs(write: Write) -> None:
    page = LexborHTMLParser(write(outline("עברית")).decode())
    assert all(node.attributes.get("dir") == "auto" for node in page.css("h4, .authors, .note, .about"))
