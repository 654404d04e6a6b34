"""Runs a program that reports on itself, and takes its report."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REPORT = "report: "


def run(module: str, *arguments: object, env: Mapping[str, str], timeout: float = 600) -> dict[str, Any]:
    """The report of `python -m MODULE ARGUMENTS`; `started` is added: when, by time.monotonic_ns."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    started = time.monotonic_ns()
    done = subprocess.run(
        command, env=dict(env), cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False
    )
    for line in done.stdout.splitlines():
        if line.startswith(REPORT):
            return {"started": started, **json.loads(line.removeprefix(REPORT))}
    raise SystemExit(f"{' '.join(command)} reported nothing:\n{done.stdout}{done.stderr}")


def report(**values: Any) -> None:
    """Called by the program itself."""
    print(REPORT + json.dumps(values), flush=True)


def peak_megabytes() -> float:
    """The most memory this process has had in use so far."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise SystemExit("/proc/self/status has no VmHWM")
