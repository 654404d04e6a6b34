"""Mini-Conf sites: papers (CSV, JSON, YAML) joined to their sessions or calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot, TimeSource
from scheduler.core.identity import KeyMaker
from scheduler.errors import BadInput
from scheduler.formats.read import fields, miniconf_documents, scholarly
from scheduler.formats.read.answers import conference, with_answers, zone_missing
from scheduler.formats.read.conference_title import stated_title
from scheduler.formats.read.miniconf_blocks import Block, blocks_of, canonical, index, time_texts
from scheduler.formats.read.miniconf_documents import Document, Kind, Record
from scheduler.formats.read.moments import zone_of_offset
from scheduler.formats.read.reading import Reading, ReadOptions, ReadWarning
from scheduler.formats.read.session_keys import SessionKeys
from scheduler.formats.read.structured import text_of

FORMAT: Final = "Mini-Conf"

looks_like = miniconf_documents.looks_like

_STEP: Final = 100
_LINKS: Final = ("url", "paper_url", "pdf_url", "forum_url", "pdf_path", "pdf", "link")
_SESSIONS: Final = ("sessions", "session_name", "session", "session_code", "session_id")
_BOARDS: Final = ("board", "poster_position", "position", "poster_id")
_DECISIONS: Final = ("decision", "presentation_type", "presentation", "status", "type")
_VIRTUAL: Final = re.compile(r"/virtual/(?!\d)")


_DEFAULT: Final = "Poster session"


@dataclass(slots=True)
class _Programme:
    """The sessions as they come to be needed: a block becomes a session with its first paper."""

    blocks: list[Block]
    named: dict[str, list[int]]
    sessions: dict[int, Session] = field(default_factory=dict)
    keys: SessionKeys = field(default_factory=SessionKeys)

    def session(self, place: int) -> Session:
        if place not in self.sessions:
            block = self.blocks[place]
            guess = TimeSource.ASSUMED if block.endless else TimeSource.ZONE_ASSUMED
            source = guess if block.assumed else TimeSource.STATED
            key = self.keys(block.title, block.start)
            self.sessions[place] = Session(key, block.title, block.room, block.start, block.end, source)
        return self.sessions[place]

    def places(self, said: str) -> list[int]:
        """The blocks a paper names; a name nobody explains becomes a block without a time."""
        name = canonical(said)
        if name not in self.named:
            self.named[name] = [len(self.blocks)]
            self.blocks.append(Block(f"Session {said}" if said.isdecimal() else said))
        return self.named[name]


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """The papers with a slot in each of their sessions; a calendar alone as events.

    `options.companions` are the site's other files, in any order. BadInput when there are sessions
    and no papers, naming the file that is wanted.
    """
    documents = [miniconf_documents.parse(part) for part in (data, *options.companions)]
    timed = [document for document in documents if document.kind is not Kind.PAPERS]
    papers = [record for document in documents if document.kind is Kind.PAPERS for record in document.records]
    if not papers and all(document.kind is Kind.SESSIONS for document in timed):
        raise BadInput(
            "This is a Mini-Conf sessions file without the papers; import papers.csv (or main_papers.csv) "
            "and give this file along with it."
        )
    about = _about(papers, timed, options)
    known = about.timezone_source is TimeSource.CONFIRMED
    blocks = [block for each in timed for block in blocks_of(each, options.timezone or "UTC", known)]
    programme = _Programme(blocks, index(blocks))
    warnings = _told(documents, papers, programme.blocks)
    presentations = _presentations(papers, programme, about, options)
    sessions = tuple(with_answers(each, options, about.timezone) for each in programme.sessions.values())
    missing = bool(papers) and all(session.start is None for session in sessions)
    catalog = Catalog(about, sessions, tuple(presentations))
    return Reading(
        catalog, FORMAT, tuple(warnings), times_missing=missing, zone_missing=zone_missing(about, sessions)
    )


def _about(papers: Sequence[Record], timed: Sequence[Document], options: ReadOptions) -> Conference:
    texts = list(chain.from_iterable(map(time_texts, timed)))
    links = chain(_paper_links(papers), _calendar_links(timed))
    return conference(options, title=stated_title(links), timezone=zone_of_offset(texts))


def _presentations(
    papers: Sequence[Record], programme: _Programme, about: Conference, options: ReadOptions
) -> list[Presentation]:
    listed = _listed(programme.blocks)
    marks = {
        name: fields.separated_by_marks(record.get(name) for record in papers)
        for name in ("authors", "keywords")
    }
    key = KeyMaker(about.key)
    presentations: list[Presentation] = []
    for number, record in enumerate(papers):
        if number % _STEP == 0:
            options.progress(number, len(papers))
        places = _places(record, programme, listed)
        if not places and not listed:
            places = programme.places(_DEFAULT)
        slots = _slots(record, [programme.session(place) for place in places])
        presentations.append(_paper(record, key, number, slots, marks))
    presentations += _events(programme, key, len(presentations), alone=not papers)
    return presentations


def _listed(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Which blocks list a paper, by its id."""
    listed: dict[str, list[int]] = {}
    for place, block in enumerate(blocks):
        for paper in dict.fromkeys(block.papers):
            listed.setdefault(paper, []).append(place)
    return listed


