"""The end of the user's session: what the window remembers is saved when the system asks us to go."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP") if sys.platform != "win32" else ()
"""Ctrl+C, logging out, and a closed terminal. Windows sends none of them, and Qt says it there."""


class SessionEnd(QObject):
    """Calls `save` when the session ends, and leaves the event loop on a signal.

    Python runs its handlers only between two of its own steps, and Qt's loop takes none while nothing
    happens: so the signal writes its number into a pipe, which wakes the loop.
    """

    def __init__(
        self, save: Callable[[], None], parent: QObject, leave: Callable[[int], None] = QCoreApplication.exit
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._leave = leave
        self._before: dict[int, object] = {}
        self._pipe: tuple[int, int] | None = None

    def install(self) -> None:
        """From now on, until `uninstall`."""
        if SIGNALS:
            self._listen()
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._save)
            application.aboutToQuit.connect(self._end)

    def uninstall(self) -> None:
        """Everything as it was before; once."""
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._before.clear()
        if self._pipe:
            signal.set_wakeup_fd(-1)
            self.findChildren(QSocketNotifier)[0].setEnabled(False)
            for end in self._pipe:
                os.close(end)
            self._pipe = None
        application = QCoreApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.disconnect(self._save)
            application.aboutToQuit.disconnect(self._end)

    def _end(self) -> None:
        """What comes after the loop can be stopped by the same signals again."""
        self._save()
        self.uninstall()

    def _listen(self) -> None:
        self._pipe = read, write = os.pipe()
        os.set_blocking(write, False)
        notifier = QSocketNotifier(read, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: self._take(os.read(read, 64)))
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for name in SIGNALS:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, _nothing)

    def _take(self, numbers: bytes) -> None:
        self._save()
        self._leave(128 + numbers[0])  # as shells count


def _nothing(number: int, frame: object) -> None:
    """The handler: the number is in the pipe already."""
