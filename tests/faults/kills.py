"""Kills the program at random moments, and looks each time at what it left behind."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import IO, Any

from scheduler.core.agenda import Level
from scheduler.store import backup, checks
from scheduler.workspace import Workspace
from tests.faults import next_schema
from tests.faults.programmes import TALKS, version_of, versions_in
from tests.faults.server import CalendarServer

_PUBLISHES = 25
"""One kill in so many is of a program that publishes; and one in _MIGRATES of one that migrates."""
_MIGRATES = 12
_COMMANDS = 20
"""One in so many is of the command line."""


@dataclass(slots=True)
class Tally:
    """What was under way at each kill, and what was found broken afterwards."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.kills += other.kills
        self.acknowledged += other.acknowledged
        self.failures += other.failures


@dataclass(slots=True)
class Known:
    """What the program has acknowledged, and what it had begun when it was killed."""

    stars: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    version: int = 0
    versions: set[int] = field(default_factory=lambda: {0})
    begun: list[Any] = field(default_factory=list)

    def hear(self, line: list[Any]) -> None:
        """Takes in one line of the driver."""
        mark, what, *more = line
        if mark == ">":
            self.begun = [what, *more]
            return
        self.begun = []
        if what == "star":
            self._star(more[0])
        elif what == "note":
            self.notes.pop(more[0], None)
            if more[1].strip():
                self.notes[more[0]] = more[1]
        elif what == "refresh":
            self.version = more[0]
            self.versions.add(more[0])
        elif what == "undo":
            self.version = -1

    def _star(self, wanted: dict[str, str | None]) -> None:
        for key, level in wanted.items():
            if level:
                self.stars[key] = level
            else:
                self.stars.pop(key, None)


