"""Drag to measure: days, points, change, percent, percent a year."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rare_desk.ui import language, theme
from rare_desk.ui.chart import Content, Line, TimeChart
from rare_desk.ui.chart.figures.measuring import measured
from rare_desk.ui.chart.painting.measure import below, rows
from rare_desk.words import Language
from tests.ui.chart.given import FIRST, LAST, click, content, drag, drawn, of_values, painted, spot

SHIFT = Qt.KeyboardModifier.ShiftModifier


def ends(chart: TimeChart) -> tuple[int, int] | None:
    found = chart.measured
    return (found.start, found.end) if found is not None else None


def weekdays(values: list[float]) -> Line:
    """On every second day, so that points and days differ."""
    plain = of_values(np.array(values))
    return Line("one", "One", "one", "text", plain.days * 2 - FIRST, plain.values, plain.looks)


def test_what_lies_between_two_days() -> None:
    found = measured(weekdays([100.0, 110.0, 105.0, 121.0]), FIRST, FIRST + 6)
    assert found is not None
    assert (found.days, found.points, found.change) == (6, 3, 21.0)
    assert found.percent == pytest.approx(21.0)
    assert found.yearly == pytest.approx((1.21 ** (365 / 6) - 1) * 100)


def test_a_doubling_in_a_year_is_100_percent_a_year() -> None:
    found = measured(of_values(np.linspace(100.0, 200.0, 366)), FIRST, FIRST + 365)
    assert found is not None
    assert found.yearly == pytest.approx(100.0)


@given(st.integers(0, 60), st.integers(0, 60))
def test_measuring_backwards_is_measuring_forwards(one: int, other: int) -> None:
    line = weekdays([100.0 + n for n in range(31)])
    assert measured(line, FIRST + one, FIRST + other) == measured(line, FIRST + other, FIRST + one)


def test_between_points_the_last_one_before_counts_and_before_the_first_there_is_nothing() -> None:
    line = weekdays([100.0, 110.0])
    found = measured(line, FIRST + 1, FIRST + 3)
    assert found is not None
    assert (found.before, found.after) == (100.0, 110.0)
    assert measured(line, FIRST - 5, FIRST + 3) is None


def test_shift_and_a_drag_measure_from_point_to_point(chart: TimeChart) -> None:
    before = chart.visible_range
    drag(chart, spot(chart, FIRST + 300), spot(chart, FIRST + 420), SHIFT)
    found = ends(chart)
    assert found is not None
    assert found == pytest.approx((FIRST + 300, FIRST + 420), abs=1)
    assert chart.visible_range == before
    assert chart.selected is None


def test_with_the_measuring_tool_a_plain_drag_measures_and_a_click_still_selects(chart: TimeChart) -> None:
    chart.set_tool("measure")
    drag(chart, spot(chart, FIRST + 420), spot(chart, FIRST + 300))
    assert ends(chart) == pytest.approx((FIRST + 300, FIRST + 420), abs=1)
    click(chart, spot(chart, FIRST + 350))
    assert chart.selected is not None


def test_a_drag_beyond_the_pane_measures_to_its_edge(chart: TimeChart) -> None:
    drag(chart, spot(chart, FIRST + 300), QPoint(895, 100), SHIFT)
    assert ends(chart) == pytest.approx((FIRST + 300, LAST), abs=1)


def test_escape_clears_and_then_means_nothing(chart: TimeChart) -> None:
    chart.measure(FIRST + 300, FIRST + 400)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.measured is None


def test_shift_and_arrows_extend_from_the_selected_point(chart: TimeChart) -> None:
    chart.select(FIRST + 400)
    for _ in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Right, SHIFT)
    assert ends(chart) == (FIRST + 400, FIRST + 403)
    for _ in range(5):
        QTest.keyClick(chart, Qt.Key.Key_Left, SHIFT)
    assert ends(chart) == (FIRST + 398, FIRST + 400)
    QTest.keyClick(chart, Qt.Key.Key_End, SHIFT)
    assert ends(chart) == (FIRST + 400, LAST)
    assert chart.selected == FIRST + 400


def test_it_stays_through_zoom_and_new_data_and_follows_their_values(chart: TimeChart) -> None:
    chart.measure(FIRST + 300, LAST)
    chart.zoom(0.5, LAST)
    fresh = content()
    fresh.lines[0].values[-1] += 50
    before = chart.measured
    chart.set_content(fresh)
    assert before is not None
    assert chart.measured is not None
    assert chart.measured.change == pytest.approx(before.change + 50)


@pytest.mark.parametrize(("lang", "time"), [("zh", "1,000 天，900 点"), ("en", "1,000 days, 900 points")])
def test_it_is_said_in_both_languages(app: object, lang: Language, time: str) -> None:
    language.choose(lang)
    values = np.full(1001, 100.0)
    values[1:101] = np.nan
    found = measured(of_values(values), FIRST, FIRST + 1000)
    assert found is not None
    assert rows(found, 2)[0][1] == time


def test_screen_readers_hear_what_is_measured(chart: TimeChart) -> None:
    chart.measure(FIRST + 300, FIRST + 400)
    assert chart.measured is not None
    assert f"涨跌幅 {chart.measured.percent:+.2f} %".replace("-", "−") in chart.accessibleDescription()


def test_the_box_stands_where_the_measured_line_leaves_more_room(chart: TimeChart) -> None:
    for values, under in ((np.linspace(1000.0, 1100.0, 600), False), (np.linspace(1100.0, 1000.0, 600), True)):
        chart.set_content(Content((of_values(values),), "pts"))
        chart.show_range("All", LAST)
        chart.measure(FIRST + 50, FIRST + 150)
        assert chart.measured is not None
        assert below(drawn(chart), chart.measured) is under


def test_the_stretch_is_tinted_and_what_is_beside_it_is_not(chart: TimeChart) -> None:
    chart.measure(FIRST + 300, FIRST + 500)
    image, low = painted(chart), round(drawn(chart).frames.main.bottom()) - 5
    grounds = [image.pixelColor(round(drawn(chart).x.at(FIRST + after)), low).name() for after in (293, 310, 490, 510)]
    assert grounds[0] == grounds[3] == theme.tokens().surface.lower()
    assert grounds[1] == grounds[2] != grounds[0]
