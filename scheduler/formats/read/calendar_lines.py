"""The bytes of an iCalendar file (RFC 5545) as components and properties, however badly put together.

Only the structure is read here, line by line, so that one broken event costs nothing but itself and
every complaint can name its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from scheduler.errors import BadInput
from scheduler.formats.read.decoding import decode
from scheduler.formats.read.reading import Progress, no_progress

MAX_LINES: Final = 500_000
MAX_COMPONENTS: Final = 100_000
MAX_LINE: Final = 200_000
"""So many bytes an unfolded line may have. Longer ones are pictures and the like, and passed over."""
MAX_DEPTH: Final = 8
"""Real files are three deep: calendar, event, alarm."""

_STEP: Final = 2_000
_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_PROPERTY: Final = re.compile(r'([A-Za-z0-9-]+)[ \t]*((?:;(?:[^":]|"[^"]*")*+)?):(.*)', re.DOTALL)
_PARAMETER: Final = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^;"]*)')
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_COMMA: Final = re.compile(r"(?<!\\),")
_NO_PARAMETERS: Final[Mapping[str, str]] = MappingProxyType({})
_ALONE: Final = frozenset(("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"))


@dataclass(frozen=True, slots=True)
class Property:
    """One property. `value` is as written: `text` and `texts` undo the escapes of a text."""

    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        return _ESCAPE.sub(_unescaped, self.value).strip()

    @property
    def texts(self) -> list[str]:
        """The texts of a list that commas separate."""
        return [_ESCAPE.sub(_unescaped, part).strip() for part in _COMMA.split(self.value)]


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END: its own properties, and the components inside it."""

    name: str
    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return self.properties.get(name, [])

    def first(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The text of the first such property that has any, else ""."""
        for each in self.properties.get(name, ()):
            if text := each.text:
                return text
        return ""

    def find(self, name: str) -> Iterator[Component]:
        """All components of that name inside this one, in order."""
        for part in self.parts:
            if part.name == name:
                yield part
            yield from part.find(name)


def parse(data: bytes, progress: Progress = no_progress) -> Component:
    """A nameless component holding everything in the file. BadInput only when it is far too large."""
    root = Component("", 0)
    stack = [root]
    count = 0
    for number, (line, text) in enumerate(_logical_lines(data)):
        if number % _STEP == 0:
            progress(0, 0)
        found = _PROPERTY.fullmatch(text)
        if found is None:
            continue
        name = found[1].upper()
        if name == "BEGIN":
            count += 1
            if count > MAX_COMPONENTS:
                raise BadInput(f"The calendar has more than {MAX_COMPONENTS:,} components.", line=line)
            _begin(stack, Component(_bare(found[3]), line))
        elif name == "END":
            _end(stack, _bare(found[3]))
        else:
            found_one = Property(_parameters(found[2]), found[3])
            stack[-1].properties.setdefault(name, []).append(found_one)
    return root


def _bare(name: str) -> str:
    return name.strip().upper()


def _begin(stack: list[Component], component: Component) -> None:
    if component.name in _ALONE:  # these are never inside one another: an END is missing
        while stack[-1].name not in ("", "VCALENDAR"):
            stack.pop()
    if len(stack) <= MAX_DEPTH:
        stack[-1].parts.append(component)
        stack.append(component)


def _end(stack: list[Component], name: str) -> None:
    if len(stack) > 1 and stack[-1].name == name:
        stack.pop()
    elif any(each.name == name for each in stack[1:]):
        while stack.pop().name != name:
            pass


def _parameters(text: str) -> Mapping[str, str]:
    if not text:
        return _NO_PARAMETERS
    return {name.upper(): value.strip().strip('"') for name, value in _PARAMETER.findall(text)}


def _logical_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Unfolded lines with the number of their first line.

    Bytes are unfolded before they are decoded, because a fold may cut a character in two.
    """
    if b"\0" in data[:200]:  # UTF-16, whose line ends are not bytes
        data = decode(data).encode()
    if data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") > MAX_LINES:
        raise BadInput(f"The calendar has more than {MAX_LINES:,} lines.")
    numbers: list[int] = []
    lines: list[list[bytes]] = []
    for number, raw in enumerate(_LINE_END.split(data), 1):
        if raw[:1] in (b" ", b"\t") and lines:
            lines[-1].append(raw[1:])
        elif raw.strip():
            numbers.append(number)
            lines.append([raw])
    whole = (b"".join(pieces) for pieces in lines)
    text = decode(b"\n".join(line if len(line) <= MAX_LINE else b"-" for line in whole))
    return zip(numbers, text.split("\n"), strict=False)


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]
