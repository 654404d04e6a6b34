"""Pages that list accepted papers in a table, one a row."""

from __future__ import annotations

from scheduler.formats.read import page_html
from scheduler.formats.read.reading import Reading, ReadOptions


def row(title: str, authors: str, rest: str = "", link: str = "") -> str:
    named = f'<a href="{link}">{title}</a>' if link else f"<strong>{title}</strong>"
    return (
        f'<tr><td><a class="project-link" href="https://example.org">Project Page</a>{named}'
        f'<div class="indented"><i>{authors}</i></div></td>{rest}</tr>'
    )


def read(*rows: str) -> Reading:
    head = "<tr><th>Title</th><th>Keywords</th><th>Where and When</th></tr>"
    notice = "<table><tr><td>This site uses cookies.</td></tr></table>"
    page = f"<html><body>{notice}<h1>Accepted Papers</h1><table>{head}{''.join(rows)}</table></body></html>"
    return page_html.read(page.encode(), ReadOptions(title="C"))


def test_rows_are_papers_in_the_sessions_they_name() -> None:
    where = '<td class="elc-keywords">3D Graphics</td><td>Poster Session {}<br>ExHall D Poster #{}</td>'
    catalog = read(
        row("Seeing &amp; Believing", "Ada Lovelace ⋅ Charles Babbage", where.format(3, 12), "/poster/7"),
        row("Poster Sessions Considered", "Mary Somerville", where.format(4, 1), "/poster/8"),
        row("No Link Here", "Ada Lovelace · Mary Somerville", where.format(3, 13)),
    ).catalog
    assert [session.title for session in catalog.sessions] == ["Poster Session 3", "Poster Session 4"]
    found = {p.title: (p.authors, p.slots[0].session, p.slots[0].board) for p in catalog.presentations}
    assert found == {
        "Seeing & Believing": (("Ada Lovelace", "Charles Babbage"), "poster-session-3", "12"),
        "No Link Here": (("Ada Lovelace", "Mary Somerville"), "poster-session-3", "13"),
        "Poster Sessions Considered": (("Mary Somerville",), "poster-session-4", "1"),
    }
    assert {p.title: p.key for p in catalog.presentations}["Poster Sessions Considered"] == "c/8"


def test_a_row_that_stands_twice_is_one_paper_and_two_papers_may_share_a_title() -> None:
    again = row("Twice", "Ada Lovelace", link="/virtual/2025/poster/7")
    other = row("Twice", "Mary Somerville", link="/virtual/2025/poster/8")
    reading = read(again, again, other)
    assert [(p.key, p.authors) for p in reading.catalog.presentations] == [
        ("c/7", ("Ada Lovelace",)),
        ("c/8", ("Mary Somerville",)),
    ]
    assert reading.times_missing
