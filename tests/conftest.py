"""Fixtures for all tests."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a failure is the change's and not the day's. To look for
# new ones: HYPOTHESIS_PROFILE=search uv run pytest
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("search", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files of real conferences, kept beside the checkout and not part of the project."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the real conference files are not at {folder}")
    return folder


PASSWORD = "wönder-länd ☃"
_RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""
_RIGHTS = """
[root]
user: .+
collection:
permissions: R
[own]
user: .+
collection: {user}
permissions: RW
[own-calendars]
user: .+
collection: {user}/[^/]+
permissions: rw
[others-read]
user: .+
collection: [^/]+/[^/]+
permissions: r
"""


@dataclass
class Radicale:
    """A real CalDAV server on loopback. `alice` and `bob` have `PASSWORD`, and may read each other's."""

    folder: Path
    port: int
    password: str = PASSWORD
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        log = (self.folder / "log").open("ab")
        command = [sys.executable, "-m", "radicale", "--config", str(self.folder / "config")]
        self.process = subprocess.Popen(command, stdout=log, stderr=log)
        log.close()
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            except OSError:
                self._check_alive()
            else:
                return

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()

    def _check_alive(self) -> None:
        assert self.process
        try:
            self.process.wait(timeout=0.02)
        except subprocess.TimeoutExpired:
            return
        raise RuntimeError((self.folder / "log").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def new_radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Radicale]]:
    """Starts a server of the test's own; it is stopped at the end."""
    if importlib.util.find_spec("radicale") is None:
        pytest.skip("Radicale is not installed")
    started: list[Radicale] = []

    def make() -> Radicale:
        folder = tmp_path_factory.mktemp("radicale")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "config").write_text(_RADICALE.format(port=port, folder=folder), encoding="utf-8")
        (folder / "rights").write_text(_RIGHTS, encoding="utf-8")
        (folder / "users").write_text(f"alice:{PASSWORD}\nbob:{PASSWORD}\n", encoding="utf-8")
        server = Radicale(folder, port)
        started.append(server)
        server.start()
        return server

    yield make
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def radicale(new_radicale: Callable[[], Radicale]) -> Radicale:
    """A server shared by all tests: each makes a calendar of its own there."""
    return new_radicale()
