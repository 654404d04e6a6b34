"""Ids that several presentations share."""

from __future__ import annotations

from scheduler.formats.read.shared_ids import shared_ids, telling_id


def test_only_an_id_with_several_titles_is_shared() -> None:
    entries = [("1", "One"), ("1", "ONE!"), ("2", "Two"), ("2", "Three"), ("", "Four"), ("", "Five")]
    assert shared_ids(entries) == {"2"}


def test_a_shared_id_is_told_apart_by_the_title_alone() -> None:
    shared = frozenset({"2"})
    assert telling_id("1", "One", shared) == "1"
    assert telling_id("2", "Two", shared) == telling_id("2", "two.", shared) != telling_id("2", "???", shared)
