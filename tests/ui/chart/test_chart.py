"""The chart as a user has it before him: mouse, keys, live data."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.ui import theme
from rare_desk.ui.chart import Axis, Content, Gap, Line, Look, TimeChart
from rare_desk.ui.chart.painting.plot import end_tags
from tests.ui.chart.given import COUNT, FIRST, canvas, content, drag, line, spot, wheel


def test_it_begins_with_the_last_year(chart: TimeChart) -> None:
    lo, hi = chart.visible_range
    assert 364 <= (FIRST + COUNT - 1) - lo <= 367
    assert hi > FIRST + COUNT - 1


def test_new_values_keep_the_range(chart: TimeChart) -> None:
    chart.show_days(FIRST + 100, FIRST + 200)
    before = chart.visible_range
    chart.set_content(content())
    assert chart.visible_range == before


def test_a_later_day_comes_into_view_at_the_same_zoom_when_the_end_was_in_view(chart: TimeChart) -> None:
    chart.show_range("3M", FIRST + COUNT - 1)
    lo, hi = chart.visible_range
    chart.set_content(content(COUNT + 10))
    assert chart.visible_range == (lo + 10, hi + 10)


def test_a_later_day_moves_nothing_when_the_user_looks_at_earlier_ones(chart: TimeChart) -> None:
    chart.show_days(FIRST + 100, FIRST + 200)
    before = chart.visible_range
    chart.set_content(content(COUNT + 10))
    assert chart.visible_range == before


def test_the_wheel_zooms_around_the_day_under_the_mouse(chart: TimeChart) -> None:
    day = FIRST + 400
    at = spot(chart, day)
    lo, hi = chart.visible_range
    wheel(chart, at, 120)
    assert chart.visible_range[1] - chart.visible_range[0] < hi - lo
    assert abs(spot(chart, day).x() - at.x()) <= 1


def test_a_drag_pans_and_selects_nothing(chart: TimeChart, qtbot: QtBot) -> None:
    chart.show_days(FIRST + 100, FIRST + 300)
    lo, hi = chart.visible_range
    with qtbot.waitSignal(chart.range_changed):
        drag(chart, QPoint(300, 200), QPoint(420, 200))
    assert chart.visible_range[0] < lo
    assert chart.visible_range[1] - chart.visible_range[0] == pytest.approx(hi - lo)
    assert chart.selected is None


def test_a_click_selects_the_nearest_day_and_asks_for_its_explanation(chart: TimeChart, qtbot: QtBot) -> None:
    day = FIRST + 450
    with qtbot.waitSignal(chart.asked) as asked:
        QTest.mouseClick(canvas(chart), Qt.MouseButton.LeftButton, pos=spot(chart, day))
    assert asked.args is not None
    assert abs(asked.args[0] - day) <= 1
    assert chart.selected == asked.args[0]


def test_hovering_moves_the_crosshair_and_never_the_selection(chart: TimeChart) -> None:
    chart.select(FIRST + 500)
    QTest.mouseMove(canvas(chart), spot(chart, FIRST + 400))
    assert chart.hovered is not None
    assert abs(chart.hovered - (FIRST + 400)) <= 1
    assert chart.selected == FIRST + 500


def test_arrows_step_the_selected_point_and_enter_asks(chart: TimeChart, qtbot: QtBot) -> None:
    chart.select(FIRST + 500)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.selected == FIRST + 499
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.selected == FIRST + COUNT - 1
    with qtbot.waitSignal(chart.asked) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [FIRST + COUNT - 1]


def test_a_selected_day_out_of_sight_is_brought_into_view(chart: TimeChart) -> None:
    chart.show_days(FIRST + 400, FIRST + 500)
    chart.select(FIRST + 50)
    lo, hi = chart.visible_range
    assert lo <= FIRST + 50 <= hi
    assert hi - lo == pytest.approx(100)


def test_rebased_lines_are_100_on_the_first_visible_day_wherever_it_is(chart: TimeChart) -> None:
    chart.set_mode("rebased")
    for start in (100, 250):
        chart.show_days(FIRST + start, FIRST + start + 120)
        assert chart.drawing is not None
        assert [float(one.values[start]) for one in chart.drawing.shown] == pytest.approx([100.0, 100.0])


def test_an_end_tag_is_dashed_when_its_last_point_is_only_indicative(chart: TimeChart) -> None:
    one = line()
    one.looks[-1] = Look.DASHED
    chart.set_content(Content((one, line("two")), "pts"))
    assert chart.drawing is not None
    assert [tag.look for tag in end_tags(chart.drawing)] == [Look.DASHED, Look.SOLID]


def test_an_unknown_quarter_breaks_the_steps(chart: TimeChart) -> None:
    spans = [(FIRST, FIRST + 200, 26_834.0), (FIRST + 300, FIRST + 700, 38_565.0)]
    gap = Gap(FIRST + 200, FIRST + 300, "unknown")
    steps = Line.of_spans("c", "Concentrate", "Conc.", "concentrate", spans, axis="c", gaps=(gap,))
    chart.set_content(Content((line(), steps), "pts", axes=(Axis("c", "CNY/t"),)))
    assert np.isnan(steps.on(FIRST + 250))
    assert steps.on(FIRST + 199) == 26_834.0
    assert chart.drawing is not None
    left, right = chart.drawing.axes
    assert (right.unit, right.ink) == ("CNY/t", "concentrate")
    assert [tick.at for tick in left.ticks] == pytest.approx([tick.at for tick in right.ticks], abs=0.1)


def test_another_theme_repaints_at_once(chart: TimeChart, qtbot: QtBot) -> None:
    theme.choose("dark")
    ground = theme.tokens().surface.lower()
    qtbot.waitUntil(lambda: chart.grab().toImage().pixelColor(3, 3).name() == ground)


def test_an_empty_chart_draws(chart: TimeChart) -> None:
    chart.set_content(Content())
    assert not chart.grab().isNull()


def test_screen_readers_hear_the_selected_point(chart: TimeChart) -> None:
    chart.select(FIRST + 10)
    assert chart.accessibleDescription() == f"One 2024-10-14 {chart.content.lines[0].values[10]:,.2f}"
