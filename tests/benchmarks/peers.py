"""Other conference programs with the same schedule, where they are installed: start to window, memory."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import peer_homes
from tests.benchmarks.figures import Figure, middle, spread
from tests.benchmarks.peer_homes import NotPrepared
from tests.benchmarks.windows import Environment, opened

SCHEDULE = Path(__file__).resolve().parents[3] / "shared" / "data" / "frab-xml" / "fosdem_2024.xml"
OURS, BARE = "Poster Scheduler", "bare PySide6 window"
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Program:
    """How to give it a home with the schedule in it, and how to start it there."""

    name: str
    command: Callable[[Path], list[str]]
    prepare: Callable[[Path, bytes, Environment], None]


PROGRAMS = (
    Program(BARE, lambda _: [sys.executable, "-m", "tests.benchmarks.bare_open"], lambda *_: None),
    Program(
        OURS,
        lambda home: [sys.executable, "-m", "scheduler", "--data", str(home / "data")],
        peer_homes.ours,
    ),
    Program("confclerk", lambda _: ["confclerk"], peer_homes.confclerk),
    Program("kongress", lambda _: ["kongress"], peer_homes.kongress),
)


def peers(env: Mapping[str, str]) -> Iterator[Figure]:
    """All in turns, each told by the window that its process shows, for none says when it has painted."""
    if missing := _missing():
        yield Figure("peers: start to window", 0, None, note=missing)
        return
    with tempfile.TemporaryDirectory(prefix="peers-") as place:
        homes: dict[str, tuple[Program, Environment, Path]] = {}
        for program in PROGRAMS:
            home = Path(place) / program.name.replace(" ", "-")
            home.mkdir()
            there = peer_homes.environment(env, home)
            try:
                _prepare(program, home, there)
                homes[program.name] = program, there, home
            except NotPrepared as error:
                yield Figure(f"{program.name}: start to window", 0, None, note=str(error))
        yield from _figures(homes)


def _missing() -> str:
    if not shutil.which("xdotool"):
        return "xdotool is not installed"
    return "" if SCHEDULE.exists() else "the schedule of FOSDEM 2024 is not here"


def _prepare(program: Program, home: Path, env: Environment) -> None:
    if not shutil.which(program.command(home)[0]):
        raise NotPrepared("not installed")
    program.prepare(home, SCHEDULE.read_bytes(), env)
    with opened(program.command(home), env):  # so that what it keeps for the next start is there
        pass


def _figures(homes: Mapping[str, tuple[Program, Environment, Path]]) -> Iterator[Figure]:
    starts: dict[str, list[float]] = {name: [] for name in homes}
    peaks: dict[str, list[float]] = {name: [] for name in homes}
    for _ in range(ROUNDS):
        for name, (program, env, home) in homes.items():
            with opened(program.command(home), env) as window:
                starts[name].append(window.after_ms)
                peaks[name].append(window.settled_peak())
    number = peer_homes.events(SCHEDULE.read_bytes())
    for what, unit, found in (("start to window", "ms", starts), ("peak memory", "MB", peaks)):
        base = middle(found[BARE])
        for name, values in found.items():
            title = f"FOSDEM 2024, {what}: {name}"
            yield Figure(title, number, middle(values), unit, base, BARE, None, spread(values))
