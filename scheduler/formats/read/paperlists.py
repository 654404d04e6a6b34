"""paperlists JSON: all submissions of one conference with their decision, and no times.

The records also hold e-mail addresses, gender, affiliations, author ids and reviews of named people.
Only the entries named in this module are ever read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from scheduler.core.catalog import Catalog, Decision, Presentation, Slot
from scheduler.core.identity import KeyMaker
from scheduler.errors import BadInput
from scheduler.formats.read import fields, scholarly
from scheduler.formats.read.answers import conference, poster_session
from scheduler.formats.read.conference_title import stated_title
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.reading import Reading, ReadOptions, ReadWarning
from scheduler.formats.read.structured import first_record, load_json, text_of

FORMAT: Final = "paperlists JSON"

_TURNED_DOWN: Final = {"desk": "desk-rejected", "withdraw": "withdrawn", "reject": "rejected"}
_STEP: Final = 100


def looks_like(data: bytes) -> bool:
    """Whether the bytes start a list of records with a title, a status and authors."""
    record = first_record(data)
    return (
        data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        and {"title", "status"} <= record.keys()
        and not {"author", "authors"}.isdisjoint(record)
        and not {"UID", "uid"} & record.keys()
    )


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """Accepted papers as one poster session; others too when `options.include_rejected`.

    A withdrawn submission that is asked for is marked withdrawn.
    """
    records, warnings = _records(load_json(decode(data)))
    about = conference(options, title=stated_title(_addresses(records)))
    session = poster_session(options, about.timezone)
    key = KeyMaker(about.key)
    slot = Slot(session.key)
    presentations: list[Presentation] = []
    left_out: Counter[str] = Counter()
    for number, record in enumerate(records):
        if number % _STEP == 0:
            options.progress(number, len(records))
        status = text_of(record.get("status"))
        if (why := _turned_down(status)) and not options.include_rejected:
            left_out[why] += 1
            continue
        presentations.append(_presentation(record, status, key, len(presentations), slot))
    if not presentations:
        raise BadInput("None of the papers in this list was accepted; include the rejected ones to see them.")
    catalog = Catalog(about, (session,), tuple(presentations))
    warnings += _told(left_out)
    return Reading(catalog, FORMAT, tuple(warnings), times_missing=session.start is None)


def _records(document: Any) -> tuple[list[Mapping[str, Any]], list[ReadWarning]]:
    if not isinstance(document, list):
        raise BadInput("This is not a paperlists file: it should hold a list of papers.")
    entries: list[Mapping[str, Any]] = [entry for entry in document if isinstance(entry, dict)]
    records = [entry for entry in entries if _is_paper(entry)]
    if not records:
        raise BadInput("This list holds no papers with a title or authors.")
    lost = len(document) - len(records)
    return records, [ReadWarning(0, f"{lost} of {len(document)} entries are not papers.")] if lost else []


def _is_paper(entry: Mapping[str, Any]) -> bool:
    return any(text_of(entry.get(name)) for name in ("title", "abstract", "author", "authors"))


def _presentation(
    record: Mapping[str, Any], status: str, key: KeyMaker, order: int, slot: Slot
) -> Presentation:
    title = text_of(record.get("title"))
    abstract = text_of(record.get("abstract"))
    authors = fields.people(fields.first_of(record, "author", "authors"))
    source_id = text_of(record.get("id"))
    return Presentation(
        key=key(source_id=source_id, title=title, authors=authors, abstract=abstract),
        title=scholarly.title(title),
        authors=authors,
        abstract=scholarly.prose(abstract),
        summary=scholarly.prose(text_of(record.get("tldr"))),
        decision=fields.decision(status) or Decision.POSTER,
        topics=fields.topics(record.get("keywords")),
        track=_track(record),
        url=fields.address(record.get("site"), record.get("openreview"), record.get("pdf")),
        order=order,
        slots=(slot,),
        withdrawn=_turned_down(status) == "withdrawn",
    )


def _track(record: Mapping[str, Any]) -> str:
    """The primary area, else the track; "main" is every conference's and says nothing."""
    track = text_of(record.get("track"))
    return text_of(record.get("primary_area")) or ("" if track.casefold() == "main" else track)


def _turned_down(status: str) -> str:
    """How a submission did not get in, "" when it did or is not decided yet."""
    lower = status.casefold()
    return next((meaning for word, meaning in _TURNED_DOWN.items() if word in lower), "")


def _told(left_out: Counter[str]) -> list[ReadWarning]:
    if not left_out:
        return []
    counts = ", ".join(f"{count} {meaning}" for meaning, count in sorted(left_out.items()))
    return [
        ReadWarning(
            0, f"{left_out.total()} submissions are not part of the programme and left out: {counts}."
        )
    ]


def _addresses(records: list[Mapping[str, Any]]) -> Iterator[str]:
    for record in records:
        yield " ".join(
            text_of(record.get(name)) for name in ("venue", "site", "openreview", "pdf", "proceeding")
        )
