from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.oxides import basket
from tests.core.pricing.examples import examples


def worked() -> dict[str, Any]:
    example: dict[str, Any] = examples("basket")[0]["input"]
    return example


def price(given: dict[str, Any]) -> basket.Basket:
    asked = basket.inputs(given)
    assert isinstance(asked, basket.BasketInputs), asked
    return basket.price(asked).values


def test_praseodymium_and_neodymium_carry_the_basket() -> None:
    shares = price(worked()).value_shares
    assert shares["Pr6O11"] + shares["Nd2O3"] == Decimal("95.26")


def test_a_basket_at_twice_the_prices_is_worth_twice_and_shared_alike() -> None:
    twice = worked()
    for one in twice["oxides"]:
        one["price"] = str(2 * Decimal(one["price"]))
    assert price(twice).cny_per_t_reo == 2 * price(worked()).cny_per_t_reo
    assert price(twice).value_shares == price(worked()).value_shares


def test_an_exchange_rate_out_of_this_world_is_refused() -> None:
    found = basket.inputs(worked() | {"fx": "0.14"})
    assert isinstance(found, tuple)
    assert [(problem.field, problem.code) for problem in found] == [("fx", "input-out-of-range")]
