"""When the window is opened without loading the command line."""

from __future__ import annotations

import pytest

from scheduler.__main__ import window_alone


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        ([], ""),
        (["--data", "here"], "here"),
        (["--data", ""], None),
        (["--data", "--help"], None),
        (["--data"], None),
        (["--help"], None),
        (["search", "graph"], None),
        (["--data", "here", "search"], None),
        (["programme.json"], None),
    ],
)
def test_only_where_nothing_else_is_asked_for(arguments: list[str], folder: str | None) -> None:
    assert window_alone(arguments) == folder
