"""Candles of trade prices: hollow up, filled down, so that colour is not the only sign."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rare_desk.ui import theme
from rare_desk.ui.chart import Content, Ohlc, TimeChart, View
from rare_desk.ui.theme import Choice
from tests.ui.chart.given import FIRST, candles, drawn, line, painted


def inside_of(chart: TimeChart, day: int) -> str:
    """The colour in the middle of that day's body, beside its upright."""
    (one,) = drawn(chart).shown
    assert one.line.ohlc is not None
    middle = (one.line.ohlc.open[day - FIRST] + one.line.values[day - FIRST]) / 2
    return painted(chart).pixelColor(round(drawn(chart).x.at(day)) - 2, round(drawn(chart).y(one).at(middle))).name()


@pytest.fixture
def candled(chart: TimeChart) -> TimeChart:
    chart.set_content(Content((candles(),), "CNY/t"))
    chart.set_view(View(style="candles"))
    chart.show_days(FIRST, FIRST + 39)
    return chart


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("red_up", [True, False])
def test_rising_is_hollow_and_falling_is_filled_in_both_themes(
    candled: TimeChart, choice: Choice, red_up: bool
) -> None:
    theme.choose(choice, red_up=red_up)
    candled.redraw()
    assert inside_of(candled, FIRST + 20) == theme.tokens().surface.lower()
    assert inside_of(candled, FIRST + 21) == theme.tokens().fall.lower()


def test_the_axis_holds_the_whole_of_every_candle(candled: TimeChart) -> None:
    (one,) = drawn(candled).shown
    assert one.line.ohlc is not None
    scale, main = drawn(candled).y(one), drawn(candled).frames.main
    assert scale.all(one.line.ohlc.high).min() >= main.top()
    assert scale.all(one.line.ohlc.low).max() <= main.bottom()


def test_a_day_without_trades_has_no_candle(candled: TimeChart) -> None:
    one = candles()
    assert one.ohlc is not None
    for edge in (one.ohlc.open, one.ohlc.high, one.ohlc.low, one.values):
        edge[10] = np.nan
    candled.set_content(Content((one,), "CNY/t"))
    image, at = painted(candled), round(drawn(candled).x.at(FIRST + 10))
    main = drawn(candled).frames.main
    colours = {QColor(getattr(theme.tokens(), name)).rgb() for name in ("rise", "fall")}
    assert not [y for y in range(round(main.top()), round(main.bottom())) if image.pixel(at, y) in colours]


def test_a_day_of_one_price_neither_rises_nor_falls(candled: TimeChart) -> None:
    one = candles()
    assert one.ohlc is not None
    for edge in (one.ohlc.open, one.ohlc.high, one.ohlc.low):
        edge[:] = one.values
    candled.set_content(Content((one,), "CNY/t"))
    image, main = painted(candled), drawn(candled).frames.main
    colours = {QColor(getattr(theme.tokens(), name)).rgb() for name in ("rise", "fall")}
    lines = range(round(main.top()), round(main.bottom()))
    assert not [
        1 for y in lines for x in range(round(main.left()), round(main.right())) if image.pixel(x, y) in colours
    ]


def test_a_line_without_candles_stays_a_line(candled: TimeChart) -> None:
    candled.set_content(Content((candles(), line("two", 40)), "CNY/t"))
    assert [one.candles for one in drawn(candled).shown] == [True, False]


def test_rebased_the_whole_candle_is(candled: TimeChart) -> None:
    candled.set_view(View(style="candles", mode="rebased", base=FIRST))
    (one,) = drawn(candled).shown
    assert one.candles
    assert one.line.ohlc is not None
    assert one.turn.all(one.line.ohlc.high)[5] / one.values[5] == pytest.approx(
        one.line.ohlc.high[5] / one.line.values[5]
    )


def test_ten_years_of_candles_are_uprights_that_still_show_their_colour(candled: TimeChart) -> None:
    many = 3000
    close = 1000.0 + np.sin(np.arange(many) / 50) * 100
    given_ = candles(many)
    ohlc = Ohlc(np.roll(close, 1), close + 12, close - 12)
    one = type(given_)("one", "One", "one", "text", given_.days, close, given_.looks, ohlc=ohlc)
    candled.set_content(Content((one,), "CNY/t"))
    candled.show_range("All", FIRST + many - 1)
    image = painted(candled)
    seen = {image.pixel(x, y) for x in range(100, 700, 3) for y in range(50, 500)}
    assert {QColor(theme.tokens().rise).rgb(), QColor(theme.tokens().fall).rgb()} <= seen
