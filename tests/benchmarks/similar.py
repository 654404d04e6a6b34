"""How often "more like this" finds papers of the same keywords, beside scikit-learn and chance.

`uv run python -m tests.benchmarks.similar` prints the figures as JSON.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from scheduler.core.catalog import Catalog, Conference, Presentation
from scheduler.store import related
from scheduler.store.catalog import StoredCatalog
from scheduler.store.catalog import replace as store_catalog
from scheduler.store.database import Database

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "miniconf" / "iclr2020-papers.csv"
NEAREST = 5
SPECIFIC = 0.05
"""A keyword of more than this share of the papers ("optimization") says little of what one is about."""

Keywords = Sequence[set[str]]
Found = Sequence[Sequence[int]]


def measure(path: Path = PAPERS) -> dict[str, Any]:
    """For all keywords, and for the specific ones alone: the share of the nearest five that have one in
    common with the paper, for each method; `chance` is that of any two papers, `at_most` is 1 / chance.
    """
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    texts = [(row["title"], row["abstract"]) for row in rows]
    every = [{word.strip().casefold() for word in row["keywords"].split("|")} - {""} for row in rows]
    methods = {
        "ours": _ours(texts),
        "scikit_learn_default": _scikit_learn(texts),
        "scikit_learn_sublinear": _scikit_learn(texts, stop_words="english", sublinear_tf=True),
    }
    return {
        "papers": len(rows),
        "any_keyword": _compare(every, methods),
        "specific_keyword": _compare(_specific(every), methods),
    }


def _compare(keywords: Keywords, methods: Mapping[str, Found]) -> dict[str, float]:
    shares = [bool(one & other) for one, other in combinations(keywords, 2)]
    chance = sum(shares) / len(shares)
    figures = {name: _share(keywords, found) for name, found in methods.items()}
    return {
        **figures,
        "chance": chance,
        "ours_by_chance": figures["ours"] / chance,
        "at_most_by_chance": 1 / chance,
    }


def _share(keywords: Keywords, found: Found) -> float:
    hits = [bool(keywords[paper] & keywords[other]) for paper, others in enumerate(found) for other in others]
    return sum(hits) / (len(keywords) * NEAREST)


def _specific(every: Keywords) -> Keywords:
    counts = Counter(word for words in every for word in words)
    return [{word for word in words if counts[word] <= SPECIFIC * len(every)} for words in every]


def _ours(texts: Sequence[tuple[str, str]]) -> Found:
    papers = tuple(
        Presentation(f"c/{place}", title, abstract=abstract, order=place)
        for place, (title, abstract) in enumerate(texts)
    )
    with tempfile.TemporaryDirectory() as folder:
        db = Database.open(Path(folder))
        try:
            store_catalog(db, StoredCatalog(Catalog(Conference("c", "Conf"), (), papers)))
            ids = [row[0] for row in db.catalog.execute("SELECT id FROM presentations ORDER BY position")]
            places = {id_: place for place, id_ in enumerate(ids)}
            return [[places[each.id] for each in related.nearest(db, [id_], NEAREST)] for id_ in ids]
        finally:
            db.close()


def _scikit_learn(texts: Sequence[tuple[str, str]], **options: Any) -> Found:
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(**options).fit_transform(f"{title} {abstract}" for title, abstract in texts)
    likeness = (matrix @ matrix.T).toarray()
    numpy.fill_diagonal(likeness, -1)
    nearest: list[list[int]] = numpy.argsort(-likeness, axis=1, kind="stable")[:, :NEAREST].tolist()
    return nearest


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
