"""The name of a conference as the addresses and venues inside its own files state it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Final

_PATTERNS: Final = (
    re.compile(r"\b(?P<name>[A-Za-z]+)\.(?:cc|org)/(?P<year>20\d\d)/Conference"),  # ICLR.cc/2024/Conference
    re.compile(r"/(?P<name>[A-Za-z]+)/(?P<year>20\d\d)/Conference"),  # colmweb.org/COLM/2025/Conference
    re.compile(r"\b(?P<name>[a-z]+)\.(?:cc|org)/virtual/(?P<year>20\d\d)\b"),  # iclr.cc/virtual/2024
    re.compile(r"/content/(?P<name>[A-Z]+)(?P<year>20\d\d)/"),  # thecvf.com/content/CVPR2024/
    re.compile(r"/(?P<year>20\d\d)\.(?P<name>[a-z]+)-[a-z]+\.\d"),  # anthology/2020.acl-main.8
    re.compile(r"^(?P<name>[A-Z][A-Za-z]{2,9}) (?P<year>20\d\d)\b"),  # the venue "COLM 2025 poster"
)
_SPELLINGS: Final = {"neurips": "NeurIPS", "nips": "NeurIPS", "corl": "CoRL", "mlsys": "MLSys"}
_SAMPLE: Final = 500


def stated_title(addresses: Iterable[str]) -> str:
    """Such as `ACL 2020` when most of the addresses that name a conference name that one, else ""."""
    votes = Counter(filter(None, map(_title_in, islice(addresses, _SAMPLE))))
    if not votes:
        return ""
    title, count = votes.most_common(1)[0]
    return title if count * 2 > votes.total() else ""


def _title_in(text: str) -> str:
    for pattern in _PATTERNS:
        if found := pattern.search(text[:500]):
            name = found["name"]
            return f"{_SPELLINGS.get(name.lower(), name.upper())} {found['year']}"
    return ""
