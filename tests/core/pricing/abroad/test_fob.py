from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.abroad import fob

RATES = {"fx": "7", "vat_rate": "13"}
FOB = st.decimals(min_value=10, max_value=100_000, places=2)


def price(given: dict[str, Any]) -> fob.Fob:
    asked = fob.inputs(given)
    assert isinstance(asked, fob.FobInputs), asked
    return fob.price(asked).values


def refused(given: dict[str, Any]) -> dict[str, str]:
    found = fob.inputs(given)
    assert isinstance(found, tuple)
    return {problem.field: problem.code for problem in found}


def test_export_costs_come_on_top_and_are_taken_off_before_the_way_back() -> None:
    assert price(RATES | {"price_incl_vat": "770000", "export_costs_per_kg": "0.85"}).fob_usd_per_kg == Decimal(
        "110.85"
    )
    assert price(RATES | {"fob_usd_per_kg": "110.85", "export_costs_per_kg": "0.85"}).price_incl_vat == 770000


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, {"price_incl_vat": "input-missing"}),
        ({"price_incl_vat": "0"}, {"price_incl_vat": "input-too-small"}),
        ({"price_incl_vat": "1", "fob_usd_per_kg": "1"}, {"fob_usd_per_kg": "home-or-fob"}),
        ({"price_incl_vat": "1", "refund_rate": "13.1"}, {"refund_rate": "refund-above-vat"}),
        ({"fob_usd_per_kg": "2", "export_costs_per_kg": "2"}, {"fob_usd_per_kg": "fob-below-costs"}),
    ],
)
def test_one_price_is_given_and_the_rates_agree(more: dict[str, str], wrong: dict[str, str]) -> None:
    assert refused(RATES | more) == wrong


@settings(deadline=None)
@given(
    FOB,
    st.decimals(min_value=6, max_value=8, places=4),
    st.sampled_from([0, 9, 13]),
    st.decimals(min_value=0, max_value=9, places=2),
)
def test_the_home_price_that_an_fob_price_needs_inverts_it(
    price_usd: Decimal, fx: Decimal, refund: int, costs: Decimal
) -> None:
    rates = {"fx": fx, "vat_rate": 13, "refund_rate": refund, "export_costs_per_kg": costs}
    home = price(rates | {"fob_usd_per_kg": price_usd}).price_incl_vat
    assert price(rates | {"price_incl_vat": home}).fob_usd_per_kg == price_usd