class Round:
    """One data folder that is used and killed again and again."""

    def __init__(self, folder: Path, random: Random, server: CalendarServer | None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.random = random
        self.server = server
        self.known = Known()
        self.tally = Tally()
        (folder / "out").mkdir(parents=True)

    def kill_once(self, number: int) -> None:
        """Starts the program, kills it, looks, and writes down what is wrong."""
        if number % 40 == 39:  # now and then from nothing: the files themselves are being made
            shutil.rmtree(self.data, ignore_errors=True)
            self.known = Known()
        work = self._work(number)
        try:
            if work == "migrate":
                self._migrate(number)
            elif work == "command":
                self._command(number)
            else:
                self._run(self.data, work, number)
                self._look(work)
        except Exception:
            self._wrong(number, work, traceback.format_exc(limit=-4))
            shutil.rmtree(self.data, ignore_errors=True)
            self.known = Known()

    def _work(self, number: int) -> str:
        if number % _MIGRATES == 5:
            return "migrate"
        if number % _COMMANDS == 3:
            return "command"
        return "publish" if self.server and number % _PUBLISHES == 7 else "mixed"

    def _run(self, data: Path, work: str, number: int) -> list[Any]:
        """Lets the driver work, kills it, and hears what it said until then."""
        command = [sys.executable, "-m", "tests.faults.driver", str(data), f"{self.random.random()}", work]
        if self.server and work == "publish":
            command.append(self.server.new_calendar(f"{self.folder.name}-{number}"))
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        assert process.stderr
        first = b""
        if self.random.random() < 0.9:  # else: while it starts
            first = _until(process.stdout, work if work in ("publish", "migrate") else "ready")
        time.sleep(self.random.choice((0.02, 0.1, 0.4)) * self.random.random() + (not first) * 0.1)
        process.send_signal(signal.SIGKILL)
        # Not `communicate`: it would pass over what `readline` has read ahead.
        heard, complaint = process.stdout.read(), process.stderr.read()
        process.wait()
        process.stdout.close()
        process.stderr.close()
        if process.returncode not in (-signal.SIGKILL, 0):
            raise AssertionError(complaint.decode(errors="replace"))
        lines = [json.loads(line) for line in (first + heard).splitlines() if line.endswith(b"]")]
        for line in lines:
            if line[1] != "migrate":
                self.known.hear(line)
            self.tally.acknowledged[line[1]] += line[0] == "<"
        begun = lines[-1][1] if lines and lines[-1][0] == ">" else "nothing" if lines else "start"
        self.tally.kills[begun] += 1
        return lines

    def _look(self, work: str) -> None:
        """Opens the folder as the next start of the program does, and compares."""
        _sound(self.data)
        with Workspace.open(self.data) as workspace:
            if work == "publish":
                # It stars nothing and refreshes much: any of its versions may be the last.
                self.known.version = -1
                self.known.versions |= set(range(100))
            self._marks(workspace)
            self._programme(workspace)
            for each in backup.every(self.data):
                assert each.good, f"the backup {each.path.name} is not good"
        self._files()
        if work == "publish" and self.server:
            self.server.check_no_duplicates()
        self.known.begun = []

    def _marks(self, workspace: Workspace) -> None:
        stars = {key: str(star.level) for key, star in workspace.marks.stars().items()}
        notes = {key: each.text for key, each in workspace.marks.notes().items()}
        if stars != self.known.stars:
            assert self.known.begun[:1] == ["star"], f"stars differ: {_difference(stars, self.known.stars)}"
            self.known.hear(["<", *self.known.begun])
            assert stars == self.known.stars, f"half a star: {_difference(stars, self.known.stars)}"
        if notes != self.known.notes:
            assert self.known.begun[:1] == ["note"], f"notes differ: {_difference(notes, self.known.notes)}"
            self.known.hear(["<", *self.known.begun])
            assert notes == self.known.notes, f"half a note: {_difference(notes, self.known.notes)}"

    def _programme(self, workspace: Workspace) -> None:
        found = versions_in(workspace)
        assert len(found) == 1, f"the catalog is a mixture of {found}"
        (version,) = found
        begun = self.known.begun
        if begun[:1] == ["refresh"]:
            self.known.versions.add(begun[1])
            allowed = self.known.versions if self.known.version == -1 else {self.known.version, begun[1]}
        else:
            free = self.known.version == -1 or begun[:1] == ["undo"]
            allowed = self.known.versions if free else {self.known.version}
        assert version in allowed, f"the catalog is of version {version}, not {sorted(allowed)[:5]}"
        self.known.version = version
        assert checks.integrity(workspace.db.catalog) == "ok"
        assert checks.index_is_sound(workspace.db), "the search index differs from the catalog"

    def _files(self) -> None:
        out = self.folder / "out"
        calendar, stars, copy = out / "agenda.ics", out / "stars.json", out / "backup.db"
        if calendar.exists():
            text = calendar.read_bytes()
            whole = text.startswith(b"BEGIN:VCALENDAR") and text.endswith(b"END:VCALENDAR\r\n")
            assert whole, "half a calendar"
            assert text.count(b"BEGIN:VEVENT") == text.count(b"END:VEVENT"), "half an event"
        for written in (stars, out / "agenda.json"):
            if written.exists():
                json.loads(written.read_bytes())
        for name, last in (("agenda.html", b"</html>"), ("agenda.csv", b"\n")):
            if (out / name).exists():
                assert (out / name).read_bytes().rstrip(b"\n\r").endswith(last.strip()), f"half of {name}"
        if copy.exists():
            assert backup.is_good(copy), "half a backup"
        for left in out.glob(".*.tmp"):
            left.unlink()

    def _command(self, number: int) -> None:
        """The command line, killed while it stars; what it printed it has done."""
        if not self.data.exists():
            return
        with Workspace.open(self.data) as workspace:
            if versions_in(workspace) == {0}:
                workspace.programme.apply(workspace.programme.plan(version_of(1), source="test"))
                self.known.hear(["<", "refresh", 1])
        key, level = f"c/{self.random.randrange(TALKS)}", str(self.random.choice(list(Level)))
        command = [sys.executable, "-m", "scheduler", "star", key, "--level", level, "--data", str(self.data)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self.random.random() * 1.2)
        process.kill()
        printed, complaint = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), complaint.decode(errors="replace")
        self.known.hear([">", "star", {key: level}])
        if printed:
            self.known.hear(["<", "star", {key: level}])
        self.tally.kills["command line"] += 1
        self.tally.acknowledged["command line"] += bool(printed)
        self._look("mixed")

    def _migrate(self, number: int) -> None:
        """A copy of the folder, killed while a later version brings it to its schema."""
        copy = self.folder / f"migrate-{number}"
        with Workspace.open(self.data) as workspace:
            if versions_in(workspace) == {0}:
                workspace.programme.apply(workspace.programme.plan(version_of(1), source="test"))
                self.known.hear(["<", "refresh", 1])
            stars = set(workspace.marks.stars())
        shutil.copytree(self.data, copy)
        self._run(copy, "migrate", number)
        _sound(copy)
        for name, changed in (("personal.db", "stars"), ("catalog.db", "presentations")):
            with contextlib.closing(sqlite3.connect(copy / name)) as connection:
                assert not next_schema.half_done(connection, changed), f"half a migration of {name}"
        with contextlib.closing(sqlite3.connect(copy / "personal.db")) as connection:
            assert {row[0] for row in connection.execute("SELECT key FROM stars")} == stars
        for each in backup.every(copy):
            assert each.good, f"the backup {each.path.name} is not good"
        shutil.rmtree(copy)

    def _wrong(self, number: int, work: str, why: str) -> None:
        self.tally.failures.append(f"kill {number} of {self.folder.name} ({work}): {why}")


