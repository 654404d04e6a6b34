"""The rows of a hall as text, as `core.hall.parse_rows` reads it: `1-40` for a run of boards."""

from __future__ import annotations

import re
from collections.abc import Sequence

_END = re.compile(r"(.*?)(\d+)")


def rows_to_text(rows: Sequence[Sequence[str]]) -> str:
    """One row a line."""
    return "\n".join(", ".join(_runs(row)) for row in rows)


def _runs(row: Sequence[str]) -> list[str]:
    """Three or more neighbours as one run."""
    found: list[str] = []
    at = 0
    while at < len(row):
        end = _run_end(row, at)
        if end - at >= 2:
            found.append(f"{row[at]}-{row[end]}")
            at = end + 1
        else:
            found.append(row[at])
            at += 1
    return found


def _run_end(row: Sequence[str], at: int) -> int:
    """The last index of the run that begins here, all steps being alike."""
    step = 0
    end = at
    while end + 1 < len(row):
        one, other = _END.fullmatch(row[end]), _END.fullmatch(row[end + 1])
        if not one or not other or one.group(1) != other.group(1):
            break
        if one.group(2).startswith("0") or other.group(2).startswith("0"):
            break
        way = int(other.group(2)) - int(one.group(2))
        if way not in (1, -1) or (step and way != step):
            break
        step = way
        end += 1
    return end
