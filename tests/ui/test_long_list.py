"""More posters than the first rows: the rest follows, and nobody notices where it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scheduler.core.decision import Decision
from scheduler.core.listing import Listing
from scheduler.ui.listing_model import PAGE, ListingModel
from scheduler.ui.main_window import MainWindow
from scheduler.ui.poster_list import PosterList
from scheduler.workspace import Workspace
from scheduler.workspace.finder import FIRST_ROWS
from tests.ui.programmes import bring_in, edited, poster, programme

MANY = 3 * FIRST_ROWS


@pytest.fixture
def long_window(qtbot: QtBot, workspace: Workspace, open_window: Callable[[], MainWindow]) -> MainWindow:
    bring_in(workspace, programme(*(poster(number) for number in range(MANY))))
    window = open_window()
    qtbot.waitUntil(lambda: window.catalog.model.rowCount() == MANY)
    return window


def test_the_first_rows_come_first_and_the_rest_follows(qtbot: QtBot, long_window: MainWindow) -> None:
    catalog = long_window.catalog
    shown: list[int] = []
    catalog.model.modelReset.connect(lambda: shown.append(catalog.model.rowCount()))
    catalog.model.rowsInserted.connect(lambda: shown.append(catalog.model.rowCount()))
    with qtbot.waitSignal(catalog.listed):
        qtbot.keyClicks(catalog.search.field, "graphs")
    half = MANY // 2
    assert shown[-2:] == [FIRST_ROWS, half]
    assert [catalog.list.key_at(row) for row in range(half)] == [f"conf/{2 * row}" for row in range(half)]
    assert long_window.status_label.text().startswith(f"{half} of {MANY} shown")


def test_a_poster_far_down_stays_current_through_a_search(qtbot: QtBot, long_window: MainWindow) -> None:
    catalog = long_window.catalog
    last = f"conf/{MANY - 2}"
    catalog.show_poster(last)
    with qtbot.waitSignal(catalog.listed):
        qtbot.keyClicks(catalog.search.field, "graphs")
    assert catalog.list.current_key() == last
    qtbot.keyClick(catalog.list, Qt.Key.Key_Home)
    assert catalog.list.current_key() == "conf/0"
    qtbot.keyClick(catalog.list, Qt.Key.Key_End)
    assert catalog.list.current_key() == last


def test_who_types_on_is_not_shown_the_rest_of_what_was_typed(qtbot: QtBot, long_window: MainWindow) -> None:
    catalog = long_window.catalog
    with qtbot.waitSignal(catalog.model.modelReset):
        qtbot.keyClick(catalog.search.field, "g")
    assert catalog.model.rowCount() == FIRST_ROWS
    grown: list[int] = []
    catalog.model.rowsInserted.connect(lambda: grown.append(catalog.model.rowCount()))
    with qtbot.waitSignal(catalog.listed):
        qtbot.keyClicks(catalog.search.field, "raphs molecules")
    assert grown == []
    assert catalog.model.rowCount() == len(range(0, MANY, 14))


def test_a_refresh_between_two_halves_is_seen(
    qtbot: QtBot, long_window: MainWindow, workspace: Workspace
) -> None:
    catalog = long_window.catalog
    before = programme(*(poster(number) for number in range(MANY)))
    with qtbot.waitSignal(catalog.listed):
        bring_in(workspace, edited(before, 0, title="Another name entirely"))
        long_window.controller.catalog_changed.emit()
    assert catalog.model.index(0).data() == "Another name entirely"


class Fetches:
    """A model's source that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, ids: Sequence[int]) -> Iterable[Listing]:
        self.asked.extend(ids)
        return [Listing(id_, f"c/{id_}", f"Title {id_}", (), Decision.POSTER, None, "UTC") for id_ in ids]


def test_rows_on_the_screen_are_fetched_once_for_an_answer(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = ListingModel(fetches)
    model.set_ids(range(PAGE + 8))
    assert model.index(0).data() == "Title 0"
    model.set_ids(range(4 * PAGE), same_answer=True)
    assert model.index(0).data() == "Title 0"
    assert model.index(PAGE + 8).data() == f"Title {PAGE + 8}"
    assert len(fetches.asked) == len(set(fetches.asked)) == 2 * PAGE
    model.set_ids(range(4 * PAGE))
    assert model.index(0).data() == "Title 0"
    assert fetches.asked.count(0) == 2


def test_a_selected_row_does_not_look_like_the_others(qtbot: QtBot, long_window: MainWindow) -> None:
    view = long_window.catalog.list
    view.go_to(1)

    def picture(row: int) -> QPixmap:
        return view.viewport().grab(view.visualRect(view.model().index(row, 0)))

    def background(row: int) -> str:
        image = picture(row).toImage()
        return image.pixelColor(image.width() - 3, 3).name()

    assert background(0) == background(2) != background(1)


def test_a_search_begins_at_its_top(qtbot: QtBot, long_window: MainWindow) -> None:
    catalog = long_window.catalog
    catalog.show_poster(f"conf/{MANY - 2}")
    with qtbot.waitSignal(catalog.listed):
        qtbot.keyClicks(catalog.search.field, "diffusion")
    assert catalog.list.current_key() == "conf/1"
    assert catalog.list.rowAt(0) == 0


def test_a_star_taken_away_makes_the_next_one_current(
    qtbot: QtBot, long_window: MainWindow, workspace: Workspace
) -> None:
    catalog = long_window.catalog
    workspace.marks.star([f"conf/{number}" for number in range(10)])
    with qtbot.waitSignal(catalog.listed):
        qtbot.mouseClick(catalog.search.starred, Qt.MouseButton.LeftButton)
    catalog.list.go_to(4)
    with qtbot.waitSignal(catalog.listed):
        long_window.controller.toggle_star(["conf/4"])
    assert catalog.list.current_key() == "conf/5"


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += watched is self.parent() and event.type() == QEvent.Type.Paint
        return False


def test_the_rest_of_a_result_has_nothing_painted_twice(qtbot: QtBot, long_window: MainWindow) -> None:
    catalog = long_window.catalog
    with qtbot.waitSignal(catalog.model.modelReset):
        qtbot.keyClick(catalog.search.field, "g")
    assert catalog.model.rowCount() == FIRST_ROWS
    catalog.list.viewport().repaint()
    paints = Paints(catalog.list.viewport())
    qtbot.waitUntil(lambda: catalog.model.rowCount() == MANY // 2)
    qtbot.waitUntil(
        lambda: catalog.list.verticalScrollBar().maximum() > FIRST_ROWS * catalog.list.rowHeight(0)
    )
    assert paints.count == 0
    qtbot.keyClick(catalog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: paints.count > 0)


def test_rows_that_come_in_above_are_painted(qtbot: QtBot) -> None:
    model = ListingModel(Fetches())
    view = PosterList(model)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    model.set_ids(range(10, 60))
    qtbot.waitUntil(lambda: view.rowAt(0) == 0)
    view.viewport().repaint()
    paints = Paints(view.viewport())
    model.set_ids(range(5, 60))
    qtbot.waitUntil(lambda: paints.count > 0)
    assert view.key_at(0) == "c/5"
