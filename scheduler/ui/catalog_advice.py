"""What to do when the catalog's list is empty."""

from __future__ import annotations

from scheduler.core.query import Filter
from scheduler.ui.display_text import one_line


def advice(wanted: Filter, *, filtered: bool) -> tuple[str, str, str]:
    """A heading, a sentence, and the button that takes away what hides the posters; empty: none would."""
    if wanted.text.strip():
        return (
            f"No poster fits “{one_line(wanted.text, 60)}”",
            "Clear the search (Esc), use fewer words, or take filters away.",
            "Clear search and filters",
        )
    if wanted.starred:
        return "No stars yet", "Press S on a poster, or click its star.", "Show all"
    if filtered or wanted.spotlight:
        return "No poster fits these filters", "Take one of them away.", "Clear filters"
    return (
        "No programme yet",
        "Import what your conference publishes (Ctrl+O), or paste its web page (Ctrl+Shift+V).",
        "",
    )
