"""BibTeX: keys are unique, and TeX prints what was meant."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.catalog import Presentation
from scheduler.core.detail import Detail
from scheduler.formats.write import bibtex


def detail(title: str, *authors: str, url: str = "", conference: str = "ICLR 2024") -> Detail:
    return Detail(Presentation("c/1", title, authors, url=url), "c", conference, "UTC", ())


def test_an_entry() -> None:
    made = bibtex.write([detail("The art of 100% R&D", "Ada King", "Bo Li", url="https://x.org/a_b%20c#d")])
    assert made.decode() == (
        "@inproceedings{king2024art,\n"
        "  title = {{The art of 100\\% R\\&D}},\n"
        "  author = {Ada King and Bo Li},\n"
        "  booktitle = {ICLR 2024},\n"
        "  year = {2024},\n"
        "  url = {https://x.org/a_b\\%20c\\#d},\n"
        "}\n"
    )


def test_keys_are_unique_and_plain() -> None:
    made = bibtex.write([detail("On stars", "Łukasz Müller")] * 3 + [detail("", conference="Conf")])
    keys = re.findall(rb"@inproceedings\{([^,]+),", made)
    assert keys == [b"muller2024stars", b"muller2024stars-2", b"muller2024stars-3", b"untitled"]


def test_a_name_with_and_or_a_comma_stays_one_person() -> None:
    made = bibtex.write([detail("T", "Barnes and Noble", "Smith, Jr.", "Ada King")]).decode()
    assert "author = {{Barnes and Noble} and {Smith, Jr.} and Ada King}" in made


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=20), max_size=3))
def test_braces_balance_whatever_the_text(title: str, authors: list[str]) -> None:
    made = bibtex.write([detail(title, *authors)]).decode()
    unescaped = re.sub(r"\\[{}]", "", made)
    depth = 0
    for char in unescaped:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    assert made.count("\n@") == 0
