"""Every series on the axis of its unit: left, and side by side on the right; even or by logarithm."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from rare_desk.ui.chart import Axis, Content, Reference, TimeChart, View
from rare_desk.ui.chart.figures import scales
from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.painting.plot import end_tags
from tests.ui.chart.given import COUNT, FIRST, drawn, line, of_values, on_three_axes


def test_lines_of_one_unit_share_an_axis_and_others_stand_side_by_side_on_the_right(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    axes = drawn(chart).axes
    assert [(axis.key, axis.unit) for axis in axes] == [("", "pts"), ("price", "CNY/t"), ("other", "AREX")]
    main = drawn(chart).frames.main
    assert axes[0].right < main.left() < main.right() < axes[1].right < axes[2].right < chart.width()
    one, two, price, _ = drawn(chart).shown
    assert drawn(chart).y(one) is drawn(chart).y(two)
    assert drawn(chart).y(price) is axes[1].scale


def test_an_axis_of_one_line_has_that_lines_colour_and_a_shared_one_its_own(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    assert [axis.ink for axis in drawn(chart).axes] == ["muted", "series2", "series3"]
    both = Content((line(axis="p", ink="series1"), line("two", axis="p", ink="series2")), "pts", axes=(Axis("p", "t"),))
    chart.set_content(both)
    assert drawn(chart).axes[1].ink == "muted"


def test_every_value_in_view_lies_in_the_pane(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    main = drawn(chart).frames.main
    for one in drawn(chart).shown:
        inside = one.values[(one.line.days >= chart.visible_range[0]) & (one.line.days <= chart.visible_range[1])]
        levels = drawn(chart).y(one).all(inside)
        assert main.top() <= levels.min() <= levels.max() <= main.bottom()


def test_all_even_axes_have_their_figures_on_one_grid(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    grid, *others = [[tick.at for tick in axis.ticks] for axis in drawn(chart).axes]
    for levels in others:
        assert levels == pytest.approx(grid, abs=0.1)


def test_an_axis_goes_with_its_last_line_and_comes_back_with_it(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    wide = drawn(chart).frames.main.width()
    chart.toggle("other")
    assert [axis.key for axis in drawn(chart).axes] == ["", "price"]
    assert drawn(chart).frames.main.width() > wide
    chart.toggle("other")
    assert drawn(chart).frames.main.width() == wide


def test_the_grid_is_another_axis_when_nothing_on_the_left_is_in_sight(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    chart.toggle("one")
    chart.toggle("two")
    assert drawn(chart).main.ticks == ()
    assert drawn(chart).grid.key == "price"
    assert drawn(chart).grid.ticks


def test_every_line_has_an_end_tag_hollow_when_it_is_of_another_axis(chart: TimeChart) -> None:
    chart.set_content(on_three_axes())
    tags = end_tags(drawn(chart))
    assert [(tag.name, tag.hollow) for tag in tags] == [
        ("one", False),
        ("two", False),
        ("price", True),
        ("other", True),
    ]
    heights = sorted(tag.at for tag in tags)
    assert all(after - before >= 17 for before, after in pairwise(heights))


def test_end_tags_that_find_no_room_go_rather_than_cover_others(chart: TimeChart) -> None:
    chart.set_content(Content(tuple(line(str(n), start=1000.0 + n) for n in range(60)), "pts"))
    tags, main = end_tags(drawn(chart)), drawn(chart).frames.main
    assert 5 < len(tags) < 60
    assert tags[0].name == "0"
    heights = sorted(tag.at for tag in tags)
    assert all(after - before >= 17 for before, after in pairwise(heights))
    assert main.top() - 6 <= heights[0]
    assert heights[-1] <= main.bottom() + 6


def test_a_logarithmic_axis_has_equal_steps_for_equal_ratios(chart: TimeChart) -> None:
    chart.set_content(Content((of_values(np.geomspace(10, 10_000, COUNT)),), "pts"))
    chart.show_range("All", FIRST + COUNT - 1)
    chart.set_view(View(log=True))
    (one,) = drawn(chart).shown
    levels = drawn(chart).y(one).all(one.values)
    assert np.diff(levels) == pytest.approx(np.diff(levels)[0], rel=1e-6)
    assert {"10", "100", "1,000", "10,000"} <= {tick.text for tick in drawn(chart).main.ticks}


def test_figures_of_a_short_logarithmic_axis_are_round_too(chart: TimeChart) -> None:
    chart.set_view(replace(chart.view, log=True))
    texts = [tick.text for tick in drawn(chart).main.ticks]
    assert len(texts) >= 3
    assert all(text.endswith(("0", "5")) for text in texts)


def test_what_has_no_logarithm_is_drawn_evenly(chart: TimeChart) -> None:
    chart.set_content(Content((of_values(np.linspace(-5, 5, COUNT)),), "%"))
    chart.set_view(View(log=True))
    assert not drawn(chart).main.scale.log
    assert not chart.grab().isNull()


@given(st.floats(1e-3, 1e6), st.floats(1.01, 1e4), st.floats(0, 1))
def test_a_logarithmic_scale_maps_there_and_back(low: float, ratio: float, part: float) -> None:
    scale = Scale(low, low * ratio, 500.0, 20.0, log=True)
    value = low * ratio**part
    assert scale.back(scale.at(value)) == pytest.approx(value, rel=1e-9)
    assert scale.all(np.array([value]))[0] == pytest.approx(scale.at(value))


@given(st.floats(1e-3, 1e6), st.floats(1.05, 1e6), st.integers(3, 12))
def test_logarithmic_figures_lie_on_the_axis_in_order_and_are_not_too_many(low: float, ratio: float, rows: int) -> None:
    found = scales.log_ticks(low, low * ratio, rows)
    assert list(found) == sorted(set(found))
    assert all(low * (1 - 1e-9) <= value <= low * ratio * (1 + 1e-9) for value in found)
    assert 1 <= len(found) <= rows * 1.6 + 8


def test_a_level_line_stands_at_its_value_on_its_axis(chart: TimeChart) -> None:
    given_ = replace(on_three_axes(), references=(Reference(512_020.0, "cost", "warn", "price"),))
    chart.set_content(given_)
    chart.set_view(View(references=(1010.0,)))
    assert [(value, axis) for value, _, _, axis in drawn(chart).references] == [(1010.0, ""), (512_020.0, "price")]
    image, ratio = chart.picture().toImage(), chart.devicePixelRatio()
    level = drawn(chart).axes[1].scale.at(512_020.0)
    at = QPointF(drawn(chart).frames.main.right() - 40, level) * ratio
    warn = image.pixelColor(at.toPoint()).name(), image.pixelColor(at.toPoint().x(), at.toPoint().y() - 1).name()
    assert "#9a6010" in warn
    chart.toggle("price")
    assert [axis for _, _, _, axis in drawn(chart).references] == [""]
