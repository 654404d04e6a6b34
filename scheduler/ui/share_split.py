"""A walk shared out between two people, as a page to read and as text to send."""

from __future__ import annotations

from html import escape

from scheduler.core.times import spell_clock
from scheduler.core.walk import Pair, Stop, Walk
from scheduler.ui import plan_text
from scheduler.ui.display_text import one_line, plural

NAMES = ("Mine", "My friend’s")


def split_html(pair: Pair, timezone: str) -> str:
    parts = []
    for name, walk in zip(NAMES, (pair.mine, pair.theirs), strict=True):
        rows = "".join(f"<tr>{_cells(stop, timezone)}</tr>" for stop in walk.stops)
        parts.append(f"<h3>{name}: {escape(_sum(walk))}</h3><table cellpadding='3'>{rows}</table>")
    if pair.left_out:
        titles = "".join(f"<li>{escape(one_line(each.title))} ({each.level})</li>" for each in pair.left_out)
        parts.append(f"<h3>In neither: {plural(len(pair.left_out), 'star')}</h3><ul>{titles}</ul>")
    return "".join(parts)


def split_text(pair: Pair, timezone: str) -> str:
    """For the clipboard: lines with time, board and title."""
    lines: list[str] = []
    for name, walk in zip(NAMES, (pair.mine, pair.theirs), strict=True):
        lines += [f"{name}: {_sum(walk)}", *(_line(stop, timezone) for stop in walk.stops), ""]
    if pair.left_out:
        lines.append("In neither:")
        lines += [f"{one_line(each.title)} ({each.level})" for each in pair.left_out]
    return "\n".join(lines).rstrip() + "\n"


def _sum(walk: Walk) -> str:
    return f"{plural(len(walk.stops), 'stop')}, {walk.minutes_used} of {walk.minutes_available} min"


def _cells(stop: Stop, timezone: str) -> str:
    board = plan_text.board(stop.board) if stop.board else ""
    cells = (spell_clock(stop.start, timezone), board, one_line(stop.title), str(stop.level))
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)


def _line(stop: Stop, timezone: str) -> str:
    board = f"{plan_text.board(stop.board)}\t" if stop.board else ""
    return f"{spell_clock(stop.start, timezone)}\t{board}{one_line(stop.title)}\t{stop.level}"
