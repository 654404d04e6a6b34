"""Short runs of what `python -m tests.faults` does at length, and each named attack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import disk, fuzz, hostile, kills


@pytest.mark.end_to_end
def test_killed_programs_lose_nothing() -> None:
    tally = kills.run(25, seed=7, workers=1)
    assert not tally.failures, kills.table(tally)
    assert tally.kills.total() == 25


@pytest.mark.end_to_end
@pytest.mark.parametrize("fault", disk.FAULTS, ids=lambda fault: fault.__name__)
def test_bad_disks(fault: Callable[[Path], str], tmp_path: Path) -> None:
    assert fault(tmp_path)


def test_mutated_files_are_read_or_refused() -> None:
    tally = fuzz.run(1_500, seed=7, workers=1)
    assert not tally.failures, fuzz.table(tally)
    assert tally.read.total() + tally.refused.total() == 1_500


@pytest.mark.parametrize("case", hostile.CASES, ids=lambda case: case.__name__)
def test_named_attacks_are_read_or_refused_within_bounds(case: Callable[[], bytes]) -> None:
    answer = hostile.attack(case)
    assert answer.said.startswith(("read: ", "refused: ")), answer.said
    assert answer.seconds < fuzz.SECONDS, answer.said
    assert answer.memory < hostile.MEMORY, answer.said
    assert "root:" not in answer.said, "the password file was read"
    assert not Path("/tmp/pwned").exists(), "a tag of YAML was carried out"
