"""A real calendar server on loopback, for the rounds that publish."""

from __future__ import annotations

import importlib.util
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}/calendars
[logging]
level = error
"""


@dataclass(frozen=True, slots=True)
class CalendarServer:
    """Radicale; whoever comes may write."""

    folder: Path
    port: int

    @classmethod
    @contextmanager
    def if_there(cls, folder: Path) -> Iterator[CalendarServer | None]:
        """Runs one; None where Radicale is not installed."""
        if importlib.util.find_spec("radicale") is None:
            yield None
            return
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = cls(folder / "server", port)
        server.folder.mkdir()
        config = server.folder / "config"
        config.write_text(_CONFIG.format(port=port, folder=server.folder), encoding="utf-8")
        process = subprocess.Popen([sys.executable, "-m", "radicale", "--config", str(config)])
        try:
            server._wait()
            yield server
        finally:
            process.terminate()
            process.wait()

    def _wait(self) -> None:
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("Radicale does not start.")

    def new_calendar(self, name: str) -> str:
        """Makes an empty calendar and returns its address."""
        address = f"http://127.0.0.1:{self.port}/ann/{name}/"
        request = urllib.request.Request(
            address, method="MKCALENDAR", headers={"Authorization": "Basic YW5uOm5vbmU="}
        )
        urllib.request.urlopen(request).close()
        return address

    def check_no_duplicates(self) -> None:
        """Every event is in one object only, and whole."""
        for calendar in (self.folder / "calendars" / "collection-root" / "ann").iterdir():
            uids: Counter[str] = Counter()
            for path in calendar.glob("*.ics"):
                text = path.read_text(encoding="utf-8")
                assert text.rstrip().endswith("END:VCALENDAR"), f"half an event: {path.name}"
                uids.update(re.findall(r"^UID:(.*)$", text, re.MULTILINE))
            twice = [uid for uid, times in uids.items() if times > 1]
            assert not twice, f"published twice: {twice[:3]}"
