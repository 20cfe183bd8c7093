"""Windows are transitive, splices extend without revising, and what is missing is said."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.companions.multilateral import Window
from rare_desk.core.companions.panel import Panel
from rare_desk.core.companions.registry import MULTILATERAL, Choice, companion
from rare_desk.core.companions.splicing import SPLICES, extended, links
from tests.core.companions.panels import FEW, gappy_panels, made, panels, values

NAN = float("nan")


def rows(panel: Panel, order: list[int]) -> Panel:
    return Panel(tuple(panel.periods[at] for at in order), panel.products, panel.price[order], panel.quantity[order])


@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
@FEW
@given(panel=gappy_panels(), order=st.permutations(range(5)))
def test_any_period_may_be_the_base_of_a_window(formula: str, panel: Panel, order: list[int]) -> None:
    # The change between two periods is the same whichever period the window begins with: transitivity.
    found, turned = values(panel, formula), values(rows(panel, order), formula)
    assert turned == pytest.approx(found[order] / found[order[0]], rel=1e-8)


@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
@FEW
@given(panel=panels(4))
def test_a_period_that_comes_back_has_its_level_back(formula: str, panel: Panel) -> None:
    again = rows(panel, [0, 1, 2, 3, 1])
    assert values(again, formula)[4] == pytest.approx(values(again, formula)[1], rel=1e-9)


@pytest.mark.parametrize("formula", ["geks-fisher", "geks-tornqvist", "geks-jevons"])
@FEW
@given(panel=panels())
def test_geks_of_two_periods_is_its_bilateral_formula(formula: str, panel: Panel) -> None:
    assert values(panel, formula) == pytest.approx(values(panel, formula.removeprefix("geks-")), rel=1e-10)


@pytest.mark.parametrize("splice", SPLICES)
@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
@FEW
@given(panel=panels(7, 3))
def test_a_new_period_revises_nothing(formula: str, splice: str, panel: Panel) -> None:
    longer = values(panel, formula, window=4, splice=splice)
    shorter = values(rows(panel, list(range(6))), formula, window=4, splice=splice)
    assert longer[:6] == pytest.approx(shorter, rel=1e-12)


@pytest.mark.parametrize("splice", SPLICES)
@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
@FEW
@given(panel=panels(6, 3))
def test_prices_that_rise_alike_do_so_through_every_splice(formula: str, splice: str, panel: Panel) -> None:
    growth = 1.03 ** np.arange(6)
    steady = replace(panel, price=panel.price[0] * growth[:, None])
    assert values(steady, formula, window=3, splice=splice) == pytest.approx(growth, rel=1e-9)


@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
def test_a_window_longer_than_the_panel_is_the_whole_panel(formula: str) -> None:
    panel = made([[1.0, 2.0], [1.1, 2.4], [1.3, 2.2]], [[3.0, 1.0], [2.0, 2.0], [1.0, 4.0]])
    assert values(panel, formula, window=9) == pytest.approx(values(panel, formula), rel=1e-15)


def window(*levels: list[float]) -> Window:
    """Windows by their first period, each with its own opinion of the levels."""
    return lambda first, _end: np.array(levels[first]) - levels[first][0]


OPINIONS = window([0.0, 0.1, 0.3, 0.6, 0.7], [0.0, 0.15, 0.5, 0.55, 0.9], [0.0, 0.4, 0.41, 0.7, 1.5])
"""Windows of five periods: 0-4, 1-5 and 2-6."""
FIFTH = {
    "movement": 0.7 + (0.9 - 0.55),
    "window": 0.1 + 0.9,
    "half": 0.3 + (0.9 - 0.15),  # period 2, the middle of 0-4
    "hasp": 0.6 + (0.9 - 0.5),  # period 3, the middle of 1-5
    "wisp": 0.1 + 0.9,
}
SIXTH = {
    "movement": 0.8,  # 1.5 - 0.7 from what was published
    "window": (0.15 - 0.9) + 1.5,  # at period 2: where the old window has it, to 1.5 in the new one
    "half": (0.5 - 0.9) + (1.5 - 0.4),  # period 3, the middle of 1-5
}


@pytest.mark.parametrize("splice", tuple(FIFTH))
def test_a_splice_links_at_its_own_period(splice: str) -> None:
    found, missing = extended(OPINIONS, 6, 5, splice)
    assert missing is None
    assert found == pytest.approx([0.0, 0.1, 0.3, 0.6, 0.7, FIFTH[splice]])


@pytest.mark.parametrize("splice", tuple(SIXTH))
def test_the_second_extension_continues_from_the_old_window(splice: str) -> None:
    found, _ = extended(OPINIONS, 7, 5, splice)
    assert found[6] == pytest.approx(FIFTH[splice] + SIXTH[splice])


def test_published_splices_continue_from_what_was_published() -> None:
    assert extended(OPINIONS, 7, 5, "wisp")[0][6] == pytest.approx(0.3 + 1.5)
    assert extended(OPINIONS, 7, 5, "hasp")[0][6] == pytest.approx(0.7 + (1.5 - 0.41))


def test_mean_splices_are_the_geometric_mean_of_all_links() -> None:
    first = np.mean([0.1 + 0.9, 0.3 + 0.75, 0.6 + 0.4, 0.7 + 0.35])
    assert extended(OPINIONS, 6, 5, "mean")[0][5] == pytest.approx(first)
    assert extended(OPINIONS, 6, 5, "mean-published")[0][5] == pytest.approx(first)
    published = np.mean([0.3 + 1.5, 0.6 + 1.1, 0.7 + 1.09, first + 0.8])
    assert extended(OPINIONS, 7, 5, "mean-published")[0][6] == pytest.approx(published)
    from_old = first + np.mean([0.15 - 0.9 + 1.5, 0.5 - 0.9 + 1.1, 0.55 - 0.9 + 1.09, 0.8])
    assert extended(OPINIONS, 7, 5, "mean")[0][6] == pytest.approx(from_old)


@pytest.mark.parametrize(("splice", "even", "odd"), [("half", 7, 7), ("hasp", 5, 6), ("window", 11, 12)])
def test_where_splices_link_in_windows_of_twelve_and_thirteen(splice: str, even: int, odd: int) -> None:
    assert list(links(splice, 12)) == [even]
    assert list(links(splice, 13)) == [odd]


@pytest.mark.parametrize("splice", SPLICES)
def test_in_a_window_of_two_every_splice_is_the_movement(splice: str) -> None:
    panel = made([[1.0, 2.0], [1.1, 2.4], [1.3, 2.2], [1.2, 2.9]], [[3.0, 1.0], [2.0, 2.0], [1.0, 4.0], [2.0, 1.0]])
    rolled = values(panel, "geks-tornqvist", window=2, splice=splice)
    assert rolled == pytest.approx(values(panel, "tornqvist", chain=True), rel=1e-12)


@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
def test_periods_without_common_products_are_linked_through_others(formula: str) -> None:
    panel = made([[1.0, NAN], [1.2, 5.0], [NAN, 6.0]])
    assert values(panel, formula) == pytest.approx([1.0, 1.2, 1.44], rel=1e-12)


@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
def test_a_period_that_nothing_links_is_named(formula: str) -> None:
    found = companion(made([[1.0, NAN], [1.2, NAN], [NAN, 6.0]]), Choice(formula))
    assert [(p.code, p.value, dict(p.details)) for p in found.problems] == [("panel-not-connected", "3", {"base": "1"})]
    assert np.isnan(found.values).all()


def test_an_index_ends_at_the_window_that_nothing_links() -> None:
    panel = made([[1.0, NAN], [1.2, NAN], [1.1, NAN], [NAN, 6.0], [NAN, 7.0]])
    found = companion(panel, Choice("geks-jevons", window=3))
    assert found.values[:3] == pytest.approx([1.0, 1.2, 1.1])
    assert np.isnan(found.values[3:]).all()
    assert [(p.code, p.value) for p in found.problems] == [("panel-not-connected", "4")]


@pytest.mark.parametrize("formula", ["geks-fisher", "geks-tornqvist", "geary-khamis", "wtpd"])
def test_a_period_of_nothing_but_zero_quantities_is_linked_to_none(formula: str) -> None:
    found = companion(made([[1.0, 2.0], [1.1, 2.1], [1.2, 2.2]], [[1.0, 1.0], [0.0, 0.0], [1.0, 1.0]]), Choice(formula))
    assert [(p.code, p.value) for p in found.problems] == [("panel-not-connected", "2")]


@pytest.mark.parametrize("formula", tuple(MULTILATERAL))
def test_a_product_of_one_period_only_changes_nothing(formula: str) -> None:
    price = [[1.0, 2.0, NAN], [1.1, 2.4, 9.0], [1.3, 2.2, NAN]]
    quantity = [[3.0, 1.0, NAN], [2.0, 2.0, 8.0], [1.0, 4.0, NAN]]
    without = made([row[:2] for row in price], [row[:2] for row in quantity])
    found = values(made(price, quantity), formula)
    # Time-product dummies weigh by the shares in all that was sold, so that it matters there, a little.
    assert found == pytest.approx(values(without, formula), rel=0.05 if formula == "wtpd" else 1e-12)


@pytest.mark.parametrize("formula", ["geks-fisher", "geks-tornqvist", "geks-jevons"])
def test_panels_of_more_periods_than_are_kept_at_once_give_the_same(
    formula: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = np.random.default_rng(3)
    price, quantity = chance.uniform(1, 2, (9, 4)), chance.uniform(1, 9, (9, 4))
    price[2, 1] = price[5, 3] = np.nan
    panel = made(price.tolist(), quantity.tolist())
    whole, rolled = values(panel, formula), values(panel, formula, window=4, splice="half")
    monkeypatch.setattr("rare_desk.core.companions.multilateral._AT_ONCE", 3)
    assert values(panel, formula) == pytest.approx(whole, rel=1e-13)
    assert values(panel, formula, window=4, splice="half") == pytest.approx(rolled, rel=1e-13)
