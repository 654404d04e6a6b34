"""QR codes (ISO/IEC 18004) that carry a small calendar file from the screen to a phone."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final, Literal

MOST_BYTES: Final = 2_900
"""What fits into the largest code at the lowest error correction, with a little to spare."""


def draw(data: bytes, kind: Literal["svg", "png"] = "svg", scale: int = 4) -> bytes:
    """The code as a picture with its quiet zone; `scale` is the pixels of one module.

    Always dark on white, whatever the theme: phones do not read it the other way round.
    """
    picture = BytesIO()
    options: dict[str, Any] = {"xmldecl": False, "svgns": True} if kind == "svg" else {}
    _code(data).save(picture, kind=kind, scale=scale, border=4, dark="#000", light="#fff", **options)
    return picture.getvalue()


def _code(data: bytes) -> Any:
    import segno  # loaded only when a code is asked for

    if len(data) > MOST_BYTES:
        raise ValueError(f"{len(data)} bytes do not fit into a QR code")
    return segno.make_qr(data, error="l", mode="byte", boost_error=False)
