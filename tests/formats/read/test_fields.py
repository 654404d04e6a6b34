"""People, topics, decisions and addresses as many sources write them."""

from __future__ import annotations

import pytest

from scheduler.core.catalog import Decision
from scheduler.formats.read import fields


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Nitin Rathi|Kaushik Roy", ("Nitin Rathi", "Kaushik Roy")),
        ("Lei Shen;Yang Feng; ", ("Lei Shen", "Yang Feng")),
        ("Ryu, Jiwoo; Dong, Hao-Wen; Jeong, Dasaem*", ("Jiwoo Ryu", "Hao-Wen Dong", "Dasaem Jeong")),
        ("A. Smith, B. Jones and C. Doe", ("A. Smith", "B. Jones", "C. Doe")),
        ("A. Smith, B. Jones, and C. Doe", ("A. Smith", "B. Jones", "C. Doe")),
        ("Martin Luther King, Jr., Rosa Parks", ("Martin Luther King, Jr.", "Rosa Parks")),
        ("Alexandra Anders", ("Alexandra Anders",)),
        (["A B", "", "A B", "C  D"], ("A B", "C D")),
        ([{"fullname": "A B", "institution": "X"}, {"name": "C D"}], ("A B", "C D")),
        ("", ()),
        (None, ()),
    ],
)
def test_people(written: object, names: tuple[str, ...]) -> None:
    assert fields.people(written) == names


def test_a_comma_is_part_of_a_name_where_the_file_separates_otherwise() -> None:
    assert fields.separated_by_marks(["Flexer, Arthur*", "Zeitler, Johannes; Maman, Ben"])
    assert fields.people("Flexer, Arthur*", commas=False) == ("Arthur Flexer",)


@pytest.mark.parametrize(
    ("written", "words"),
    [("a|b, c|a", ("a", "b, c")), ("a; b", ("a", "b")), ("a, b", ("a", "b")), (["a", 5, None], ("a", "5"))],
)
def test_topics(written: object, words: tuple[str, ...]) -> None:
    assert fields.topics(written) == words


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Oral", Decision.ORAL),
        ("ICLR 2023 notable top 5%", Decision.ORAL),
        ("notable-top-25%", Decision.SPOTLIGHT),
        ("Accept (spotlight)", Decision.SPOTLIGHT),
        ("Spotlight Poster", Decision.SPOTLIGHT),
        ("Highlight", Decision.SPOTLIGHT),
        ("Poster", Decision.POSTER),
        ("Short Findings", None),
        ("", None),
    ],
)
def test_decisions(word: str, found: Decision | None) -> None:
    assert fields.decision(word) is found


def test_only_web_addresses_are_addresses() -> None:
    assert fields.address("papers.html", "javascript:alert(1)", "https://a.org/x") == "https://a.org/x"
    assert fields.address('http://a.org/"><b>', "file:///etc/passwd", None) == ""


def test_people_with_escaped_letters_and_marks_of_presenters() -> None:
    assert fields.people("Xi&#x27;an Li, Ada Lovelace") == ("Xi'an Li", "Ada Lovelace")
    assert fields.people("○川原田将之, ○◊Ada Lovelace") == ("川原田将之", "Ada Lovelace")
