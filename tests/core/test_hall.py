"""Boards however written, halls however numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.hall import HallSettings, Spot, board_name, lay_out, parse_rows
from scheduler.errors import BadInput


def spots(*boards: str) -> list[Spot]:
    return [Spot(board, order) for order, board in enumerate(boards)]


def line(*boards: str, settings: HallSettings | None = None) -> list[str]:
    """The boards in walking order."""
    hall = lay_out(spots(*boards), (), settings)
    return sorted(boards, key=lambda board: hall.place(Spot(board, 0)).seconds)


@pytest.mark.parametrize(
    ("one", "other"),
    [("123", "#123"), ("123", "Board 123"), ("B-12", "b 12"), ("B12", "#B12"), ("H7", "h7"), ("7", "7")],
)
def test_two_ways_to_write_one_board(one: str, other: str) -> None:
    assert board_name(one) == board_name(other)


@pytest.mark.parametrize("nothing", ["", "   ", "–", "#", "Board"])
def test_what_names_no_board(nothing: str) -> None:
    assert board_name(nothing) is None


@given(st.text(max_size=20))
def test_any_text_is_a_board_name_or_none(text: str) -> None:
    board_name(text)


def test_boards_are_in_the_order_of_their_numbers() -> None:
    assert line("10", "9", "#100", "1", "12a", "12") == ["1", "9", "10", "12", "12a", "#100"]


def test_each_letter_is_a_row_and_the_walk_turns_at_its_end() -> None:
    assert line("A1", "A2", "B1", "B2", "C1") == ["A1", "A2", "B2", "B1", "C1"]


def test_steps_and_row_changes_take_their_seconds() -> None:
    hall = lay_out(spots("A1", "A2", "A3", "B1", "B2", "B3"))
    seconds = [hall.place(Spot(board, 0)).seconds for board in ("A1", "A2", "A3", "B3", "B2", "B1")]
    assert seconds == [0, 2, 4, 24, 26, 28]


def test_without_serpentine_one_walks_back_to_the_left() -> None:
    settings = HallSettings(serpentine=False)
    hall = lay_out(spots("A1", "A2", "A3", "B1", "B2", "B3"), (), settings)
    assert hall.place(Spot("B1", 0)).seconds == 4 + 20 + 4
    assert line("A1", "A2", "B1", "B2", settings=settings) == ["A1", "A2", "B1", "B2"]


def test_rows_of_the_user_with_boards_they_forgot_at_the_end() -> None:
    settings = HallSettings(rows=parse_rows("1-3\n4-6"))
    assert line("1", "2", "3", "4", "5", "6", "7", settings=settings) == list("1236547")


def test_missing_numbers_are_boards_one_walks_past() -> None:
    hall = lay_out(spots("3", "57"), [Spot("", order) for order in range(2, 60)])
    assert hall.place(Spot("57", 0)).boards - hall.place(Spot("3", 0)).boards == 54


def test_numbers_of_submissions_are_not_boards_one_walks_past() -> None:
    hall = lay_out(spots("12", "9813", "10542"))
    assert [hall.place(Spot(board, 0)).boards for board in ("12", "9813", "10542")] == [0, 1, 2]


def test_without_boards_posters_hang_in_catalog_order() -> None:
    posters = [Spot("", order) for order in (5, 6, 7, 20)]
    hall = lay_out([posters[0], posters[3]], posters)
    assert hall.by_catalog_order
    assert [hall.place(spot).boards for spot in posters] == [0, 1, 2, 3]


def test_boards_are_used_when_half_of_the_stars_have_one() -> None:
    posters = [Spot("", order) for order in range(50)]
    assert not lay_out([Spot("3", 1), Spot("", 2)], posters).by_catalog_order
    assert lay_out([Spot("3", 1), Spot("", 2), Spot("", 3)], posters).by_catalog_order


def test_a_poster_without_board_is_taken_to_hang_beside_its_neighbour_in_the_catalog() -> None:
    hall = lay_out([Spot("1", 0), Spot("8", 7), Spot("", 8)])
    guessed = Spot("", 8)
    assert hall.place(guessed) == hall.place(Spot("8", 7))
    assert not hall.knows(guessed)
    assert hall.knows(Spot("8", 7))


def test_the_entry_is_where_the_walk_begins() -> None:
    boards = spots("1", "2", "3")
    assert lay_out(boards).start.seconds == 0
    assert lay_out(boards, (), HallSettings(from_last=True)).start.seconds == 4
    assert lay_out(boards, (), HallSettings(entry="#2")).start.seconds == 2
    assert lay_out(boards, (), HallSettings(entry="nowhere")).start.seconds == 0


def test_an_unknown_board_is_at_the_nearest_number_of_its_row() -> None:
    hall = lay_out(spots("A1", "A9", "B1"))
    assert hall.board("A7") == hall.board("A9")
    assert hall.board("C1") is None


def test_an_empty_hall_has_a_start() -> None:
    hall = lay_out([])
    assert hall.place(Spot("4", 9)) == hall.start


def test_rows_as_typed() -> None:
    assert parse_rows("1-3, 5\n\nB2–B1; B7\n4") == (("1", "2", "3", "5"), ("B2", "B1", "B7"), ("4",))
    assert parse_rows("9-7") == (("9", "8", "7"),)
    assert parse_rows("") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1-3\n3-5", "Line 2: board 3 is already in line 1."),
        ("1-3\nA1-B4", "Line 2: “A1-B4” goes from one letter to another; write two rows."),
        ("1-999999", "Line 1: “1-999999” is a row of more than 2000 boards."),
        ("4\n—", "Line 2: “—” names no board."),
    ],
)
def test_rows_that_cannot_be_meant(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as failure:
        parse_rows(text)
    assert str(failure.value) == sentence


@given(st.text(alphabet="0123456789AB-–,;\n #", max_size=40))
def test_rows_are_read_or_refused(text: str) -> None:
    try:
        rows = parse_rows(text)
    except BadInput:
        return
    assert all(board_name(board) for row in rows for board in row)


@given(st.lists(st.sampled_from(["", "1", "2", "9", "A3", "A4", "B1", "x"]), max_size=8), st.booleans())
def test_every_poster_has_a_place(boards: list[str], serpentine: bool) -> None:
    stars = spots(*boards)
    hall = lay_out(stars, (), HallSettings(serpentine=serpentine))
    assert all(hall.place(star).seconds >= 0 for star in stars)
    named = [star for star in stars if hall.knows(star)]
    assert len({hall.place(star) for star in named}) == len({board_name(star.board) for star in named})
