"""Starts any program, and sees when its window is there."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.probe import ROOT

Environment = Mapping[str, str]
PATIENCE_S = 30
SETTLED_S = 1.5
"""By then all have read their schedule and shown it."""


@dataclass(frozen=True, slots=True)
class Window:
    """`after_ms`: from the start of the process until X shows it."""

    id: str
    pid: int
    after_ms: float
    env: Environment

    def settled_peak(self) -> float:
        """The most memory, in MB, that the process has used when its schedule is shown."""
        time.sleep(SETTLED_S)
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        raise SystemExit(f"/proc/{self.pid}/status has no VmHWM")

    def press(self, keys: str) -> None:
        """As a user would: "ctrl+r"."""
        subprocess.run(
            ["xdotool", "windowfocus", "--sync", self.id, "key", keys], env=dict(self.env), check=True
        )


@contextmanager
def opened(command: Sequence[str], env: Environment) -> Iterator[Window]:
    """Ends the program afterwards."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, env=dict(env), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        shown = _shown(process, env)
        yield Window(shown, process.pid, (time.monotonic() - began) * 1000, env)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _shown(process: subprocess.Popen[bytes], env: Environment) -> str:
    # Not `--sync`: that looks only twice a second.
    command = ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)]
    limit = time.monotonic() + PATIENCE_S
    while time.monotonic() < limit and process.poll() is None:
        found = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)
        if found.stdout.strip():
            return found.stdout.split()[0]
        time.sleep(0.005)
    raise SystemExit(f"{process.args!r} showed no window")
