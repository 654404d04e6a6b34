"""Titles and prose of academic sources: LaTeX in fields that a web site has escaped as HTML."""

from __future__ import annotations

from scheduler.formats.read.latex import readable
from scheduler.formats.read.markup import plain_text


def prose(text: str) -> str:
    """The text without markup and with its LaTeX as people would write it, in paragraphs."""
    return readable(plain_text(text))


def title(text: str) -> str:
    """The same in one line."""
    return " ".join(prose(text).split())
