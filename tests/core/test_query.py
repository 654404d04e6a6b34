"""The search language."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.query import Flag, Term, parse


def test_words_phrases_and_exclusions() -> None:
    query = parse('diffusion "graph neural" -robot')
    assert query.terms == (
        Term("diffusion"),
        Term("graph neural"),
        Term("robot", negative=True, prefix=True),
    )


def test_only_a_last_word_still_being_typed_is_a_prefix() -> None:
    assert [t.prefix for t in parse("graph neur").terms] == [False, True]
    assert [t.prefix for t in parse("graph neural ").terms] == [False, False]


def test_fields_and_flags() -> None:
    query = parse('author:"Ada Lovelace" topic:graphs is:spotlight -is:visited has:note')
    assert query.terms == (Term("Ada Lovelace", "author"), Term("graphs", "topic"))
    assert query.flags == (Flag("spotlight"), Flag("visited", negative=True), Flag("note"))


def test_an_unknown_flag_is_named_but_a_half_typed_one_is_not() -> None:
    assert parse("is:gold").mistakes[0].startswith("“is:gold” is not known")
    assert parse("is:spot").mistakes == ()


def test_an_unknown_field_is_just_text() -> None:
    assert parse("RLHF:safe").terms == (Term("rlhf safe", prefix=True),)


@given(st.text())
def test_nothing_typed_is_an_error(text: str) -> None:
    parse(text)
