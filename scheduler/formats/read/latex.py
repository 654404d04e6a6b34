"""Titles and abstracts written in LaTeX as readable text; everything else in them stays as it is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from scheduler.formats.read.latex_math import (
    FORMULA_MACROS,
    MACRO,
    MAX_DEPTH,
    Source,
    argument,
    formula,
    macro,
    source,
    tidy,
)
from scheduler.formats.read.latex_symbols import ACCENTS, OPERATORS, SILENT, TEXT_FONTS, accented, symbol

MAX_LENGTH: Final = 200_000
"""Longer texts are no abstracts and are returned as they are."""


def readable(text: str) -> str:
    """The text with its LaTeX as people would write it: `\\emph{new}` as `new`, `$n^2$` as `n²`.

    Only what is clearly LaTeX is touched: prices, file paths, `_`, `%`, `&` and lone braces stay.
    Never raises; takes time in proportion to the length.
    """
    if len(text) > MAX_LENGTH:
        return text
    if "``" in text:
        text = _QUOTED.sub("“\\1”", text)
    if whole := _SET_AS_FORMULA.fullmatch(text):
        text = whole[1]
    if "\\" not in text and "$" not in text:
        return _TIE.sub(" ", text) if "~" in text else text
    return _prose(source(text), 0, len(text), 0)


def _prose(src: Source, at: int, end: int, depth: int) -> str:
    if depth > MAX_DEPTH:
        return src.text[at:end]
    pieces: list[str] = []
    while found := _SPECIAL.search(src.text, at, end):
        pieces.append(src.text[at : found.start()])
        piece, at = _special(src, found.start(), end, depth)
        pieces.append(piece)
    pieces.append(src.text[at:end])
    return "".join(pieces)


def _special(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    char = src.text[at]
    if char == "$":
        return _dollar(src, at, end)
    if char == "\\":
        return _command(src, at, end, depth)
    if char == "~":
        return " ", at + 1
    return _group(src, at, end, depth)


def _dollar(src: Source, at: int, end: int) -> tuple[str, int]:
    """`$…$` or `$$…$$` when a formula is between them, else a plain dollar sign."""
    for fence in ("$$", "$"):
        start = at + len(fence)
        if not src.text.startswith(fence, at) or (close := _closing(src.text, fence, start, end)) < 0:
            continue
        after = close + len(fence)
        content = src.text[start:close]
        if _is_formula(content, src.text[after : after + 1]):
            return formula(content), after
    if cut_short := _CUT_SHORT.match(src.text, at + 1, end):
        return formula(cut_short[0]), end
    return "$", at + 1


def _closing(text: str, fence: str, at: int, end: int) -> int:
    close = text.find(fence, at, min(end, at + _LONGEST_FORMULA))
    while close > 0 and text[close - 1] == "\\":
        close = text.find(fence, close + 1, min(end, at + _LONGEST_FORMULA))
    return close


def _is_formula(content: str, after: str) -> bool:
    """Whether dollar signs enclose a formula; `after` is the character behind the second one."""
    bare = content.strip()
    if not bare or "\n\n" in content:
        return False
    spaced = bare != content
    if bare[0].isdigit() and after.isdigit() and content[-1] in " -–—/(":
        return False  # "$5 or $10": two prices
    if "\\" in bare or "^" in bare:
        return True
    if spaced and (after.isalnum() or not (content[0] == content[-1] == " ")):
        return False
    return bool(_RELATION.search(bare)) or (not after.isdigit() and bool(_PLAIN_FORMULA.fullmatch(bare)))


def _group(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    """`{\\em word}` and `{\\"o}` without their braces; other braces belong to the text."""
    if found := _OLD_ACCENT.match(src.text, at, end):
        return accented(found[1], found[2]), found.end()
    found = MACRO.match(src.text, at + 1, end)
    if not found or not (_is_known(found[1]) or found[1] in _SIGN_ACCENTS):
        return "{", at + 1
    close = src.closing.get(at, end)
    if close >= end:
        return "", at + 1
    return _prose(src, at + 1, close, depth + 1), close + 1


def _command(src: Source, at: int, end: int, depth: int) -> tuple[str, int]:
    text = src.text
    if path := (_PATH.match(text, max(at - 2, 0), end) or _NETWORK_PATH.match(text, at, end)):
        return text[at : path.end()], path.end()
    found = MACRO.match(text, at, end)
    if found is None:
        return "\\", at + 1
    name = found[1]
    if name in _SIGN_ACCENTS or (len(name) == 1 and name in ACCENTS):
        return _accent(text, name, at, end)
    if not name.isalpha() and name[:-1] != "operatorname":
        return _sign(text, name.rstrip("*"), at, end, depth, src)
    return _named(src, name, at, end, depth)


def _sign(text: str, name: str, at: int, end: int, depth: int, src: Source) -> tuple[str, int]:
    """A backslash before a sign: `\\%`, `\\(…\\)`, `\\\\`; or a starred macro."""
    if len(name) > 1:
        return _named(src, name, at, end, depth)
    if name in "([":
        fence = "\\)" if name == "(" else "\\]"
        close = text.find(fence, at + 2, min(end, at + _LONGEST_FORMULA))
        return (formula(text[at + 2 : close]), close + 2) if close > 0 else ("\\" + name, at + 2)
    if name == "\\":
        following = text[at + 2 : at + 3]
        # Badly escaped data doubles every backslash; alone, two are a line break.
        return ("", at + 1) if following in "{}%&#_$'\"`^" or following.isalpha() else (" ", at + 2)
    if name in "%&#_{}$":
        return name, at + 2
    if name in ",;: \n":
        return " ", at + 2
    if name in "-/":
        between = text[at - 1 : at].isalnum() and text[at + 2 : at + 3].isalnum()
        return ("/" if name == "/" and between else ""), at + 2
    return "\\", at + 1


def _accent(text: str, name: str, at: int, end: int) -> tuple[str, int]:
    """An accented letter, unless the backslash only escapes a quotation mark or is no LaTeX at all."""
    found = _ACCENTED.match(text, at, end)
    if name == "'" and _APOSTROPHE.match(text, at, end):
        return "'", at + 2
    if name == '"' and (not found or _ESCAPED_QUOTE.search(text)):
        return '"', at + 2
    if found:
        result = accented(name, found[2] or found[3])
        if len(unicodedata.normalize("NFC", result)) == 1 and not (name == "." and found[3] not in _DOTTED):
            return result, found.end()
    return ("'", at + 2) if name == "'" else ("\\", at + 1)


def _named(src: Source, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
    after = at + 1 + len(name)
    bare = name.rstrip("*")
    if bare in _HOLDERS or _CITATION.fullmatch(bare):
        return _holder(src, bare, after, end, depth)
    if bare in _PROSE_MACROS:
        return _inside(src, after, end, depth)
    if bare in SILENT:
        return "", after + src.text.startswith(" ", after, end)
    if bare in FORMULA_MACROS or (bare in ACCENTS and src.text.startswith("{", after)):
        piece, after = macro(src, at, end, depth)
        return tidy(piece), after
    sign = bare if bare in OPERATORS else symbol(bare)
    if sign is not None:
        if sign.isalpha() and src.text.startswith(" ", after, end) and sign.casefold() in _LETTERS:
            after += 1  # "S\o ren": the space only ended the macro's name
        return sign, _skip_empty_group(src.text, after)
    return _unknown(src, name, at, end, depth)


def _holder(src: Source, name: str, after: int, end: int, depth: int) -> tuple[str, int]:
    """A macro that prints something else than just its argument."""
    while option := _OPTION.match(src.text, after, end):
        after = option.end()
    start, stop, after = argument(src, after, end)
    content = src.text[start:stop]
    if name in {"label", "color", "textcolor", "hspace", "vspace", "begin", "end"}:
        return ("", after) if name != "textcolor" else _inside(src, after, end, depth)
    if name == "href":
        shown, after = _inside(src, after, end, depth)
        return (f"{shown} ({content})" if content and shown != content else shown), after
    if name in {"url", "path", "nolinkurl"}:
        return content.replace("\\", ""), after
    if name in {"footnote", "thanks"}:
        return f" ({_prose(src, start, stop, depth + 1)})", after
    return (f"[{content}]" if content else ""), after


def _inside(src: Source, after: int, end: int, depth: int) -> tuple[str, int]:
    start, stop, after = argument(src, after, end)
    return _prose(src, start, stop, depth + 1), after


def _unknown(src: Source, name: str, at: int, end: int, depth: int) -> tuple[str, int]:
    """An author's own macro: what it holds, else its name. What may be no LaTeX stays as it is."""
    text, after = src.text, at + 1 + len(name)
    if name[0] == "n" and (name[1:2].isupper() or text.startswith("\\n", at + 2)):
        return "\n", at + 2  # "\nWe show": an escaped line end
    glued = text[at - 1 : at].isalnum() or text[at - 1 : at] == "\\" or text.startswith("\\", after)
    if text.startswith("{", after) and not text.startswith("{}", after):
        return _inside(src, after, end, depth)
    if len(name) == 1 or (glued and not text.startswith("{}", after)):
        return "\\" + name, after
    return name, _skip_empty_group(text, after)


