"""Reads a programme in any format we know, told by its content and never by its name."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from typing import Final, Protocol, cast

from scheduler.errors import BadInput
from scheduler.formats.read.reading import MAX_BYTES, Reading, ReadOptions
from scheduler.formats.read.washing import washed

ACCEPTED: Final = (
    "a conference web page (text or HTML), frab XML or JSON, iCalendar, Mini-Conf, paperlists or virtual-site"
    " JSON, or a CSV table"
)


class Reader(Protocol):
    """What every reader module offers."""

    FORMAT: str

    def looks_like(self, data: bytes) -> bool: ...

    def read(self, data: bytes, options: ReadOptions = ...) -> Reading: ...


def detect(data: bytes) -> Reader | None:
    """The reader whose format this looks like, or None. Loads only readers that come into question."""
    for name in _candidates(data):
        reader = _reader(name)
        if reader.looks_like(data):
            return reader
    return None


def read(data: bytes, options: ReadOptions = ReadOptions(), only: str | None = None) -> Reading:
    """The programme in the data. `only` names the one reader module to use, such as `table`.

    :raises BadInput: it is no programme, is damaged, or is too large; the sentence says so.
    """
    reader = _reader(only) if only in _READERS else _chosen(data)
    try:
        return washed(reader.read(data, options), options.progress)
    except RecursionError as error:
        raise BadInput(f"The file is nested too deeply for a programme ({reader.FORMAT}).") from error
    except MemoryError as error:
        raise BadInput(f"The file needs more memory than there is ({reader.FORMAT}).") from error


def _chosen(data: bytes) -> Reader:
    if not data.strip(_BLANK):
        raise BadInput("The file is empty.")
    own = _reader("own_catalog")
    if own.looks_like(data):
        return own  # it has a larger limit of its own: a snapshot may be larger than its source
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"The file is larger than {MAX_BYTES // 2**20} MB; no conference programme is that large."
        )
    if kind := _foreign_kind(data):
        raise BadInput(f"This is {kind}. What can be read is {ACCEPTED}.")
    reader = detect(data)
    if reader is not None:
        return reader
    first = _first_character(data)
    if first in b"{[<":
        known = "XML or HTML" if first == b"<" else "JSON"
        raise BadInput(f"This {known} is no programme we know. What can be read is {ACCEPTED}.")
    calendar = data[:4096].lstrip(_BLANK)[:6].upper() == b"BEGIN:"
    return _reader("calendar_feed" if calendar else "page_text")  # each says what made no sense


def _candidates(data: bytes) -> Iterable[str]:
    """The readers by their likelihood, judged by the first character."""
    first = _first_character(data)
    likely = {b"<": _MARKUP, b"{": _JSON, b"[": (*_JSON, *_TEXT)}.get(first, _TEXT)
    return ("own_catalog", *likely)


def _first_character(data: bytes) -> bytes:
    return data[:4096].lstrip(_BLANK)[:1]


def _reader(name: str) -> Reader:
    return cast("Reader", import_module(f"scheduler.formats.read.{name}"))


def _foreign_kind(data: bytes) -> str:
    """What a file that is no text of any sort seems to be, or ""."""
    for offset, mark, kind in _SIGNATURES:
        if data.startswith(mark, offset):
            return _kind_of_archive(data) if mark == _ZIP else kind
    if data[:200].lstrip(_BLANK).lower().startswith((b"mime-version:", b"from: <saved by")):
        return "a web archive (MHTML); save the page as “HTML only” instead"
    head = data[:8192]
    strange = len(head) - len(head.translate(None, _CONTROLS))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or _is_wide(head)
    return "not text but binary data" if strange > 0.02 * len(head) and not wide else ""


def _is_wide(head: bytes) -> bool:
    """Whether every other byte of the head is zero, as in UTF-16 without a mark."""
    half = len(head) // 2
    zeros = (head[0::2].count(0), head[1::2].count(0))
    return half > 1 and max(zeros) > 0.6 * half and min(zeros) < 0.1 * half


def _kind_of_archive(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "a damaged ZIP archive"
    for part, kind in (
        ("xl/", "an Excel workbook; save the sheet as CSV instead"),
        ("word/", "a Word document"),
        ("ppt/", "a PowerPoint presentation"),
        ("content.xml", "an OpenDocument file; save a table as CSV instead"),
    ):
        if any(name.startswith(part) for name in names):
            return kind
    return "a ZIP archive; unpack it and choose the file in it"


_BLANK: Final = b" \t\r\n\0\x0b\x0c\xef\xbb\xbf\xff\xfe"
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\x0c\x1b"))
_MARKUP: Final = ("frab_xml", "page_html")
_JSON: Final = ("frab_json", "virtual_json", "paperlists", "miniconf")
_TEXT: Final = ("calendar_feed", "miniconf", "table", "page_html", "page_text")
_READERS: Final = frozenset(("own_catalog", *_MARKUP, *_JSON, *_TEXT))
_ZIP: Final = b"PK\x03\x04"
_SIGNATURES: Final = (
    (0, b"%PDF", "a PDF; copy its text or take the programme from the conference's web page"),
    (0, b"\x89PNG", "a picture (PNG)"),
    (0, b"\xff\xd8\xff", "a picture (JPEG)"),
    (0, b"GIF8", "a picture (GIF)"),
    (8, b"WEBP", "a picture (WebP)"),
    (4, b"ftyp", "a picture or film"),
    (0, _ZIP, "a ZIP archive"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\x1f\x8b", "a compressed file (gzip); unpack it first"),
    (0, b"BZh", "a compressed file (bzip2); unpack it first"),
    (0, b"\xfd7zXZ", "a compressed file (xz); unpack it first"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (0, b"Rar!", "a RAR archive; unpack it first"),
    (257, b"ustar", "a TAR archive; unpack it and choose the file in it"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"\xd0\xcf\x11\xe0", "an old Office document; save a table as CSV instead"),
    (0, b"{\\rtf", "a rich-text document; save it as plain text instead"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
)
