"""Level, rebased, changes; averages and bands. Figures are worked out here another way."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rare_desk.ui.chart import Axis, Band, Content, Line, Mode, Spread, TimeChart, View
from rare_desk.ui.chart.figures import deriving
from rare_desk.ui.chart.model import Values
from rare_desk.ui.chart.painting import inks
from rare_desk.ui.chart.prepared.shown import changes_of
from tests.ui.chart.given import COUNT, FIRST, drawn, line, of_values, on_three_axes, values_of

holed = arrays.arrays(np.float64, st.integers(0, 40), elements=st.floats(1, 1e5) | st.just(math.nan))


def known(values: Values) -> list[float]:
    return [value for value in values.tolist() if value == value]


def test_rebased_lines_are_100_on_the_first_visible_day_wherever_it_is(chart: TimeChart) -> None:
    chart.set_mode("rebased")
    for start in (100, 250):
        chart.show_days(FIRST + start, FIRST + start + 120)
        assert [float(one.values[start]) for one in drawn(chart).shown] == pytest.approx([100.0, 100.0])


def test_rebased_at_a_day_they_stay_so_while_the_chart_is_panned(chart: TimeChart) -> None:
    chart.set_view(View(mode="rebased", base=FIRST + 50))
    for start in (100, 250):
        chart.show_days(FIRST + start, FIRST + start + 120)
        assert [float(one.values[50]) for one in drawn(chart).shown] == pytest.approx([100.0, 100.0])


def test_a_base_day_without_a_point_takes_the_nearest_earlier_one(chart: TimeChart) -> None:
    plain = line()
    sparse = Line("weekly", "W", "W", "series0", plain.days[::7], plain.values[::7], plain.looks[::7])
    late = Line("late", "L", "L", "series1", plain.days[300:], plain.values[300:], plain.looks[300:])
    chart.set_content(Content((plain, sparse, late), "pts"))
    chart.set_view(View(mode="rebased", base=FIRST + 73))
    assert values_of(chart, "weekly")[10] == pytest.approx(100.0)
    assert values_of(chart, "late")[0] == pytest.approx(100.0)


def test_rebased_all_series_share_one_axis_but_what_cannot_be_compared(chart: TimeChart) -> None:
    shares = of_values(np.full(COUNT, 0.5), "share", "share")
    given_ = on_three_axes()
    axes = (*given_.axes, Axis("share", "%", comparable=False))
    chart.set_content(replace(given_, lines=(*given_.lines, shares), axes=axes))
    chart.set_mode("rebased")
    assert [axis.key for axis in drawn(chart).axes] == ["", "share"]
    assert drawn(chart).main.unit == "=100"
    assert values_of(chart, "share").tolist() == [0.5] * COUNT


def test_changes_are_percent_since_the_base_day(chart: TimeChart) -> None:
    chart.set_view(View(mode="change", base=FIRST + 300))
    one = chart.content.lines[0].values
    assert values_of(chart, "one") == pytest.approx((one / one[300] - 1) * 100)
    assert drawn(chart).main.unit == "%"
    assert {text[0] for text in (tick.text for tick in drawn(chart).main.ticks)} <= {"+", "−", "0"}


def test_changes_from_point_to_point_skip_the_unknown(chart: TimeChart) -> None:
    chart.set_content(Content((of_values(np.array([100.0, 110.0, np.nan, 99.0])),), "pts"))
    chart.set_mode("step_change")
    assert values_of(chart, "one").tolist() == pytest.approx([math.nan, 10.0, math.nan, -10.0], nan_ok=True)


@pytest.mark.parametrize("mode", ["level", "rebased", "change", "step_change"])
@pytest.mark.parametrize("log", [False, True])
def test_every_mode_draws_with_averages_spreads_and_steps(chart: TimeChart, mode: Mode, log: bool) -> None:
    spans = [(FIRST, FIRST + 200, 26_834.0), (FIRST + 300, FIRST + 700, 38_565.0)]
    steps = Line.of_spans("c", "C", "C", "concentrate", spans, axis="c")
    chart.set_content(replace(on_three_axes(), lines=(*on_three_axes().lines, steps)))
    chart.set_view(View(mode=mode, log=log, averages=(5, 60), spreads=(Spread(20, 2.0),), style="step"))
    assert not chart.grab().isNull()
    assert all(np.isfinite(tick.at) for axis in drawn(chart).axes for tick in axis.ticks)


def test_what_holds_for_a_quarter_has_no_change_from_point_to_point(chart: TimeChart) -> None:
    spans = [(FIRST, FIRST + 200, 20_000.0), (FIRST + 200, FIRST + 700, 40_000.0)]
    steps = Line.of_spans("c", "C", "C", "concentrate", spans, axis="c")
    chart.set_content(Content((line(), steps), "pts"))
    chart.set_mode("step_change")
    assert [axis.key for axis in drawn(chart).axes] == ["", "c"]
    assert values_of(chart, "c").tolist()[:2] == [20_000.0, 40_000.0]
    assert drawn(chart).main.scale.hi < 5


def test_the_scale_of_changes_is_the_same_however_far_one_has_zoomed_before(chart: TimeChart) -> None:
    chart.set_mode("step_change")
    found = changes_of(chart.content.lines[0])
    chart.show_days(FIRST + 10, FIRST + 30)
    assert changes_of(chart.content.lines[0]) is found


@given(holed, st.integers(2, 8))
def test_an_average_is_the_mean_of_the_last_known_values(values: Values, points: int) -> None:
    found = deriving.average(values, points)
    for at, mean in enumerate(found.tolist()):
        last = known(values[: at + 1])[-points:]
        if values[at] == values[at] and len(last) == points:
            assert mean == pytest.approx(sum(last) / points)
        else:
            assert math.isnan(mean)


@given(holed, st.integers(2, 8))
def test_a_spread_is_the_deviation_of_the_same_values(values: Values, points: int) -> None:
    found = deriving.spread(values, points)
    for at, deviation in enumerate(found.tolist()):
        if deviation == deviation:
            last = known(values[: at + 1])[-points:]
            mean = sum(last) / points
            wanted = math.sqrt(sum((value - mean) ** 2 for value in last) / points)
            assert deviation == pytest.approx(wanted, abs=1e-6 * max(last))


def test_a_band_of_two_deviations_lies_around_the_average(chart: TimeChart) -> None:
    chart.set_view(View(averages=(20,), spreads=(Spread(20, 2.0),)))
    (tint,) = drawn(chart).tints
    mean, values = values_of(chart, "one MA20"), chart.content.lines[0].values
    assert (tint.low[100] + tint.high[100]) / 2 == pytest.approx(mean[100])
    assert tint.high[100] - mean[100] == pytest.approx(2 * values[81:101].std())


def test_an_average_is_rebased_with_its_line(chart: TimeChart) -> None:
    chart.set_view(View(mode="rebased", base=FIRST + 100, averages=(20,)))
    values = chart.content.lines[0].values
    assert values_of(chart, "one MA20")[200] == pytest.approx(values[181:201].mean() / values[100] * 100)


def test_an_average_has_a_colour_of_no_line(chart: TimeChart) -> None:
    chart.set_view(View(averages=(5, 20, 60)))
    assert len({one.line.ink for one in drawn(chart).named}) == 5


def test_an_average_beside_the_concentrate_price_has_another_colour_too(chart: TimeChart) -> None:
    lines = [line(key, ink=key) for key in ("series0", "series1", "concentrate", "series2", "series3", "series6")]
    chart.set_content(Content(tuple(lines), "pts"))
    chart.set_view(View(averages=(5,)))
    colours = [inks.ink(one.line.ink).name() for one in drawn(chart).named]
    assert len(set(colours)) == len(lines) + 1


def test_a_band_of_the_content_follows_its_line(chart: TimeChart) -> None:
    one = line()
    band = Band("b", "one", "text", one.days, one.values - 30, one.values + 30)
    chart.set_content(Content((one, line("two", start=1100.0)), "pts", bands=(band,)))
    (tint,) = drawn(chart).tints
    assert tint.high[7] == one.values[7] + 30
    chart.set_view(View(mode="rebased", base=FIRST))
    assert drawn(chart).tints[0].low[0] == pytest.approx((one.values[0] - 30) / one.values[0] * 100)
    chart.toggle("one")
    assert drawn(chart).tints == ()


def test_the_axis_holds_bands_and_averages_too(chart: TimeChart) -> None:
    one = line()
    chart.set_content(Content((one,), "pts", bands=(Band("b", "one", "text", one.days, one.values - 400, one.values),)))
    assert drawn(chart).main.scale.lo < one.values[-365:].min() - 400
