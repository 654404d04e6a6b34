"""Feeds mutated files to every reader: a Reading or BadInput, within bounds of time and memory."""

from __future__ import annotations

import multiprocessing
import os
import resource
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from scheduler.core.query import Filter
from scheduler.errors import BadInput
from scheduler.formats.read import detect, own_catalog
from scheduler.formats.read.reading import Reading, ReadOptions
from scheduler.formats.write import own_catalog as writer
from scheduler.store import catalog, details, search
from scheduler.store.catalog import StoredCatalog
from scheduler.store.database import Database
from tests.faults.mutations import mutate
from tests.faults.seeds import Seed, seeds

SECONDS = 2.0
"""Of computing time for one input."""
HANG = 20.0
"""Seconds on the clock after which a worker is ended: the machine may be busy."""
MEMORY = 500 * 2**20
"""Of resident memory for the whole process."""
_FENCE = 1500 * 2**20


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that broke a promise; `where` names the place, the same for all of its kind."""

    number: int
    reader: str
    where: str
    data: bytes = b""


@dataclass(slots=True)
class Tally:
    """What happened, by reader."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    peak: int = 0
    failures: list[Failure] = field(default_factory=list)


def made(number: int, seed: int, known: list[Seed]) -> tuple[Seed, bytes]:
    """The input of that number: always the same for the same seed."""
    random = Random(f"{seed}/{number}")
    reader = random.choice(sorted({each.reader for each in known}))
    chosen = random.choice([each for each in known if each.reader == reader])
    if chosen.companions and random.random() < 0.5:
        companions = tuple(mutate(each, random) for each in chosen.companions)
        return Seed(reader, chosen.data, companions), chosen.data
    return chosen, mutate(chosen.data, random)


def feed(seed: Seed, data: bytes, number: int, db: Database) -> bool:
    """Reads one input as a user would; True when it was read, False when it was refused.

    Every eighth programme is stored and shown too.
    """
    try:
        if seed.reader == "stored_event":
            return import_module("scheduler.formats.read.stored_event").read(data) is not None
        if seed.reader == "stars":
            import_module("scheduler.workspace.sharing")._read(data)
            return True
        options = ReadOptions(companions=seed.companions)
        only = seed.reader if number % 4 else None
        reading = detect.read(data, options, only)
        if seed.reader == "own_catalog" and not only:
            own_catalog.source_keys(data)
    except BadInput as error:
        if not str(error).strip():
            raise AssertionError("a refusal without a sentence") from error
        return False
    _check(reading)
    if number % 8 == 0:
        _store(reading, db)
    return True


def _store(reading: Reading, db: Database) -> None:
    conference = reading.catalog.conference.key
    catalog.replace(db, StoredCatalog(reading.catalog))
    ids = search.find(db, Filter(conference=conference))
    assert len(details.details(db, ids)) == len(ids) <= len(reading.catalog.presentations)
    stored = catalog.load(db, conference)
    assert stored is not None
    assert len(stored.catalog.presentations) == len(reading.catalog.presentations), (
        "some are lost in the store"
    )
    catalog.remove(db, conference)


def _check(reading: Reading) -> None:
    """What the store relies on: distinct keys, aware times, and text that outlives a snapshot."""
    made = reading.catalog
    keys = [presentation.key for presentation in made.presentations]
    assert len(set(keys)) == len(keys), "keys are not distinct"
    names = [session.key for session in made.sessions]
    assert len(set(names)) == len(names), "session keys are not distinct"
    again = own_catalog.read(writer.write(made)).catalog
    assert [p.key for p in again.presentations] == keys, "keys change in a snapshot"
    assert [p.slots for p in again.presentations] == [p.slots for p in made.presentations] or _microseconds(
        made
    ), "slots change in a snapshot"
    _texts(reading)


def _microseconds(made: Any) -> bool:
    return any(
        moment and moment.microsecond
        for presentation in made.presentations
        for slot in presentation.slots
        for moment in (slot.start, slot.end)
    )


def _texts(reading: Reading) -> None:
    for session in reading.catalog.sessions:
        (session.title + session.room + session.key).encode()
        assert session.start is None or session.start.utcoffset() == timedelta(), "a time is not in UTC"
    for p in reading.catalog.presentations:
        "".join((p.key, p.title, p.abstract, p.summary, p.url, p.track, *p.authors, *p.topics)).encode()
        assert not any("\n" in name for name in (*p.authors, *p.topics)), "a line break in a name"
    for warning in reading.warnings:
        warning.text.encode()


def run(count: int, seed: int, workers: int = 2, keep: Path | None = None) -> Tally:
    """Feeds `count` inputs. Inputs that fail are written to the folder `keep`."""
    tally = Tally()
    chains = [iter(range(first, count, workers)) for first in range(workers)]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        running = [_Worker(chain, seed, Path(folder)) for chain in chains]
        while running:
            for worker in list(running):
                if not worker.step(tally):
                    running.remove(worker)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        for failure in tally.failures:
            (keep / f"{failure.reader}-{failure.number}").write_bytes(failure.data)
    return tally


