"""Full disk, read-only folder, vanished folder, writers at the same time, clock set back."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler.core.agenda import Level
from scheduler.errors import CannotRead, CannotSave, SchedulerError
from scheduler.store import backup, checks
from scheduler.workspace import Workspace, care
from tests.faults.programmes import TALKS, version_of, versions_in

Fault = Callable[[Path], str]


def main() -> int:
    """Tries every fault and prints what the program did; 1 when it broke a promise."""
    failed = 0
    for fault in FAULTS:
        with tempfile.TemporaryDirectory(prefix="disk-") as folder:
            try:
                print(f"ok      {fault.__name__.replace('_', ' ')}: {fault(Path(folder))}")
            except Exception:
                failed += 1
                print(f"FAILED  {fault.__name__.replace('_', ' ')}: {traceback.format_exc(limit=-5)}")
    print(f"{len(FAULTS)} faults, {failed} failed")
    return int(bool(failed))


def full_disk(place: Path) -> str:
    """Every amount of room from none to enough: what was saved stays, what was not is told."""
    refused, done = 0, 0
    with small_disk(place) as disk:
        data = disk / "data"
        with Workspace.open(data) as workspace:
            workspace.programme.apply(workspace.programme.plan(version_of(1)))
            workspace.marks.star(["c/1"], Level.MUST)
            _export(workspace, disk)
        before = _files(disk)
        known = {"c/1"}
        for room in range(0, 600_000, 12_000):
            filler = disk / "filler"
            _fill(filler, room)
            for number, work in enumerate(_WRITES):
                key = f"c/{(room // 12_000 + number) % TALKS}"
                try:
                    with Workspace.open(data) as workspace:
                        work(workspace, disk, key)
                    done += 1
                    known |= {key} if work is _star else set()
                except SchedulerError as error:
                    refused += str(error).endswith(".")
                _whole(disk, before)
            filler.unlink()
            _check(data, known)
    assert refused > 20, f"only {refused} refusals: the disk was not full"
    assert done > 20, f"only {done} writes were done"
    return f"{refused} writes refused with a sentence, {done} done; no star lost, no file half written"


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of 4 MB: a tmpfs for root, else a limit to the size of files."""
    disk = place / "disk"
    disk.mkdir()
    mounted = (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=False, capture_output=True
        ).returncode
    )
    try:
        if mounted:
            yield disk
        else:
            with _limited_files():
                yield disk
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], check=True)


@contextlib.contextmanager
def _limited_files() -> Iterator[None]:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def _fill(filler: Path, room: int) -> None:
    """Leaves so many bytes of the disk."""
    free = shutil.disk_usage(filler.parent).free
    with filler.open("wb") as file, contextlib.suppress(OSError):
        if free < 2**24:
            file.write(b"\1" * max(0, free - room))


def _star(workspace: Workspace, disk: Path, key: str) -> None:
    workspace.marks.star([key])


def _note(workspace: Workspace, disk: Path, key: str) -> None:
    workspace.marks.note(key, "long " * 4000)


def _refresh(workspace: Workspace, disk: Path, key: str) -> None:
    workspace.programme.apply(workspace.programme.plan(version_of(int(key[2:]) + 2)))


def _daily(workspace: Workspace, disk: Path, key: str) -> None:
    backup.make(workspace.folder, "daily")


def _export(workspace: Workspace, disk: Path, key: str = "") -> None:
    workspace.calendar.save(workspace.calendar.prepare(), disk / "agenda.ics")
    workspace.sharing.export(disk / "stars.json", "Ann")
    workspace.care.backup_to(disk / "copy.db")


_WRITES = (_star, _note, _refresh, _daily, _export)


def _files(disk: Path) -> set[str]:
    return {path.name for path in disk.iterdir()}


def _whole(disk: Path, names: set[str]) -> None:
    text = (disk / "agenda.ics").read_bytes()
    assert text.endswith(b"END:VCALENDAR\r\n"), "half a calendar"
    json.loads((disk / "stars.json").read_bytes())
    assert backup.is_good(disk / "copy.db"), "half a backup"
    left = _files(disk) - names - {"filler"}
    assert not left, f"left behind: {left}"


def _check(data: Path, known: set[str]) -> None:
    with Workspace.open(data) as workspace:
        assert set(workspace.marks.stars()) >= known, "a star is lost"
        found = versions_in(workspace)
        assert len(found) == 1, f"a mixture of {found}"
        assert checks.integrity(workspace.db.personal) == "ok"
        assert checks.integrity(workspace.db.catalog) == "ok"
        assert all(each.good for each in backup.every(data)), "a backup is not good"


def read_only_folder(place: Path) -> str:
    """A sentence, no traceback, and nothing changed, whatever is asked of it."""
    with small_disk(place) as disk:
        data = disk / "data"
        with Workspace.open(data) as workspace:
            workspace.programme.apply(workspace.programme.plan(version_of(1)))
        before = (data / "personal.db").read_bytes()
        said = []
        with _read_only(disk):
            for words in ("search kites", "star c/1", "note c/1 hm", "doctor", f"export {disk}/a.ics"):
                answer = _scheduler([*words.split(), "--data", str(data)])
                assert "Traceback" not in answer.stderr, answer.stderr
                assert answer.returncode == 2, answer
                said.append(words.split()[0])
            answer = _scheduler(["search", "kites", "--data", str(disk / "new")])
            assert answer.returncode == 2, answer
            assert "Traceback" not in answer.stderr, answer.stderr
        assert (data / "personal.db").read_bytes() == before
        assert not (disk / "new").exists()
    return f"{', '.join(said)} end with 2 and a sentence; a new folder: {answer.stderr.strip()[-70:]}"


