"""Lines that no text of a programme needs."""

from __future__ import annotations

import base64

from scheduler.formats.read import calendar_feed
from scheduler.formats.read.calendar_lines import MAX_LINE


def test_an_attached_picture_costs_nothing() -> None:
    picture = base64.b64encode(bytes(MAX_LINE)).decode()
    folded = "\r\n ".join(picture[at : at + 70] for at in range(0, len(picture), 70))
    attached = f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{folded}"
    event = f"UID:a\r\nDTSTART:20240508T104500Z\r\n{attached}\r\nSUMMARY:Kites"
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    reading = calendar_feed.read(data.encode())
    assert [p.title for p in reading.catalog.presentations] == ["Kites"]
