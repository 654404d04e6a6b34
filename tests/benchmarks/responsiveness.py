"""Typing, scrolling and starring in the real window, against one frame of a 60 Hz screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.figures import Figure, middle, share, spread
from tests.benchmarks.probe import run

FRAME_MS = 16.7
FRAME = "frame"


def responsiveness(folder: Path, size: int, env: Mapping[str, str]) -> Iterator[Figure]:
    """Each key is pressed in three runs and its median counts, for other programs are busy, too."""
    runs = [run("tests.benchmarks.probe_window", folder, env=env) for _ in range(3)]
    keys = [middle(each) for each in zip(*(one["keys"] for one in runs), strict=True)]
    whole = [middle(each) for each in zip(*(one["whole"] for one in runs), strict=True)]
    frames = [middle(each) for each in zip(*(one["frames"] for one in runs), strict=True)]
    stars = [taken for one in runs for taken in one["stars"]]
    budget = 1.0 if size < 100_000 else 3.0
    for percent, limit in ((50, None), (95, budget), (100, None)):
        name = f"key to repaint, {'worst' if percent == 100 else f'{percent} %'}"
        yield Figure(name, size, share(keys, percent), "ms", FRAME_MS, FRAME, limit, spread(keys))
    yield Figure("key to whole answer, 95 %", size, share(whole, 95), "ms", FRAME_MS, FRAME)
    blocked = [max(one["blocked"]) for one in runs]
    yield Figure(
        "typing fast, longest block", size, middle(blocked), "ms", FRAME_MS, FRAME, 3.0, spread(blocked)
    )
    late = sum(frame > FRAME_MS for frame in frames)
    yield Figure(
        "scrolling, 95 % of frames", size, share(frames, 95), "ms", FRAME_MS, FRAME, 1.0, f"{late} late"
    )
    yield Figure("star to disk, 95 %", size, share(stars, 95), "ms", FRAME_MS, FRAME, None, spread(stars))
