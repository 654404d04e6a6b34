"""What escapes can spell and nobody can see is in no reading."""

from __future__ import annotations

import json

import pytest

from scheduler.core.catalog import Catalog, Conference, Presentation, Session, Slot
from scheduler.errors import BadInput
from scheduler.formats.read import detect
from scheduler.formats.read.reading import Reading
from scheduler.formats.read.washing import washed
from scheduler.formats.write import own_catalog


def test_control_characters_go_and_the_rest_stays() -> None:
    slot = Slot("s\x80", room="Hall\x9b31m", board="1\x00")
    poster = Presentation(
        "c/1\x81", "Ki\x1btes", ("Ada\r\nLovelace", "\x9f"), "one\ntwo\ttabs", slots=(slot,)
    )
    reading = Reading(Catalog(Conference("c", "\x80"), (Session("s\x80", "S"),), (poster,)), "test")
    catalog = washed(reading).catalog
    (clean,) = catalog.presentations
    assert catalog.conference.title == "Conference"
    assert (clean.key, clean.title, clean.authors, clean.abstract) == (
        "c/1",
        "Kites",
        ("Ada Lovelace",),
        "one\ntwo\ttabs",
    )
    assert clean.slots == (Slot("s", room="Hall31m", board="1"),)
    assert own_catalog.write(catalog)


def test_a_clean_reading_is_not_copied() -> None:
    poster = Presentation("c/1", "Über Kites ☂", ("Ada",), "one\ntwo")
    reading = Reading(Catalog(Conference("c", "C"), (), (poster,)), "test")
    assert washed(reading).catalog.presentations[0] is poster


def test_ids_that_only_look_alike_are_refused() -> None:
    posters = (Presentation("c/1", "a"), Presentation("c/1\x80", "b"))
    with pytest.raises(BadInput, match="cannot be seen"):
        washed(Reading(Catalog(Conference("c", "C"), (), posters), "test"))


def test_escapes_of_json_bring_no_terminal_codes() -> None:
    paper = {"id": "1", "title": "Ki\x9b31mtes", "status": "Poster", "author": "A\u0080da", "abstract": "x"}
    (poster,) = detect.read(json.dumps([paper]).encode(), only="paperlists").catalog.presentations
    assert (poster.title, poster.authors) == ("Ki31mtes", ("Ada",))
