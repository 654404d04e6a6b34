"""The search for cycles rests during work, and only then."""

from __future__ import annotations

import gc

import pytest

from scheduler.workspace.uncollected import uncollected


def test_it_goes_on_after_work_and_after_a_failure() -> None:
    with uncollected(), uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="bad"), uncollected():
        raise ValueError("bad")
    assert gc.isenabled()


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
