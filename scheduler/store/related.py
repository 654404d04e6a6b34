"""Finds presentations like others: the full-text index names candidates, the core ranks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from scheduler.core import similar
from scheduler.core.similar import Neighbour, Text
from scheduler.store.database import Database
from scheduler.store.search import chunks, marks

_CANDIDATES: Final = 150
_WORDS_OF_ONE: Final = 25
_WORDS_OF_MANY: Final = 60
_MOST_SEEDS: Final = 60
"""More stars than this say no more of what someone likes, but each costs time."""

_TEXT = "p.id, p.title, p.abstract, p.summary, p.topics"


def nearest(
    db: Database, ids: Sequence[int], limit: int = 10, *, conference: str = "", unstarred: bool = False
) -> list[Neighbour]:
    """The presentations most like those with these ids taken together, with the terms they share.

    Never one of `ids` nor a withdrawn one; only of one conference where given; with `unstarred` only
    those without a star. Of many ids the first sixty count, so put the most wanted first.
    """
    texts = _texts(db, list(ids)[:_MOST_SEEDS])
    total = db.catalog.execute("SELECT count(*) FROM presentations").fetchone()[0]
    spoken = {word for text in texts for word in similar.words(f"{text.title} {text.body}")}
    seeds = similar.seeds(texts, _documents(db, spoken), total)
    words = similar.best_words(seeds, _WORDS_OF_ONE if len(seeds) == 1 else _WORDS_OF_MANY)
    if not words:
        return []
    return similar.rank(seeds, _candidates(db, words, ids, conference, unstarred=unstarred), limit)


def _texts(db: Database, ids: Sequence[int]) -> list[Text]:
    rows = db.catalog.execute(f"SELECT {_TEXT} FROM presentations p WHERE p.id IN ({marks(ids)})", ids)
    found = {row[0]: _text(*row) for row in rows}
    return [found[each] for each in ids if each in found]


def _text(id_: int, title: str, abstract: str, summary: str, topics: str) -> Text:
    return Text(id_, title, f"{abstract}\n{summary}\n{topics}")


def _documents(db: Database, words: Iterable[str]) -> dict[str, int]:
    """In how many presentations each word stands."""
    # The index has these counts already; a temporary table is only a view of it and writes nothing.
    db.catalog.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab('main', 'search', 'row')"
    )
    found: dict[str, int] = {}
    for some in chunks(sorted(words)):
        found.update(
            db.catalog.execute(f"SELECT term, doc FROM temp.search_words WHERE term IN ({marks(some)})", some)
        )
    return found


def _candidates(
    db: Database, words: Sequence[str], but: Sequence[int], conference: str, *, unstarred: bool
) -> list[Text]:
    quoted = " OR ".join(f'"{word}"' for word in words)
    conditions = ["search MATCH ?", "rank MATCH 'bm25(3.0, 0.0, 1.0, 1.0, 1.0)'", "p.withdrawn = 0"]
    parameters: list[object] = [f"{{title abstract summary topics}} : ({quoted})"]
    if conference:
        conditions.append("p.conference_id = (SELECT id FROM conferences WHERE key = ?)")
        parameters.append(conference)
    if unstarred:
        conditions.append("NOT EXISTS (SELECT 1 FROM personal.stars st WHERE st.key = p.key)")
    rows = db.catalog.execute(
        f"SELECT {_TEXT} FROM search JOIN presentations p ON p.id = search.rowid"
        f" WHERE {' AND '.join(conditions)} ORDER BY rank LIMIT ?",
        (*parameters, _CANDIDATES + len(but)),
    )
    left_out = set(but)
    return [_text(*row) for row in rows if row[0] not in left_out]