@contextlib.contextmanager
def _read_only(disk: Path) -> Iterator[None]:
    """For root a read-only mount, since root may write into any folder."""
    if disk.is_mount():
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        return
    everything = [*disk.rglob("*"), disk]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield
    for path in reversed(everything):
        path.chmod(0o755)


def _scheduler(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scheduler", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def vanished_folder(place: Path) -> str:
    """The folder goes while the program runs: nothing is acknowledged that nobody will find again."""
    data, out = place / "data", place / "out"
    out.mkdir()
    workspace = Workspace.open(data)
    workspace.programme.apply(workspace.programme.plan(version_of(1)))
    workspace.marks.star(["c/1"])
    data.rename(place / "elsewhere")
    said = _refused(lambda: workspace.marks.star(["c/2"]))
    _refused(lambda: workspace.marks.note("c/2", "lost?"))
    _refused(lambda: workspace.programme.apply(workspace.programme.plan(version_of(2))))
    _refused(lambda: workspace.care.daily_backup())
    _refused(lambda: workspace.db.version())
    shutil.rmtree(out)
    _refused(lambda: workspace.calendar.save(workspace.calendar.prepare(), out / "agenda.ics"))
    workspace.close()
    with Workspace.open(place / "elsewhere") as again:
        assert set(again.marks.stars()) == {"c/1"}
    return said


def _refused(work: Callable[[], object]) -> str:
    try:
        work()
    except (CannotSave, CannotRead) as error:
        return str(error)
    raise AssertionError("it was taken, and is lost")


def two_windows_and_a_command_line(place: Path) -> str:
    """All write at once; nobody hears of a lock, nothing is lost, and each sees the others' changes."""
    data = place / "data"
    with Workspace.open(data) as workspace:
        workspace.programme.apply(workspace.programme.plan(version_of(1)))
    window = Workspace.open(data)
    seen = window.db.version()
    busy = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.together", str(data), name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two", "refresh")
    ]
    commands = [_scheduler(["star", f"c/{number}", "--data", str(data)]) for number in range(40, 44)]
    for number in range(44, 50):
        window.marks.star([f"c/{number}"])
    wrong = [answer.stderr for answer in commands if answer.returncode]
    for process in busy:
        _, complaint = process.communicate()
        wrong += [complaint] if process.returncode else []
    assert not wrong, wrong
    assert window.db.version() != seen, "the changes of others are not noticed"
    stars = set(window.marks.stars())
    assert stars == {f"c/{number}" for number in range(50)}, sorted(stars)
    assert len(versions_in(window)) == 1
    notes = window.marks.notes()
    assert len(notes) == 40, len(notes)
    window.close()
    return (
        f"{len(stars)} stars, {len(notes)} notes and 8 refreshes from five processes, none lost, no lock told"
    )


def several_first_starts(place: Path) -> str:
    """Six programs begin at the same time on a folder that is not there yet."""
    for number in range(3):
        data = place / f"data-{number}"
        command = [sys.executable, "-m", "scheduler", "search", "graph", "--limit", "1", "--data", str(data)]
        started = [
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for _ in range(6)
        ]
        for process in started:
            _, complaint = process.communicate()
            assert process.returncode == 0, complaint
    return "18 starts in 3 new folders, all answered"


def clock_set_back(place: Path) -> str:
    """The clock was a year ahead and is put right, then is put two years back: nothing is lost by it."""
    now = datetime(2024, 5, 8, 9, 0, tzinfo=UTC)
    clock = [now + timedelta(days=365)]
    with Workspace.open(place / "data", lambda: clock[0]) as workspace:
        workspace.programme.apply(workspace.programme.plan(version_of(1)))
        for turn, moment in enumerate((*[clock[0]] * 12, *[now] * 12, *[now - timedelta(days=730)] * 3)):
            clock[0] = moment + timedelta(minutes=turn)
            workspace.marks.star([f"c/{turn}"])
            workspace.programme.apply(workspace.programme.plan(version_of(turn + 2)))
            clock[0] += timedelta(seconds=1)
            made = backup.make(workspace.folder, "daily", clock[0])
            assert made.exists(), "a backup was tidied away as soon as it was made"
            newest = backup.newest_good(workspace.folder, clock[0])
            assert newest is not None
            assert newest.path == made, "the newest backup is not the last one made"
            prepared = workspace.calendar.prepare()
            workspace.calendar.save(prepared, place / "agenda.ics")
        assert len(workspace.marks.stars()) == 27
        assert workspace.programme.imports()[0].id == 28
        workspace.programme.undo("c")
        assert versions_in(workspace) == {27}
        workspace.care.doctor()
    care.restore(place / "data")
    with Workspace.open(place / "data") as workspace:
        assert len(workspace.marks.stars()) >= 24
    return "27 changes over three years in both directions; the last backup made is always the one offered"


FAULTS: tuple[Fault, ...] = (
    full_disk,
    read_only_folder,
    vanished_folder,
    two_windows_and_a_command_line,
    several_first_starts,
    clock_set_back,
)
