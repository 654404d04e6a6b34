"""Whether Qt can open a window here, asked before Qt is loaded: Qt itself would abort with a core dump."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

# Shared libraries that PySide6 does not bring along, and the Debian and Ubuntu packages they are in.
_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_NO_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs", "minimalegl")
NO_DISPLAY = (
    "There is no display to open a window on: start it from a desktop,"
    " or set QT_QPA_PLATFORM=offscreen to run without one."
)
NO_ANSWER = (
    "The display {name} does not answer: start it from a desktop,"
    " or set QT_QPA_PLATFORM=offscreen to run without one."
)
MISSING = "Qt needs system libraries that are not here; on Debian and Ubuntu: sudo apt install {packages}"
Loads = Callable[[str], bool]


def why_not(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """One sentence on what is missing for a window, or nothing. Takes a few milliseconds."""
    if not platform.startswith("linux"):
        return ""
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    packages = missing_packages(x11=_wants_x11(chosen, environment), loads=_loads)
    if packages:
        return MISSING.format(packages=" ".join(packages))
    if chosen in _NO_SCREEN:
        return ""
    if chosen != "xcb" and environment.get("WAYLAND_DISPLAY"):
        return ""
    name = environment.get("DISPLAY", "")
    if not name:
        return NO_DISPLAY
    return "" if _x_server_answers() else NO_ANSWER.format(name=name)


def missing_packages(*, x11: bool, loads: Loads) -> list[str]:
    """Debian packages of the libraries that do not load."""
    wanted = {**_ALWAYS, **(_X11 if x11 else {})}
    return [package for library, package in wanted.items() if not loads(library)]


def _wants_x11(chosen: str, environment: Mapping[str, str]) -> bool:
    if chosen:
        return chosen == "xcb"
    return bool(environment.get("DISPLAY")) or not environment.get("WAYLAND_DISPLAY")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_server_answers() -> bool:
    """Opens and closes a connection to $DISPLAY, with the user's own authority."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)
