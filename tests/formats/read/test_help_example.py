"""The programme by hand that the user help shows is one that can be read."""

from __future__ import annotations

import re
from html import unescape

from scheduler.formats.read import own_catalog
from scheduler.paths import resources


def test_the_example_of_the_help_is_read_without_a_warning() -> None:
    page = (resources() / "help" / "index.html").read_text(encoding="utf-8")
    (example,) = re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)
    reading = own_catalog.read(unescape(example).encode())
    assert reading.warnings == ()
    assert reading.catalog.spotlights == 1
    assert not reading.times_missing
