"""A presentation as the HTML of the details pane. All text from outside is escaped.

Links carry numbers, never text: `author:3`, `topic:0`, `time:1`, `related:2`, `url:0`, `authors:all`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from scheduler.core.detail import Detail
from scheduler.core.listing import Placement
from scheduler.ui import spelling
from scheduler.ui.display_text import calm, one_line
from scheduler.ui.theme import Colours

AUTHORS_SHOWN = 30
LONGEST = 20_000
"""Longer texts are cut: they would hold up the window, and nobody reads them in a hall."""


def details_html(detail: Detail, ink: Colours, *, all_authors: bool = False) -> str:
    """The part above "More like this"."""
    p = detail.presentation
    return "".join(
        (
            f"<h2>{_title(detail)}</h2>",
            _badges(detail, ink),
            _authors(p.authors, all_authors=all_authors),
            *(_place(n, place, detail.timezone) for n, place in enumerate(detail.placements)),
            "" if detail.placements else "<p class=dim>No time and place known.</p>",
            _topics(p.topics, p.track),
            _text("Summary", p.summary),
            _text("Abstract", p.abstract),
            "" if p.abstract or p.summary else "<p class=dim>The programme has no abstract for it.</p>",
            f"<p><a href='url:0'>{escape(one_line(p.url, 90))}</a></p>" if p.url else "",
        )
    )


def related_html(found: Iterable[tuple[str, str, Sequence[str]]]) -> str:
    """ "More like this": title, authors, and the shared terms that made it so."""
    items = []
    for number, (title, authors, terms) in enumerate(found):
        shared = ", ".join(escape(one_line(term, 40)) for term in terms)
        why = f"<br><span class=dim>shares: {shared}</span>" if shared else ""
        items.append(
            f"<p class=near><a href='related:{number}'>{escape(one_line(title, 200))}</a>"
            f"<br><span class=dim>{escape(one_line(authors, 90))}</span>{why}</p>"
        )
    return "<h3>More like this</h3>" + "".join(items) if items else ""


def style_sheet(ink: Colours, points: float) -> str:
    """For QTextDocument.setDefaultStyleSheet."""
    return (
        f"h2 {{ font-size: {points * 1.32:.1f}pt; margin: 0 0 6px 0; }}"
        f"h3 {{ font-size: {points * 0.92:.1f}pt; color: {ink.dim.name()}; margin: 12px 0 2px 0; }}"
        "p { margin: 4px 0; }"
        f"a {{ color: {ink.accent.name()}; text-decoration: none; }}"
        f".dim {{ color: {ink.dim.name()}; }}"
        f".warn {{ color: {ink.warn.name()}; }}"
        ".near { margin: 6px 0; }"
    )


def _title(detail: Detail) -> str:
    title = escape(one_line(detail.presentation.display_title, 2000))
    return f"<s>{title}</s>" if detail.presentation.withdrawn else title


def _badges(detail: Detail, ink: Colours) -> str:
    p = detail.presentation
    parts = []
    if p.withdrawn:
        parts.append("<b class=warn>Withdrawn from the programme</b>")
    elif detail.change:
        parts.append(
            f"<b class=warn>{escape(one_line(detail.change[:1].upper() + detail.change[1:], 300))}</b>"
        )
    if word := spelling.badge(p.decision):
        parts.append(f"<b style='color:{ink.accent.name()}'>{word}</b>")
    return f"<p>{' · '.join(parts)}</p>" if parts else ""


def _authors(names: Sequence[str], *, all_authors: bool) -> str:
    if not names:
        return "<p class=dim>Authors not given</p>"
    shown = names if all_authors else names[:AUTHORS_SHOWN]
    links = [f"<a href='author:{n}'>{escape(one_line(name, 120))}</a>" for n, name in enumerate(shown)]
    more = len(names) - len(shown)
    if more:
        links.append(f"<a href='authors:all'>and {more:,} more</a>")
    return f"<p>{', '.join(links)}</p>"


def _place(number: int, place: Placement, timezone: str) -> str:
    """A talk's own time is not its session's to change: Edit is there while its zone is a guess."""
    board = f"board {one_line(place.board, 40)}" if place.board else ""
    where = dict.fromkeys((one_line(place.session_title, 200), one_line(place.room, 120), board))
    rest = escape(" · ".join(part for part in where if part))
    doubt = spelling.doubt(place)
    said = f"<br><span class=dim>{doubt}</span>" if doubt else ""
    editable = place.session and (doubt or not place.own_time)
    edit = f" &nbsp;<a href='time:{number}'>Edit…</a>" if editable else ""
    return f"<p><b>{escape(spelling.when(place, timezone))}</b>{edit}{said}<br>{rest}</p>"


def _topics(topics: Sequence[str], track: str) -> str:
    links = [f"<a href='topic:{n}'>{escape(one_line(t, 80))}</a>" for n, t in enumerate(topics[:40])]
    if track and track not in topics:
        links.append(escape(one_line(track, 80)))
    return f"<p class=dim>{' · '.join(links)}</p>" if links else ""


def _text(heading: str, text: str) -> str:
    if not text:
        return ""
    shown = calm(text[:LONGEST])
    cut = "<p class=dim>The rest is left out here.</p>" if len(text) > LONGEST else ""
    paragraphs = "".join(f"<p>{escape(part.strip())}</p>" for part in shown.split("\n") if part.strip())
    return f"<h3>{heading}</h3>{paragraphs}{cut}"