def _until(pipe: IO[bytes], what: str) -> bytes:
    """What it said up to the first line on `what`."""
    heard = b""
    while line := pipe.readline():
        heard += line
        if json.loads(line)[1] == what:
            break
    return heard


def _sound(data: Path) -> None:
    """Both files, before any program of ours has touched them again."""
    for name in ("personal.db", "catalog.db"):
        if (data / name).exists():
            with contextlib.closing(sqlite3.connect(data / name)) as connection:
                verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
                assert verdict == "ok", f"{name}: {verdict}"


def _difference(found: dict[str, str], known: dict[str, str]) -> str:
    changed = {key for key in found.keys() | known.keys() if found.get(key) != known.get(key)}
    return ", ".join(f"{key} is {found.get(key)!r}, not {known.get(key)!r}" for key in sorted(changed)[:3])


def run(count: int, seed: int, workers: int = 2) -> Tally:
    """So many kills, shared among workers with a data folder each."""
    tally = Tally()
    with (
        tempfile.TemporaryDirectory(prefix="kills-") as place,
        CalendarServer.if_there(Path(place)) as server,
    ):
        context = multiprocessing.get_context("fork")
        with context.Pool(workers) as pool:
            parts = [
                (Path(place) / f"worker-{each}", range(each, count, workers), seed, server)
                for each in range(workers)
            ]
            for part in pool.starmap(_work_off, parts):
                tally.add(part)
    return tally


def _work_off(folder: Path, numbers: range, seed: int, server: CalendarServer | None) -> Tally:
    folder.mkdir()
    round_ = Round(folder, Random(f"{seed}/{numbers.start}"), server)
    for place, _ in enumerate(numbers):
        round_.kill_once(place)
    return round_.tally


def table(tally: Tally) -> str:
    """What was under way at the kills, and how many writes of each kind had been acknowledged."""
    lines = [f"{'under way':16}{'kills':>8}{'acknowledged':>14}"]
    lines += [
        f"{what:16}{tally.kills[what]:8}{tally.acknowledged[what]:14}"
        for what in sorted(set(tally.kills) | set(tally.acknowledged))
    ]
    lines.append(f"{'all':16}{tally.kills.total():8}{tally.acknowledged.total():14}")
    lines.append(f"failures: {len(tally.failures)}")
    return "\n".join([*lines, *tally.failures])
