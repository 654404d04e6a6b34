"""Stable keys."""

from __future__ import annotations

from scheduler.core.identity import KeyMaker, normalised, presentation_key, slug


def test_spelling_differences_do_not_change_a_key() -> None:
    one = presentation_key("c", title="Deep—Learning:  of CATS")
    assert one == presentation_key("c", title="deep learning of cats")
    assert normalised("ﬁne Straße") == "finestrasse"


def test_title_then_authors_then_abstract() -> None:
    keys = {
        presentation_key("c", title="T", authors=["A"], abstract="X"),
        presentation_key("c", authors=["A"], abstract="X"),
        presentation_key("c", abstract="X"),
    }
    assert [sorted(key[2] for key in keys)] == [["a", "t", "x"]]


def test_a_source_id_wins_and_is_namespaced() -> None:
    assert presentation_key("fosdem", source_id="17", title="T") == "fosdem/17"


def test_a_repeated_key_is_numbered() -> None:
    make = KeyMaker("c")
    assert [make(source_id="1"), make(source_id="1"), make(source_id="1")] == ["c/1", "c/1~2", "c/1~3"]


def test_slugs_are_never_empty() -> None:
    assert slug("ICLR 2024!") == "iclr-2024"
    assert slug("日本語")