def _places(record: Record, programme: _Programme, listed: dict[str, list[int]]) -> list[int]:
    """The blocks of one paper: those that list it, else those that it names."""
    if found := listed.get(text_of(record.get("uid"))):
        return found
    said = fields.first_of(record, *_SESSIONS)
    names = (
        [text_of(said)] if "|" not in text_of(said) and not isinstance(said, list) else fields.topics(said)
    )
    return list(dict.fromkeys(chain.from_iterable(programme.places(name) for name in names if name)))


def _slots(record: Record, sessions: Sequence[Session]) -> tuple[Slot, ...]:
    return tuple(
        Slot(session.key, board=_board(record, number)) for number, session in enumerate(sessions, 1)
    )


def _board(record: Record, number: int) -> str:
    return text_of(fields.first_of(record, f"position_{number}", *_BOARDS))


def _paper(
    record: Record, key: KeyMaker, order: int, slots: tuple[Slot, ...], marks: dict[str, bool]
) -> Presentation:
    title, abstract = text_of(record.get("title")), text_of(record.get("abstract"))
    authors = fields.people(fields.first_of(record, "authors", "author"), commas=not marks["authors"])
    words = map(text_of, (record.get(name) for name in _DECISIONS))
    return Presentation(
        key=key(source_id=text_of(record.get("uid")), title=title, authors=authors, abstract=abstract),
        title=scholarly.title(title),
        authors=authors,
        abstract=scholarly.prose(abstract),
        summary=scholarly.prose(text_of(fields.first_of(record, "tldr", "tl;dr"))),
        decision=next(filter(None, map(fields.decision, words)), Decision.POSTER),
        topics=fields.topics(record.get("keywords"), commas=not marks["keywords"]),
        track=text_of(fields.first_of(record, "track", "primary_subject")),
        url=fields.address(*(record.get(name) for name in _LINKS)),
        order=order,
        slots=slots,
    )


def _events(programme: _Programme, key: KeyMaker, order: int, *, alone: bool) -> Iterator[Presentation]:
    """Calendar entries that are no paper session and hold none; every entry of a calendar read alone."""
    for place, block in enumerate(programme.blocks):
        if block.calendar and (alone or (block.event and place not in programme.sessions)):
            slot = Slot(start=block.start, end=block.end, room=block.room)
            yield Presentation(
                key=key(title=block.title),
                title=block.title,
                decision=Decision.TALK,
                url=block.url,
                order=order,
                slots=(slot,) if block.start else (),
            )
            order += 1


def _told(
    documents: Iterable[Document], papers: Sequence[Record], blocks: Sequence[Block]
) -> list[ReadWarning]:
    texts = []
    if lost := sum(document.lost for document in documents):
        texts.append(f"{lost} entries could not be read and are left out.")
    present = {text_of(record.get("uid")) for record in papers}
    absent = [paper for block in blocks for paper in block.papers if paper not in present]
    if absent:
        texts.append(
            f"{len(set(absent))} papers of the sessions are not in the papers file, such as {absent[0][:60]}."
        )
    if endless := sum(block.endless for block in blocks):
        texts.append(f"{endless} sessions state no end; one hour is assumed.")
    if timeless := sum(block.start is None for block in blocks):
        texts.append(f"{timeless} sessions state no time that can be read.")
    return [ReadWarning(0, text) for text in texts]


def _paper_links(papers: Sequence[Record]) -> Iterator[str]:
    for record in papers:
        yield " ".join(text_of(record.get(name)) for name in ("pdf_url", "url", "paper_url", "venue"))


def _calendar_links(timed: Sequence[Document]) -> Iterator[str]:
    """Links such as iclr.cc/virtual/…, with the year that only the entry's date states."""
    for document in timed:
        for record in document.records:
            year = text_of(record.get("start"))[:4]
            yield _VIRTUAL.sub(f"/virtual/{year}/", text_of(record.get("link")))
