"""The files of a Mini-Conf site, each judged by its content: papers, sessions or a calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from scheduler.errors import BadInput
from scheduler.formats.read import delimited
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.structured import first_record, load_json, load_yaml, text_of

Record = Mapping[str, Any]
"""One entry with lower-case names, `_` for spaces, and `uid` as the one name of its id."""

IDS: Final = ("uid", "id", "forum", "paper_id")
_PEOPLE: Final = frozenset(("authors", "author"))
_TIMES: Final = frozenset(("date", "start_time", "start"))
_YAML: Final = re.compile(
    r"(?m)^(?:-\s+)?[^\s#][^\n]{0,80}:[ \t]*(?:\n[ \t]*(?:#[^\n]*)?)*\n[ \t]+(?:-[ \t]+)?"
    r"(?:date|start_time|papers|posters|long_name|uid|UID)[ \t]*:"
    r"|^-[ \t]+(?:UID|uid)[ \t]*:"
)


class Kind(StrEnum):
    """What a file of a Mini-Conf site holds."""

    PAPERS = "papers"
    SESSIONS = "sessions"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Document:
    """One file. `lost` counts its entries that are no records."""

    kind: Kind
    records: tuple[Record, ...]
    lost: int = 0


def looks_like(data: bytes) -> bool:
    """Whether the head of the bytes is one of Mini-Conf's files. Never raises."""
    head = data[:20_000].decode("utf-8-sig", "ignore")
    if head.lstrip()[:1] in ("[", "{"):
        return _judged_json(_tidy(first_record(data)))
    if _header(head):
        return True
    return bool(_YAML.search(head[:4_000])) and not head.lstrip().startswith(("<", "BEGIN:"))


def parse(data: bytes) -> Document:
    """The document; BadInput when the content is none of the three kinds."""
    text = decode(data)
    start = text.lstrip()[:1]
    if start in ("[", "{"):
        entries = _entries(load_json(text))
    elif header := _header(text):
        entries = _table(text, header)
    else:
        entries = _entries(load_yaml(text))
    records = tuple(_tidy(entry) for entry in entries if isinstance(entry, Mapping))
    if not records:
        raise BadInput("This Mini-Conf file holds no papers, sessions or calendar entries.")
    return Document(_kind(records), records, len(entries) - len(records))


def _judged_json(record: Record) -> bool:
    """Papers by `UID` or `content`, calendars by their own names, sessions by the papers they list."""
    names = record.keys()
    if {"title", "start", "end"} <= names and {"calendarid", "category", "link"} & names:
        return True
    if {"papers", "posters"} & names and (_TIMES & names or "name" in names):
        return True
    return {"title", "authors"} <= names and ("_content" in names or "_uid" in names)


def _header(text: str) -> str:
    """The delimiter of a table of papers with an id, a title and authors; "" for anything else."""
    for delimiter in (",", "\t", ";"):
        first = delimited.head_rows(text[:20_000], delimiter, limit=1)
        names = {_name(cell) for cell in first[0]} if first else set()
        if {"uid", "title"} <= names and _PEOPLE & names:
            return delimiter
    return ""


def _table(text: str, delimiter: str) -> list[Any]:
    table = delimited.rows(text, delimiter)
    _, names = next(table)
    return [{**dict(zip(names, cells, strict=False)), "_line": line} for line, cells in table]


def _entries(document: Any) -> list[Any]:
    """The entries of a list, of `{"papers": [...]}`, or of a mapping from names to entries."""
    if isinstance(document, list):
        return document
    if not isinstance(document, Mapping):
        raise BadInput("This Mini-Conf file holds no list of entries.")
    if len(document) == 1 and isinstance(inner := next(iter(document.values())), list):
        return inner
    return [
        {"_key": text_of(name), **entry} if isinstance(entry, Mapping) else entry
        for name, entry in document.items()
    ]


def _tidy(entry: Mapping[Any, Any]) -> Record:
    """Names in one spelling, OpenReview's inner `content` lifted out, the id under `uid`."""
    content = entry.get("content")
    inner = content if isinstance(content, Mapping) else {}
    record = {_name(name): value for name, value in (*inner.items(), *entry.items())}
    if inner:
        record["_content"] = True
    if "uid" in record:
        record["_uid"] = True
    found = (text_of(record.get(name)) for name in (*IDS, "_key"))
    record["uid"] = next(filter(None, found), "")
    return record


def _name(name: object) -> str:
    return "_".join(text_of(name).casefold().split())


def _kind(records: Iterable[Record]) -> Kind:
    votes = [kind for record in records if (kind := _kind_of(record))]
    if not votes:
        raise BadInput("This Mini-Conf file holds no papers, sessions or calendar entries.")
    return max(Kind, key=votes.count)


def _kind_of(record: Record) -> Kind | None:
    names = record.keys()
    if isinstance(record.get("papers") or record.get("posters"), list):
        return Kind.SESSIONS
    if {"title", "start", "end"} <= names and not _PEOPLE & names:
        return Kind.CALENDAR
    if "title" in names and (_PEOPLE & names or "abstract" in names):
        return Kind.PAPERS
    return Kind.SESSIONS if _TIMES & names else None
