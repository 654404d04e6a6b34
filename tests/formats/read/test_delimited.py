"""Rows of delimited text: what a row is, and the limits of one."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import BadInput
from scheduler.formats.read import delimited

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n"), max_size=12)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=6),
    st.sampled_from(delimited.DELIMITERS),
)
def test_what_a_spreadsheet_writes_is_read_back(table: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    expected = [row for row in table if any(cell.strip() for cell in row)]
    assert [cells for _, cells in delimited.rows(text.getvalue(), delimiter)] == expected


def test_rows_know_the_line_they_start_on() -> None:
    text = 'a,b\n\n"x\ny",z\r\nlast,row\rmac,row'
    assert list(delimited.rows(text, ",")) == [
        (1, ["a", "b"]),
        (3, ["x\ny", "z"]),
        (5, ["last", "row"]),
        (6, ["mac", "row"]),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n" + "x" * 1_100_000, "Line 2: the row is longer"),
        ("a,b\n" + "," * 1_500, "Line 2: the row has 1,501 columns"),
        ('a,b\n"' + "x\n" * 100_000, "quotation mark"),
        ("a,b\n" + '"\n",' * 400_000, "the row is longer"),
        ("a\n" * 200_001, "more than 200,000 rows"),
    ],
)
def test_a_table_beyond_measure_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        list(delimited.rows(text, ","))


@pytest.mark.parametrize("delimiter", delimited.DELIMITERS)
def test_the_delimiter_is_the_one_that_shows_known_headers(delimiter: str) -> None:
    text = delimiter.join(("title", "authors")) + "\n" + delimiter.join(("A, B; C", "D | E"))
    known = {"title", "authors"}
    assert delimited.guess_delimiter(text, lambda cells: len(known.intersection(cells))) == delimiter
