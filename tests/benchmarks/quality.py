"""Whether "more like this" finds what is alike, as figures of which less is better."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from tests.benchmarks import similar
from tests.benchmarks.figures import Figure

KINDS = {"any_keyword": "a keyword", "specific_keyword": "a specific keyword"}
BUDGET = 1.05


def quality() -> Iterator[Figure]:
    """Of the nearest five, the share that has no keyword in common with the paper."""
    if missing := _missing():
        yield Figure("related: nearest five without a keyword in common", 0, None, note=missing)
        return
    found = similar.measure()
    for kind, words in KINDS.items():
        shares = found[kind]
        best = max(shares["scikit_learn_default"], shares["scikit_learn_sublinear"])
        title = f"related: nearest five without {words} in common"
        ours, theirs = 100 * (1 - shares["ours"]), 100 * (1 - best)
        yield Figure(title, found["papers"], ours, "%", theirs, "scikit-learn at its best", BUDGET)


def _missing() -> str:
    if find_spec("sklearn") is None:
        return "scikit-learn is not installed"
    return "" if similar.PAPERS.exists() else "the papers of ICLR 2020 are not here"
