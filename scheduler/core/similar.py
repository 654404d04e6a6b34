"""How alike presentations are by what they say: Okapi BM25 over words and pairs of neighbouring words.

Pure ranking; where the texts and the counts come from is the caller's business.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import Final

_TITLE_COUNTS: Final = 3
"""A word of the title counts as if it stood so often in the text."""
_SATURATION: Final = 2.0
_LENGTH_MATTERS: Final = 0.75
_PAIR: Final = 0.6
"""A pair of words weighs this share of what its two words weigh together."""
_CLOSEST: Final = 3
"""Likeness to several texts is the mean of that to the closest few: interests may be many."""
_REASONS: Final = 4
_WORTH_NAMING: Final = 0.25
"""Terms that count for less than this share of the strongest are no reason."""

_WORD = re.compile(r"[^\W_]+")
_FUNCTION_WORDS: Final = """
    a about above across after again against all almost alone along already also although always am among
    an and another any are around as at back be became because become been before behind being below between
    both but by can cannot could did do does doing done down due during each either else enough etc even ever
    every few first for former from further get give given go had has have having he hence her here his how
    however i if in indeed instead into is it its itself just last latter least less like made make many may
    me mean might more moreover most mostly much must my namely neither never nevertheless next no nor not now
    of off often on once one only onto or other others otherwise our ours out over own per perhaps put quite
    rather re same see seem several shall she should since so some still such than that the their them then
    there thereby therefore these they this those though three through thus to together too toward towards two
    under until up upon us use used using very via was we well were what when where whereas whether which
    while who whole whom whose why will with within without would yet you your
"""
_STOP: Final = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Text:
    """What a presentation says. `body` is everything but the title, lines of it having nothing to do
    with each other (topics, paragraphs)."""

    id: int
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A presentation like those asked for. `score` is 0 to about 1; `terms` are why, the strongest first."""

    id: int
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seed:
    """A text that others are compared with: the weight of each of its terms, and `whole`, its likeness
    to itself."""

    weights: Mapping[str, float]
    whole: float
    spelling: Mapping[str, str] = field(default_factory=dict)


def words(text: str) -> list[str]:
    """Its words without case and accents, as the full-text index has them; no function words."""
    return [word for word in _WORD.findall(_folded(text)) if _matters(word)]


def seeds(texts: Iterable[Text], documents: Mapping[str, int], total: int) -> list[Seed]:
    """The texts made ready. `documents` says in how many of all `total` presentations a word stands."""
    return [_seed(text, documents, total) for text in texts]


def best_words(some: Sequence[Seed], limit: int) -> list[str]:
    """The words by which an index finds what may be like the seeds, the most telling first."""
    together: dict[str, float] = {}
    for term, parts in _by_term(some).items():
        if " " not in term:
            together[term] = sum(weight for _, weight in parts)
    return [word for word, _ in sorted(together.items(), key=lambda item: (-item[1], item[0]))[:limit]]


def rank(some: Sequence[Seed], candidates: Iterable[Text], limit: int) -> list[Neighbour]:
    """The candidates most like the seeds, the most alike first; those that share nothing are left out."""
    wanted = _by_term(some)
    telling = frozenset(word for term in wanted for word in term.split())
    bags = {candidate.id: _bag(candidate, telling) for candidate in candidates}
    average = sum(bag.length for bag in bags.values()) / (len(bags) or 1)
    scores = {id_: _likeness(bag, average, wanted, len(some)) for id_, bag in bags.items()}
    best = nlargest(limit, (id_ for id_ in scores if scores[id_] > 0), key=lambda id_: (scores[id_], -id_))
    spelling = {word: spelled for seed in reversed(some) for word, spelled in seed.spelling.items()}
    return [Neighbour(id_, scores[id_], _reasons(bags[id_], average, wanted, spelling)) for id_ in best]


@dataclass(frozen=True, slots=True)
class _Bag:
    terms: Counter[str]
    length: int


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def _matters(word: str) -> bool:
    return len(word) > 1 and word not in _STOP and not word.isdecimal()


