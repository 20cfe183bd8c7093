"""The legend reads the crosshair; a click hides, a double click leaves one alone, Ctrl and a click picks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.ui.chart import Axis, Content, TimeChart, to_date
from rare_desk.ui.chart.painting.legend import MORE, day_text
from tests.ui.chart.given import FIRST, canvas, click, drawn, legend_spot, line, on_three_axes


def texts(chart: TimeChart, key: str) -> list[str]:
    return next([word.text for word in entry.words] for entry in chart.legend if entry.key == key)


def test_it_reads_every_line_on_the_day_under_the_crosshair(chart: TimeChart) -> None:
    chart.hover_day(FIRST + 300)
    for one in chart.content.lines:
        assert texts(chart, one.key)[1] == f"{one.values[300]:,.2f}"


def test_a_weekly_series_beside_a_daily_one_reads_its_last_point(chart: TimeChart) -> None:
    daily, plain = chart.content.lines
    weekly = replace(plain, days=plain.days[:400:7], values=plain.values[:400:7], looks=plain.looks[:400:7])
    chart.set_content(Content((daily, weekly), "pts"))
    chart.hover_day(FIRST + 353)
    assert texts(chart, "two")[1] == f"{plain.values[350]:,.2f}"
    chart.hover_day(FIRST + 500)
    assert texts(chart, "two")[1] == "–"
    chart.pick_line("two")
    chart.hover_day(FIRST + 352)
    assert texts(chart, "two")[1] == "–"


def test_it_calls_a_day_by_the_period_that_it_stands_for(chart: TimeChart) -> None:
    one = chart.content.lines[0]
    monthly = replace(one, days=one.days[:60:30], values=one.values[:60:30], looks=one.looks[:60:30])
    chart.set_content(Content((monthly,), names={FIRST: "2020-W01", FIRST + 30: "2020-02"}))
    assert day_text(drawn(chart), None) == "2020-02"
    assert day_text(drawn(chart), FIRST) == "2020-W01"
    assert day_text(drawn(chart), FIRST + 1).startswith(to_date(FIRST + 1).isoformat())


def test_a_share_has_no_change_in_percent(chart: TimeChart) -> None:
    one = chart.content.lines[0]
    chart.set_content(Content((one,)))
    assert texts(chart, "one")[-1].endswith("%")
    chart.set_content(Content((one,), axes=(Axis("", "", comparable=False),)))
    assert len(texts(chart, "one")) == 2


def test_an_empty_chart_has_no_days_on_its_axis(chart: TimeChart) -> None:
    assert drawn(chart).times
    chart.set_content(Content())
    assert drawn(chart).times == ()


def test_without_a_crosshair_it_reads_the_last_points_in_view(chart: TimeChart) -> None:
    chart.show_days(FIRST + 100, FIRST + 200)
    last = int(chart.visible_range[1]) - FIRST
    assert texts(chart, "one")[1] == f"{chart.content.lines[0].values[last]:,.2f}"


def test_a_click_hides_a_line_but_never_the_last(chart: TimeChart) -> None:
    click(chart, legend_spot(chart, "two"))
    assert chart.hidden == {"two"}
    click(chart, legend_spot(chart, "one"))
    assert chart.hidden == {"two"}
    click(chart, legend_spot(chart, "two"))
    assert chart.hidden == set()
    assert chart.selected is None


def test_a_double_click_leaves_one_line_alone_and_the_next_brings_all_back(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    for hidden in ({"one", "price", "other"}, set()):
        at = legend_spot(chart, "two")
        QTest.mouseClick(canvas(chart), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(canvas(chart), Qt.MouseButton.LeftButton, pos=at)
        assert chart.hidden == hidden


def test_alt_and_a_click_leaves_one_line_alone(chart: TimeChart) -> None:
    click(chart, legend_spot(chart, "two"), Qt.KeyboardModifier.AltModifier)
    assert chart.hidden == {"one"}


def test_ctrl_and_a_click_picks_the_line_that_is_selected_from(chart: TimeChart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.primary_picked) as told:
        click(chart, legend_spot(chart, "two"), Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["two"]
    assert chart.primary is not None
    assert chart.primary.key == "two"
    chart.select(FIRST + 10)
    assert chart.accessibleDescription().startswith("Two ")
    assert [entry.key for entry in chart.legend if entry.words[0].bold] == ["two"]


@pytest.mark.parametrize(
    ("place", "hidden", "primary"),
    [(0, ["two"], ""), (1, ["one"], ""), (2, [], "two")],
    ids=["hide", "solo", "pick"],
)
def test_the_right_button_says_in_words_what_clicks_do(
    chart: TimeChart, place: int, hidden: list[str], primary: str
) -> None:
    at = legend_spot(chart, "two")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas(chart).mapToGlobal(at))
    QApplication.sendEvent(canvas(chart), event)
    menu = chart.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.actions()[place].trigger()
    menu.hide()
    assert (sorted(chart.hidden), chart.view.primary) == (hidden, primary)


def test_elsewhere_the_right_button_is_the_pages(chart: TimeChart) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(400, 300), QPoint(400, 300))
    QApplication.sendEvent(canvas(chart), event)
    assert chart.findChild(QMenu) is None


def test_a_hidden_primary_line_gives_way_to_the_first_in_sight(chart: TimeChart) -> None:
    chart.pick_line("two")
    chart.toggle("two")
    assert chart.primary is not None
    assert chart.primary.key == "one"


def test_an_average_is_read_and_hidden_like_a_line(chart: TimeChart) -> None:
    chart.set_view(replace(chart.view, averages=(20,)))
    chart.hover_day(FIRST + 400)
    mean = chart.content.lines[0].values[381:401].mean()
    assert texts(chart, "one MA20") == ["MA20", f"{mean:,.2f}"]
    click(chart, legend_spot(chart, "one MA20"))
    assert [one.line.key for one in drawn(chart).named] == ["one", "two"]
    assert texts(chart, "one MA20") == ["MA20"]


@pytest.mark.parametrize("count", [6, 20, 40])
def test_many_lines_take_rows_and_the_rest_is_counted_and_can_be_had(
    chart: TimeChart, qtbot: QtBot, count: int
) -> None:
    lines = tuple(line(f"a series of number {n}", start=1000.0 + n) for n in range(count))
    chart.set_content(Content(lines, "pts"))
    area, keys = drawn(chart).frames.legend, [entry.key for entry in chart.legend]
    assert all(area.contains(entry.box.center()) and entry.box.right() <= area.right() + 6 for entry in chart.legend)
    if keys[-1] != MORE:
        assert len(keys) == count
        return
    assert chart.legend[-1].words[0].text == f"+{count - len(keys) + 1}"
    click(chart, legend_spot(chart, MORE))
    menu = chart.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.hide()
    assert chart.hidden == {lines[-1].key}


def test_no_two_entries_share_a_place(chart: TimeChart) -> None:
    chart.set_content(Content(tuple(line(f"series {n}", start=1000.0 + n) for n in range(15)), "pts"))
    boxes = [entry.box.adjusted(0, 6, 0, -6) for entry in chart.legend]
    assert not [1 for n, one in enumerate(boxes) for other in boxes[n + 1 :] if one.intersects(other)]
