"""A dialog that shows a text to read: help, shortcuts, the doctor's report, about."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from scheduler import __version__
from scheduler.ui.actions import Actions
from scheduler.ui.safe_browser import SafeBrowser
from scheduler.ui.search_bar import EXAMPLES

if TYPE_CHECKING:
    from scheduler.workspace.care import Finding

KEYS_OF_LISTS = (
    ("In the search field", (("Esc", "Clear"), ("Down", "Go to the list"))),
    (
        "In the list",
        (
            ("Shift+Down, Shift+Up", "Select several"),
            ("Ctrl+A", "Select all"),
            ("Up, in the first row", "Go to the search field"),
            ("Tab", "Next pane"),
        ),
    ),
    (
        "In the plan",
        (
            ("L", "Lock or unlock a stop"),
            ("Alt+Up, Alt+Down", "Earlier or later"),
            ("+, -", "One minute more or less"),
            ("Return", "Change the stop or appointment"),
            ("Delete", "Remove the appointment"),
        ),
    ),
    (
        "In the live mode",
        (
            ("Space", "Visited, on to the next"),
            ("K, L", "Skip, later"),
            ("N", "Note; Esc leads back"),
            ("U, Ctrl+Z", "Undo"),
            ("B", "The board I stand at"),
            ("Return, in the list", "Go there now"),
            ("F11", "Full screen"),
        ),
    ),
)


class TextDialog(QDialog):
    """Frees itself when closed."""

    def __init__(self, title: str, html: str, parent: QWidget | None = None, *, copied: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.browser = SafeBrowser(self)
        self.browser.setAccessibleName(title)
        self.browser.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        if copied:
            copy = buttons.addButton("&Copy", QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.browser)
        layout.addWidget(buttons)
        self.resize(620, 520)


def shortcuts_html(actions: Actions) -> str:
    """Every visible action that has a key, by menu, and the keys that have no menu."""
    parts = []
    for title, shown in actions.shown():
        rows = [(_keys(each.shortcuts()), each.text()) for each in shown if each.shortcuts()]
        parts.append(_table(title, [(keys, text.replace("&", "").rstrip("…")) for keys, text in rows]))
    parts += [_table(title, list(rows)) for title, rows in KEYS_OF_LISTS]
    return "".join(parts) + f"<h3>What can be searched</h3><p>{escape(EXAMPLES)}</p>"


def lines_html(title: str, lines: Iterable[str]) -> str:
    """A paragraph for each line of text."""
    return f"<h3>{escape(title)}</h3>" + "".join(f"<p>{escape(line)}</p>" for line in lines)


def doctor_html(findings: list[Finding]) -> str:
    rows = [
        (("✓ " if each.sound else "✗ ") + each.name, each.value + (" (mended)" if each.mended else ""))
        for each in findings
    ]
    return _table("Doctor's report", rows)


def doctor_text(findings: list[Finding]) -> str:
    return "\n".join(f"{'ok' if each.sound else 'WRONG'}  {each.name}: {each.value}" for each in findings)


def about_html() -> str:
    return (
        f"<h2>Poster Scheduler {escape(__version__)}</h2>"
        "<p>Star conference posters, plan two hours in the hall, and take the plan along.</p>"
        "<p>MIT licence. Made with Qt and PySide6 (LGPL) and SQLite.</p>"
        "<p>It works without a network, and connects only when you import from an address"
        " or publish to a calendar server.</p>"
    )


def _keys(keys: list[QKeySequence]) -> str:
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = "".join(
        f"<tr><td style='padding-right:18px'><b>{escape(left)}</b></td><td>{escape(right)}</td></tr>"
        for left, right in rows
    )
    return f"<h3>{escape(title)}</h3><table>{lines}</table>"
