from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.oxides import metal, oxide
from rare_desk.core.pricing.oxides.factors import FACTORS

PRICES = st.decimals(min_value=10_000, max_value=10_000_000, places=2)
YIELDS = st.decimals(min_value=50, max_value=100, places=2)
FEES = st.decimals(min_value=0, max_value=100_000, places=2)
PRND = [{"oxide": "Pr6O11", "share": "25"}, {"oxide": "Nd2O3", "share": "75"}]
SMELTED = {"yield": "98.5", "fee": "16000"}


def made(given: dict[str, Any]) -> metal.Metal:
    asked = metal.inputs(given)
    assert isinstance(asked, metal.MetalInputs), asked
    return metal.price(asked).values


def left(given: dict[str, Any]) -> oxide.Oxide:
    asked = oxide.inputs(given)
    assert isinstance(asked, oxide.OxideInputs), asked
    return oxide.price(asked).values


def refused(found: object) -> dict[str, str]:
    assert isinstance(found, tuple)
    return {problem.field: problem.code for problem in found}


def test_the_factor_of_a_mix_is_the_harmonic_one() -> None:
    found = made(SMELTED | {"oxides": PRND, "oxide_price": "560000"})
    assert found.factor == Decimal("1.1766")
    # 100 / (25 / 1.2082 + 75 / 1.1664) = 1.176576...; / 0.985 * 560,000 + 16,000, worked by hand
    assert found.metal_cost == Decimal("684916.58")


def test_a_mix_of_one_oxide_is_that_oxide() -> None:
    alone = made(SMELTED | {"oxide": "Nd", "oxide_price": "560000"})
    assert made(SMELTED | {"oxides": [{"oxide": "nd2o3", "share": 100}], "oxide_price": "560000"}) == alone


def test_a_margin_comes_on_top_of_the_cost() -> None:
    found = made(SMELTED | {"oxide": "Nd2O3", "oxide_price": "560000", "margin": "5000"})
    assert (found.metal_cost, found.metal_price) == (Decimal("679130.96"), Decimal("684130.96"))


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"oxide": "input-missing"}),
        ({"oxide": "Nd2O3", "oxides": PRND}, {"oxide": "oxide-or-mix"}),
        ({"oxide": "U3O8"}, {"oxide": "unknown-oxide"}),
        ({"oxides": [PRND[0]]}, {"oxides": "mix-not-whole"}),
        (
            {"oxides": [*PRND, {"oxide": "Pr", "share": "0.01"}]},
            {"oxides[2].oxide": "oxide-twice", "oxides": "mix-not-whole"},
        ),
        ({"oxides": [PRND[0], {"oxide": "ThO2", "share": "75"}]}, {"oxides[1].oxide": "unknown-oxide"}),
        ({"oxide": "Nd2O3", "yield": "49.9"}, {"yield": "input-out-of-range"}),
    ],
)
def test_what_is_smelted_must_be_clear(given: dict[str, Any], wrong: dict[str, str]) -> None:
    assert refused(metal.inputs(SMELTED | {"oxide_price": "560000"} | given)) == wrong


def test_a_metal_price_that_leaves_nothing_for_the_oxide_is_refused() -> None:
    given = SMELTED | {"oxide": "Nd2O3", "metal_price": "21000", "margin": "5000"}
    assert refused(oxide.inputs(given)) == {"metal_price": "metal-below-costs"}


def test_half_a_cent_of_the_oxides_price_goes_up() -> None:
    # 641,490.84 x 98.5 / 116.64 is 541,725.375 exactly
    given = {"oxide": "Nd2O3", "metal_price": "641490.84", "yield": "98.5", "fee": "0"}
    assert left(given).oxide_price == Decimal("541725.38")


def test_either_the_oxides_price_or_the_margin_is_asked_for() -> None:
    given = SMELTED | {"oxide": "Nd2O3", "metal_price": "684130.96", "oxide_price": "560000"}
    assert left(given).margin == Decimal("5000.00")
    assert refused(oxide.inputs(given | {"margin": "5000"})) == {"margin": "margin-or-oxide"}


@settings(deadline=None)
@given(PRICES, YIELDS, FEES, FEES, st.sampled_from(sorted(FACTORS)))
def test_the_oxide_price_that_a_metal_price_implies_inverts_it(
    price: Decimal, yielded: Decimal, fee: Decimal, margin: Decimal, name: str
) -> None:
    given = {"oxide": name, "yield": yielded, "fee": fee, "margin": margin}
    asked = made(given | {"oxide_price": price}).metal_price
    assert left(given | {"metal_price": asked}).oxide_price == price


@settings(deadline=None)
@given(PRICES, YIELDS, FEES, st.decimals(min_value=-9_000, max_value=100_000, places=2))
def test_so_does_the_margin_of_a_mix(price: Decimal, yielded: Decimal, fee: Decimal, margin: Decimal) -> None:
    given = {"oxides": PRND, "yield": yielded, "fee": fee, "oxide_price": price}
    asked = made(given | {"margin": margin}).metal_price
    implied = left(given | {"metal_price": asked}).margin
    assert implied is not None
    assert abs(implied - margin) <= Decimal("0.01")
