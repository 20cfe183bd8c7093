"""New data while the chart is looked at: what stays, the pulse, and nothing left behind."""

import gc
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer, QVariantAnimation
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.chart import Content, Marker, TimeChart, View
from tests.ui.chart.given import COUNT, FIRST, LAST, content, drawn, line, marker


def moved(by: float) -> Content:
    fresh = content()
    fresh.lines[0].values[-1] += by
    return fresh


def animation(chart: TimeChart) -> QVariantAnimation:
    found = chart.findChild(QVariantAnimation)
    assert isinstance(found, QVariantAnimation)
    return found


def test_zoom_crosshair_selection_measurement_and_view_stay(chart: TimeChart) -> None:
    chart.set_view(View(mode="rebased", log=True, averages=(20,), panes=("change",), hidden=frozenset({"two"})))
    chart.show_days(FIRST + 100, FIRST + 200)
    chart.select(FIRST + 150)
    chart.hover_day(FIRST + 160)
    chart.measure(FIRST + 110, FIRST + 140)

    def looked_at() -> tuple[object, ...]:
        return (chart.visible_range, chart.selected, chart.hovered, chart.measured_days, chart.view)

    before = looked_at()
    chart.set_content(content(COUNT + 5))
    assert looked_at() == before


def test_a_crosshair_on_a_day_that_is_gone_goes(chart: TimeChart) -> None:
    chart.hover_day(LAST)
    chart.set_content(content(COUNT - 5))
    assert chart.hovered is None


def test_the_newest_point_pulses_once_and_then_nothing_runs(chart: TimeChart, qtbot: QtBot) -> None:
    chart.set_pulse(True)
    chart.set_content(moved(5))
    run = animation(chart)
    assert run.loopCount() == 1
    with qtbot.waitSignal(run.finished):
        pass
    assert not chart.pulsing
    assert not [timer for timer in chart.findChildren(QTimer) if timer.isActive()]


@pytest.mark.parametrize(
    ("fresh", "beats"),
    [
        (content(), False),
        (moved(5), True),
        (content(COUNT + 1), True),
        (replace(content(), markers=(marker("m", 5),)), False),
        (Content((line("three"), line("one")), "pts"), False),
    ],
    ids=["the same", "a new value", "a new day", "a marker", "another series"],
)
def test_it_pulses_for_a_new_newest_point_only(chart: TimeChart, fresh: Content, beats: bool) -> None:
    chart.set_pulse(True)
    chart.set_content(fresh)
    assert chart.pulsing is beats
    chart.set_pulse(False)


def test_without_pulse_or_hidden_nothing_moves(chart: TimeChart) -> None:
    chart.set_content(moved(5))
    assert not chart.pulsing
    chart.set_pulse(True)
    chart.hide()
    chart.set_content(moved(9))
    assert not chart.pulsing


def test_hiding_the_page_ends_the_pulse(chart: TimeChart) -> None:
    chart.set_pulse(True)
    chart.set_content(moved(5))
    assert chart.pulsing
    chart.hide()
    assert not chart.pulsing


def test_old_contents_are_let_go(chart: TimeChart) -> None:
    chart.set_view(View(averages=(20, 60), panes=("change", "volume")))
    for number in range(20):
        chart.set_content(moved(float(number)))
        chart.hover_day(FIRST + 500)
    gc.collect()
    contents = [one for one in gc.get_objects() if type(one) is Content and one.lines and one.lines[0].key == "one"]
    alive = [one for one in contents if any(one is drawn(chart).content for _ in (0,))]
    assert len(alive) == 1
    assert len(contents) <= 3
    assert not [one for one in gc.get_objects() if type(one) is Marker and one.key == "gone"]


def test_a_chart_that_goes_takes_its_last_events_without_complaint(app: QApplication, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as faults:
        for _ in range(4):
            gone = TimeChart()
            gone.set_content(content())
            gone.show()
            app.processEvents()
            gone.hover_day(LAST)
            del gone
            gc.collect()
            app.processEvents()
    assert not faults
