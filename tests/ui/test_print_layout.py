"""No block is ever cut, and a heading never stands alone."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scheduler.ui.print_layout import Size, Spot, lay_out, pages

HEIGHT = 100.0
sizes = st.lists(
    st.builds(Size, height=st.floats(1, 130), opens=st.booleans(), new_page=st.booleans()),
    max_size=60,
)


@given(sizes, st.integers(1, 3), st.floats(0, 40))
def test_every_block_stands_whole_on_one_page_in_order(
    blocks: list[Size], columns: int, first_top: float
) -> None:
    spots = lay_out(blocks, HEIGHT, columns, first_top)
    assert [spot.number for spot in spots] == list(range(len(blocks)))
    places = [(spot.page, spot.column, spot.top) for spot in spots]
    assert places == sorted(places)
    for spot in spots:
        assert spot.top + blocks[spot.number].height * spot.scale <= HEIGHT + 1e-6
        assert 0 < spot.scale <= 1
        assert 0 <= spot.column < columns


@given(sizes, st.integers(1, 3))
def test_blocks_of_one_column_do_not_overlap(blocks: list[Size], columns: int) -> None:
    ends: dict[tuple[int, int], float] = {}
    for spot in lay_out(blocks, HEIGHT, columns):
        column = spot.page, spot.column
        assert spot.top >= ends.get(column, 0.0) - 1e-6
        ends[column] = spot.top + blocks[spot.number].height * spot.scale


@given(sizes, st.integers(1, 3))
def test_a_heading_stays_with_what_follows(blocks: list[Size], columns: int) -> None:
    spots = lay_out(blocks, HEIGHT, columns)
    for spot, after in pairwise(spots):
        if blocks[spot.number].opens:
            assert (spot.page, spot.column) == (after.page, after.column)


def test_only_what_is_taller_than_a_column_shrinks() -> None:
    assert lay_out([Size(200.0)], HEIGHT) == [Spot(0, 0, 0, 0.0, 0.5)]
    assert lay_out([Size(60.0), Size(60.0)], HEIGHT) == [Spot(0, 0, 0, 0.0), Spot(1, 1, 0, 0.0)]


def test_what_does_not_fit_below_the_title_goes_to_the_next_page_whole() -> None:
    assert lay_out([Size(90.0)], HEIGHT, first_top=20.0) == [Spot(0, 1, 0, 0.0)]


def test_columns_are_filled_before_the_page_is_turned() -> None:
    spots = lay_out([Size(60.0)] * 3, HEIGHT, columns=2, first_top=10.0)
    assert [(spot.page, spot.column, spot.top) for spot in spots] == [(0, 0, 10.0), (0, 1, 10.0), (1, 0, 0.0)]


def test_a_section_may_begin_a_page() -> None:
    blocks = [Size(10.0, opens=True), Size(10.0), Size(10.0, opens=True, new_page=True), Size(10.0)]
    assert [spot.page for spot in lay_out(blocks, HEIGHT, columns=2)] == [0, 0, 1, 1]


def test_nothing_is_one_page() -> None:
    assert pages(lay_out([], HEIGHT)) == 1
