"""The bar of the index page: what its controls do to the chart, and where they go when there is no room."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.index.candles import candles
from rare_desk.ui import language
from rare_desk.ui.chart import Spread
from rare_desk.ui.index.bar import SPREAD
from rare_desk.ui.index.day_popup import DayPopup
from rare_desk.ui.index.page import IndexPage
from rare_desk.words import Language


@pytest.mark.parametrize(
    ("key", "mode", "log"), [("rebased", "rebased", False), ("log", "level", True), ("change", "change", False)]
)
def test_a_way_of_looking_is_chosen(page: IndexPage, key: str, mode: str, log: bool) -> None:
    page.mode.button(key).click()
    assert (page.chart.view.mode, page.chart.view.log) == (mode, log)
    page.mode.button("level").click()
    assert (page.chart.view.mode, page.chart.view.log) == ("level", False)


def test_averages_and_bands_are_turned_on_and_off(page: IndexPage) -> None:
    actions = {action.text(): action for action in page.bar.averages.drop.actions()}
    actions["20 点"].trigger()
    actions["60 点"].trigger()
    assert list(page.chart.view.averages) == [20, 60]
    assert page.bar.averages.text() == "均线 20, 60"
    actions["20 点"].trigger()
    assert list(page.chart.view.averages) == [60]
    actions["20 点均线 ± 2 倍标准差"].trigger()
    assert page.chart.view.spreads == (Spread(20, 2.0),) == (SPREAD,)


def test_the_band_lies_between_the_lowest_and_highest_of_the_members(page: IndexPage) -> None:
    page.bar.band.trigger()
    (band,) = page.chart.content.bands
    assert page.computation is not None
    series = page.computation.series("composite")
    assert band.low.tolist() == series.low.tolist()
    assert band.high.tolist() == series.high.tolist()
    page.bar.band.trigger()
    assert page.chart.content.bands == ()


def test_volume_and_coverage_stand_together_or_apart(page: IndexPage) -> None:
    actions = {action.text(): action for action in page.bar.panes.drop.actions()}
    actions["成交量"].trigger()
    assert list(page.chart.view.panes) == ["volume"]
    actions["逐点涨跌"].trigger()
    assert list(page.chart.view.panes) == ["volume", "change"]
    actions["成交量与覆盖率合一"].trigger()
    assert list(page.chart.view.panes) == ["activity", "change"]


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
def test_a_product_is_drawn_as_candles_of_its_trade_prices(page: IndexPage, freq: str) -> None:
    page.show_item(series="PRND-O")
    actions = {action.text(): action for action in page.bar.style.drop.actions()}
    actions["成交价蜡烛图"].trigger()
    page.frequency.button(freq).click()
    assert page.computation is not None
    found, line = candles(page.computation, "PRND-O", freq), page.chart.content.lines[0]
    assert line.ohlc is not None
    assert line.values.tolist() == found.close.tolist()
    assert line.ohlc.open.tolist() == found.open.tolist()
    assert page.chart.content.lower is not None
    assert page.chart.content.lower.bars.tolist() == found.volume_t.tolist()
    assert page.chart.content.unit == "元/吨"
    actions["折线"].trigger()
    assert page.chart.content.lines[0].ohlc is None


def test_a_group_has_no_candles_and_says_why(page: IndexPage) -> None:
    action = next(action for action in page.bar.style.drop.actions() if action.text() == "成交价蜡烛图")
    assert not action.isEnabled()
    assert "单个品种" in action.toolTip()
    page.show_item(series="PRND-O")
    assert action.isEnabled()
    assert "第一笔" in action.toolTip()


def test_a_price_outside_the_weights_has_weekly_candles_but_no_weekly_line(page: IndexPage) -> None:
    page.show_item(series="DYFE")
    assert not page.frequency.button("weekly").isEnabled()
    next(action for action in page.bar.style.drop.actions() if action.text() == "成交价蜡烛图").trigger()
    assert page.frequency.button("weekly").isEnabled()


def test_the_base_day_is_chosen_and_every_line_is_100_there(page: IndexPage, qtbot: QtBot) -> None:
    page.mode.button("rebased").click()
    assert page.bar.base.isVisible()
    day = int(page.chart.content.lines[0].days[-30])
    page.chart.select(day)
    page.bar.base.drop.aboutToShow.emit()
    page.bar.base.drop.actions()[1].trigger()
    assert page.chart.view.base == day
    popup = DayPopup(page.bar.base, "")
    with qtbot.waitSignal(popup.chosen) as asked:
        popup.field.set_text("2026-03-04")
        popup.field.edit.returnPressed.emit()
    assert asked.args[0] == 20516
    page.mode.button("level").click()
    assert not page.bar.base.isVisible()


def test_measuring_is_a_tool_that_is_turned_on_by_key_button_or_menu(page: IndexPage) -> None:
    for turn, tool in ((page.verbs.measure.trigger, "measure"), (page.bar.measure_button.click, "pan")):
        turn()
        assert page.chart.view.tool == tool
        assert page.bar.measure_button.isChecked() == page.verbs.measure.isChecked() == (tool == "measure")


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("width", [1130, 1156, 1476, 1796])
def test_nothing_in_the_bar_is_cut_and_what_leaves_it_is_in_the_menu(
    page: IndexPage, qtbot: QtBot, spoken: Language, width: int
) -> None:
    language.choose(spoken)
    made = IndexPage(page.session)
    qtbot.addWidget(made)
    made.resize(width, 680)
    made.show()
    qtbot.waitExposed(made)
    made.mode.button("rebased").click()

    def uncut() -> bool:
        bar = made.toolbar
        shown = [one for one in bar.findChildren(QWidget) if one.isVisible() and one.parentWidget() is bar]
        within = all(one.geometry().right() < bar.width() for one in shown)
        return within and all(one.width() >= one.minimumSizeHint().width() for one in shown if one is not made.choice)

    qtbot.waitUntil(uncut)
    assert made.width() == width
    gone = [widget for widget in (made.bar.style, made.bar.export, made.bar.layouts) if not widget.isVisible()]
    listed = {action.menu() for action in made.bar.more.drop.actions() if action.isVisible()}
    assert all(widget.drop in listed for widget in gone)
    assert made.bar.more.isVisible() == bool(gone)
    made.close()


def test_methodology_and_publication_are_one_click_away(page: IndexPage, qtbot: QtBot) -> None:
    for button, name in ((page.bar.methodology_button, "methodology"), (page.bar.publish_button, "publication")):
        with qtbot.waitSignal(page.session.navigate) as asked:
            button.click()
        assert asked.args == [name, {}]


def test_the_menu_of_the_page_says_the_keys(page: IndexPage) -> None:
    said = [action.text() for action in page.menu_actions()]
    for words, key in (("叠加…", "Ctrl+L"), ("新建备注", "Ctrl+N"), ("测量", "Ctrl+M"), ("Excel…", "Ctrl+E")):
        assert f"{words}\t{key}" in said
    assert "Ctrl+L" in page.bar.overlay_button.toolTip()
