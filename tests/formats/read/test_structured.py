"""JSON and YAML from strangers: plain values, one sentence, never a crash."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import BadInput
from scheduler.formats.read import structured

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_yaml_reads_what_json_wrote(value: object) -> None:
    """JSON is YAML, as long as everything is text."""
    assert structured.load_yaml(json.dumps(value, ensure_ascii=False)) == value


def test_yaml_scalars_stay_as_they_are_written() -> None:
    assert structured.load_yaml("id: 0123\nexp: 1e5\nday: 2020-07-06\nyes: no\nnone:\n") == {
        "id": "0123",
        "exp": "1e5",
        "day": "2020-07-06",
        "yes": "no",
        "none": "",
    }


def test_yaml_aliases_are_followed_and_merge_keys_are_not() -> None:
    text = "a: &one {date: x}\nb: *one\nc: {<<: *one}\nd: *unknown_until_now\n".replace(
        "*unknown_until_now", "y"
    )
    loaded = structured.load_yaml(text)
    assert loaded["b"] == {"date": "x"}
    assert loaded["c"] == {"<<": {"date": "x"}}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "- " * 100_000,
        "a: [1, 2",
        "{a: b",
        "\t- x",
        "a: b: c",
        "? " * 5_000,
        "%YAML 9.9\n---\n",
    ],
)
def test_bad_yaml_is_one_sentence(text: str) -> None:
    with pytest.raises(BadInput):
        structured.load_yaml(text)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "[1, 2", "[" + "9" * 5_000 + "]", "", "[{}" + ",{}" * 1_000_001 + "]"],
)
def test_bad_json_is_one_sentence(text: str) -> None:
    with pytest.raises(BadInput):
        structured.load_json(text)


def test_bad_json_names_its_line() -> None:
    with pytest.raises(BadInput, match=r"^Line 3: "):
        structured.load_json('[\n{"a": 1},\n{"a" 2}\n]')


@pytest.mark.parametrize(
    ("data", "record"),
    [
        (b'[{"a": 1}, {"b"', {"a": 1}),
        (b'\xef\xbb\xbf  {"x": {"a": 1}, "y', {"a": 1}),
        (b'{"papers": [{"a": 1}, {', {"a": 1}),
        (b"[1, 2]", {}),
        (b'[{"a": 1', {}),
        (b"[" * 100_000, {}),
        (b"", {}),
        (b"Some prose, by nobody.", {}),
    ],
)
def test_the_first_record_is_seen_without_reading_the_rest(data: bytes, record: dict[str, int]) -> None:
    assert structured.first_record(data) == record


@pytest.mark.parametrize(
    ("value", "text"),
    [(" a\x00b \ud800", "ab"), (5, "5"), (True, ""), (None, ""), (["a"], ""), ("a\nb\tc", "a\nb\tc")],
)
def test_only_text_and_numbers_are_text(value: object, text: str) -> None:
    assert structured.text_of(value) == text
