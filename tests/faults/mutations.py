"""Makes bad files of good ones: blind damage to bytes, and damage that keeps the structure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from html import escape
from random import Random
from typing import Any

Mutation = Callable[[bytes, Random], bytes]

NASTY: Sequence[str] = (
    "",
    "\0",
    "\r\n",
    "\ufeff",
    "\u202e",
    "\ud800",
    "\\ud800",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "&lol9;",
    "&#0;",
    "&#x110000;",
    "=cmd|' /C calc'!A0",
    "$" * 50,
    "\\frac{" * 40,
    "{" * 200,
    "[" * 200,
    "<b>" * 200,
    '"',
    "'",
    "NaN",
    "1e999",
    "-1",
    "9" * 30,
    "9" * 5000,
    "0000-00-00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2024-02-30",
    "25:61",
    "24:00",
    "-00:30",
    "2024-05-08T10:45:00+99:99",
    "Z",
    "Europe/Nowhere",
    "../posixrules",
    "99999999999999999999W",
    "PT1H" * 30,
    "FREQ=SECONDLY;INTERVAL=1",
    "FREQ=YEARLY;BYDAY=5000MO;COUNT=999999999",
    "*all",
    "&a [*a, *a]",
    "!!python/object/apply:os.system ['true']",
    "%FF%FE",
    "\N{COMBINING ACUTE ACCENT}" * 300,
    "\u0600\u200d" * 50,
)
_VALUES: Sequence[Any] = (None, True, -1, 0, 1e308, 10**40, "", [], {}, [[]], [None], {"": None}, "x" * 2000)
_DEPTH = 20


def mutate(data: bytes, random: Random) -> bytes:
    """One to four mutations, one after the other."""
    for _ in range(random.choice((1, 1, 1, 1, 1, 2, 2, 4))):
        data = random.choice(_MUTATIONS)(data, random)
    return data


def _place(data: bytes, random: Random) -> int:
    return random.randrange(len(data) + 1)


def _piece(data: bytes, random: Random) -> tuple[int, int]:
    begin = _place(data, random)
    return begin, min(len(data), begin + random.choice((1, 2, 8, 40, 400)))


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, random: Random) -> bytes:
    begin, end = _piece(data, random)
    return data[:begin] + random.randbytes(end - begin) + data[end:]


def _delete(data: bytes, random: Random) -> bytes:
    begin, end = _piece(data, random)
    return data[:begin] + data[end:]


def _duplicate(data: bytes, random: Random) -> bytes:
    begin, end = _piece(data, random)
    return data[:begin] + data[begin:end] * random.choice((2, 2, 3, 50)) + data[end:]


def _splice(data: bytes, random: Random) -> bytes:
    begin, end = _piece(data, random)
    place = _place(data, random)
    return data[:place] + data[begin:end] + data[place:]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: _place(data, random)]


def _nasty(data: bytes, random: Random) -> bytes:
    begin, end = _piece(data, random)
    word = random.choice(NASTY).encode("utf-8", "surrogatepass")
    return data[:begin] + word + data[random.choice((begin, end)) :]


def _field(data: bytes, random: Random) -> bytes:
    """A value between two marks of structure becomes something nasty."""
    fields = [found.span(1) for found in re.finditer(rb"[>\",:;=\n|]([^<>\",:;=\n|]{1,200})", data)]
    if not fields:
        return data
    begin, end = random.choice(fields)
    return data[:begin] + random.choice(NASTY).encode("utf-8", "surrogatepass") + data[end:]


def _number(data: bytes, random: Random) -> bytes:
    numbers = [found.span() for found in re.finditer(rb"\d+", data)]
    if not numbers:
        return data
    begin, end = random.choice(numbers)
    new = random.choice((b"0", b"-1", b"99", b"9999", b"2147483648", b"9" * 25, b"1.5", b"\xd9\xa3", b""))
    return data[:begin] + new + data[end:]


def _lines(data: bytes, random: Random) -> bytes:
    """Lines doubled, dropped, swapped or folded."""
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return data
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    how = random.randrange(5)
    if how == 0:
        lines[one : one + 1] = [lines[one]] * random.choice((2, 10, 200))
    elif how == 1:
        del lines[min(one, other) : max(one, other)]
    elif how == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif how == 3:
        lines[one] = b" " + lines[one]
    else:
        lines[one] = lines[one].rstrip(b"\r\n")
    return b"".join(lines)


def _tags(data: bytes, random: Random) -> bytes:
    """Elements of XML or HTML doubled, unclosed, or nested in themselves."""
    tags = [found.span() for found in re.finditer(rb"<[^<>]{1,80}>", data)]
    if not tags:
        return data
    begin, end = random.choice(tags)
    tag = data[begin:end]
    new = random.choice((b"", tag * 2, tag * 300, b"<!--" + tag, b"<![CDATA[" + tag, tag[:-1]))
    return data[:begin] + new + data[end:]


def _words(data: bytes, random: Random) -> bytes:
    """The text of an element replaced, in a way that leaves the document well-formed."""
    texts = [found.span(1) for found in re.finditer(rb">([^<>]+)<", data)]
    if not texts:
        return _field(data, random)
    begin, end = random.choice(texts)
    word = re.sub("[\0-\x08\x0b-\x1f\ud800-\udfff]", "", random.choice(NASTY))
    return data[:begin] + escape(word).encode() + data[end:]


def _elements(data: bytes, random: Random) -> bytes:
    """Whole elements dropped or doubled."""
    found = [each.span() for each in re.finditer(rb"<(\w+)[^<>]*>[^<>]*</\1>", data)]
    if not found:
        return _lines(data, random)
    begin, end = random.choice(found)
    return data[:begin] + data[begin:end] * random.choice((0, 0, 2, 100)) + data[end:]


def _encoding(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        random.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-7")), "replace"
    )


def _json(data: bytes, random: Random) -> bytes:
    """Values of a JSON document dropped, doubled, renamed, or put in the place of others."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return _field(data, random)
    for _ in range(random.choice((1, 1, 2, 5))):
        document = _edited(document, random, 0)
    try:
        return json.dumps(document, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return data


def _edited(value: Any, random: Random, depth: int) -> Any:
    if isinstance(value, dict) and value and depth < _DEPTH and random.random() < 0.9:
        return _edited_object(value, random, depth)
    if isinstance(value, list) and value and depth < _DEPTH and random.random() < 0.9:
        place = random.randrange(len(value))
        new = _edited(value[place], random, depth + 1)
        return [*value[:place], *[new] * random.choice((1, 1, 1, 0, 2, 60)), *value[place + 1 :]]
    how = random.randrange(4)
    if how == 0:
        return random.choice(_VALUES)
    if how == 1:
        return random.choice(NASTY)
    return [value] if how == 2 else {"value": value, "name": value}


def _edited_object(value: dict[str, Any], random: Random, depth: int) -> dict[str, Any]:
    name = random.choice(list(value))
    changed = dict(value)
    how = random.randrange(10)
    if how == 0:
        del changed[name]
    elif how == 1:
        changed[random.choice(NASTY)] = changed.pop(name)
    elif how == 2:
        changed[name] = changed[random.choice(list(value))]
    else:
        changed[name] = _edited(value[name], random, depth + 1)
    return changed


_MUTATIONS: Sequence[Mutation] = (
    _flip,
    _overwrite,
    _delete,
    _duplicate,
    _splice,
    _cut,
    _nasty,
    _field,
    _field,
    _number,
    _lines,
    _tags,
    _words,
    _words,
    _elements,
    _json,
    _json,
    _encoding,
)
