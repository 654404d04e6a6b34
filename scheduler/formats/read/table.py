"""A spreadsheet saved as CSV, TSV or semicolon-separated text, with headers in plain words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from scheduler.core.catalog import Catalog, Decision, Presentation, Slot, TimeSource
from scheduler.core.identity import KeyMaker, normalised
from scheduler.errors import BadInput
from scheduler.formats.read import delimited, fields, scholarly, table_columns
from scheduler.formats.read.answers import conference
from scheduler.formats.read.conference_title import stated_title
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.moments import zone_of_offset
from scheduler.formats.read.reading import Progress, Reading, ReadOptions, ReadWarning
from scheduler.formats.read.shared_ids import shared_ids, telling_id
from scheduler.formats.read.table_times import Row, Timing, arrange, unread_times

FORMAT: Final = "spreadsheet (CSV or TSV)"

_STEP: Final = 500
_HEADER_WITHIN: Final = 10
_HEAD: Final = 1_000_000
_YES: Final = frozenset(("yes", "y", "true", "1", "x", "✓", "✔", "spotlight"))
_NOTHING: Final = frozenset(("-", "–", "—", "n/a", "na", "nan", "null", "tba", "tbd"))
_EXAMPLE: Final = {
    "title": "How to stand beside a poster for two hours",
    "authors": "Ada Lovelace; Charles Babbage",
    "abstract": "We stood. We report.",
    "session": "Poster Session 1",
    "date": "2025-05-08",
    "start": "10:45",
    "end": "12:45",
    "room": "Hall B",
    "board": "17",
    "spotlight": "yes",
    "topics": "Posture; Patience",
    "url": "https://example.org/posters/17",
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table whose header row is found. Rows are read anew each time they are asked for."""

    text: str
    delimiter: str
    header_line: int
    headers: list[str]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return (
            (line, cells)
            for line, cells in delimited.rows(self.text, self.delimiter)
            if line > self.header_line
        )


def looks_like(data: bytes) -> bool:
    """Whether the head has a row of headers that names a title column. Never raises."""
    try:
        sheet = _open(data[:100_000])
    except BadInput:
        return False
    return table_columns.is_header(sheet.headers)


def headers(data: bytes) -> list[str]:
    """The headers of the table, in order."""
    return _open(_head(data)).headers


def guess_columns(data: bytes) -> dict[str, str]:
    """Our field names to the headers that are taken for them unless the user says otherwise."""
    return table_columns.guess(_open(_head(data)).headers)


def sample_rows(data: bytes, count: int) -> list[list[str]]:
    """The first rows below the headers, to look at while mapping columns."""
    return [cells for _, cells in islice(_open(_head(data)).rows(), count)]


