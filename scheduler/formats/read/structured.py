"""JSON and YAML written by strangers: plain values or one plain sentence, always bounded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import yaml

from scheduler.errors import BadInput

MAX_YAML: Final = 4 * 1024 * 1024
"""Characters. A YAML parser is a hundred times slower than a JSON parser."""

MAX_YAML_DEPTH: Final = 20

MAX_BRACKETS: Final = 1_000_000
MAX_COMMAS: Final = 5_000_000
"""A small file of nothing but brackets and commas becomes gigabytes of Python objects."""

_HEAD: Final = 256 * 1024
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def load_json(text: str) -> Any:
    """The value of a JSON document; BadInput naming the line where it breaks."""
    if text.count("{") + text.count("[") > MAX_BRACKETS or text.count(",") > MAX_COMMAS:
        raise BadInput("The JSON has more entries than any conference programme.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(
            f"the JSON breaks off or has a mistake here ({error.msg}).", line=error.lineno
        ) from None
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        raise BadInput("The JSON is nested too deeply or holds a number that is too long.") from None


def load_yaml(text: str) -> Any:
    """The value of a YAML document with every scalar as text, as it is written.

    Text keeps ids such as `0123` or `1e5` whole. Tags and merge keys mean nothing here, so that no
    small file becomes an endless one.
    """
    if len(text) > MAX_YAML:
        raise BadInput(f"The YAML is longer than {MAX_YAML // 1024 // 1024} million characters.")
    try:
        return _built(yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise BadInput("the YAML has a mistake here.", line=mark.line + 1 if mark else None) from None
    except yaml.YAMLError:
        raise BadInput("The YAML cannot be read.") from None


def first_record(data: bytes) -> dict[str, Any]:
    """The first object of a JSON list, or of a JSON object's first entry; {} when there is none.

    Reads the head only, so that a look at a file costs the same whatever its size.
    """
    text = data[:_HEAD].decode("utf-8-sig", "ignore").lstrip()
    try:
        return _first_object(text)
    except (ValueError, RecursionError, IndexError):
        return {}


def text_of(value: object) -> str:
    """A text or number as clean text; "" for anything else (null, lists, objects, true, false).

    Control characters and the halves of broken surrogate pairs, which JSON can spell, are dropped.
    """
    if isinstance(value, str):
        return _UNWANTED.sub("", value).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _first_object(text: str) -> dict[str, Any]:
    decoder = json.JSONDecoder()
    if text.startswith("{"):
        text = text[1:].lstrip()
        _, end = decoder.raw_decode(text)
        text = text[end:].lstrip().removeprefix(":").lstrip()
    if text.startswith("["):
        text = text[1:].lstrip()
    if not text.startswith("{"):
        return {}
    value, _ = decoder.raw_decode(text)
    return value if isinstance(value, dict) else {}


def _built(events: Iterable[yaml.Event]) -> Any:
    """The value that the events of a YAML parser describe.

    PyYAML's own builder recurses in C and takes the whole program down on `[[[[…`.
    """
    top: list[Any] = []
    open_ones: list[_Open] = [_Open(top)]
    anchored: dict[str, Any] = {}
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            _anchor(anchored, event, event.value)
            open_ones[-1].put(event.value)
        elif isinstance(event, yaml.AliasEvent):
            open_ones[-1].put(anchored.get(event.anchor or "", ""))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(open_ones) > MAX_YAML_DEPTH:
                raise BadInput("The YAML is nested too deeply.")
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            _anchor(anchored, event, value)
            open_ones[-1].put(value)
            open_ones.append(_Open(value))
        elif isinstance(event, yaml.CollectionEndEvent):
            open_ones.pop()
    return top[0] if top else None


def _anchor(anchored: dict[str, Any], event: yaml.NodeEvent, value: object) -> None:
    if event.anchor:
        anchored[event.anchor] = value


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being filled. A key that is itself a collection is dropped."""

    value: list[Any] | dict[str, Any]
    key: str | None = None
    waits: bool = False

    def put(self, item: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(item)
        elif not self.waits:
            self.key, self.waits = item if isinstance(item, str) else None, True
        else:
            if self.key is not None:
                self.value[self.key] = item
            self.waits = False
