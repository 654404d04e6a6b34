"""Markdown shows strangers' text as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scheduler.core.calm_text import calm
from scheduler.core.outline import Entry, Outline, Section
from scheduler.formats.write import markdown


def test_an_agenda_is_headings_and_items() -> None:
    entry = Entry("k", "On *stars*", "Ada King", "must", "Spotlight", "#7", "10:45–10:52", note="Ask\nher")
    section = Section("Session 3", (entry,), "Wed 8 May 2024", ("10:45–12:45", "Halle B"), "assumed")
    made = markdown.write(Outline("My posters", "n", "today", (section,))).decode()
    assert made.splitlines() == [
        "# My posters",
        "",
        "## Wed 8 May 2024",
        "",
        "### Session 3",
        "",
        "10:45–12:45 · Halle B · assumed",
        "",
        r"- [ ] **On \*stars\***",
        r"  10:45–10:52 · \#7 · must · Spotlight",
        "  Ada King",
        "",
        "  > Ask  ",
        "  > her  ",
        "",
        "",
        "Made by Poster Scheduler, today.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "1) item",
        "> quote",
        "<b>bold</b>",
        "&amp;",
        "[a](javascript:x)",
        "![a](b)",
        "`code`",
        "~~~",
        "---",
        "===",
        "***",
        "a_b_c",
        r"back\slash",
        "| a | b |",
        "a\nb\r\n\r\n# c",
        "    indented",
    ],
)
def test_what_means_something_is_shown_instead(text: str) -> None:
    shown = _paragraph(markdown.escaped(text))
    assert shown == " ".join(text.split())


@given(st.text(max_size=40))
def test_any_text_is_one_paragraph_of_itself(text: str) -> None:
    made = markdown.escaped(text)
    if made:
        assert _paragraph(made) == " ".join(calm(text).split())


def _paragraph(source: str) -> str:
    """The words of a source that must be one plain paragraph."""
    opening, inline, closing = MarkdownIt("commonmark").parse(source)
    assert (opening.type, inline.type, closing.type) == ("paragraph_open", "inline", "paragraph_close")
    parts = inline.children or []
    assert {part.type for part in parts} <= {"text", "text_special"}
    return "".join(part.content for part in parts)
