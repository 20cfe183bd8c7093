"""What a saved layout keeps, and what becomes of a layout that is older, newer or broken."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.chart import Spread, TimeChart, View
from rare_desk.ui.chart.view import MODES, PANES, STYLES, TOOLS, of_json, to_json
from tests.ui.chart.given import FIRST, LAST, content, drawn

names = st.text(max_size=8)
views = st.builds(
    View,
    mode=st.sampled_from(MODES),
    style=st.sampled_from(STYLES),
    log=st.booleans(),
    base=st.none() | st.integers(0, 40_000),
    averages=st.sets(st.integers(2, 250), max_size=3).map(lambda found: tuple(sorted(found))),
    spreads=st.lists(st.builds(Spread, st.integers(2, 250), st.floats(0.5, 5)), max_size=2).map(tuple),
    references=st.lists(st.floats(-1e6, 1e6), max_size=2).map(tuple),
    panes=st.sets(st.sampled_from(PANES)).map(lambda found: tuple(one for one in PANES if one in found)),
    heights=st.dictionaries(st.sampled_from(PANES), st.floats(0.05, 0.8)).map(
        lambda found: tuple((one, found[one]) for one in PANES if one in found)
    ),
    hidden=st.frozensets(names, max_size=3),
    primary=names,
    tool=st.sampled_from(TOOLS),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats() | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
KEYS = tuple(to_json(View()))


@given(views)
def test_a_view_comes_back_from_json_as_it_was(view: View) -> None:
    assert of_json(json.loads(json.dumps(to_json(view)))) == view


@given(st.dictionaries(st.sampled_from(KEYS) | names, anything))
def test_nonsense_in_a_layout_is_as_if_it_were_not_there(kept: dict[str, object]) -> None:
    view = of_json(kept)
    assert of_json(to_json(view)) == view
    assert view.mode in MODES
    assert all(2 <= points <= 1000 for points in view.averages)


def test_a_range_by_name_counts_from_the_newest_data(app: QApplication, qtbot: QtBot, chart: TimeChart) -> None:
    chart.show_range("3M", LAST)
    other = TimeChart()
    qtbot.addWidget(other)
    other.restore(json.loads(json.dumps(chart.state())))
    other.set_content(content(900))
    assert other.range_name == "3M"
    assert FIRST + 899 - 93 <= other.visible_range[0] <= FIRST + 899 - 88


def test_a_range_by_hand_is_kept_by_its_days(app: QApplication, qtbot: QtBot, chart: TimeChart) -> None:
    chart.show_days(FIRST + 100, FIRST + 250)
    assert chart.range_name is None
    other = TimeChart()
    qtbot.addWidget(other)
    other.restore(chart.state())
    other.set_content(content(900))
    assert other.visible_range == pytest.approx((FIRST + 100, FIRST + 250))


def test_a_layout_is_laid_over_the_chart_that_is_there_and_told_once(chart: TimeChart, qtbot: QtBot) -> None:
    wanted = View(
        mode="change", base=FIRST + 5, panes=("coverage", "change"), hidden=frozenset({"two"}), averages=(30,)
    )
    told: list[None] = []
    chart.view_changed.connect(lambda: told.append(None))
    chart.restore({**to_json(wanted), "range": [FIRST + 10.0, FIRST + 90.0]})
    assert told == [None]
    assert chart.view == replace(wanted, panes=("change", "coverage"))
    assert chart.visible_range == pytest.approx((FIRST + 10, FIRST + 90))
    assert [pane.kind for pane in drawn(chart).panes] == ["change", "coverage"]


@pytest.mark.parametrize("shown", [None, "2W", [5], [1e9, 2e9], ["a", "b"], [50.0, 50.0], {"lo": 1}])
def test_a_range_that_makes_no_sense_is_a_year(chart: TimeChart, shown: object) -> None:
    chart.show_days(FIRST + 100, FIRST + 250)
    chart.restore({"range": shown})
    assert chart.range_name == "1Y"
    assert 364 <= LAST - chart.visible_range[0] <= 367


def test_a_layout_of_other_series_hides_nothing_of_these(chart: TimeChart) -> None:
    chart.restore({"hidden": ["PR-O"], "primary": "PR-O"})
    assert [one.line.key for one in drawn(chart).shown] == ["one", "two"]
    assert chart.primary is not None
    assert chart.primary.key == "one"


def test_a_turn_of_the_view_is_told_and_nothing_else_is(chart: TimeChart) -> None:
    told: list[None] = []
    chart.view_changed.connect(lambda: told.append(None))
    chart.set_mode("rebased")
    chart.set_mode("rebased")
    chart.set_content(content())
    chart.show_days(FIRST + 100, FIRST + 250)
    assert told == [None]
