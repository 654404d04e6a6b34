"""LaTeX formulas as one readable line: `\\frac{1}{\\eta^2}` as `1/η²`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scheduler.formats.read.latex_symbols import (
    ACCENTS,
    OPERATORS,
    SILENT,
    TEXT_FONTS,
    accented,
    script,
    symbol,
)

MAX_DEPTH: Final = 30
"""Groups nested deeper than this are left as they are: no formula is, and the stack stays small."""


@dataclass(frozen=True, slots=True)
class Source:
    """LaTeX with its braces paired once, so that reading it takes linear time however it is nested."""

    text: str
    closing: dict[int, int]


def source(text: str) -> Source:
    """Pair the braces of a text; what has no partner is left out."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            closing[opened.pop()] = found.start()
    return Source(text, closing)


def argument(src: Source, at: int, end: int) -> tuple[int, int, int]:
    """A macro's argument at `at`: where it starts, stops, and where reading goes on.

    A group without its closing brace (a text cut short) reaches to the end.
    """
    while at < end and src.text[at] == " ":
        at += 1
    if at >= end:
        return end, end, end
    if src.text[at] == "{":
        close = src.closing.get(at, end)
        return (at + 1, close, close + 1) if close < end else (at + 1, end, end)
    found = MACRO.match(src.text, at, end)
    stop = found.end() if found else at + 1
    return at, stop, stop


def formula(text: str) -> str:
    """A formula, without its dollar signs, on one line."""
    return tidy(_row(source(text), 0, len(text), 0))


