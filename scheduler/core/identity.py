"""Stable keys: the name under which stars, notes and visits find their presentation again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_BETWEEN = re.compile(r"[\W_]+")  # all that str.isalnum is false of


def normalised(text: str) -> str:
    """NFKC, casefolded, letters and digits only: what two spellings of one title share."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN.sub("", folded)


def slug(text: str) -> str:
    """A short readable ASCII name for use inside keys and file names, never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return "-".join(words)[:60].strip("-") or digest(text)


def digest(text: str) -> str:
    """Twelve hex digits of SHA-256: no collision among millions of titles is to be expected."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def presentation_key(
    conference_key: str,
    *,
    source_id: str = "",
    title: str = "",
    authors: Iterable[str] = (),
    abstract: str = "",
) -> str:
    """The key of a presentation: the source's own id, else a hash of title, authors or abstract.

    Always namespaced by conference: bare numbers are used as ids by many sources.
    """
    if source_id.strip():
        return f"{conference_key}/{source_id.strip()}"
    for kind, text in (("t", title), ("a", " ".join(authors)), ("x", abstract)):
        if bare := normalised(text):
            return f"{conference_key}/{kind}-{digest(bare)}"
    # Titles without one letter or digit exist ("???"): their exact text must still tell them apart.
    return f"{conference_key}/r-{digest(title + abstract)}"


class KeyMaker:
    """Hands out presentation keys of one conference, each only once.

    Sources repeat ids and titles for different talks; the second gets `~2`, in source order.
    """

    def __init__(self, conference_key: str) -> None:
        self._conference_key = conference_key
        self._used: dict[str, int] = {}

    def __call__(
        self, *, source_id: str = "", title: str = "", authors: Iterable[str] = (), abstract: str = ""
    ) -> str:
        key = presentation_key(
            self._conference_key, source_id=source_id, title=title, authors=authors, abstract=abstract
        )
        count = self._used[key] = self._used.get(key, 0) + 1
        return key if count == 1 else f"{key}~{count}"
