"""Reads a conference's web page saved as HTML: cards of a virtual site, or headings and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scheduler.errors import BadInput
from scheduler.formats.read.conference_title import stated_title
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.markup import plain_text
from scheduler.formats.read.page_catalog import Origin, reading_of
from scheduler.formats.read.page_lines import (
    Kind,
    Line,
    Role,
    could_be_author,
    is_author_list,
    is_furniture,
    kind_of,
)
from scheduler.formats.read.page_roles import roles_in, walk
from scheduler.formats.read.page_table import sections_of_rows, table_roles
from scheduler.formats.read.page_text import page_sections
from scheduler.formats.read.reading import Progress, Reading, ReadOptions

FORMAT: Final = "conference web page (HTML)"


def looks_like(data: bytes) -> bool:
    """Whether the file begins as HTML."""
    return bool(_BEGINNING.match(decode(data[:_SAMPLE]).lstrip("\ufeff \t\r\n")))


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """The posters of a saved page; their links are kept, and the site's numbers for them as keys.

    :raises BadInput: the page has no posters, or its lines make no sense as such.
    """
    source = decode(data)
    _refuse_deep_nesting(source)
    root = LexborHTMLParser(source).root
    if root is None:
        raise BadInput("The web page is empty.")
    table = table_roles(root)
    roles = table or roles_in(root)
    lines = _Lines(source, roles)
    lines.collect(root, options.progress)
    if not lines.found:
        raise BadInput("The web page has no text; was it saved before it had loaded?")
    address = _address(source)
    links = [line.link for line in lines.found if line.link]
    origin = Origin(FORMAT, address, stated_title([address, *links]))
    if table:
        return reading_of(sections_of_rows(lines.found), options, origin)
    return reading_of(page_sections(_only_posters(lines.found, set(roles.values()))), options, origin)


class _Lines:
    """The page as lines: a whole element where its role is known, else the text between block borders."""

    def __init__(self, source: str, roles: dict[int, Role]) -> None:
        self.found: list[Line] = []
        self._roles = roles
        self._source = source
        self._at = 0
        self._number = 1
        self._text: list[str] = []
        self._gap = 1

    def collect(self, root: LexborNode, progress: Progress) -> None:
        inside: int | None = None  # the element with a role that is being passed over
        for count, step in enumerate(walk(root)):
            if count % 20_000 == 0:
                progress(0, 0)
            node, tag = step.node, step.node.tag or ""
            mark = node.mem_id
            if inside is not None:
                if not step.entering and mark == inside:
                    inside = None
            elif step.entering and mark in self._roles:
                self._flush()
                self._element(node, self._roles[mark])
                inside = mark
            elif tag == "-text":
                self._text.append(node.text(deep=False))
            elif tag == "br":
                self._flush(gap=0)
            elif tag not in _INLINE:
                if not step.entering and node.child is None:
                    self._gap += 1  # an empty element: a field left out
                self._flush()
        self._flush()

    def _flush(self, gap: int = 1) -> None:
        text = " ".join("".join(self._text).split())
        self._text = []
        if text and not is_furniture(text):
            self.found.append(Line(kind_of(text), text, self._locate(text), self._gap))
            self._gap = gap

    def _element(self, node: LexborNode, role: Role) -> None:
        text = plain_text(node.html or "")
        if role is Role.ABSTRACT:
            paragraphs = [" ".join(part.split()) for part in _HEADING.sub("", text).split("\n\n")]
        elif role is Role.AUTHORS:
            paragraphs = [_dotted(node, text)]
        else:
            paragraphs = [" ".join(text.split())]
        paragraphs = [part for part in paragraphs if part and part != "N/A"]
        if not paragraphs and role is Role.TITLE:
            self.found.append(Line(Kind.TEXT, "", self._number, 1, role))
        for part in paragraphs:
            self._role_line(part, role, _link(node) if role is Role.TITLE else "")

    def _role_line(self, text: str, role: Role, link: str) -> None:
        kind = kind_of(text)
        if role is Role.TITLE and not link and kind in (Kind.SESSION, Kind.LABEL, Kind.TIME, Kind.PLACE):
            self.found.append(Line(kind, text, self._locate(text), 1))
            return
        last = self.found[-1] if self.found else None
        if role is Role.AUTHORS and last and last.hint is role and len(last.text) < _LONGEST_LIST:
            last.text, last.kind = f"{last.text} · {text}", Kind.AUTHORS
            return
        kind = Kind.AUTHORS if kind is Kind.AUTHORS else Kind.TEXT
        self.found.append(Line(kind, text, self._locate(text), 1, role, link))

    def _locate(self, text: str) -> int:
        """The line of the source where a text stands; sought onwards from the last one found."""
        at = self._source.find(text[:25], self._at, self._at + _NEAR)
        if at >= 0:
            self._number += self._source.count("\n", self._at, at)
            self._at = at
        return self._number


def _refuse_deep_nesting(source: str) -> None:
    """Refuses what would keep the parser busy for minutes: it looks through all open elements at each one."""
    lower = source.lower()
    for tag in _NESTING:
        if lower.count(f"<{tag}") - lower.count(f"</{tag}") > _MAX_OPEN:
            raise BadInput(f"The web page is damaged: thousands of its <{tag}> elements do not end.")


def _only_posters(lines: Sequence[Line], marked: set[Role]) -> Sequence[Line]:
    """Where a page marks every role, other text among its posters is the site's own.

    Above the first poster, and below a session's title, it is the head.
    """
    first = next((index for index, line in enumerate(lines) if line.hint is Role.TITLE), 0)
    for line in lines[:first]:
        line.hint = None  # "card-title" and the like in the page's own head
    if not {Role.TITLE, Role.AUTHORS, Role.ABSTRACT} <= marked:
        return lines
    kept: list[Line] = []
    in_head = True
    for line in lines:
        in_head = line.kind is Kind.SESSION or (in_head and line.hint is not Role.TITLE)
        if in_head or line.hint or not line.of_poster:
            kept.append(line)
    return kept


def _dotted(node: LexborNode, text: str) -> str:
    """An author list with dots between the names, whatever the site puts there."""
    parts = _elements_of_names(node) or re.split(r"\n+", text)
    parts = [name for part in parts if (name := " ".join(part.split()).strip("•,; "))]
    if len(parts) == 1 and not is_author_list(parts[0]):
        names = re.split(r"\s*;\s*|,\s+and\s+|,\s+|\s+and\s+", parts[0])
        parts = names if all(map(could_be_author, names)) else parts
    return " · ".join(parts)


def _elements_of_names(node: LexborNode) -> list[str]:
    """The texts of the elements that hold one author each, if there are any such."""
    for selector in ("li", "[class*=author], [class*=speaker], [class*=presenter]"):
        found = [child for child in node.css(selector) if child.mem_id != node.mem_id]
        innermost = [child for child in found if len(child.css(selector)) <= 1]
        if len(innermost) > 1:
            return [child.text(separator=" ") for child in innermost]
    return []


def _link(node: LexborNode) -> str:
    anchor = node if node.tag == "a" else node.css_first("a[href]")
    if anchor is None and node.parent is not None and node.parent.tag == "a":
        anchor = node.parent
    return (anchor.attributes.get("href") or "").strip() if anchor is not None else ""


def _address(source: str) -> str:
    """Where a page was saved from, as browsers note it or the page says itself."""
    for pattern in _ADDRESSES:
        if found := pattern.search(source[:_SAMPLE]):
            return found[1]
    return ""


_SAMPLE: Final = 64 * 1024
_LONGEST_LIST: Final = 20_000  # characters: some papers do have a thousand authors
_NEAR: Final = 50_000
_MAX_OPEN: Final = 2000
_NESTING: Final = ("article", "blockquote", "center", "details", "div", "section", "span", "table", "ul")
_INLINE: Final = frozenset(
    ("-comment", "a", "abbr", "b", "cite", "code", "em", "font", "i", "img", "input", "kbd", "label", "mark",
     "math", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
_BEGINNING: Final = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--(?s:.)*?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|section|div|table|ul|ol|h\d|p|meta"
    r"|title|span|a|link|details)\b",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"\A\s*(?:show |view )?abstract\s*[:.]?(?:\s+|\Z)", re.IGNORECASE)
_ADDRESSES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"<!-- saved from url=\(\d+\)(https?://[^\s\"'<>]+)",
        r"""<link[^>]*\brel=["']?canonical["']?[^>]*\bhref=["'](https?://[^\s"'<>]+)""",
        r"""<meta[^>]*\bproperty=["']?og:url["']?[^>]*\bcontent=["'](https?://[^\s"'<>]+)""",
        r"""<base[^>]*\bhref=["'](https?://[^\s"'<>]+)""",
    )
)
