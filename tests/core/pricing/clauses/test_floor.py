from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.clauses.floor import Floor, FloorInputs, inputs, price

PRICES = st.decimals(min_value=1, max_value=1000, places=2)


def net(at: Decimal, floor: Decimal, trigger: Decimal, share: Decimal) -> Floor:
    return price(FloorInputs(at, floor, trigger, share)).values


def test_a_trigger_below_the_floor_is_refused() -> None:
    found = inputs({"price": "100", "floor": "110", "trigger": "109.99", "share": "30"})
    assert isinstance(found, tuple)
    assert [(problem.field, problem.code) for problem in found] == [("trigger", "trigger-below-floor")]


@settings(deadline=None)
@given(PRICES, PRICES, PRICES)
def test_the_whole_share_makes_the_trigger_a_ceiling(at: Decimal, one: Decimal, other: Decimal) -> None:
    floor, trigger = sorted((one, other))
    assert net(at, floor, trigger, Decimal(100)).net == min(max(at, floor), trigger)


@settings(deadline=None)
@given(PRICES, PRICES, st.decimals(min_value=0, max_value=100, places=0))
def test_the_net_price_never_falls_below_the_floor_nor_when_the_price_rises(
    at: Decimal, floor: Decimal, share: Decimal
) -> None:
    now, higher = net(at, floor, floor, share).net, net(at + 1, floor, floor, share).net
    assert floor <= now <= higher
