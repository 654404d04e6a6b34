"""One measured figure, and the table of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `baseline` are in `unit`; `budget` is the most that value / baseline may be.

    Without a budget a figure only informs; without a value `note` says why there is none.
    """

    name: str
    size: int
    value: float | None
    unit: str = "ms"
    baseline: float | None = None
    against: str = ""
    budget: float | None = None
    spread: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.baseline if self.value is not None and self.baseline else None

    @property
    def met(self) -> bool | None:
        """None: there is nothing to meet."""
        return None if self.budget is None or self.ratio is None else self.ratio <= self.budget

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def middle(values: Sequence[float]) -> float:
    return median(values)


def spread(values: Sequence[float]) -> str:
    """The least and the most, in the unit of the values."""
    return f"{min(values):.4g}–{max(values):.4g}" if len(values) > 1 else ""


def share(values: Sequence[float], percent: int) -> float:
    """The value that `percent` per cent of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def table(figures: Sequence[Figure]) -> str:
    """For reading in a terminal."""
    heads = ("figure", "size", "measured", "spread", "baseline", "ratio", "budget", "met?")
    rows = [heads, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in [lines[0], "-" * len(lines[0]), *lines[1:]])


def _cells(figure: Figure) -> tuple[str, ...]:
    if figure.value is None:
        return figure.name, _size(figure), "skipped", figure.note, "", "", "", ""
    base = "" if figure.baseline is None else f"{_number(figure.baseline)} {figure.unit} {figure.against}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
    budget = "" if figure.budget is None else f"≤ {figure.budget:g} ×"
    met = {None: "", True: "yes", False: "NO"}[figure.met]
    measured = f"{_number(figure.value)} {figure.unit}"
    return figure.name, _size(figure), measured, figure.spread, base.strip(), ratio, budget, met


def _size(figure: Figure) -> str:
    return f"{figure.size:,}" if figure.size else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
