"""Panes on one time axis: shown and hidden, their heights dragged, one crosshair through all."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSizeF

from rare_desk.ui import theme
from rare_desk.ui.chart import Content, Lower, Pane, TimeChart, View
from rare_desk.ui.chart.painting.lower import readings
from rare_desk.ui.chart.prepared.layout import frames
from tests.ui.chart.given import FIRST, drag, drawn, line, painted

ALL: tuple[Pane, ...] = ("change", "volume", "coverage")


def words(chart: TimeChart, day: int | None) -> list[str]:
    return [text for pane in drawn(chart).panes for text, _ in readings(drawn(chart), pane, day)]


def divider(chart: TimeChart, number: int) -> QPoint:
    area = drawn(chart).frames
    above = (area.main, *area.panes)[number]
    return QPoint(400, round(above.bottom()) + 3)


def heights(chart: TimeChart) -> list[float]:
    return [pane.height() for pane in drawn(chart).frames.panes]


def test_panes_come_in_the_order_of_the_view_one_under_the_other(chart: TimeChart) -> None:
    chart.set_view(View(panes=ALL))
    assert [pane.kind for pane in drawn(chart).panes] == list(ALL)
    frames = [drawn(chart).frames.main, *drawn(chart).frames.panes]
    assert all(above.bottom() < below.top() for above, below in pairwise(frames))
    assert {(frame.left(), frame.width()) for frame in frames} == {(frames[0].left(), frames[0].width())}


def test_a_pane_without_data_takes_no_room(chart: TimeChart) -> None:
    chart.set_view(View(panes=ALL))
    chart.set_content(replace(chart.content, lower=None))
    assert [pane.kind for pane in drawn(chart).panes] == ["change"]
    chart.set_content(replace(chart.content, lower=Lower(line().days, np.full(600, 20.0), "Volume", "t")))
    assert [pane.kind for pane in drawn(chart).panes] == ["change", "volume"]


def test_without_panes_the_main_one_has_all_the_room(chart: TimeChart) -> None:
    with_pane = drawn(chart).frames.main.height()
    chart.set_view(View(panes=()))
    assert drawn(chart).frames.main.height() > with_pane + 80


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_divider_is_dragged_and_only_its_two_panes_change(chart: TimeChart, number: int) -> None:
    chart.set_view(View(panes=ALL))
    before = [drawn(chart).frames.main.height(), *heights(chart)]
    start = divider(chart, number)
    drag(chart, start, start - QPoint(0, 30))
    after = [drawn(chart).frames.main.height(), *heights(chart)]
    wanted = list(before)
    wanted[number], wanted[number + 1] = before[number] - 30, before[number + 1] + 30
    assert after == pytest.approx(wanted, abs=0.6)
    assert chart.selected is None


def test_no_pane_is_dragged_away(chart: TimeChart) -> None:
    chart.set_view(View(panes=ALL))
    for number in range(3):
        drag(chart, divider(chart, number), QPoint(400, 4))
        drag(chart, divider(chart, number), QPoint(400, 590))
    assert min(heights(chart)) >= 27.5
    assert drawn(chart).frames.main.height() >= 59.5


def test_dragged_heights_grow_with_the_window(chart: TimeChart) -> None:
    chart.set_view(View(panes=("volume",), heights=(("volume", 0.4),)))
    before = heights(chart)[0] / drawn(chart).frames.room
    chart.resize(900, 900)
    assert before == pytest.approx(0.4)
    assert heights(chart)[0] / drawn(chart).frames.room == pytest.approx(0.4)


def test_even_in_a_small_window_nothing_leaves_it(chart: TimeChart) -> None:
    chart.set_view(View(panes=("change", "volume", "coverage", "activity")))
    for height in (240, 320, 420, 600):
        chart.resize(360, height)
        area = drawn(chart).frames
        assert area.main.height() >= 89.5
        assert area.key.bottom() <= height
        assert all(pane.height() >= 27.5 for pane in area.panes)
    assert len(area.panes) == 4


@pytest.mark.parametrize(("height", "has_key"), [(200, True), (156, False)])
def test_where_there_is_no_room_the_key_goes_before_the_lines(height: int, has_key: bool) -> None:
    area = frames(QSizeF(800, height), 60, 80, (), (), key=True, markers=True)
    assert (area.key.height() > 16) == has_key
    assert area.key.bottom() <= height
    assert area.main.height() >= 60


def test_a_pane_reads_the_day_under_the_crosshair(chart: TimeChart) -> None:
    chart.set_view(View(panes=ALL))
    values = chart.content.lines[0].values
    change = (values[300] / values[299] - 1) * 100
    assert words(chart, FIRST + 300) == [f"涨跌 {change:+.2f} %".replace("-", "−"), "Volume 20.0 t", "Coverage 80 %"]
    assert words(chart, FIRST + 5000)[1] == "Volume – t"


def test_the_change_pane_is_of_the_primary_line(chart: TimeChart) -> None:
    chart.set_view(View(panes=("change",)))
    first = words(chart, FIRST + 300)
    chart.pick_line("two")
    assert words(chart, FIRST + 300) != first


def test_changes_rise_and_fall_from_their_zero_line(chart: TimeChart) -> None:
    chart.set_view(View(panes=("change",)))
    chart.show_days(FIRST + 60, FIRST + 200)
    (pane,) = drawn(chart).panes
    assert pane.bars is not None
    zero, image = pane.bars.scale.at(0.0), painted(chart)
    for name, up in (("rise", True), ("fall", False)):
        wanted = getattr(theme.tokens(), name).lower()
        rows = [
            y
            for y in range(round(pane.frame.top()), round(pane.frame.bottom()))
            for x in range(round(pane.frame.left()), round(pane.frame.right()), 2)
            if image.pixelColor(x, y).name() == wanted
        ]
        assert rows
        assert all(y <= zero + 1 if up else y >= zero - 1 for y in rows)


def test_the_crosshair_goes_through_all_panes(chart: TimeChart) -> None:
    chart.set_view(View(panes=ALL))
    chart.hover_day(FIRST + 400)
    image, at = chart.grab().toImage(), round(drawn(chart).x.at(FIRST + 400))
    muted = theme.tokens().muted.lower()
    for pane in (drawn(chart).frames.main, *drawn(chart).frames.panes):
        column = [
            image.pixelColor(x, y).name()
            for y in range(round(pane.top()) + 4, round(pane.bottom()) - 4)
            for x in (at - 1, at)
        ]
        assert column.count(muted) >= (pane.height() - 8) * 0.7


def test_a_chart_without_lines_has_no_change_pane(chart: TimeChart) -> None:
    chart.set_view(View(panes=("change",)))
    chart.set_content(Content())
    assert drawn(chart).panes == ()
