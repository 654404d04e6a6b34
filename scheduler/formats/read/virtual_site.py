"""What the addresses in a virtual site's list say about the site, and its separate file of abstracts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from scheduler.formats.read.conference_title import stated_title
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.fields import address, first_of
from scheduler.formats.read.structured import load_json, text_of

_SAMPLE: Final = 200
_SITE: Final = re.compile(
    r"https?://(?:www\.)?([\w.-]+)/(?:virtual/|media/|static/virtual/|api/miniconf/)", re.IGNORECASE
)
_VENUE: Final = re.compile(r"[?&]id=([A-Za-z]+\.cc)/")  # openreview.net/group?id=ICLR.cc/2024/Conference
_YEAR: Final = re.compile(r"/virtual/((?:19|20)\d\d)/")


def site_of(records: Iterable[Mapping[str, Any]]) -> str:
    """Such as `https://iclr.cc`: the site most entries point to; "" when none does."""
    votes: Counter[str] = Counter()
    for record in islice(records, _SAMPLE):
        votes.update({host.lower() for text in _addresses(record) for host in _hosts(text)})
    return f"https://{votes.most_common(1)[0][0]}" if votes else ""


def title_of(records: Iterable[Mapping[str, Any]], site: str) -> str:
    """Such as `ICLR 2024`, from the addresses; `Conference 2024` where they say only the year, else ""."""
    texts = [text for record in islice(records, _SAMPLE) for text in _addresses(record)]
    texts += [site + text for text in texts if text.startswith("/") and site]
    if title := stated_title(texts):
        return title
    years = Counter(found[1] for text in texts if (found := _YEAR.search(text)))
    return f"Conference {years.most_common(1)[0][0]}" if years else ""


def address_of(record: Mapping[str, Any], site: str) -> str:
    """The paper's page on the site, else the paper."""
    page = text_of(record.get("virtualsite_url"))
    if page.startswith("/") and site:
        page = site + page
    return address(page, *(record.get(name) for name in ("paper_url", "url", "paper_pdf_url")))


def abstracts_of(companions: Iterable[bytes]) -> dict[str, str]:
    """Abstracts by the id of their entry, out of files that hold an object or a list of objects.

    BadInput when a companion is no JSON.
    """
    found: dict[str, str] = {}
    for data in companions:
        document = load_json(decode(data))
        listed = first_of(document, "results") if isinstance(document, Mapping) else document
        if isinstance(listed, list):
            entries = (entry for entry in listed if isinstance(entry, Mapping))
            found |= {text_of(entry.get("id")): text_of(entry.get("abstract")) for entry in entries}
        elif isinstance(document, Mapping):
            found |= {key: _abstract(value) for key, value in document.items()}
    found.pop("", None)
    return found


def _abstract(value: object) -> str:
    return text_of(value.get("abstract") if isinstance(value, Mapping) else value)


def _hosts(text: str) -> Iterator[str]:
    for pattern in (_SITE, _VENUE):
        if found := pattern.search(text):
            yield found[1]


def _addresses(record: Mapping[str, Any]) -> Iterator[str]:
    """The addresses that may name the site; those of people and media are on it too."""
    for name in ("virtualsite_url", "sourceurl", "children_url", "paper_url"):
        yield text_of(record.get(name))[:500]
    for name in ("authors", "eventmedia"):
        listed = record.get(name)
        for entry in islice(listed, 3) if isinstance(listed, list) else ():
            if isinstance(entry, Mapping):
                yield from (text_of(entry.get(key))[:500] for key in ("url", "uri", "file"))
