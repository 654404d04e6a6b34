"""Lines of at most 75 octets that unfold to what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.formats.write.folding import fold

LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300), max_size=3
)
DENSE = st.lists(st.text("a\\,é🎉\u200d\u05d0", min_size=1, max_size=300), max_size=3)


@given(LINES | DENSE)
def test_unfolding_gives_the_lines_again(lines: list[str]) -> None:
    data = fold(lines)
    for part in data.split(b"\r\n"):
        assert len(part) <= 75
        part.decode()
    assert data.decode().replace("\r\n ", "").split("\r\n") == [*lines, ""]


@pytest.mark.parametrize(("length", "parts"), [(75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_line_is_filled_before_it_is_folded(length: int, parts: int) -> None:
    assert len(fold(["x" * length]).split(b"\r\n")) == parts + 1


@pytest.mark.parametrize("before", range(70, 80))
def test_an_escape_is_not_torn_apart(before: int) -> None:
    data = fold(["x" * before + "\\\\" * 3 + "\\n" + "\\," + "y" * 80])
    for part in data.split(b"\r\n"):
        assert (len(part) - len(part.rstrip(b"\\"))) % 2 == 0
