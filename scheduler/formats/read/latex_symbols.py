"""The characters LaTeX macros stand for, and small letters raised and lowered."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

OPERATORS: Final = frozenset({
    "arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "cos", "cosh", "cot", "coth", "csc", "deg",
    "det", "dim", "exp", "gcd", "hom", "inf", "injlim", "ker", "lg", "lim", "liminf", "limsup", "ln", "log",
    "max", "min", "mod", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
})  # fmt: skip
"""Macros written as their own name, a word apart from its neighbours."""

SILENT: Final = frozenset({
    "bf", "bfseries", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
    "Biggl", "Biggr", "boldmath", "cal", "centering", "displaystyle", "em", "ensuremath", "footnotesize",
    "it", "itshape", "large", "Large", "left", "limits", "mathbin", "mathclose", "mathop", "mathopen",
    "mathord", "mathpunct", "mathrel", "md", "mdseries", "middle", "mit", "nolimits", "noindent",
    "normalfont", "normalsize", "protect", "relax", "right", "rm", "rmfamily", "sc", "scriptsize",
    "scriptstyle", "scshape", "sf", "sffamily", "sl", "slshape", "small", "textstyle", "tiny", "tt",
    "ttfamily", "upshape", "xspace",
})  # fmt: skip
"""Macros that change only the look of what follows."""

TEXT_FONTS: Final = ("bf", "it", "md", "normal", "rm", "sc", "sf", "sl", "tt", "up")
"""The x of `\\textx{…}`."""

ACCENTS: Final = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "overline": "\u0305", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
    "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
"""Macro name → combining character. One-letter and sign names belong to text, words to formulas."""


def symbol(name: str) -> str | None:
    """What `\\name` prints, or None when it is no known symbol."""
    return _symbols().get(name)


def accented(accent: str, letters: str) -> str:
    """Each letter under the accent; a longer word stays as it is, being no less readable."""
    letters = letters.replace("ı", "i").replace("ȷ", "j")
    if not 1 <= len(letters) <= 3:
        return letters
    return unicodedata.normalize("NFC", "".join(letter + ACCENTS[accent] for letter in letters))


def script(kind: str, content: str) -> str:
    """`content` raised (`^`) or lowered (`_`): n², xᵢ, and `n^1.5` where no characters exist for it."""
    if not content or (kind == "^" and content in _AS_THEY_ARE):
        return _AS_THEY_ARE.get(content, "")
    table = _RAISED if kind == "^" else _LOWERED
    # Raised words ("ᵒᵈᵉ") are hard to read and impossible to search for.
    if all(char in table for char in content) and not _WORD.search(content):
        return "".join(table[char] for char in content)
    return kind + (content if _ONE_PIECE.fullmatch(content) else f"({content})")


@cache
def _symbols() -> dict[str, str]:
    from pylatexenc.latex2text import get_default_latex_context_db  # 60 ms, for LaTeX only

    table = {
        spec.macroname: spec.simplify_repl
        for spec in get_default_latex_context_db().iter_macro_specs()
        if isinstance(spec.simplify_repl, str) and spec.macroname.isalpha()
    }
    return {name: text for name, text in table.items() if 0 < len(text) <= 2 and "%" not in text} | _BETTER


_BETTER: Final = {
    "Im": "Im", "P": "¶", "Re": "Re", "S": "§", "arrowvert": "|", "ast": "*", "checkmark": "✓", "colon": ":",
    "copyright": "©", "degree": "°", "epsilon": "ε", "euro": "€", "iff": "⇔", "implies": "⇒", "item": "•",
    "ne": "≠", "over": "/", "phi": "φ", "pounds": "£", "prime": "′", "qed": "∎", "qquad": " ", "quad": " ",
    "sim": "~", "star": "*", "textasciicircum": "^", "textbar": "|", "textendash": "–", "textgreater": ">",
    "textless": "<", "textmu": "µ", "textunderscore": "_", "vert": "|",
}  # fmt: skip
"""Where the table has nothing, or a character few fonts have for one that all have."""

_AS_THEY_ARE: Final = {
    "*": "*", "'": "'", "′": "′", "∘": "°", "†": "†", "th": "th", "st": "st", "nd": "nd", "rd": "rd",
}  # fmt: skip
_RAISED: Final = dict(
    zip(
        "0123456789+-−=abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡᵀ",
        strict=True,
    )
)
_LOWERED: Final = dict(
    zip(
        "0123456789+-−=aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_ONE_PIECE: Final = re.compile(r"[\w.*†′⊤⊥∞]+|\W")
