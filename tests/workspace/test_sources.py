"""Tables whose headers nobody knows, and what a source is called."""

from __future__ import annotations

from pathlib import Path

from scheduler.formats.read.reading import ReadOptions
from scheduler.workspace import Workspace, sources

STRANGE = b"Was;Wer;Wo\nDrachen im Wind;Ada Lovelace;Halle Z\nKarten lesen;Alan Turing;Halle Y\n"


def test_a_table_of_unknown_headers_can_be_mapped(tmp_path: Path) -> None:
    preview = sources.preview(STRANGE)
    assert preview is not None
    assert (preview.headers, preview.clear) == (("Was", "Wer", "Wo"), False)
    file = tmp_path / "my_programme.csv"
    file.write_bytes(STRANGE)
    columns = {"title": "Was", "authors": "Wer", "room": "Wo"}
    with Workspace.open(tmp_path / "data") as ws:
        plan = sources.plan(ws, sources.from_file(file), ReadOptions(columns=columns))
    catalog = plan.reading.catalog
    assert [(p.title, p.authors) for p in catalog.presentations] == [
        ("Drachen im Wind", ("Ada Lovelace",)),
        ("Karten lesen", ("Alan Turing",)),
    ]
    assert catalog.conference.title == "my programme"


def test_prose_is_no_table() -> None:
    assert (
        sources.preview(b"Dear all, here is some text.\nIt has commas, too, and lines.\nBut no columns.\n")
        is None
    )
