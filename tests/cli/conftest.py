"""The command line, called in this process on a fresh data folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scheduler.cli import run


@dataclass(frozen=True)
class Answer:
    """What one command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Scheduler = Callable[..., Answer]


@pytest.fixture
def scheduler(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Scheduler:
    folder = tmp_path / "data"

    def call(*arguments: str | Path) -> Answer:
        try:
            code = run([str(argument) for argument in arguments] + ["--data", str(folder)])
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return call


PAGE = """\
Poster Session 7

Hall Z
Chat is not available.

Spotlight Poster
Sparse graphs learn to speak

Ada Lovelace · Charles Babbage

Graphs with few edges are taught a language of their own. They speak it well.

Kites in the wind

Grace Hopper

Kites are flown by a small network that has never seen the wind before.

Reading maps without a map

Alan Turing · Joan Clarke · Max Newman

Maps are read from memory, one street after another, and drawn again on demand.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path
