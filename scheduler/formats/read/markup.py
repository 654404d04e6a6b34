"""HTML, escaped HTML or plain text from a programme file as readable plain text.

Authors type `I <3 RFCs` and `a < b` into fields that a site later shows as HTML. So only what is a
tag of HTML counts as one and every other `<` stays as written, which a parser of HTML cannot do.
All patterns are linear in the length of the text, because the text is a stranger's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# fmt: off
_PARAGRAPHS: Final = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure",
    "details", "form", "center",
))
_LINES: Final = frozenset((
    "br", "div", "li", "tr", "dt", "dd", "section", "article", "header", "footer", "main", "nav", "aside",
    "address", "summary", "figcaption", "caption", "option", "fieldset",
))
_INLINE: Final = frozenset((
    "a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "body", "button", "cite", "code", "col",
    "colgroup", "data", "del", "dfn", "em", "embed", "font", "head", "html", "i", "iframe", "img", "input",
    "ins", "kbd", "label", "legend", "link", "mark", "meta", "noscript", "object", "param", "path", "picture",
    "q", "rp", "rt", "ruby", "s", "samp", "select", "small", "source", "span", "strike", "strong", "sub",
    "sup", "svg", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "track", "tt", "u", "var",
    "video", "wbr",
))
# fmt: on
_HIDDEN: Final = frozenset(("script", "style", "template"))
_KNOWN: Final = _PARAGRAPHS | _LINES | _INLINE | _HIDDEN

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w:.@-]*)([^<>]*)>")
_EMPTY: Final = re.compile(r"\s*/?\s*$")
_WORD: Final = re.compile(r"\s+[a-zA-Z]")
_ATTRIBUTE: Final = re.compile(r"\s+[a-zA-Z][\w:-]*\s*=")
_QUOTED: Final = re.compile(r"\s+[\w:-]+\s*=\s*[\"']")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_UNWANTED: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff]")
_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_GAPS: Final = re.compile(r"\n{3,}")
_SPACE: Final = re.compile(r"\s+")


class _Tag(NamedTuple):
    name: str
    closing: bool
    start: int
    end: int


def plain_text(text: str) -> str:
    """The text without markup: paragraphs apart by an empty line, list items behind `• `.

    The text of links and of unknown tags is kept; scripts and comments are not. Never raises.
    """
    if "<" not in text and "&" not in text:
        return text.strip() if text.isprintable() else _tidy(text)
    if next(_tags(text), None) is None:
        text = _unescaped(text)
        if next(_tags(text), None) is None:
            return _tidy(text)
    return _tidy(_without_tags(text))


def one_line(text: str) -> str:
    """The same for a title or a name: no line breaks, single spaces."""
    if text.isprintable() and "<" not in text and "&" not in text and "  " not in text:
        return text.strip()
    return " ".join(plain_text(text).split())


def _unescaped(text: str) -> str:
    """Only with a semicolon: `html.unescape` alone would turn the `&copy=1` of an address into ©."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def _tags(text: str) -> Iterator[_Tag]:
    """The tags of HTML, and those of any name with an attribute: `<x:y z="">`, but not `Vec<T>`."""
    for match in _TAG.finditer(text):
        slash, name, inside = match.groups()
        name = name.lower()
        if _is_tag(name, inside):
            yield _Tag(name, slash == "/", match.start(), match.end())


def _is_tag(name: str, inside: str) -> bool:
    if name not in _KNOWN:
        return _QUOTED.match(inside) is not None
    if _EMPTY.match(inside) or _ATTRIBUTE.match(inside):
        return True
    return len(name) > 1 and _WORD.match(inside) is not None  # `a <b and c> d` is a comparison


def _without_tags(text: str) -> str:
    """Where no tag breaks lines, or `pre` keeps them, the text's own line breaks count."""
    text = _without_comments(text)
    tags = list(_tags(text))
    names = {tag.name for tag in tags}
    own_breaks = "pre" in names or not names & (_PARAGRAPHS | _LINES)
    last_end = {tag.name: tag.start for tag in tags if tag.closing}
    pieces = [""]
    position, hidden = 0, ""
    for tag in tags:
        if not hidden:
            _add_text(text[position : tag.start], own_breaks, pieces)
            _add_break(tag, pieces)
            if tag.name in _HIDDEN and not tag.closing and last_end.get(tag.name, -1) > tag.start:
                hidden = tag.name
        elif tag.closing and tag.name == hidden:
            hidden = ""
        position = tag.end
    _add_text(text[position:], own_breaks, pieces)
    return "".join(pieces)


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[position:start])
        position = end + 3
    return "".join((*pieces, text[position:]))


def _add_text(piece: str, own_breaks: bool, pieces: list[str]) -> None:
    if not own_breaks:
        piece = _SPACE.sub(" ", piece)
        if pieces[-1].endswith(("\n", "• ")):
            piece = piece.lstrip()
    if piece:
        pieces.append(_unescaped(piece))


def _add_break(tag: _Tag, pieces: list[str]) -> None:
    if tag.name in _PARAGRAPHS:
        pieces.append("\n\n")
    elif tag.name == "br" or (tag.name in _LINES and not pieces[-1].endswith("\n")):
        pieces.append("\n")
    elif tag.name in ("td", "th") and tag.closing:
        pieces.append(" ")
    if tag.name == "li" and not tag.closing:
        pieces.append("• ")


def _tidy(text: str) -> str:
    """Without control characters, lone surrogates, trailing spaces and more than one empty line."""
    text = _UNWANTED.sub("", _BREAK.sub("\n", text)).replace("\xa0", " ")
    lines = [line.rstrip() for line in text.split("\n")]
    return _GAPS.sub("\n\n", "\n".join(_dedented(lines))).strip()


def _dedented(lines: list[str]) -> list[str]:
    """Without the indentation that all lines after the first got from a pretty-printed file."""
    indent = min((len(line) - len(line.lstrip()) for line in lines[1:] if line), default=0)
    return [lines[0], *(line[indent:] for line in lines[1:])] if indent >= 4 else lines
