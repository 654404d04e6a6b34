"""The menus as one table: every entry with its words and keys."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QAction


class Spec(NamedTuple):
    """One entry. `in_list`: its key works in poster lists only, where no button needs it."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    in_list: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole


LINE = None
MENUS: tuple[tuple[str, tuple[Spec | None, ...]], ...] = (
    (
        "&File",
        (
            Spec("import", "&Import…", ("Ctrl+O",), "Read a programme from files"),
            Spec(
                "import_address", "Import from &address…", ("Ctrl+Shift+O",), "Fetch a programme from the web"
            ),
            Spec("refresh", "&Refresh programme", ("F5",), "Read the same source again and see what changed"),
            LINE,
            Spec("export_calendar", "Export to &calendar…", ("Ctrl+E",)),
            Spec("publish", "P&ublish to a calendar server…"),
            Spec("export_pdf", "Export as P&DF…"),
            Spec("export_html", "Export as &HTML…"),
            Spec("export_csv", "Export as C&SV…"),
            Spec("export_data", "Export as &Markdown, JSON or BibTeX…"),
            Spec("export_report", "Export a rep&ort…", tip="What you visited, noted and missed"),
            LINE,
            Spec("share", "Share m&y stars…"),
            Spec("merge", "Merge a &friend's stars…"),
            Spec("forget_friend", "For&get a friend's stars…"),
            Spec("backup", "&Back up…"),
            Spec("restore", "R&estore a backup…"),
            LINE,
            Spec("print_preview", "Print pre&view…", ("Ctrl+Shift+P",)),
            Spec("print", "&Print…", ("Ctrl+P",)),
            LINE,
            Spec("quit", "&Quit", ("Ctrl+Q",), role=QAction.MenuRole.QuitRole),
        ),
    ),
    (
        "&Edit",
        (
            Spec("undo", "&Undo", ("Ctrl+Z",)),
            Spec("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
            LINE,
            Spec("copy_title", "&Copy title", ("Ctrl+Shift+C",)),
            Spec(
                "paste", "&Paste programme", ("Ctrl+Shift+V",), "Import the text or web page in the clipboard"
            ),
            LINE,
            Spec("find", "&Find", ("Ctrl+F",)),
            Spec("clear_filters", "C&lear search and filters", ("Ctrl+Shift+F",)),
        ),
    ),
    (
        "&View",
        (
            LINE,
            Spec("filters_pane", "&Filters pane", ("F9",), checkable=True),
            Spec("zoom_in", "Zoom &in", ("Ctrl++", "Ctrl+=")),
            Spec("zoom_out", "Zoom &out", ("Ctrl+-",)),
            Spec("zoom_reset", "&Normal size", ("Ctrl+0",)),
            Spec("full_screen", "F&ull screen", ("F11",), checkable=True),
        ),
    ),
    (
        "&Poster",
        (
            Spec("star", "&Star", ("S",), "Star, or take the star away"),
            Spec("must", "&Must see", ("1",)),
            Spec("want", "&Want to see", ("2",)),
            Spec("maybe", "May&be", ("3",)),
            LINE,
            Spec("visited", "&Visited", ("Space",), "Tick off, or take the tick away", in_list=True),
            Spec("note", "&Note", ("N",)),
            Spec("related", "More &like this", ("L",)),
            Spec("like_my_stars", "More like my sta&rs…", ("Ctrl+L",), "Unstarred posters, ranked, and why"),
            Spec("open_link", "&Open its web page…", ("Ctrl+Return",)),
            LINE,
            Spec("all_seen", "Mark all changes as s&een"),
            Spec(
                "notify",
                "No&tify me of the next must",
                tip="Ten minutes before it, while the window is open",
                checkable=True,
            ),
        ),
    ),
    (
        "&Walk",
        (
            Spec("live", "&Live mode", ("F8",), "Now and next, in a window for the hall"),
            Spec("rehearse", "&Rehearse…", ("Shift+F8",), "The live mode with another time on the clock"),
            LINE,
            Spec("plan_settings", "&Settings of the plan…", ("Ctrl+Shift+L",)),
            Spec("appointment", "&Add appointment…", ("Ctrl+Shift+A",)),
            Spec("paste_boards", "&Paste board numbers…"),
            Spec("number_boards", "&Number boards by page order"),
            Spec("forget_order", "&Forget what I moved"),
            LINE,
            Spec("split", "Spl&it in two walks…"),
        ),
    ),
    (
        "&Conference",
        (
            LINE,
            Spec("session_times", "Session &times…", ("Ctrl+T",)),
            Spec("history", "&History of imports…", ("Ctrl+H",)),
            Spec("undo_import", "&Undo last import…"),
            Spec("template", "Save a &spreadsheet template…"),
            LINE,
            Spec("remove_conference", "&Remove…"),
        ),
    ),
    (
        "&Help",
        (
            Spec("user_help", "&User help", ("F1",)),
            Spec("shortcuts", "&Keyboard shortcuts", ("Ctrl+/",)),
            LINE,
            Spec("doctor", "&Doctor's report…"),
            Spec("about", "&About Poster Scheduler", role=QAction.MenuRole.AboutRole),
        ),
    ),
)
