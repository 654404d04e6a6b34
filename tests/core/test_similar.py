"""What is alike is found, ranked and explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from scheduler.core import similar
from scheduler.core.similar import Neighbour, Text

TEXTS = (
    Text(1, "Spiking neural networks", "We train spiking networks with surrogate gradients."),
    Text(2, "Training spiking networks on chips", "Surrogate gradients make LLMs of spikes."),
    Text(3, "Fairness in lending", "A causal account of fairness for banks."),
    Text(4, "Causal fairness", "Fairness measured by causal graphs; LLMs are not needed."),
    Text(5, "On surrogate models", "Gradients of simulators."),
)


def ranked(ids: Sequence[int], texts: Sequence[Text] = TEXTS, limit: int = 10) -> list[Neighbour]:
    documents = Counter(word for text in texts for word in set(similar.words(f"{text.title} {text.body}")))
    chosen = similar.seeds([text for text in texts if text.id in ids], documents, len(texts))
    return similar.rank(chosen, [text for text in texts if text.id not in ids], limit)


def test_the_most_alike_comes_first_and_what_shares_nothing_is_left_out() -> None:
    assert [each.id for each in ranked([1])] == [2, 5]


def test_the_limit_is_kept() -> None:
    assert [each.id for each in ranked([1], limit=1)] == [2]


def test_the_reason_is_what_is_shared_in_pairs_rather_than_words() -> None:
    (first, *_) = ranked([1])
    assert first.terms == ("spiking networks",)


def test_abbreviations_keep_their_capitals_in_reasons() -> None:
    assert "LLMs" in [term for each in ranked([2]) for term in each.terms]


def test_several_interests_do_not_dilute_each_other() -> None:
    assert {each.id for each in ranked([1, 3], limit=2)} == {2, 4}


def test_words_are_folded_as_the_index_folds_them() -> None:
    assert similar.words("Über die NAÏVE Bayes’ model of 2024") == ["uber", "die", "naive", "bayes", "model"]


def test_the_most_telling_words_are_rare_or_repeated() -> None:
    documents = {"spiking": 2, "networks": 50, "train": 40, "neural": 50, "surrogate": 3, "gradients": 20}
    (seed,) = similar.seeds(TEXTS[:1], documents, 100)
    assert similar.best_words([seed], 2) == ["spiking", "surrogate"]


def test_words_of_different_lines_are_no_pair() -> None:
    texts = (Text(1, "One", "Materials\nDiffusion"), Text(2, "Two", "Materials\nDiffusion"), Text(3, "Three"))
    (first,) = ranked([1], texts)
    assert sorted(first.terms) == ["diffusion", "materials"]


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=60)), max_size=5))
def test_any_texts_can_be_compared(parts: list[tuple[str, str]]) -> None:
    texts = [Text(number, *part) for number, part in enumerate(parts)]
    found = ranked([0], texts)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_a_text_is_wholly_like_itself_and_nothing_else_is_more_so() -> None:
    twin = Text(9, TEXTS[0].title, TEXTS[0].body)
    (first, second, *_) = ranked([1], (*TEXTS, twin))
    assert first.id == 9
    assert second.score < first.score
