"""QR codes that hold what they were given."""

from __future__ import annotations

import struct
from xml.etree import ElementTree as ET

import pytest

from scheduler.formats.write import qr


@pytest.mark.parametrize("size", [1, 300, qr.MOST_BYTES])
def test_both_kinds_of_picture(size: int) -> None:
    data = b"x" * size
    width = struct.unpack(">I", qr.draw(data, "png", scale=1)[16:20])[0]
    modules = width - 8
    assert (modules - 17) % 4 == 0
    root = ET.fromstring(qr.draw(data, "svg", scale=1))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["width"] == str(width)


def test_too_much() -> None:
    with pytest.raises(ValueError, match="2901 bytes"):
        qr.draw(b"x" * (qr.MOST_BYTES + 1))