def _skip_empty_group(text: str, at: int) -> int:
    return at + 2 if text.startswith("{}", at) else at


def _is_known(name: str) -> bool:
    name = name.rstrip("*")
    return (
        name in SILENT
        or name in _PROSE_MACROS
        or name in _HOLDERS
        or name in FORMULA_MACROS
        or name in OPERATORS
        or symbol(name) is not None
    )


_LONGEST_FORMULA: Final = 1000
_PROSE_MACROS: Final = frozenset({
    "emph", "enquote", "hbox", "lowercase", "mbox", "text", "textsubscript", "textsuperscript", "uline",
    "underline", "uppercase", *(f"text{font}" for font in TEXT_FONTS),
})  # fmt: skip
_HOLDERS: Final = frozenset({
    "url", "path", "nolinkurl", "href", "footnote", "thanks", "label", "ref", "cref", "Cref", "autoref",
    "eqref", "color", "textcolor", "hspace", "vspace", "begin", "end",
})  # fmt: skip
_LETTERS: Final = frozenset("øłßæåœđıȷ")
_SIGN_ACCENTS: Final = frozenset("'`^\"~=.")
_DOTTED: Final = frozenset("zZcCeEgGI")
_CITATION: Final = re.compile(r"(?:no|short|paren|text|foot|auto|full)?[cC]ite[a-z]*")
_OPTION: Final = re.compile(r"\[[^\]\n]{0,200}\]")
_SET_AS_FORMULA: Final = re.compile(
    r"\$\$([^$]{0,300}(?:\b[A-Za-z]{2,}\b[ ,:-]+){3}[^$]{0,300})\$\$"
)  # three words: prose
_SPECIAL: Final = re.compile(r"[\\$]|\{(?=\\)|(?<=[A-Za-z]\.)~(?=[A-Za-z\\$])|~(?=\\[A-Za-z]|\$)")
_CUT_SHORT: Final = re.compile(r"(?:[A-Za-z](?=[_^=])|\\[a-zA-Z])[^\s$]{0,99}\Z")
_QUOTED: Final = re.compile(r"``([^`]{1,400}?)''")
_TIE: Final = re.compile(r"(?<=[A-Za-z]\.)~(?=[A-Za-z])")
_PATH: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\(?![A-Za-z]+\{)[^\s{}$]*")
_NETWORK_PATH: Final = re.compile(r"(?<!\S)\\\\\w[\w.-]*\\[^\s{}$]*")
_RELATION: Final = re.compile(r"[_=<>|]")
_PLAIN_FORMULA: Final = re.compile(
    r"(?:[^\s\d]\S*)?[\w)\]}.'*+%!<>≤≥-]"  # one piece that does not begin like a price
    r"|(?:(?:\d[\d.,]*%?|[A-Za-z](?![A-Za-z])|[^\w\s])\s*)+"  # numbers, single letters and signs
)
_ACCENTED: Final = re.compile(r"\\(\W|[A-Za-z](?=\s*\{))\s*(?:\{\\?([A-Za-zıȷ])\}|\\?([A-Za-zıȷ]))")
_OLD_ACCENT: Final = re.compile(r"\{\\([cvuHkrdb]) ([A-Za-z])\}")
_ESCAPED_QUOTE: Final = re.compile(r'\\"(?![\\{A-Za-z])')
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])\\'(?:s|t|re|ve|ll|d|m)\b")
