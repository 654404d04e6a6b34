"""Every export is read alike by every program: UTC start and end, title, place and alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from scheduler.core.calendar import CalendarEvent
from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Slot
from scheduler.formats.write import ical
from scheduler.workspace.calendar import Scope
from tests.interop import exports
from tests.interop.consumers import CONSUMERS, Calcurse, Khal, Missing, Seen

pytestmark = pytest.mark.interop


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], tuple[Path, list[Seen]]]:
    """The file of one programme and what is in it, made once."""
    made: dict[str, tuple[Path, list[Seen]]] = {}

    def get(name: str, shared: Path) -> tuple[Path, list[Seen]]:
        if name not in made:
            made[name] = _export(name, tmp_path_factory.mktemp("export"), shared)
        return made[name]

    return get


def _export(name: str, folder: Path, shared: Path) -> tuple[Path, list[Seen]]:
    with exports.workspace(folder / "data") as ws:
        exports.fill(ws, name, shared)
        prepared = ws.calendar.prepare(exports.EVERYTHING)
        file = ws.calendar.save(prepared, folder / "agenda.ics")
    return file, expected(entry.event for entry in prepared.chosen)


def expected(events: Iterable[CalendarEvent]) -> list[Seen]:
    return sorted(
        Seen(e.start, e.end, ical.clean(e.summary), ical.clean(e.location), e.uid, e.alarms) for e in events
    )


@pytest.mark.parametrize("consumer", CONSUMERS)
@pytest.mark.parametrize("name", exports.NAMES)
def test_same_in_every_program(
    name: str,
    consumer: str,
    exported: Callable[[str, Path], tuple[Path, list[Seen]]],
    request: pytest.FixtureRequest,
) -> None:
    shared = request.getfixturevalue("shared_data") if name.startswith("fosdem") else Path()
    file, wanted = exported(name, shared)
    assert seen(consumer, file) == (without_what_calcurse_lacks(wanted) if consumer == "calcurse" else wanted)


def test_only_what_changed_updates_khal(tmp_path: Path) -> None:
    first, second, wanted = _two_exports(tmp_path)
    with _present(Khal(tmp_path / "khal")) as khal:
        khal.take(first)
        khal.take(second)
        assert sorted(khal.events()) == wanted


def test_only_what_changed_doubles_nothing_in_calcurse(tmp_path: Path) -> None:
    """It has no UIDs: what moved or was cancelled stands beside its old version, but nothing twice."""
    first, second, _ = _two_exports(tmp_path)
    with _present(Calcurse(tmp_path / "calcurse")) as calcurse:
        calcurse.take(first)
        before = calcurse.events()
        calcurse.take(second)
        after = calcurse.events()
    assert len(set(after)) == len(after)
    added = sorted(e.title for e in after if e not in before)
    assert added == ["Cancelled: Talk 2", "Talk 1", "Talk 3"]
    assert len(after) == len(before) + 3


def _two_exports(folder: Path) -> tuple[Path, Path, list[Seen]]:
    """A whole agenda, then what changed: talk 1 moved, 2 unstarred, 3 starred, 0 as it was."""
    with exports.workspace(folder / "data") as ws:
        exports.bring(ws, _talks(timedelta(0)))
        ws.marks.star(["c/0", "c/1", "c/2"])
        first = ws.calendar.save(ws.calendar.prepare(exports.EVERYTHING), folder / "first.ics")
        exports.bring(ws, _talks(timedelta(minutes=30)))
        ws.marks.unstar(["c/2"])
        ws.marks.star(["c/3"])
        whole = ws.calendar.prepare(exports.EVERYTHING)
        changed = ws.calendar.prepare(replace(exports.EVERYTHING, scope=Scope.CHANGED))
        second = ws.calendar.save(changed, folder / "second.ics")
    return first, second, expected(entry.event for entry in whole.chosen)


def _talks(later: timedelta) -> Catalog:
    start = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
    starts = [start + timedelta(hours=number) for number in range(4)]
    starts[1] += later
    talks = tuple(
        Presentation(
            f"c/{number}",
            f"Talk {number}",
            decision=Decision.TALK,
            slots=(Slot("", each, each + timedelta(minutes=30), "Aula"),),
        )
        for number, each in enumerate(starts)
    )
    return Catalog(Conference("c", "Conf", "Europe/Vienna"), (), talks)


Program = TypeVar("Program", Khal, Calcurse)


@contextmanager
def _present(program: Program) -> Iterator[Program]:
    try:
        with program:
            yield program
    except Missing as missing:
        pytest.skip(str(missing))


def seen(consumer: str, file: Path) -> list[Seen]:
    try:
        return sorted(CONSUMERS[consumer](file))
    except Missing as missing:
        pytest.skip(str(missing))


def without_what_calcurse_lacks(events: Iterable[Seen]) -> list[Seen]:
    """It keeps no UIDs, and of alarms only whether there are any."""
    return sorted(replace(e, uid="", alarms=bool(e.alarms)) for e in events)
