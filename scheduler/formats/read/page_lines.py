"""The lines of a conference page, each with what its form alone tells about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from scheduler.core.catalog import Decision
from scheduler.formats.read.page_times import StatedTime, parse_line
from scheduler.formats.read.reading import Progress, no_progress


class Kind(Enum):
    """What a line is by its form. `TEXT` is a title, an abstract, a lone author: the layout decides."""

    LABEL = auto()
    SESSION = auto()
    CHAT = auto()
    PLACE = auto()
    TIME = auto()
    AUTHORS = auto()
    TEXT = auto()


class Role(Enum):
    """The part a line plays in a poster, or in the head of the page."""

    HEAD = 0
    TITLE = 1
    AUTHORS = 2
    ABSTRACT = 3


@dataclass(slots=True)
class Line:
    """A line that says something. `gap` counts the empty lines before it, `number` is from 1.

    A saved web page may know the role of a line (`hint`) and where it leads (`link`). There, a title
    that was left out is a line without text.
    """

    kind: Kind
    text: str
    number: int
    gap: int = 0
    hint: Role | None = None
    link: str = ""

    @property
    def of_poster(self) -> bool:
        """Whether the line is one that the layout gives a role."""
        return self.kind in (Kind.TEXT, Kind.AUTHORS)


@dataclass(frozen=True, slots=True)
class Place:
    """`Halle B #123` as room and board; either may be empty."""

    room: str
    board: str


def lines_of(text: str, progress: Progress = no_progress) -> list[Line]:
    """The meaningful lines of a page: empty lines are counted, the site's own furniture is left out."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.splitlines(), 1):
        if number % 5000 == 0:
            progress(0, 0)
        bare = raw.strip().strip(_SPACE)
        if not bare:
            gap += 1
            continue
        if "  " in bare or "\t" in bare or "\u00a0" in bare:
            bare = " ".join(bare.split())
        if not is_furniture(bare):
            lines.append(Line(kind_of(bare), bare, number, gap))
            gap = 0
    return _joined_author_lists(lines)


def kind_of(text: str) -> Kind:
    """What a line is by its form."""
    if is_author_list(text):
        return Kind.AUTHORS
    if len(text) <= 120:
        if _LABEL.fullmatch(text):
            return Kind.LABEL
        if _CHAT.fullmatch(text):
            return Kind.CHAT
        if parse_line(text):
            return Kind.TIME
        if place_of(text):
            return Kind.PLACE
        if _SESSION.fullmatch(text) and not text.endswith("."):
            return Kind.SESSION
    return Kind.TEXT


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the site and not to the programme: buttons, menus, its footer."""
    return len(text) < 200 and bool(_FURNITURE.fullmatch(text)) and not place_of(text)


def decision_of(label: str) -> Decision:
    """The decision a label such as `Spotlight Poster` stands for."""
    lower = label.lower()
    if "spotlight" in lower or "highlight" in lower or "top 25%" in lower:
        return Decision.SPOTLIGHT
    if "oral" in lower or "top 5%" in lower:
        return Decision.ORAL
    return Decision.TALK if "talk" in lower else Decision.POSTER


def place_of(text: str) -> Place | None:
    """The place a line names: a board, with or without its hall, or a hall in brackets."""
    if len(text) > 100:
        return None
    bare = text.strip("[] ")
    if found := _BOARD.fullmatch(bare):
        room = (found["room"] or "").strip(" ,;:|–—-")
        if not room or _HALL.search(room):
            return Place(room, found["board"])
    if text.startswith("[") and text.endswith("]") and _HALL.match(bare):
        return Place(bare, "")
    return None


def is_board(line: Line) -> bool:
    """Whether a line places one poster, and not a session."""
    place = place_of(line.text) if line.kind is Kind.PLACE else None
    return place is not None and bool(place.board)


def names_hall(text: str) -> bool:
    """Whether a line sounds like a hall or a room."""
    return len(text) <= 60 and bool(_HALL.search(text))


def stated_time(line: Line) -> StatedTime | None:
    """What a TIME line says, with its line number."""
    return parse_line(line.text, line.number)


def authors_of(text: str) -> tuple[str, ...]:
    """The names of an author list."""
    return tuple(name for part in _SEPARATOR.split(text) if (name := part.strip(" ,;·⋅∙•‧")))


def is_author_list(text: str) -> bool:
    """Whether a line is several names with dots between."""
    if text.isascii() or not any(dot in text for dot in _DOTS) or not _SEPARATOR.search(text):
        return False
    names = authors_of(text)
    return len(names) > 1 and all(len(name) <= 80 and name.count(" ") < 8 for name in names)


def could_be_author(text: str) -> bool:
    """Whether a line could be the name of a poster's only author."""
    words = text.split()
    return (
        0 < len(words) <= 5
        and len(text) <= 60
        and all(map(_NAME.fullmatch, words))
        and words[-1][-1] not in "-’'"
    )