def macro(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    """The macro at the backslash `at`, and where reading goes on. `tidy` the result in the end."""
    found = MACRO.match(src.text, at, end)
    if found is None:
        return "", at + 1
    name, after = found[1], found.end()
    if handler := _HANDLERS.get(name):
        return handler(src, after, end, depth)
    if not name.isalpha():
        return _sign(src, name, at, end)
    if name in ACCENTS and len(name) > 1:
        start, stop, after = argument(src, after, end)
        return accented(name, _row(src, start, stop, depth + 1).strip()), after
    return _word(src, name, at, end)


def tidy(text: str) -> str:
    """Set words apart, give relations the same space on both sides, squeeze the rest."""
    text = _APART.sub(_space_between, text)
    text = _RELATION.sub(_even, text)
    return _SPACES.sub(" ", text).strip()


def _row(src: Source, at: int, end: int, depth: int) -> str:
    if depth > MAX_DEPTH:
        return src.text[at:end]
    pieces: list[str] = []
    while at < end:
        piece, at = _atom(src, at, end, depth)
        pieces.append(piece)
    return "".join(pieces)


def _atom(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    if plain := _ORDINARY.match(src.text, at, end):
        return plain[0], plain.end()
    char = src.text[at]
    if char == "\\":
        return macro(src, at, end, depth)
    if char in "^_":
        start, stop, after = argument(src, at + 1, end)
        return script(char, tidy(_row(src, start, stop, depth + 1))), after
    if char == "{" and src.closing.get(at, end) < end:
        close = src.closing[at]
        return _row(src, at + 1, close, depth + 1), close + 1
    return (" " if char in "~&" else ""), at + 1


def _sign(src: Source, name: str, at: int, end: int) -> tuple[str, int]:
    """A macro whose name is no word: `\\,` `\\%` `\\{` and the line break `\\\\`."""
    after = at + 2
    if name == "\\":
        # Web pages double the backslash of `\{`, and badly escaped data that of any macro.
        doubled = after < end and (src.text[after] in "{}" or src.text[after].isalpha())
        return ("", at + 1) if doubled else (" ", after)
    return {"!": "", "|": "‖", ",": " ", ";": " ", ":": " ", ">": " ", "(": "", ")": ""}.get(
        name, name
    ), after


def _word(src: Source, name: str, at: int, end: int) -> tuple[str, int]:
    after = at + 1 + len(name)
    name = name.rstrip("*")
    if name in OPERATORS:
        return f"{_MARK}{name}{_MARK}", after
    if name in SILENT:
        while after < end and src.text[after] == " ":
            after += 1
        if name in {"left", "right", "middle"} and src.text.startswith(".", after):
            after += 1  # \left. is an invisible delimiter
        return "", after
    sign = symbol(name)
    if sign is None:
        # A macro of the author's own: what it holds, else its name, is the most that can be said.
        holds = src.text.startswith("{", after) and not src.text.startswith("{}", after)
        return ("" if holds else f"{_MARK}{name}{_MARK}"), after
    spaced = src.text[max(at - 1, 0) : at] == " "
    if (sign.isalpha() or not spaced) and src.text.startswith(" ", after, end):
        after += 1  # the space only ended the macro's name
    return sign, after


def _fraction(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    parts: list[str] = []
    for _ in range(2):
        start, stop, at = argument(src, at, end)
        parts.append(_bracketed(tidy(_row(src, start, stop, depth + 1))))
    if not any(parts):
        return "", at
    return f"{_MARK}{'/'.join(parts)}{_MARK}", at


def _root(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    sign = "√"
    if src.text.startswith("[", at) and (close := src.text.find("]", at, min(end, at + 20))) > 0:
        degree = tidy(_row(src, at + 1, close, depth + 1))
        sign = {"2": "√", "3": "∛", "4": "∜"}.get(degree, script("^", degree) + "√")
        at = close + 1
    start, stop, at = argument(src, at, end)
    content = tidy(_row(src, start, stop, depth + 1))
    return sign + (content if re.fullmatch(r"\w+", content) else f"({content})"), at


def _binomial(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    start, stop, at = argument(src, at, end)
    above = tidy(_row(src, start, stop, depth + 1))
    start, stop, at = argument(src, at, end)
    return f"({above} choose {tidy(_row(src, start, stop, depth + 1))})", at


def _double_struck(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    start, stop, at = argument(src, at, end)
    return "".join(_DOUBLE_STRUCK.get(char, char) for char in _row(src, start, stop, depth + 1)), at


def _content(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    start, stop, at = argument(src, at, end)
    return _row(src, start, stop, depth + 1), at


def _operator(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    content, at = _content(src, at, end, depth)
    return f"{_MARK}{content}{_MARK}", at


def _dropped(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:  # noqa: ARG001
    return "", argument(src, at, end)[2]


def _negated(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    content, at = _content(src, at, end, depth)
    return {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "⊂": "⊄", "≡": "≢"}.get(content, content + "\u0338"), at


def _bracketed(content: str) -> str:
    """Brackets where a fraction would otherwise bind wrongly."""
    whole = content.startswith("(") and content.find(")") == len(content) - 1
    return f"({content})" if _COMPOUND.search(content[1:]) and not whole else content


def _space_between(found: re.Match[str]) -> str:
    before, after = found[1], found[2]
    raised_or_lowered = after and unicodedata.decomposition(after).startswith("<su")
    return " " if before and after and not raised_or_lowered else ""


def _even(found: re.Match[str]) -> str:
    sign, at_start, at_end = found[1], found.start() == 0, found.end() == len(found.string)
    if at_start or at_end:
        return sign if at_start else found[0].rstrip()
    return f" {sign} " if found[0] != sign else sign


Handler = Callable[[Source, int, int, int], tuple[str, int]]
_HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"], _fraction),
    **dict.fromkeys(["binom", "dbinom", "tbinom"], _binomial),
    **dict.fromkeys(["mathbb", "mathds", "Bbb"], _double_struck),
    **dict.fromkeys(["operatorname", "operatorname*", "mathop"], _operator),
    **dict.fromkeys(["label", "color", "textcolor", "hspace", "vspace", "begin", "end"], _dropped),
    **dict.fromkeys(["bm", "boldsymbol", "emph", "hbox", "mbox", "underline"], _content),
    **dict.fromkeys(
        [f"math{font}" for font in ("bf", "cal", "frak", "it", "rm", "scr", "sf", "tt")], _content
    ),
    **dict.fromkeys([f"text{font}" for font in ("", *TEXT_FONTS)], _content),
    "sqrt": _root,
    "not": _negated,
}
FORMULA_MACROS: Final = frozenset(_HANDLERS) - {"begin", "end", "label", "color", "textcolor"}
"""Macros worth reading as a formula even where the author forgot the dollar signs."""

MACRO: Final = re.compile(r"\\([A-Za-z]+\*?|[^A-Za-z])", re.DOTALL)
_MARK: Final = "\0"  # around words in a formula: becomes a space between letters and nothing elsewhere
_APART: Final = re.compile(r"(?:(?<=([\w)\]}]))|)\0+(?=([^\W_]|√)?)")
_RELATION: Final = re.compile(r"\s*([=<>~≤≥≈≠≪≫≡≲≳∝∈∉⊂⊆→←↦⇒⇔×±]+)\s*")
_SPACES: Final = re.compile(r"\s+")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_ORDINARY: Final = re.compile(r"[^\\{}^_~&$]+")
_COMPOUND: Final = re.compile(r"[\s+\-−/·×±=,]")
_DOUBLE_STRUCK: Final = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
