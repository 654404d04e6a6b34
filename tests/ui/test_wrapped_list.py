"""Lists of texts that wrap: no text is cut, whatever the width."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from scheduler.ui.wrapped_list import WrappedList

TEXT = "11:48  must  #239  A title that may just fit into one line, or need a second one"


def test_a_row_is_as_high_as_its_text_needs_at_its_width(qtbot: QtBot) -> None:
    texts = WrappedList("Texts")
    qtbot.addWidget(texts)
    texts.addItems([TEXT] * 3)
    texts.show()
    whole = texts.fontMetrics().horizontalAdvance(TEXT)
    heights = set()
    for width in range(whole - 10, whole + 40):
        texts.resize(width, 200)
        texts.doItemsLayout()
        rects = [texts.visualItemRect(texts.item(row)) for row in range(3)]
        assert {rect.width() for rect in rects} == {texts.viewport().width()}
        assert [rect.top() for rect in rects[1:]] == [rect.bottom() + 1 for rect in rects[:-1]]
        heights.add(rects[0].height())
    assert len(heights) == 2
