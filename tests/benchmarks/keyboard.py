"""Key presses that go through the X server like those of a keyboard (XTEST)."""

from __future__ import annotations

import ctypes
import ctypes.util

_NAMES = {" ": "space", '"': "quotedbl", "-": "minus", ":": "colon"}


class Keyboard:
    """Whatever window has the focus gets the keys."""

    def __init__(self) -> None:
        x11, xtst = ctypes.util.find_library("X11"), ctypes.util.find_library("Xtst")
        if not x11 or not xtst:
            raise SystemExit("libXtst is missing; on Debian or Ubuntu: apt install libxtst6")
        self._x11, self._xtst = ctypes.CDLL(x11), ctypes.CDLL(xtst)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(None))

    def press(self, name: str) -> None:
        """A letter, or a key by its X name ("BackSpace"); without any waiting."""
        shifted = (name.isupper() and len(name) == 1) or name in '":'
        codes = [self._code("Shift_L")] if shifted else []
        codes.append(self._code(_NAMES.get(name, name)))
        for code in codes:
            self._xtst.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._xtst.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x11.XFlush(self._display)

    def _code(self, name: str) -> int:
        symbol = ctypes.c_ulong(self._x11.XStringToKeysym(name.encode()))
        return int(self._x11.XKeysymToKeycode(self._display, symbol))
