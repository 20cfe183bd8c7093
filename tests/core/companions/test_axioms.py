"""The axioms of index.md section 10 for every formula to which they apply, on panels made up at random."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.companions.panel import Panel
from rare_desk.core.companions.registry import BILATERAL, FORMULAS, MULTILATERAL, Choice, companion
from tests.core.companions.panels import FEW, PRICES, panels, values

NEAR = 1e-9
MEANS = tuple(name for name in BILATERAL if name not in ("stuvel", "montgomery-vartia"))
PROPORTIONAL = tuple(name for name in FORMULAS if name != "montgomery-vartia")
COMMENSURABLE = tuple(name for name in FORMULAS if name != "dutot")
MONOTONE = (
    "laspeyres", "paasche", "fisher", "walsh", "marshall-edgeworth", "lowe", "young", "geometric-young",
    "geometric-laspeyres", "harmonic-laspeyres", "stuvel", "jevons", "dutot", "carli", "harmonic", "geks-jevons",
)  # fmt: skip
REVERSIBLE = (
    "fisher", "tornqvist", "walsh", "marshall-edgeworth", "stuvel", "sato-vartia", "montgomery-vartia", "jevons",
    "dutot", "lowe", *MULTILATERAL,
)  # fmt: skip
OF_THE_PAIR = tuple(name for name, found in BILATERAL.items() if "b" not in found.needs)
"""Whose weights are those of the two periods alone."""
FACTORS = ("fisher", "stuvel", "sato-vartia", "montgomery-vartia")


@pytest.mark.parametrize("formula", FORMULAS)
@FEW
@given(panel=panels())
def test_equal_prices_give_one_whatever_the_quantities(formula: str, panel: Panel) -> None:
    same = replace(panel, price=np.stack((panel.price[0], panel.price[0])))
    assert values(same, formula)[1] == pytest.approx(1, rel=NEAR)


@pytest.mark.parametrize("formula", PROPORTIONAL)
@FEW
@given(panel=panels(), factor=PRICES)
def test_prices_that_all_rise_alike_raise_the_index_alike(formula: str, panel: Panel, factor: float) -> None:
    raised = replace(panel, price=np.stack((panel.price[0], panel.price[0] * factor)))
    assert values(raised, formula)[1] == pytest.approx(factor, rel=NEAR)


@pytest.mark.parametrize("formula", COMMENSURABLE)
@FEW
@given(panel=panels(3), data=st.data())
def test_the_unit_of_a_product_does_not_matter(formula: str, panel: Panel, data: st.DataObject) -> None:
    unit = np.array(data.draw(st.lists(PRICES, min_size=len(panel.products), max_size=len(panel.products))))
    other = replace(panel, price=panel.price * unit, quantity=panel.quantity / unit)
    assert values(other, formula) == pytest.approx(values(panel, formula), rel=NEAR)


@FEW
@given(panel=panels(), factor=PRICES)
def test_one_unit_for_all_products_does_not_matter_to_dutot_either(panel: Panel, factor: float) -> None:
    other = replace(panel, price=panel.price * factor)
    assert values(other, "dutot") == pytest.approx(values(panel, "dutot"), rel=NEAR)


@pytest.mark.parametrize("formula", MONOTONE)
@FEW
@given(panel=panels(), data=st.data())
def test_a_dearer_product_raises_the_index(formula: str, panel: Panel, data: st.DataObject) -> None:
    # Lowe and Young weigh by the panel's values and quantities, which must not move with the price.
    product = data.draw(st.integers(0, len(panel.products) - 1))
    dearer = panel.price.copy()
    dearer[1, product] *= data.draw(st.floats(1.01, 3.0))
    quantity = panel.quantity.copy()
    if "young" in formula:
        quantity[1] = 0.0
    before = values(replace(panel, quantity=quantity), formula)[1]
    after = values(replace(panel, price=dearer, quantity=quantity), formula)[1]
    assert after > before * (1 - NEAR)


@pytest.mark.parametrize("formula", MEANS)
@FEW
@given(panel=panels())
def test_an_index_lies_between_its_smallest_and_largest_relative(formula: str, panel: Panel) -> None:
    relative = panel.price[1] / panel.price[0]
    value = values(panel, formula)[1]
    assert relative.min() * (1 - NEAR) <= value <= relative.max() * (1 + NEAR)


@pytest.mark.parametrize("formula", REVERSIBLE)
@FEW
@given(panel=panels())
def test_there_and_back_is_one(formula: str, panel: Panel) -> None:
    back = replace(panel, price=panel.price[::-1], quantity=panel.quantity[::-1])
    assert values(panel, formula)[1] * values(back, formula)[1] == pytest.approx(1, rel=NEAR)


@pytest.mark.parametrize("formula", FACTORS)
@FEW
@given(panel=panels())
def test_price_and_quantity_make_the_value(formula: str, panel: Panel) -> None:
    swapped = replace(panel, price=panel.quantity, quantity=panel.price)
    worth = (panel.price * panel.quantity).sum(axis=1)
    assert values(panel, formula)[1] * values(swapped, formula)[1] == pytest.approx(worth[1] / worth[0], rel=1e-8)


@pytest.mark.parametrize("formula", FORMULAS)
@FEW
@given(panel=panels(3))
def test_the_order_of_products_does_not_matter(formula: str, panel: Panel) -> None:
    turned = replace(panel, price=panel.price[:, ::-1], quantity=panel.quantity[:, ::-1])
    assert values(turned, formula) == pytest.approx(values(panel, formula), rel=NEAR)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("chain", [False, True])
@FEW
@given(panel=panels(4))
def test_the_same_panel_gives_the_same_bytes(formula: str, chain: bool, panel: Panel) -> None:
    choice = Choice(formula, chain, window=3)
    copied = replace(panel, price=panel.price.copy(), quantity=panel.quantity.copy())
    assert companion(panel, choice).values.tobytes() == companion(copied, choice).values.tobytes()


@pytest.mark.parametrize("formula", OF_THE_PAIR)
@FEW
@given(panel=panels(4))
def test_a_chain_is_the_product_of_its_links(formula: str, panel: Panel) -> None:
    chained, product = values(panel, formula, chain=True), 1.0
    for at in range(1, 4):
        pair = replace(
            panel, periods=panel.periods[at - 1 : at + 1], price=panel.price[at - 1 : at + 1],
            quantity=panel.quantity[at - 1 : at + 1],
        )  # fmt: skip
        product *= values(pair, formula)[1]
        assert chained[at] == pytest.approx(product, rel=NEAR)


@pytest.mark.parametrize("formula", ["lowe", "geometric-young", "jevons", "dutot"])
@FEW
@given(panel=panels(4))
def test_fixed_weights_make_direct_and_chained_the_same(formula: str, panel: Panel) -> None:
    assert values(panel, formula, chain=True) == pytest.approx(values(panel, formula), rel=NEAR)
