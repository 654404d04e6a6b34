"""A programme of which every line tells the version it belongs to, so that a mixture is seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scheduler.core.catalog import Catalog, Conference, Presentation, Session, Slot
from scheduler.core.detail import Detail
from scheduler.formats.write import own_catalog
from scheduler.workspace import Workspace

TALKS = 60
START = datetime(2024, 5, 8, 7, 0, tzinfo=UTC)
CONFERENCE = "c"


def version_of(catalog_version: int) -> bytes:
    """The programme as a file: titles, abstracts and times differ in every version."""
    late = timedelta(minutes=catalog_version % 50)

    def talk(number: int) -> Presentation:
        start = START + number * timedelta(minutes=10) + late
        return Presentation(
            f"{CONFERENCE}/{number}",
            f"Talk {number} v{catalog_version}",
            ("Ann Lee", "Bo Li"),
            f"Kites and winds, version {catalog_version}. " * 20,
            topics=(f"T{catalog_version}",),
            order=number,
            slots=(Slot("s", start, start + timedelta(minutes=10), "Halle B"),),
        )

    session = Session("s", f"Talks v{catalog_version}", "Halle B", START, START + timedelta(hours=12))
    conference = Conference(CONFERENCE, "Conf", "Europe/Vienna")
    return own_catalog.write(Catalog(conference, (session,), tuple(map(talk, range(TALKS)))))


def versions_in(workspace: Workspace) -> set[int]:
    """All versions that any part of the stored programme is of; 0 stands for a programme not there."""
    found = workspace.finder.by_key([f"{CONFERENCE}/{number}" for number in range(TALKS)])
    if not found:
        return {0}
    versions = {version for detail in found for version in _versions(detail)}
    return versions | ({-1} if len(found) != TALKS else set())


def _versions(detail: Detail) -> set[int]:
    p = detail.presentation
    number = int(p.key.partition("/")[2])
    expected = {int(p.title.rpartition("v")[2]), int(p.abstract.split()[4].rstrip("."))}
    expected |= {int(topic[1:]) for topic in p.topics}
    expected |= {int(place.session_title.rpartition("v")[2]) for place in detail.placements}
    (version,) = expected if len(expected) == 1 else (-1,)
    start = START + number * timedelta(minutes=10) + timedelta(minutes=version % 50)
    on_time = [place.start for place in detail.placements] == [start]
    return expected if on_time else {-1}
