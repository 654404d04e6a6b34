"""Where programmes come from: files, text, web addresses, and tables whose columns need a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.core.decision import TimeSource
from scheduler.errors import BadInput, NotFound
from scheduler.formats.read.reading import Progress, ReadOptions, no_progress
from scheduler.workspace.programme import ImportPlan, read_file

if TYPE_CHECKING:
    from scheduler.workspace.workspace import Workspace

__all__ = ["Consent", "Fetched", "Progress", "ReadOptions", "TablePreview", "no_progress"]


@dataclass(frozen=True, slots=True)
class Consent:
    """What the user agreed to for one address."""

    private: bool = False
    plain_http: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a source and where they came from; `etag` is empty for files."""

    data: bytes
    source: str
    etag: str = ""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A table's headers, its first rows, and which header is taken for which field of ours."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Mapping[str, str]
    fields: tuple[str, ...]

    @property
    def clear(self) -> bool:
        """Whether the two columns that matter most were recognised."""
        return {"title", "authors"} <= set(self.guess)


def from_file(path: Path) -> Fetched:
    """:raises BadInput: it cannot be read."""
    return Fetched(read_file(path), str(path.absolute()))


def from_address(
    address: str, consent: Consent = Consent(), *, etag: str = "", progress: Progress = no_progress
) -> Fetched | None:
    """What an address holds now; None when it still is what `etag` named.

    :raises NeedsConsent: ask the user, and call again with the consent.
    """
    from scheduler.net import download

    got = download.fetch(
        address,
        etag=etag,
        allow_private=consent.private,
        allow_plain_http=consent.plain_http,
        progress=progress,
    )
    return None if got.data is None else Fetched(got.data, address, got.etag)


def again(
    workspace: Workspace, conference: str, consent: Consent = Consent(), progress: Progress = no_progress
) -> Fetched | None:
    """The source of a conference's last import, read again; None when it has not changed since.

    :raises NotFound: it came from the clipboard or with the program, so there is nothing to read again.
    """
    for made in workspace.programme.imports(conference):
        if is_address(made.source):
            return from_address(made.source, consent, etag=made.etag, progress=progress)
        if made.source not in ("", "bundled"):
            return from_file(Path(made.source))
    raise NotFound("This programme was not read from a file or an address; import its source again.")


def is_address(source: str) -> bool:
    return source.lower().startswith(("https://", "http://"))


def plan(workspace: Workspace, fetched: Fetched, options: ReadOptions) -> ImportPlan:
    """What importing it would do; :raises BadInput: it is not a programme.

    Times without a zone are read in the one that the user named for the conference before, if any.
    """
    if name := _name_of(fetched.source):
        options = replace(options, fallback_title=name)
    made = workspace.programme.plan(fetched.data, options, source=fetched.source)
    if made.reading.zone_missing and (known := _zone_named_before(workspace, made)):
        options = replace(options, timezone=known)
        made = workspace.programme.plan(fetched.data, options, source=fetched.source)
    return replace(made, etag=fetched.etag)


def _zone_named_before(workspace: Workspace, plan: ImportPlan) -> str:
    key = plan.merge.catalog.conference.key
    here = (each for each in workspace.finder.conferences() if each.key == key)
    return next((each.timezone for each in here if each.timezone_source is TimeSource.CONFIRMED), "")


def _name_of(source: str) -> str:
    """`colm 2025` for `/home/ada/colm_2025.json`: better than no name where the source has none."""
    last = source.partition("?")[0].rstrip("/").rpartition("/")[2].rpartition("\\")[2]
    return " ".join(last.partition(".")[0].replace("_", " ").replace("-", " ").split())


def preview(data: bytes, count: int = 4) -> TablePreview | None:
    """A look at a table before it is read; None when the data is something else.

    A table none of whose headers is known is looked at too, when its rows are even: the user can
    say which column is what.
    """
    from scheduler.formats.read import detect, table, table_columns

    chosen = detect.detect(data)
    if chosen not in (table, None):
        return None
    try:
        headers, rows = table.headers(data), table.sample_rows(data, count)
    except BadInput:
        return None
    even = len(headers) > 1 and len(rows) > 1 and all(len(row) == len(headers) for row in rows)
    if chosen is None and not even:
        return None
    return TablePreview(
        tuple(headers),
        tuple(tuple(row) for row in rows),
        table.guess_columns(data),
        tuple(table_columns.FIELDS),
    )


def table_template() -> bytes:
    """A spreadsheet to fill in."""
    from scheduler.formats.read import table

    return table.template()


def largest_first(files: Sequence[Fetched]) -> list[Fetched]:
    """The programme itself before what belongs to it, of several files chosen together."""
    return sorted(files, key=lambda each: len(each.data), reverse=True)
