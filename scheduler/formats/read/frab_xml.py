"""frab schedule XML, also called Pentabarf: FOSDEM, CCC, DebConf, pretalx and others.

Read by looking for what is meant rather than by its schema, which hardly any published file keeps.
"""

from __future__ import annotations

import html
import re
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from scheduler.errors import BadInput
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.frab_elements import Schedule
from scheduler.formats.read.frab_schedule import reading
from scheduler.formats.read.reading import MAX_BYTES, Reading, ReadOptions, ReadWarning

FORMAT: Final = "frab schedule XML"

_CHUNK: Final = 64 * 1024
_ROOT: Final = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?schedule[\s/>]", re.DOTALL
)
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_LOOSE_AMPERSAND: Final = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,32};)?"
)


def looks_like(data: bytes) -> bool:
    """Whether the root element is a <schedule>, be it frab's or another's."""
    head = data[: 2 * _CHUNK]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return _ROOT.match(head.decode("utf-16" if wide else "utf-8-sig", "ignore")) is not None


def read(data: bytes, options: ReadOptions = ReadOptions()) -> Reading:
    """The catalog of a schedule; BadInput when it is no XML, not frab's, or declares entities.

    A file with loose ampersands, control characters or a wrong encoding is read with a warning.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    warnings = []
    try:
        schedule = _parsed(data.lstrip(), options)
    except _BrokenXml as broken:
        try:
            schedule = _parsed(_repaired(data), options)
        except _BrokenXml as still:
            raise BadInput(f"the XML has a mistake here ({still}).", line=still.line or None) from None
        warnings.append(ReadWarning(broken.line, f"The XML has a mistake ({broken}) that was passed over."))
    _refuse_other_schedules(schedule)
    return reading(schedule.head, schedule.events, FORMAT, options, warnings)


class _BrokenXml(Exception):
    """The XML is not well-formed; `line` from 1, 0: unknown."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error).partition(": line")[0])
        self.line: int = getattr(error, "position", (0, 0))[0]


def _parsed(data: bytes, options: ReadOptions) -> Schedule:
    schedule = Schedule()
    parser = XMLParser(target=schedule, forbid_dtd=True)
    expat = getattr(parser, "parser", None)
    schedule.line = lambda: int(getattr(expat, "CurrentLineNumber", 0))
    try:
        for position in range(0, len(data), _CHUNK):
            parser.feed(data[position : position + _CHUNK])
            options.progress(position, len(data))
        parser.close()
    except DefusedXmlException:
        raise BadInput("The XML declares entities or refers to other files, which is not allowed.") from None
    except (ParseError, LookupError, ValueError) as error:  # the last two: an encoding that is unknown
        raise _BrokenXml(error) from None
    return schedule


def _repaired(data: bytes) -> bytes:
    text = _DECLARATION.sub("", decode(data), count=1)
    return _LOOSE_AMPERSAND.sub(_as_reference, text).strip().encode("utf-8", "replace")


def _as_reference(loose: re.Match[str]) -> str:
    """`&nbsp;` and other names of HTML, unknown to XML, as their character; any other `&` as itself."""
    return html.escape(html.unescape(loose.group())) if loose[1] else "&amp;"


def _refuse_other_schedules(schedule: Schedule) -> None:
    if schedule.root != "schedule":
        raise BadInput(f"The file is XML, but its root is <{schedule.root[:40]}> and not <schedule>.")
    strange = schedule.strangers or (set() if schedule.head.title else schedule.others)
    if not schedule.events and strange:
        names = ", ".join(f"<{name}>" for name in sorted(strange)[:3])
        raise BadInput(f"The file is a <schedule>, but not of frab's kind: it holds {names} and no <event>.")
