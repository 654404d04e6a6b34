"""The JSON behind the virtual sites of ICLR, NeurIPS, ICML and their kin: talks and posters in one list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from scheduler.core.catalog import Catalog, Conference, Presentation
from scheduler.core.identity import KeyMaker, slug
from scheduler.errors import BadInput
from scheduler.formats.read import fields, frab_times
from scheduler.formats.read.answers import zone_missing
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.markup import one_line
from scheduler.formats.read.reading import Reading, ReadOptions, ReadWarning
from scheduler.formats.read.scholarly import prose
from scheduler.formats.read.scholarly import title as readable_title
from scheduler.formats.read.structured import load_json, text_of
from scheduler.formats.read.virtual_papers import Paper, Row, papers_of, row_of
from scheduler.formats.read.virtual_sessions import Programme
from scheduler.formats.read.virtual_site import abstracts_of, address_of, site_of, title_of

FORMAT: Final = "virtual-site JSON"

_HEAD: Final = 256 * 1024
_MARKS: Final = (
    b'"virtualsite_url"', b'"eventtype"', b'"event_type"', b'"poster_position"', b'"starttime"',
    b'"speakers/authors"', b'"room_name"',
)  # fmt: skip
_REJECTED: Final = re.compile(r"reject|withdraw", re.IGNORECASE)
_STEP: Final = 250
_MAX_ENTRIES: Final = 200_000


def looks_like(data: bytes) -> bool:
    """Whether it is a JSON list, bare or in its envelope, of entries with a name and the site's fields."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in (b"{", b"[") and b'"name"' in head and sum(mark in head for mark in _MARKS) >= 2


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """The catalog of a site's list; an abstracts file may come along in `options.companions`.

    A paper's rows become one presentation with a slot each. Rejected entries stay out unless asked for.
    A list that says it holds only a part of all entries is `partial`.
    """
    document = load_json(decode(data))
    warnings: list[ReadWarning] = []
    rows = [row_of(record) for record in _accepted(_records(document, warnings), options, warnings)]
    if not rows:
        raise BadInput("The file lists no papers.")
    warnings += _missing_pages(document)
    starts = [start for row in rows if (start := text_of(row.record.get("starttime")))]
    zone = frab_times.choose_zone("", options.timezone, (), starts)
    if starts and zone.warning:
        warnings.append(ReadWarning(0, zone.warning))
    host = site_of(row.record for row in rows)
    stated = title_of((row.record for row in rows), host)
    title = one_line(options.title or "") or stated or options.fallback_title
    conference = Conference(slug(title), title, zone.name, zone.source, url=host)
    programme = Programme(rows, zone, options)
    presentations = _presentations(rows, programme, host, conference.key, options)
    return Reading(
        Catalog(conference, programme.sessions, presentations),
        FORMAT,
        tuple(warnings),
        times_missing=all(session.start is None for session in programme.sessions),
        zone_missing=zone.name == "UTC" and zone_missing(conference, programme.sessions),
        partial=bool(_missing_pages(document)),
    )


def _records(document: object, warnings: list[ReadWarning]) -> list[Mapping[str, Any]]:
    listed = document.get("results", document.get("papers")) if isinstance(document, Mapping) else document
    if not isinstance(listed, list):
        raise BadInput("The JSON is not a list of papers and has none under “results”.")
    if len(listed) > _MAX_ENTRIES:
        raise BadInput(f"The file lists more than {_MAX_ENTRIES:,} entries.")
    records = [record for record in listed if isinstance(record, Mapping)]
    if len(records) < len(listed):
        more = len(listed) - len(records)
        warnings.append(ReadWarning(0, f"{more:,} of the entries are not objects and were left out."))
    return records


def _missing_pages(document: object) -> list[ReadWarning]:
    """A warning when the envelope counts more entries than the file holds."""
    if not isinstance(document, Mapping):
        return []
    count, results = document.get("count"), document.get("results")
    if not isinstance(count, int) or not isinstance(results, list) or count <= len(results):
        return []
    return [ReadWarning(0, f"The file holds {len(results):,} of {count:,} entries; the rest is missing.")]


def _accepted(
    records: list[Mapping[str, Any]], options: ReadOptions, warnings: list[ReadWarning]
) -> list[Mapping[str, Any]]:
    if options.include_rejected:
        return records
    kept = [record for record in records if not _REJECTED.search(text_of(record.get("decision")))]
    if len(kept) < len(records):
        left_out = len(records) - len(kept)
        warnings.append(ReadWarning(0, f"{left_out:,} rejected or withdrawn entries were left out."))
    return kept


def _presentations(
    rows: list[Row], programme: Programme, host: str, conference_key: str, options: ReadOptions
) -> tuple[Presentation, ...]:
    papers = papers_of(rows)
    abstracts = abstracts_of(options.companions)
    key_maker = KeyMaker(conference_key)
    found = []
    for order, paper in enumerate(papers):
        if order % _STEP == 0:
            options.progress(order, len(papers))
        found.append(_presentation(paper, abstracts, host, key_maker, order, programme))
    return tuple(found)


def _presentation(
    paper: Paper,
    abstracts: Mapping[str, str],
    host: str,
    key_maker: KeyMaker,
    order: int,
    programme: Programme,
) -> Presentation:
    first = paper.rows[0]
    authors = max((row.authors for row in paper.rows), key=len)
    abstract = prose(next(filter(None, (_abstract(row, abstracts) for row in paper.rows)), ""))
    return Presentation(
        key=key_maker(source_id=first.uid or first.id, title=first.title, authors=authors, abstract=abstract),
        title=readable_title(first.title),
        authors=authors,
        abstract=abstract,
        decision=paper.decision,
        topics=tuple(dict.fromkeys(topic for row in paper.rows for topic in _topics(row.record))),
        url=next(filter(None, (address_of(row.record, host) for row in paper.rows)), ""),
        order=order,
        slots=programme.slots(paper.rows),
    )


def _abstract(row: Row, abstracts: Mapping[str, str]) -> str:
    return text_of(row.record.get("abstract")) or abstracts.get(row.id, "") or abstracts.get(row.uid, "")


def _topics(record: Mapping[str, Any]) -> tuple[str, ...]:
    """`Deep Learning->Transformers` as both of its levels, then the keywords."""
    levels = text_of(record.get("topic")).split("->")
    return tuple(filter(None, map(one_line, (*levels, *fields.topics(record.get("keywords"))))))
