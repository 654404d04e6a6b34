"""A real X server without a monitor, on a display of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LEFT_OUT = ("WAYLAND_DISPLAY", "SCHEDULER_DATA", "PYTHONDONTWRITEBYTECODE")


@contextmanager
def screen(byte_code: Path) -> Iterator[dict[str, str]]:
    """The environment in which programs open their windows there.

    `byte_code`: a folder for what Python keeps compiled, as it does for any program that is started again.
    """
    server = shutil.which("Xvfb")
    if server is None:
        raise SystemExit("Xvfb is missing; on Debian or Ubuntu: apt install xvfb libxtst6")
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise SystemExit("Xvfb did not start.")
        outside = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        own = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "PYTHONPYCACHEPREFIX": str(byte_code)}
        yield {**outside, **own}
    finally:
        process.terminate()
        process.wait()
