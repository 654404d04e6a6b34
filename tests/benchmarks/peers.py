"""Other conference programs, where they are installed: from start to a window, and memory."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.figures import Figure, middle, spread

PEERS = ("confclerk", "kongress")
PATIENCE_S = 20
ROUNDS = 5


def peers(env: Mapping[str, str]) -> Iterator[Figure]:
    """Each is told apart by the window that its process maps."""
    for name in PEERS:
        if not shutil.which(name):
            yield Figure(f"{name}: start to window", 0, None, note="not installed")
        elif not shutil.which("xdotool"):
            yield Figure(f"{name}: start to window", 0, None, note="xdotool is not installed")
        else:
            runs = [_open(name, env) for _ in range(ROUNDS)]
            starts, memory = [start for start, _ in runs], [peak for _, peak in runs]
            yield Figure(f"{name}: start to window", 0, middle(starts), "ms", spread=spread(starts))
            yield Figure(f"{name}: peak memory", 0, middle(memory), "MB", spread=spread(memory))


def _open(name: str, env: Mapping[str, str]) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home:
        began = time.monotonic()
        process = subprocess.Popen(
            [name], env={**env, "HOME": home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            subprocess.run(
                ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid)],
                env=dict(env),
                capture_output=True,
                timeout=PATIENCE_S,
                check=True,
            )
            taken = (time.monotonic() - began) * 1000
            return taken, _peak(process.pid)
        finally:
            process.terminate()
            process.wait()


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
