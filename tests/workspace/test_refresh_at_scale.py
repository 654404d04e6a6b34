"""A whole programme edited by a script: 50 renames, 50 moves, 20 withdrawals, 20 additions, 60 stars."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scheduler.core.agenda import Level
from scheduler.formats.read.reading import ReadOptions
from scheduler.workspace import Workspace
from scheduler.workspace.programme import ImportPlan
from tests.benchmarks.generator import Words

RENAMES, MOVES, WITHDRAWALS, ADDITIONS, STARS = 50, 50, 20, 20, 60


def synthetic() -> bytes:
    """A frab schedule of 400 talks in five rooms."""
    words = Words(7)
    events = []
    for number in range(400):
        room, hour = number % 5, 9 + (number // 5) % 8
        people = "".join(f"<person id='{number}{i}'>{words.person()}</person>" for i in range(2))
        events.append(
            f"<event id='{number}'><start>{hour:02}:{(number // 40) % 6}0</start><duration>00:30</duration>"
            f"<room>Room {room}</room><title>{words.title()}</title><abstract>{words.some(60)}</abstract>"
            f"<persons>{people}</persons></event>"
        )
    rooms = "".join(f"<room name='Room {r}'>{''.join(events[r::5])}</room>" for r in range(5))
    return (
        "<schedule><conference><title>Synthetic</title><acronym>synthetic</acronym>"
        "<time_zone_name>Europe/Vienna</time_zone_name></conference>"
        f"<day index='1' date='2026-05-04'>{rooms}</day></schedule>"
    ).encode()


def edited(data: bytes, seed: int = 3) -> tuple[bytes, dict[str, list[str]]]:
    """The file with the changes, and the ids that each kind of change was made to.

    Renamed events get a new id too, as sites do that number anew.
    """
    rng = random.Random(seed)
    root = ET.fromstring(data)
    parents = {event: room for room in root.iter("room") for event in room.findall("event")}
    titled = [event for event in parents if event.findtext("title") and event.findtext("persons/person")]
    picked = rng.sample(titled, RENAMES + MOVES + WITHDRAWALS)
    renamed, moved, gone = picked[:RENAMES], picked[RENAMES : RENAMES + MOVES], picked[RENAMES + MOVES :]
    made = {
        "renamed": [_id(event) for event in renamed],
        "moved": [_id(event) for event in moved],
        "withdrawn": [_id(event) for event in gone],
    }
    for number, event in enumerate(renamed):
        title = event.find("title")
        assert title is not None
        title.text = f"{title.text} (revised)"
        event.set("id", f"9{number:05}")
        event.attrib.pop("guid", None)
    for event in moved:
        _shift(event)
    for event in gone:
        parents[event].remove(event)
    room = next(iter(root.iter("room")))
    for number in range(ADDITIONS):
        room.append(_addition(number))
    return ET.tostring(root), made


def _id(event: ET.Element) -> str:
    return event.get("guid") or event.get("id") or ""


def _shift(event: ET.Element) -> None:
    start = event.find("start")
    assert start is not None
    assert start.text is not None
    hours, minutes = start.text.split(":")[:2]
    later = f"{(int(hours) + 1) % 24:02}:{minutes}"
    start.text = later
    date = event.find("date")
    if date is not None and date.text:
        date.text = re.sub(r"T\d\d:\d\d", f"T{later}", date.text)


def _addition(number: int) -> ET.Element:
    event = ET.Element("event", id=f"8{number:05}")
    for tag, text in (
        ("start", "10:00"),
        ("duration", "00:20"),
        ("title", f"A late addition, number {number}: {Words(number).title()}"),
    ):
        ET.SubElement(event, tag).text = text
    return event


@pytest.fixture(params=["synthetic", "fosdem_2024.xml", "38c3_20251206.xml"])
def source(request: pytest.FixtureRequest) -> bytes:
    if request.param == "synthetic":
        return synthetic()
    folder: Path = request.getfixturevalue("shared_data")
    return (folder / "frab-xml" / request.param).read_bytes()


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path) as opened:
        yield opened


def imported(ws: Workspace, data: bytes) -> ImportPlan:
    plan = ws.programme.plan(data, ReadOptions())
    ws.programme.apply(plan)
    return plan


def test_every_star_survives_and_every_change_is_told(ws: Workspace, source: bytes) -> None:
    first = imported(ws, source)
    conference = first.merge.catalog.conference.key
    new, made = edited(source)
    ids = {p.key.partition("/")[2]: p.key for p in first.merge.catalog.presentations}
    touched = [ids[each] for kind in made for each in made[kind][:15]]
    others = [key for key in ids.values() if key not in touched]
    starred = touched + random.Random(1).sample(others, STARS - len(touched))
    ws.marks.star(starred, Level.MUST)

    report = imported(ws, new).report

    assert len(report.withdrawn) == WITHDRAWALS
    assert {p.key for p in report.withdrawn} == {ids[each] for each in made["withdrawn"]}
    assert len(report.added) == ADDITIONS
    assert {c.key for c in report.renamed} == {ids[each] for each in made["renamed"]}
    assert {ids[each] for each in made["moved"]} <= {c.key for c in report.moved}
    kept = {detail.key: detail for detail in ws.finder.starred(conference)}
    assert set(kept) == set(starred)
    assert ws.finder.lost_stars() == []
    withdrawn = {ids[each] for each in made["withdrawn"]}
    renamed = {ids[each] for each in made["renamed"]}
    assert {key for key, d in kept.items() if d.presentation.withdrawn} == withdrawn & set(starred)
    assert {key for key, d in kept.items() if d.presentation.title.endswith("(revised)")} == renamed & set(
        starred
    )
