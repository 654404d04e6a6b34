"""The right reader for any file, and one plain sentence for what is none."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import BadInput, Cancelled
from scheduler.formats.read import detect
from scheduler.formats.read.reading import MAX_BYTES, ReadOptions

PAGE = "Learning to Stand\n\nAda Byron · Grace Murray\n\nWe stand. It works.\n"


def name_of(data: bytes) -> str:
    reader = detect.detect(data)
    return reader.__name__.rpartition(".")[2] if reader else ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("file", "reader", "count"),
    [
        ("page/iclr2024-poster-session-3.txt", "page_text", 291),
        ("frab-xml/fosdem_2007.xml", "frab_xml", 215),
        ("frab-xml/debconf23.xml", "frab_xml", 117),
        ("frab-json/pretalx-democon.json", "frab_json", 36),
        ("miniconf/iclr2020-papers.csv", "miniconf", 687),
        ("miniconf/iclr2020-main_calendar.json", "miniconf", 56),
        ("paperlists/colm2025.json", "paperlists", 418),
        ("ics/iclr2020_basic.ics", "calendar_feed", 56),
        ("ics/jres_2022.ics", "calendar_feed", 120),
    ],
)
def test_real_files(shared_data: Path, file: str, reader: str, count: int) -> None:
    data = (shared_data / file).read_bytes()
    assert name_of(data) == reader
    assert len(detect.read(data).catalog.presentations) == count


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        (PAGE, "page_text"),
        ("\ufeff\r\n" + PAGE, "page_text"),
        ("[ Halle B ]\n\n" + PAGE, "page_text"),
        (f"<html><body><p>{PAGE}</p></body></html>", "page_html"),
        ("title,authors,abstract\nOne,Ada Byron,We do.\n", "table"),
        ("Title;Authors\nOne;Ada Byron · Grace Murray\n", "table"),
        ('{"format": "poster-scheduler-catalog", "version": 1}', "own_catalog"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n", "calendar_feed"),
        ("<?xml version='1.0'?><schedule><conference/></schedule>", "frab_xml"),
        ('{"schedule": {"conference": {"days": []}}}', "frab_json"),
        ("<rss><channel/></rss>", ""),
        ('{"a": 1}', ""),
        ("nothing at all", ""),
        ("", ""),
    ],
)
def test_formats_by_content(text: str, reader: str) -> None:
    assert name_of(text.encode()) == reader


def test_utf16_pages_are_text() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        (poster,) = detect.read(PAGE.encode(encoding)).catalog.presentations
        assert poster.title == "Learning to Stand"


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return buffer.getvalue()


def tar() -> bytes:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as packed:
        packed.addfile(tarfile.TarInfo("a.txt"))
    return buffer.getvalue()


def database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (x)")
    try:
        return connection.serialize()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0" * 100, "empty"),
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "picture"),
        (archive("a.txt"), "ZIP"),
        (archive("xl/workbook.xml"), "Excel.*CSV"),
        (archive("word/document.xml"), "Word"),
        (b"PK\x03\x04 broken", "damaged ZIP"),
        (gzip.compress(PAGE.encode(), mtime=0), "gzip"),
        (tar(), "TAR"),
        (database(), "database"),
        (b"{\\rtf1\\ansi Hello}", "rich-text"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n", "HTML only"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (b'{"a": 1}', "JSON"),
        (b"[1, 2]", "JSON"),
        (b"<rss></rss>", "XML or HTML"),
        (b"Dear all,\nthis is a letter.\n", "Line 1: “Dear all,”"),
    ],
)
def test_what_is_no_programme_is_named_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        detect.read(data)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 300


def test_too_large_a_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadInput, match="64 MB"):
        detect.read(b"x" * (MAX_BYTES + 1))


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_what_exhausts_the_machine_is_bad_input(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(data: bytes, options: ReadOptions) -> None:
        raise error

    greedy = SimpleNamespace(FORMAT="greedy", looks_like=lambda data: True, read=read)
    monkeypatch.setattr(detect, "_reader", lambda name: greedy)
    with pytest.raises(BadInput, match="greedy"):
        detect.read(b"anything")


@pytest.mark.parametrize("opening", ["[", '{"a":', "<a>", "<div>", "("])
def test_deep_nesting_is_refused(opening: str) -> None:
    with pytest.raises(BadInput):
        detect.read(opening.encode() * 100_000)


def test_only_one_reader_may_be_asked_for() -> None:
    data = b"Title,Authors\nOne,Ada Byron\n"
    assert detect.read(data, only="table").format.startswith("spreadsheet")
    with pytest.raises(BadInput):
        detect.read(json.dumps([1]).encode(), only="table")


def test_only_the_reader_that_is_needed_is_loaded() -> None:
    code = (
        "import sys; from scheduler.formats.read import detect; detect.read(sys.stdin.buffer.read());"
        "print([m for m in sys.modules if m.startswith('scheduler.formats.read.') or m == 'selectolax'])"
    )
    root = Path(__file__).resolve().parents[3]
    event = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240508T084500Z\nEND:VEVENT\nEND:VCALENDAR\n"
    done = subprocess.run(
        [sys.executable, "-c", code], input=event, capture_output=True, check=True, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert b"calendar_feed" in done.stdout
    for other in (b"frab_xml", b"page_html", b"page_text", b"table", b"selectolax"):
        assert other + b"'" not in done.stdout


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        detect.read(data)
    except BadInput:
        return


LONG = 2_500
TABLE = "title,authors,date,start,end\n" + "".join(
    f"Poster {n},Ada {n},2025-05-08,10:{n % 60:02d},11:00\n" for n in range(LONG)
)
CALENDAR = "BEGIN:VCALENDAR\n" + "".join(
    f"BEGIN:VEVENT\nUID:{n}\nSUMMARY:Talk {n}\nDTSTART:20250508T10{n % 60:02d}00Z\nEND:VEVENT\n"
    for n in range(LONG)
)


@pytest.mark.parametrize("text", [TABLE, CALENDAR])
def test_reading_can_be_stopped_from_its_first_step_to_its_last(text: str) -> None:
    steps: list[tuple[int, int]] = []
    detect.read(text.encode(), ReadOptions(progress=lambda *step: steps.append(step)))
    halves = {2 * done // total for done, total in steps if total}
    assert halves >= {0, 1}
    for last in (1, len(steps) // 2, len(steps)):
        left = iter(range(last - 1))

        def stop_in_time(done: int, total: int, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise Cancelled("stopped")

        with pytest.raises(Cancelled):
            detect.read(text.encode(), ReadOptions(progress=stop_in_time))


def test_a_calendar_s_lines_are_counted_once_whatever_ends_them() -> None:
    lines = "BEGIN:VCALENDAR\r\n" + "X-A:1\r\n" * 300_000
    event = "BEGIN:VEVENT\r\nSUMMARY:Talk\r\nDTSTART:20250508T100000Z\r\nEND:VEVENT\r\n"
    assert len(detect.read((lines + event).encode()).catalog.presentations) == 1
