"""The live mode: a window of its own, for the hall. One column when narrow, two when wide."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scheduler.core.times import spell_clock
from scheduler.ui import live_text
from scheduler.ui.controller import Controller
from scheduler.ui.display_text import one_line
from scheduler.ui.live_cards import TOUCH, Buttons, NextCard, NowCard, SizedLabel
from scheduler.ui.live_rest import RestList
from scheduler.ui.live_walk import LiveWalk
from scheduler.ui.note_editor import NoteEditor
from scheduler.ui.plan_dialogs import MomentDialog

SECOND_MS = 1000
WIDE = 820
WIDE_SCALE = 1.3
SMALLEST = (360, 480)


class LiveWindow(QWidget):
    """Shows a LiveWalk, and ticks once a second while it is visible."""

    def __init__(self, controller: Controller, walk: LiveWalk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.walk = walk
        self._controller = controller
        self.setWindowTitle("Live mode – Poster Scheduler")
        self.setMinimumSize(*SMALLEST)
        self.clock = SizedLabel(1.6, self, bold=True, wrap=False)
        self.in_all = SizedLabel(1.6, self, bold=True, wrap=False)
        self.tally = SizedLabel(1.0, self)
        self.banner = _Banner(self)
        self.now = NowCard(self)
        self.next = NextCard(self)
        self.buttons = Buttons(self)
        self.note = NoteEditor(controller.save_note, self)
        self.board = QLineEdit(self)
        self.stand = QPushButton("I stand here", self)
        self.said = QLabel(self)
        self.rest = RestList(self)
        self.message = QLabel(self)
        self.timer = QTimer(self, interval=SECOND_MS)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self._connect()

    def flush(self) -> None:
        """Saves the note being typed; called before the main window closes."""
        self.note.flush()

    # Qt's events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.timer.start()
        self.walk.look()
        self.now.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.timer.stop()
        self.note.flush()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        ways = QBoxLayout.Direction
        self._halves.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        for label in self.findChildren(SizedLabel):
            label.set_scale(WIDE_SCALE if wide else 1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the widget with the focus did not want: Space on the card of the present stop."""
        if event.key() == Qt.Key.Key_Space:
            self._visit()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    # Dialogs

    def ask_clock(self) -> None:
        """Asks for the time of day of a rehearsal, on the session's day, once that is read."""
        self.walk.when_loaded(self._ask_clock)

    def _ask_clock(self) -> None:
        plan = self.walk.plan
        if plan is None:
            return
        sentence = (
            "The clock is set to this time of the session’s day and runs on from there. "
            "What you tick in a rehearsal is not kept; notes are."
        )
        near = self.walk.clock() if self.walk.rehearsing else plan.walk.start
        dialog = MomentDialog("Rehearse", sentence, "Set the clock", near, self.walk.timezone, self)
        dialog.accepted.connect(lambda: self.walk.rehearse(dialog.clock.moment()))
        dialog.open()

    # Inside

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.clock)
        top.addStretch(1)
        top.addWidget(self.in_all)
        stand = QHBoxLayout()
        stand.addWidget(self.board, 1)
        stand.addWidget(self.stand)
        self.board.setPlaceholderText("I stand at board … (B)")
        self.board.setAccessibleName("Board I stand at")
        self.board.setMaxLength(20)
        self.said.setWordWrap(True)
        self.note.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + 12)
        self.board.setMinimumHeight(TOUCH - 10)
        self.stand.setMinimumHeight(TOUCH - 10)
        left, right = QVBoxLayout(), QVBoxLayout()
        for widget in (self.now, self.buttons, self.note, self.next):
            left.addWidget(widget)
        left.addStretch(1)
        right.addLayout(stand)
        right.addWidget(self.said)
        right.addWidget(self.rest, 1)
        self._halves.addLayout(left, 3)
        self._halves.addLayout(right, 2)
        self._halves.setSpacing(10)
        body = _Body(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.banner)
        column.addLayout(top)
        column.addWidget(self.tally)
        column.addLayout(self._halves, 1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        buttons = self.buttons
        order: list[QWidget] = [self.now, buttons.visited, buttons.skip, buttons.later, buttons.note]
        order += [buttons.undo, self.note, self.board, self.stand, self.rest]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        walk, buttons = self.walk, self.buttons
        walk.changed.connect(self._show)
        walk.undo_stack.undoTextChanged.connect(self._name_undo)
        self.timer.timeout.connect(self.tick)
        buttons.visited.clicked.connect(self._visit)
        buttons.skip.clicked.connect(lambda: walk.skip(self._target()))
        buttons.later.clicked.connect(lambda: walk.later(self._target()))
        buttons.note.clicked.connect(self.note.setFocus)
        buttons.undo.clicked.connect(walk.undo)
        self.note.left.connect(self.now.setFocus)
        self.stand.clicked.connect(self._stand)
        self.board.returnPressed.connect(self._stand)
        self.rest.go_wanted.connect(walk.go_to)
        self.rest.visit_wanted.connect(walk.visit)
        self.banner.end.clicked.connect(walk.end_rehearsal)
        self.banner.set_clock.clicked.connect(self.ask_clock)
        self._controller.notes_changed.connect(self._show_note)
        for key, call in (
            ("K", buttons.skip.click),
            ("L", buttons.later.click),
            ("N", self.note.setFocus),
            ("U", walk.undo),
            ("Ctrl+Z", walk.undo),
            ("Ctrl+Shift+Z", walk.undo_stack.redo),
            ("B", self.board.setFocus),
            ("F11", self._toggle_full_screen),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(call)
        self._name_undo("")

    def tick(self) -> None:
        """Once a second."""
        if not self.walk.tick():
            self._show_times()

    def _target(self) -> str:
        return self.rest.chosen() or self.walk.now_key

    def _visit(self) -> None:
        self.walk.visit(self._target())

    def _stand(self) -> None:
        text = self.board.text().strip()
        if self.walk.stand_at(text):
            self.said.setText(f"Planned on from board {one_line(text, 20)}.")
            self.board.clear()
            self.now.setFocus()
        elif text:
            self.said.setText(f"⚠ There is no board “{one_line(text, 20)}” in this session.")
        self.said.setVisible(bool(self.said.text()))

    def _show(self) -> None:
        view, state, zone = self.walk.view, self.walk.state, self.walk.timezone
        now = view.now if view else None
        self.now.show_stop(now, zone, self._why_nothing())
        appointment = live_text.appointment(view, zone) if view else ""
        self.next.show_stop(view.next if view else None, zone, appointment)
        self.next.setVisible(now is not None or bool(appointment))
        self.rest.show_rest(state, view, zone)
        self.tally.setText(live_text.tally(state, view) if state and view else "")
        for button in (self.buttons.visited, self.buttons.skip, self.buttons.later, self.buttons.note):
            button.setEnabled(now is not None)
        self.banner.setVisible(self.walk.rehearsing or (now is None and self.walk.plan is not None))
        self.banner.show_state(self.walk.rehearsing)
        self.said.setVisible(bool(self.said.text()))
        self._show_note()
        self._show_times()

    def _why_nothing(self) -> str:
        if self.walk.problem:
            return self.walk.problem
        state = self.walk.state
        if state is not None and self.walk.clock() >= state.request.end:
            return "This session is over."
        return "Nothing more fits the time that is left."

    def _show_times(self) -> None:
        now: datetime = self.walk.clock()
        self.clock.setText(spell_clock(now, self.walk.timezone))
        self.in_all.setText(live_text.in_all(self.walk.state, now) if self.walk.state else "")
        self.now.show_left(self.walk.seconds_here())

    def _show_note(self, _keys: object = None) -> None:
        key = self.walk.now_key
        notes = self._controller.workspace.marks.notes() if key else {}
        self.note.show_note(key, notes[key].text if key in notes else "")

    def _name_undo(self, text: str) -> None:
        self.buttons.undo.setEnabled(bool(text))
        self.buttons.undo.setToolTip(f"Undo {text} (U)".replace("  ", " "))

    def _toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()


class _Body(QWidget):
    """As high as its wrapped text needs it, and no higher: a scroll area asks for this height."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout else super().heightForWidth(width)


class _Banner(QFrame):
    """Says that this is a rehearsal, or offers one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.Box)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.set_clock = QPushButton("&Rehearse…", self)
        self.end = QPushButton("&End rehearsal", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.set_clock)
        layout.addWidget(self.end)

    def show_state(self, rehearsing: bool) -> None:
        self.label.setText(
            "REHEARSAL: the clock is set, ticks are not kept."
            if rehearsing
            else "You can try the walk with another time on the clock."
        )
        self.set_clock.setText("Set the &clock…" if rehearsing else "&Rehearse…")
        self.end.setVisible(rehearsing)