def is_prose(text: str) -> bool:
    """Whether a line reads as sentences, which titles seldom do."""
    return text.endswith(".") or bool(_SENTENCES.search(text))


def _joined_author_lists(lines: list[Line]) -> list[Line]:
    """Author lists broken after a dot, or before one, as one line each."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and line.of_poster and line.gap == 0 and _is_broken_list(last, line):
            last.text = f"{last.text} {line.text}"
            last.kind = Kind.AUTHORS
        else:
            joined.append(line)
    return joined


def _is_broken_list(last: Line, line: Line) -> bool:
    if not last.of_poster or len(last.text) > 3000 or len(line.text) > 3000:
        return False
    if last.text[-1] not in _DOTS and line.text[0] not in _DOTS:
        return False
    return last.kind is Kind.AUTHORS or is_author_list(f"{last.text} {line.text}")


_DOTS: Final = "·⋅∙•‧"
_SPACE: Final = " \t\u00a0\u200b\u200c\u200d\u2060\u00ad\u3000"
_SEPARATOR: Final = re.compile(rf"(?:^|\s)[{_DOTS}](?=\s|$)")
_SENTENCES: Final = re.compile(r"[a-z)][.!?] [A-Z]")
_NAME: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'`-])*,?|(?:[^\W\d_]{1,3}\.-?)+")
_LABEL: Final = re.compile(
    r"(?:(?:in[- ]person|virtual|notable|main|conference|track|datasets?|and|&|benchmarks?|journal"
    r"|blog(?:posts?)?|tiny|papers?|position|contributed|affinity|workshop|demo|invited)[- ])*"
    r"(?:spotlight|oral|poster|talk|highlight|top[- ]\d+%)"
    r"(?: (?:poster|presentation|paper|talk|spotlight))?(?: ?/ ?[\w %-]{1,40})?",
    re.IGNORECASE,
)
_CHAT: Final = re.compile(
    r"(?:[\w ]{0,30} )?(?:chat|livestream(?: content)?) is (?:not available|unavailable)\.?", re.IGNORECASE
)
_SESSION: Final = re.compile(
    r"(?:\S{1,30} ){0,4}"
    r"(?:(?i:posters?|orals?|spotlights?|demos?|papers?)(?: \S{1,20})? (?i:sessions?)\b.{0,60}"
    r"|Session (?:\d{1,3}[A-Z]?|[A-Z]\d?|[IVX]{1,4})\b.{0,60})"
)
_HALL: Final = re.compile(
    r"\b(?:(?:ex)?hall[es]?|room|exhibit(?:ion)?|ballroom|level|foyer|arena|auditorium|pavilion|building|floor|stage|atrium"
    r"|lobby|saal|foyer|sala|salle|theat(?:er|re)|concourse|center|centre|east|west|north|south|gather\.?town)\b",
    re.IGNORECASE,
)
_BOARD: Final = re.compile(
    r"(?P<room>[^#\[\]]{0,60}?)\s*(?:#|(?:poster )?(?:position|board|number|no\.?)[ :#]*|poster[ :]*#)\s*"
    r"(?P<board>[A-Z]{0,3}-?\d{1,4}[A-Za-z]?)",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"skip to (?:yearly menu bar|main content).*|main navigation|successful page load|back to top"
    r"|toggle navigation|(?:(?:add|remove)(?: ?/ ?remove)? ?(?:from |to )?)?"
    r"(?:bookmarks?|calendar|favorites?|my schedule)"
    r"|(?:show|view|hide|see|more|full|less|all)(?: (?:full|all|more|less))?"
    r"(?: (?:details?|abstracts?|posters?|sessions?|events?))?"
    r"|(?:\[ ?[\w /-]{2,20} ?\] ?)+|abstracts?:?|project page|openreview|paper pdf|pdf|video|slides"
    r"|log ?in|register|logout|my stuff|search|help(?:/faq)?|contact (?:us|(?-i:[A-Z]\w{2,9}))"
    r"|(?:our )?privacy policy ?»?|code of conduct"
    r"|.*\b(?:log in and register to|uses cookies|do not sell your|accept cookies"
    r"|logo above may be used)\b.*"
    r"|(?:copyright )?(?:©|\(c\)).{0,100}|\d+ ?/ ?\d+|[•·⋅|»«<>-]+",
    re.IGNORECASE,
)