class _Worker:
    """A process that reads, and is ended and begun again when one input takes too long."""

    def __init__(self, numbers: Iterator[int], seed: int, folder: Path) -> None:
        self._numbers = numbers
        self._folder = folder
        self._seed = seed
        self._known = seeds()
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, there = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(there, self._seed, self._known, self._folder), daemon=True
        )
        self._process.start()
        there.close()
        self._batch: list[int] = []
        self._since = time.monotonic()

    def step(self, tally: Tally) -> bool:
        """Hands out work and takes in answers; False when all is done."""
        if not self._batch:
            self._batch = list(islice(self._numbers, 50))
            if not self._batch:
                self._pipe.send(None)
                self._process.join()
                return False
            self._pipe.send(self._batch)
            self._since = time.monotonic()
        if not self._pipe.poll(0.02):
            if time.monotonic() - self._since > HANG:
                self._lost(tally, f"no answer within {HANG:.0f} s")
            return True
        try:
            answer = self._pipe.recv()
        except EOFError:
            self._lost(tally, "the process died")
            return True
        self._since = time.monotonic()
        self._batch.remove(answer[0])
        _count(tally, *answer)
        return True

    def _lost(self, tally: Tally, why: str) -> None:
        number, *rest = self._batch
        self._process.kill()
        self._process.join()
        chosen, data = made(number, self._seed, self._known)
        tally.failures.append(Failure(number, chosen.reader, why, data))
        self._numbers = iter([*rest, *self._numbers])
        self._begin()


def _count(
    tally: Tally, number: int, reader: str, good: bool, seconds: float, peak: int, where: str, data: bytes
) -> None:
    tally.slowest[reader] = max(seconds, tally.slowest.get(reader, 0.0))
    tally.peak = max(peak, tally.peak)
    if where:
        tally.failures.append(Failure(number, reader, where, data))
    elif good:
        tally.read[reader] += 1
    else:
        tally.refused[reader] += 1


def _serve(pipe: Connection, seed: int, known: list[Seed], folder: Path) -> None:
    """The worker process. Its memory is fenced in well above the promise, so that a breach is seen."""
    resource.setrlimit(resource.RLIMIT_AS, (_FENCE, _FENCE))
    over = False
    db = Database.open(folder / str(os.getpid()))
    parent = os.getppid()
    while numbers := _next(pipe, parent):
        for number in numbers:
            chosen, data = made(number, seed, known)
            before = time.process_time()
            good, where = _outcome(chosen, data, number, db)
            seconds = time.process_time() - before
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            if not where and seconds > SECONDS:
                where = f"took {seconds:.1f} s"
            if not where and peak > MEMORY and not over:
                over, where = True, f"memory rose to {peak // 2**20} MB"
            kept = b"\n=== companion\n".join((data, *chosen.companions)) if where else b""
            pipe.send((number, chosen.reader, good, seconds, peak, where, kept))


def _next(pipe: Connection, parent: int) -> list[int] | None:
    """The next work; None when there is none, or nobody to give any."""
    while not pipe.poll(1):
        if os.getppid() != parent:
            return None
    batch: list[int] | None = pipe.recv()
    return batch


def _outcome(seed: Seed, data: bytes, number: int, db: Database) -> tuple[bool, str]:
    try:
        return feed(seed, data, number, db), ""
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        own = [f for f in traceback.extract_tb(error.__traceback__) if "/scheduler/" in f.filename]
        places = dict.fromkeys(f"{Path(frame.filename).name}:{frame.lineno}" for frame in (*own[-1:], last))
        words = str(error)[:80].encode("ascii", "backslashreplace").decode()
        return False, f"{type(error).__name__} at {' > '.join(places)}: {words}"


def table(tally: Tally) -> str:
    """By reader: inputs, read, refused, failures, and the slowest in milliseconds."""
    failed = Counter(failure.reader for failure in tally.failures)
    lines = [f"{'reader':16}{'inputs':>9}{'read':>9}{'refused':>9}{'failed':>8}{'slowest ms':>12}"]
    for reader in sorted(tally.slowest):
        read, refused = tally.read[reader], tally.refused[reader]
        lines.append(
            f"{reader:16}{read + refused + failed[reader]:9}{read:9}{refused:9}{failed[reader]:8}"
            f"{tally.slowest[reader] * 1000:12.0f}"
        )
    total = sum(tally.read.values()) + sum(tally.refused.values()) + len(tally.failures)
    lines.append(
        f"{'all':16}{total:9}{tally.read.total():9}{tally.refused.total():9}{len(tally.failures):8}"
        f"{max(tally.slowest.values(), default=0) * 1000:12.0f}   peak memory {tally.peak // 2**20} MB"
    )
    by_place = Counter((failure.reader, failure.where) for failure in tally.failures)
    for (reader, where), times in by_place.most_common():
        first = min(f.number for f in tally.failures if (f.reader, f.where) == (reader, where))
        lines.append(f"FAILED {times:5} × {reader}: {where} (first: input {first})")
    return "\n".join(lines)
