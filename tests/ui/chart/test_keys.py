"""The chart without a mouse: every step is selected, asked for, measured, and said aloud."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from rare_desk.ui.chart import TimeChart
from tests.ui.chart.given import FIRST, LAST, content, marker

KEY, MOD = Qt.Key, Qt.KeyboardModifier


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (KEY.Key_Left, FIRST + 299),
        (KEY.Key_Right, FIRST + 301),
        (KEY.Key_PageUp, FIRST + 280),
        (KEY.Key_PageDown, FIRST + 320),
        (KEY.Key_Home, FIRST),
        (KEY.Key_End, LAST),
    ],
)
def test_keys_step_and_tell_the_day_and_its_value(chart: TimeChart, qtbot: QtBot, key: Qt.Key, day: int) -> None:
    chart.select(FIRST + 300)
    with qtbot.waitSignal(chart.picked) as told:
        QTest.keyClick(chart, key)
    assert told.args == [day]
    value = chart.content.lines[0].values[day - FIRST]
    assert chart.accessibleDescription().endswith(f" {value:,.2f}")
    lo, hi = chart.visible_range
    assert lo <= day <= hi


def test_the_first_step_of_all_is_to_the_last_point(chart: TimeChart) -> None:
    QTest.keyClick(chart, KEY.Key_Left)
    assert chart.selected == LAST


def test_steps_are_along_the_primary_line(chart: TimeChart) -> None:
    given = content()
    weekly = replace(given.lines[1], days=given.lines[1].days[::7], values=given.lines[1].values[::7])
    weekly = replace(weekly, looks=weekly.looks[::7])
    chart.set_content(replace(given, lines=(given.lines[0], weekly)))
    chart.pick_line("two")
    chart.select(FIRST + 350)
    QTest.keyClick(chart, KEY.Key_Right)
    assert chart.selected == FIRST + 357


def test_enter_explains_and_without_a_selection_means_nothing(chart: TimeChart, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(chart.asked):
        QTest.keyClick(chart, KEY.Key_Return)
    chart.select(FIRST + 300)
    with qtbot.waitSignal(chart.asked) as asked:
        QTest.keyClick(chart, KEY.Key_Return)
    assert asked.args == [FIRST + 300]


def test_plus_and_minus_zoom_around_the_selected_point_and_say_what_is_in_view(chart: TimeChart) -> None:
    chart.select(FIRST + 450)
    lo, hi = chart.visible_range
    QTest.keyClick(chart, KEY.Key_Plus)
    nearer = chart.visible_range
    part = (FIRST + 450 - lo) / (hi - lo)
    assert nearer[1] - nearer[0] < hi - lo
    assert (FIRST + 450 - nearer[0]) / (nearer[1] - nearer[0]) == pytest.approx(part)
    assert " – 2026-" in chart.accessibleDescription()
    QTest.keyClick(chart, KEY.Key_Minus)
    assert chart.visible_range == pytest.approx((lo, hi))


def test_digits_are_clicks_on_the_names_of_the_legend(chart: TimeChart) -> None:
    QTest.keyClick(chart, KEY.Key_2)
    assert chart.hidden == {"two"}
    assert chart.accessibleDescription() == "已隐藏 Two"
    QTest.keyClick(chart, KEY.Key_2)
    assert chart.hidden == set()
    assert chart.accessibleDescription() == "已显示 Two"
    QTest.keyClick(chart, KEY.Key_2, MOD.ControlModifier)
    assert chart.view.primary == "two"
    QTest.keyClick(chart, KEY.Key_2, MOD.AltModifier)
    assert chart.hidden == {"one"}
    QTest.keyClick(chart, KEY.Key_9)
    assert chart.hidden == {"one"}


def test_a_marker_reached_by_keys_shows_its_words(chart: TimeChart, qtbot: QtBot) -> None:
    chart.set_content(replace(content(), markers=(marker("a", 400),)))
    chart.select(FIRST + 300)
    QTest.keyClick(chart, KEY.Key_Right, MOD.ControlModifier)
    assert chart.selected == FIRST + 400
    qtbot.waitUntil(lambda: QToolTip.text().endswith("words of a"))
    QToolTip.hideText()


@pytest.mark.parametrize("key", [KEY.Key_Escape, KEY.Key_A, KEY.Key_Tab, KEY.Key_F5])
def test_other_keys_are_left_to_the_page(chart: TimeChart, key: Qt.Key) -> None:
    before = chart.visible_range, chart.selected, chart.view
    QTest.keyClick(chart, key)
    assert (chart.visible_range, chart.selected, chart.view) == before
