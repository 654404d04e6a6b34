"""Markdown (CommonMark) of an agenda or report; what means something in Markdown is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.core.calm_text import calm
from scheduler.core.outline import Entry, Outline, Section

_MEANINGFUL = re.compile(r"([\\`*_\[\]<>|~&$])")
_LINE_START = re.compile(r"^(\s*)([-+=:#]|\d+(?=[.)]))")


def write(outline: Outline) -> bytes:
    """A heading for each day and session, and an item for each presentation."""
    return "\n".join(_lines(outline)).encode("utf-8", "replace")


def escaped(text: str) -> str:
    """The text on one line, shown by Markdown as it is."""
    plain = _MEANINGFUL.sub(r"\\\1", " ".join(calm(text).split()))
    return _LINE_START.sub(_escape_start, plain)


def _escape_start(found: re.Match[str]) -> str:
    # A number that begins a line is a list's only together with its full stop.
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdecimal() else f"{space}\\{mark}"


def _lines(outline: Outline) -> Iterator[str]:
    yield f"# {escaped(outline.title)}"
    yield ""
    dated = any(section.day for section in outline.sections)
    for section in outline.sections:
        yield from _section(section, below="###" if dated else "##")
    yield f"Made by Poster Scheduler, {escaped(outline.made)}."
    yield ""


def _section(section: Section, below: str) -> Iterator[str]:
    """`below`: what heads a session, one level under the title or under its day."""
    if section.day:
        yield from (f"## {escaped(section.day)}", "")
    if section.heading:
        yield from (f"{below} {escaped(section.heading)}", "")
    facts = [*section.facts, section.doubt] if section.doubt else list(section.facts)
    if facts:
        yield from (" · ".join(map(escaped, facts)), "")
    for entry in section.entries:
        yield from _entry(entry)
    yield ""


def _entry(entry: Entry) -> Iterator[str]:
    tick = f"[{'x' if entry.visited else ' '}] " if entry.key else ""
    title = f"**{escaped(entry.title)}**"
    yield f"- {tick}{f'[{title}](<{entry.url}>)' if entry.url else title}"
    marks = (entry.when, entry.board, entry.room, entry.level, entry.badge, entry.remark)
    for line in (" · ".join(escaped(mark) for mark in marks if mark), escaped(entry.authors)):
        if line:
            yield f"  {line}"
    if entry.about:
        yield from ("", f"  {escaped(entry.about)}")
    if entry.note:
        yield ""
        yield from (f"  > {escaped(line)}  " for line in calm(entry.note).splitlines())
    if entry.about or entry.note:
        yield ""
