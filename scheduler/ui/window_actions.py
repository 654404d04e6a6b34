"""Brings the menu entries of the main window to life."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMenu

from scheduler.core.agenda import Level
from scheduler.core.detail import Detail
from scheduler.core.query import Filter
from scheduler.paths import resources
from scheduler.ui.background import Progress
from scheduler.ui.conference_actions import ConferenceActions
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.main_window import MainWindow
from scheduler.ui.safe_browser import web_address
from scheduler.ui.theme import Theme
from scheduler.ui.window_state import WindowState
from scheduler.workspace import Workspace

if TYPE_CHECKING:
    from scheduler.ui.import_flow import ImportFlow
    from scheduler.workspace.care import Finding

ZOOM = (6.0, 28.0)
PROGRAMMES = "Programmes (*.xml *.json *.ics *.csv *.tsv *.txt *.html *.htm *.yml *.yaml);;All files (*)"


class WindowActions(QObject):
    """Handlers in the order of the menus; those of exports and printing come from elsewhere."""

    def __init__(self, window: MainWindow, controller: Controller, state: WindowState, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._state = state
        self.conference = ConferenceActions(window, controller, lambda: self.imports)
        self._normal_size = QApplication.font().pointSizeF()
        self._zoom_to(float(state.text("window/text_size") or self._normal_size))
        self._file_and_edit()
        self._view(theme)
        self._poster()
        self._help()
        window.files_dropped.connect(lambda paths: self.imports.import_files(paths))
        window.catalog.details.address_chosen.connect(self._open_address)
        window.catalog.details.session_edit_wanted.connect(self._edit_session_of)

    @cached_property
    def imports(self) -> ImportFlow:
        """Loaded with the first import: the window's start needs nothing of it."""
        from scheduler.ui.import_flow import ImportFlow

        return ImportFlow(self._controller, self._window)

    def _file_and_edit(self) -> None:
        handle, window = self._window.actions_.handle, self._window
        handle("import", self._choose_files)
        handle("import_address", self._ask_address)
        handle("quit", window.close)
        stack = self._controller.undo_stack
        for name, call in (("undo", stack.undo), ("redo", stack.redo)):
            handle(name, call).setEnabled(False)
        stack.canUndoChanged.connect(window.actions_["undo"].setEnabled)
        stack.canRedoChanged.connect(window.actions_["redo"].setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)
        handle("copy_title", self._copy_title)
        handle("paste", self._paste)
        handle("find", lambda: window.show_catalog().focus_search())
        handle("clear_filters", lambda: window.show_catalog().clear())

    def _view(self, theme: Theme) -> None:
        handle, window = self._window.actions_.handle, self._window
        pane = handle("filters_pane", lambda: window.show_filters_pane(not window.catalog.filters_shown))
        pane.setChecked(window.catalog.filters_shown)
        handle("zoom_in", lambda: self._zoom_to(QApplication.font().pointSizeF() + 1))
        handle("zoom_out", lambda: self._zoom_to(QApplication.font().pointSizeF() - 1))
        handle("zoom_reset", lambda: self._zoom_to(self._normal_size))
        handle("full_screen", self._toggle_full_screen)
        menu = window.actions_.menus["View"]
        looks = QMenu("&Appearance", window)
        looks.addActions(appearance_actions(window, self._state, theme))
        for submenu in (self._order_menu(), looks):
            menu.insertMenu(window.actions_["zoom_in"], submenu)
        menu.insertSeparator(window.actions_["zoom_in"])

    def _order_menu(self) -> QMenu:
        menu = QMenu("&Order of the list", self._window)
        menu.addActions(self._window.catalog.search.sort_actions())
        return menu

    def _poster(self) -> None:
        handle, controller, window = self._window.actions_.handle, self._controller, self._window
        handle("star", lambda: controller.toggle_star(window.selected_keys()))
        for level in Level:
            handle(level.value, partial(self._set_level, level))
        handle("visited", lambda: controller.toggle_visited(window.selected_keys()))
        handle("note", lambda: window.ask_page("edit_note"))
        handle("related", lambda: window.ask_page("show_related"))
        handle("like_my_stars", self._show_like_my_stars)
        handle("open_link", self._open_link)
        handle("all_seen", self._mark_all_seen)

    def _help(self) -> None:
        handle = self._window.actions_.handle
        if help_file() is not None:
            handle("user_help", lambda: self._read("User help", help_file()))
        handle("shortcuts", lambda: self._read("Keyboard shortcuts"))
        handle("about", lambda: self._read("About Poster Scheduler"))
        handle("doctor", self._ask_doctor)

    def _read(self, title: str, path: Path | None = None) -> None:
        from scheduler.ui import text_dialog

        if path is not None:
            html = path.read_text(encoding="utf-8")
        elif title == "Keyboard shortcuts":
            html = text_dialog.shortcuts_html(self._window.actions_)
        else:
            html = text_dialog.about_html()
        text_dialog.TextDialog(title, html, self._window).open()

    def _ask_doctor(self) -> None:
        from scheduler.ui import text_dialog

        def show(found: list[Finding]) -> None:
            html, text = text_dialog.doctor_html(found), text_dialog.doctor_text(found)
            text_dialog.TextDialog("Doctor's report", html, self._window, copied=text).open()

        self._controller.run("Looking at your data…", lambda ws, _: ws.care.doctor(), show)

    # Handlers

    def _name_undo(self, what: str) -> None:
        self._window.actions_["undo"].setText(f"&Undo {what}".strip())

    def _name_redo(self, what: str) -> None:
        self._window.actions_["redo"].setText(f"&Redo {what}".strip())

    def _set_level(self, level: Level) -> None:
        self._controller.set_level(self._window.selected_keys(), level)

    def _choose_files(self) -> None:
        folder = self._state.text("files/import_folder")
        names, _ = QFileDialog.getOpenFileNames(self._window, "Import a programme", folder, PROGRAMMES)
        if names:
            self._state.put_text("files/import_folder", str(Path(names[0]).parent))
            self.imports.import_files([Path(name) for name in names])

    def _ask_address(self) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Import from address")
        dialog.setLabelText("Web address of the programme (https://…):")
        dialog.setInputMode(QInputDialog.InputMode.TextInput)
        dialog.setOkButtonText("Fetch")
        dialog.resize(520, dialog.height())
        dialog.textValueSelected.connect(lambda text: self.imports.import_address(text.strip()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        text = ""
        if mime is not None:  # an empty clipboard has none on some platforms
            text = mime.text() if mime.text().strip() else mime.html()
        if text.strip():
            self.imports.import_text(text.encode("utf-8", "replace"))
        else:
            self._controller.tell(
                "The clipboard holds no text. Copy the conference's page (Ctrl+A, Ctrl+C), then paste."
            )

    def _copy_title(self) -> None:
        titles = [
            detail.presentation.display_title
            for key in self._window.selected_keys()[:200]
            if (detail := self._controller.detail(key))
        ]
        if titles:
            QGuiApplication.clipboard().setText("\n".join(titles))
            self._controller.tell("Title copied." if len(titles) == 1 else f"{len(titles)} titles copied.")

    def _zoom_to(self, points: float) -> None:
        font = QApplication.font()
        font.setPointSizeF(min(ZOOM[1], max(ZOOM[0], points)))
        QApplication.setFont(font)
        normal = abs(font.pointSizeF() - self._normal_size) < 0.01
        self._state.put_text("window/text_size", "" if normal else f"{font.pointSizeF()}")

    def _toggle_full_screen(self) -> None:
        full = not self._window.isFullScreen()
        self._window.showFullScreen() if full else self._window.showNormal()
        self._window.actions_["full_screen"].setChecked(full)

    def _open_link(self) -> None:
        for key in self._window.selected_keys()[:1]:
            detail = self._controller.detail(key)
            self._open_address(detail.presentation.url if detail else "")

    def _open_address(self, address: str) -> None:
        """Shows the address first: what a link says and where it goes are two things."""
        url = web_address(address)
        if url is None:
            self._controller.tell(
                "This poster has no web page."
                if not address
                else "Its link is not a web address; it is not opened."
            )
            return
        from scheduler.ui.conference_dialogs import ask

        shown = one_line(url.toString(), 500)
        ask(
            self._window,
            "Open in the web browser?",
            f"This opens in your web browser:\n\n{shown}",
            "Open",
            lambda: QDesktopServices.openUrl(url),
        )

    def _show_like_my_stars(self) -> None:
        from scheduler.ui.like_dialog import LikeDialog

        dialog = LikeDialog(self._controller, self._window)
        dialog.poster_chosen.connect(lambda key: self._window.show_catalog().show_poster(key))
        dialog.show()

    def _mark_all_seen(self) -> None:
        def work(ws: Workspace, _: Progress) -> None:
            wanted = Filter(text="is:changed", conference=self._controller.conference)
            ws.programme.seen([row.key for row in ws.finder.rows(ws.finder.find(wanted))])

        self._controller.run("Marking…", work, lambda _: self._controller.catalog_changed.emit())

    def _edit_session_of(self, detail: Detail, number: int) -> None:
        place = detail.placements[number]
        self.conference.edit_session(detail.conference, place.session)


def help_file() -> Path | None:
    """The user help, where this installation has it."""
    path = resources() / "help" / "index.html"
    return path if path.is_file() else None


def appearance_actions(window: MainWindow, state: WindowState, theme: Theme) -> list[QAction]:
    """System, light, dark: followed at once, and remembered."""
    group = QActionGroup(window)
    found = []
    for name, text, scheme in (
        ("system", "As the &system", Qt.ColorScheme.Unknown),
        ("light", "&Light", Qt.ColorScheme.Light),
        ("dark", "&Dark", Qt.ColorScheme.Dark),
    ):
        action = QAction(text, group)
        action.setCheckable(True)
        action.setChecked(state.text("window/appearance", "system") == name)

        def choose(_checked: bool = False, name: str = name, scheme: Qt.ColorScheme = scheme) -> None:
            state.put_text("window/appearance", name)
            theme.choose(scheme)

        action.triggered.connect(choose)
        if action.isChecked() and name != "system":
            choose()
        found.append(action)
    return found
