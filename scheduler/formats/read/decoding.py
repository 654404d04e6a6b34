"""Bytes of any common character encoding as clean text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from scheduler.errors import BadInput
from scheduler.formats.read.reading import MAX_BYTES


def decode(data: bytes) -> str:
    """The text of a file: by byte-order mark, UTF-16 zeros, UTF-8, declaration, then statistics.

    Control characters are removed except tab and line ends, which stay as they are. Bytes that
    fit no encoding become U+FFFD. BadInput when there is more than MAX_BYTES.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"The file is larger than {MAX_BYTES // (1024 * 1024)} MB; no conference programme is that large."
        )
    return _UNWANTED.sub("", _as_text(data))


def _as_text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding := _wide_without_mark(data):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)


def _wide_without_mark(data: bytes) -> str:
    """The UTF-16 byte order of mostly Latin text, told by which half of its bytes is zero."""
    head = data[:4000]
    if len(head) < 4:
        return ""
    half = len(head) // 2
    zeros_first, zeros_second = head[0::2].count(0), head[1::2].count(0)
    if zeros_second > half * 0.6 and zeros_first < half * 0.1:
        return "utf-16-le"
    if zeros_first > half * 0.6 and zeros_second < half * 0.1:
        return "utf-16-be"
    return ""


def _not_utf8(data: bytes, wrong_at: int) -> str:
    if encoding := _declared(data):
        return data.decode(encoding, "replace")
    sample = data[max(0, wrong_at - 100_000) : wrong_at + 100_000].decode("utf-8", "replace")
    if sample.count("\ufffd") * 4 < sum(char > "\x7f" for char in sample):
        return data.decode("utf-8", "replace")  # UTF-8 with a few bytes lost on the way
    return data.decode(_guessed(data), "replace")


def _declared(data: bytes) -> str:
    """The encoding named in an XML declaration or an HTML meta element, if Python knows it."""
    found = _DECLARATION.search(data[:2000])
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        # A declaration of UTF-8 is known to be wrong here, and codecs such as "hex" are no charsets.
        return "" if name == "utf-8" or not isinstance(b"a".decode(name, "replace"), str) else name
    except (LookupError, ValueError, AttributeError):
        return ""


def _guessed(data: bytes) -> str:
    """The likeliest encoding of text that is not UTF-8.

    English with a few foreign names is Windows-1252 (which includes Latin-1): so little evidence
    misleads statistics. Another script is written in runs of high bytes, and statistics are good at it.
    """
    sample = b"\n".join(line for line in data[: 1024 * 1024].splitlines() if not line.isascii())[:64_000]
    in_runs = sum(len(run) for run in _RUN.findall(sample))
    if in_runs < 0.1 * len(sample) and not _UNDEFINED_1252.search(sample):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]+")
_DECLARATION: Final = re.compile(
    rb"""(?:<\?xml[^>]*?encoding|<meta[^>]*?charset)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_UNDEFINED_1252: Final = re.compile(b"[\x81\x8d\x8f\x90\x9d]")
_RUN: Final = re.compile(b"[\x80-\xff]{3,}")