def _bag(text: Text, telling: Set[str] | None = None) -> _Bag:
    """Counts the words that matter, or only those in `telling`, and the pairs of them on one line."""
    terms: Counter[str] = Counter()
    length = 0
    lines = [(text.title, _TITLE_COUNTS), *((line, 1) for line in text.body.splitlines())]
    for line, times in lines:
        found = _WORD.findall(_folded(line))
        length += times * len(found)
        if telling is None:
            kept = [word if _matters(word) else "" for word in found]
        else:
            kept = [word if word in telling else "" for word in found]
        for word in filter(None, kept):
            terms[word] += times
        terms.update(f"{one} {two}" for one, two in pairwise(kept) if one and two)
    return _Bag(terms, length)


def _seed(text: Text, documents: Mapping[str, int], total: int) -> Seed:
    bag = _bag(text)
    weights = {}
    for term, count in bag.terms.items():
        rarity = _rarity(term, documents, total)
        if rarity > 0:
            weights[term] = (1 + log(count)) * rarity
    whole = sum(weight * _saturated(bag, term, bag.length) for term, weight in weights.items())
    return Seed(weights, whole, _spelling(f"{text.title} {text.body}"))


def _rarity(term: str, documents: Mapping[str, int], total: int) -> float:
    one, _, two = term.partition(" ")
    if two:
        return _PAIR * (_rarity(one, documents, total) + _rarity(two, documents, total))
    # A word counted in no presentation but this one can find nothing.
    count = documents.get(term, 0)
    return log(1 + (max(total, count) - count + 0.5) / (count + 0.5)) if count > 1 else 0.0


def _saturated(bag: _Bag, term: str, average: float) -> float:
    """How much the term counts in the bag: more for each time, but ever less, and less in long texts."""
    count = bag.terms[term]
    length = bag.length / average if average else 1.0
    room = _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * length)
    return count * (_SATURATION + 1) / (count + room)


def _by_term(some: Sequence[Seed]) -> dict[str, list[tuple[int, float]]]:
    wanted: dict[str, list[tuple[int, float]]] = {}
    for number, seed in enumerate(some):
        for term, weight in seed.weights.items():
            wanted.setdefault(term, []).append((number, weight / seed.whole if seed.whole else 0.0))
    return wanted


def _likeness(
    bag: _Bag, average: float, wanted: Mapping[str, list[tuple[int, float]]], seeds_in_all: int
) -> float:
    scores = [0.0] * seeds_in_all
    for term in bag.terms:
        if term in wanted:
            counts = _saturated(bag, term, average)
            for number, weight in wanted[term]:
                scores[number] += counts * weight
    closest = nlargest(_CLOSEST, scores)
    return sum(closest) / (len(closest) or 1)


def _reasons(
    bag: _Bag, average: float, wanted: Mapping[str, list[tuple[int, float]]], spelling: Mapping[str, str]
) -> tuple[str, ...]:
    """The terms that count most, said once each: not a word beside its pair, nor its plural."""
    shares = {
        term: _saturated(bag, term, average) * max(weight for _, weight in wanted[term])
        for term in bag.terms
        if term in wanted
    }
    values = {term: _with_parts(term, shares) for term in shares}
    enough = max(values.values(), default=0.0) * _WORTH_NAMING
    named: list[str] = []
    for term in sorted(values, key=lambda term: (-values[term], term)):
        if values[term] < enough or len(named) == _REASONS:
            break
        if not any(_repeats(term, other) for other in named):
            named.append(term)
    return tuple(" ".join(spelling.get(word, word) for word in term.split()) for term in named)


def _with_parts(term: str, shares: Mapping[str, float]) -> float:
    """A pair says what its words say too, so it is named rather than they."""
    parts = term.split()
    return shares[term] + (sum(shares.get(word, 0.0) for word in parts) if len(parts) > 1 else 0.0)


def _repeats(term: str, other: str) -> bool:
    return any(one.startswith(two) or two.startswith(one) for one in term.split() for two in other.split())


def _spelling(text: str) -> dict[str, str]:
    """Folded words as people read them: names and abbreviations (`LLMs`) keep their capitals."""
    found: dict[str, str] = {}
    for written in _WORD.findall(unicodedata.normalize("NFC", text)):
        capitals = sum(char.isupper() for char in written)
        found.setdefault(_folded(written), written if capitals > 1 else written.lower())
    return found