def template() -> bytes:
    """A CSV file with our headers and one made-up row, to be filled in; with a BOM, for Excel."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_EXAMPLE.keys())
    writer.writerow(_EXAMPLE.values())
    return text.getvalue().encode("utf-8-sig")


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """Every row as a presentation; rows of one id, or of one title and authors, as its slots.

    BadInput when no column is recognised as the title, naming the headers that were found.
    """
    sheet = _open(data)
    places = table_columns.mapping(sheet.headers, options.columns)
    lines, rows = _cells(sheet, places, options)
    if not rows:
        raise BadInput("The table has headers and no rows with a title.")
    about = conference(
        options,
        title=stated_title(row["url"] for row in rows),
        timezone=zone_of_offset(row["start"] or row["time"] for row in rows),
    )
    zone_known = about.timezone_source is not TimeSource.ASSUMED
    timing = Timing.of(rows, options, about.timezone, zone_known)
    sessions, slots, warnings = arrange(rows, timing)
    presentations = _presentations(rows, slots, KeyMaker(about.key), options.progress)
    warnings += unread_times(rows, lines, timing)
    zoneless = timing.zone_missing(rows)
    if zoneless:
        warnings.insert(0, ReadWarning(0, "The table names no time zone; its times are read as UTC."))
    return Reading(
        Catalog(about, tuple(sessions), tuple(presentations)),
        FORMAT,
        tuple(warnings),
        times_missing=all(session.start is None for session in sessions),
        zone_missing=zoneless,
        partial=True,
    )


def _head(data: bytes) -> bytes:
    """Enough for a look at the first rows, cut at the end of a line and so not inside a character."""
    return data if len(data) <= _HEAD else data[: data.rfind(b"\n", 0, _HEAD) + 1 or _HEAD]


def _open(data: bytes) -> _Sheet:
    text = decode(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # Excel's way to name the delimiter
        text = "\n" + rest
    delimiter = delimited.guess_delimiter(text, table_columns.count_known)
    table = list(islice(delimited.rows(text, delimiter), _HEADER_WITHIN))
    if not table:
        raise BadInput("The table is empty.")
    line, cells = next(((line, cells) for line, cells in table if table_columns.is_header(cells)), table[0])
    return _Sheet(text, delimiter, line, [cell.strip() for cell in cells])


def _cells(sheet: _Sheet, places: Mapping[str, int], options: ReadOptions) -> tuple[list[int], list[Row]]:
    """The lines and the mapped cells of the rows that hold a title, authors or an abstract."""
    lines: list[int] = []
    rows: list[Row] = []
    for number, (line, cells) in enumerate(sheet.rows()):
        if number % _STEP == 0:
            options.progress(number, 0)
        row = {name: _cell(cells, places.get(name)) for name in table_columns.FIELDS}
        if not (row["title"] or row["authors"] or row["abstract"]):
            continue
        for session in fields.topics(row["session"], commas=False) or ("",):  # Mini-Conf writes A|B
            lines.append(line)
            rows.append({**row, "session": session})
    return lines, rows


def _cell(cells: Sequence[str], place: int | None) -> str:
    if place is None or place >= len(cells):
        return ""
    text = cells[place].strip()
    return "" if text.casefold() in _NOTHING else text


def _presentations(
    rows: Sequence[Row], slots: Sequence[Slot], key: KeyMaker, progress: Progress
) -> list[Presentation]:
    progress(0, len(rows))
    marks = {name: fields.separated_by_marks(row[name] for row in rows) for name in ("authors", "topics")}
    people = [fields.people(row["authors"], commas=not marks["authors"]) for row in rows]
    together: dict[tuple[str, ...], list[int]] = {}
    for place, first in enumerate(_first_of_its_people(rows, people)):
        if place % _STEP == 0:
            progress(place // 2, len(rows))
        if first < place:
            people[first] = tuple(dict.fromkeys((*people[first], *people[place])))
        else:
            together.setdefault(_identity(rows[place], place), []).append(place)
    shared = shared_ids((row["id"], row["title"]) for row in rows)
    made = []
    for order, places in enumerate(together.values()):
        if order % _STEP == 0:
            progress((len(rows) + order) // 2, len(rows))
        row = rows[places[0]]
        row = {**row, "id": telling_id(row["id"], row["title"], shared)}
        made.append(
            _presentation(row, people[places[0]], [slots[place] for place in places], key, order, marks)
        )
    return made


def _first_of_its_people(rows: Sequence[Row], people: Sequence[tuple[str, ...]]) -> list[int]:
    """For each row the row that begins its presentation.

    Some programmes write a presentation once for each of its people, one below the other: rows that
    differ in nothing but one name.
    """
    firsts: list[int] = []
    for place, row in enumerate(rows):
        before = rows[place - 1] if place else {}
        again = (
            bool(row["title"])
            and len(people[place]) == len(people[place - 1]) == 1
            and {**before, "authors": ""} == {**row, "authors": ""}
        )
        firsts.append(firsts[place - 1] if again else place)
    return firsts


def _identity(row: Row, place: int) -> tuple[str, ...]:
    """What two rows of one presentation share. Without a title a row stands for itself."""
    title = normalised(row["title"])
    return (row["id"], title) if title and row["id"] else (title, row["authors"]) if title else (str(place),)


def _presentation(
    row: Row,
    authors: tuple[str, ...],
    slots: Sequence[Slot],
    key: KeyMaker,
    order: int,
    marks: Mapping[str, bool],
) -> Presentation:
    return Presentation(
        key=key(source_id=row["id"], title=row["title"], authors=authors, abstract=row["abstract"]),
        title=scholarly.title(row["title"]),
        authors=authors,
        abstract=scholarly.prose(row["abstract"]),
        summary=scholarly.prose(row["summary"]),
        decision=_decision(row),
        topics=fields.topics(row["topics"], commas=not marks["topics"]),
        track=row["track"],
        url=fields.address(row["url"]),
        order=order,
        slots=tuple(dict.fromkeys(slots)),
    )


def _decision(row: Row) -> Decision:
    if row["spotlight"].casefold() in _YES:
        return Decision.SPOTLIGHT
    return fields.decision(row["decision"]) or Decision.POSTER
