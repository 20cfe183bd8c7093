"""What a metal costs by its oxide, and its price with a margin (pricing.md 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.pricing.fields import Problems, positive, read
from rare_desk.core.pricing.oxides import smelting
from rare_desk.core.pricing.oxides.smelting import MARGIN, Feed, consumed, feed_of
from rare_desk.core.pricing.result import TIMES, Result, added, cut, rounded, shown
from rare_desk.core.trail import TrailStep

FIELDS = smelting.fields(positive("oxide_price", "cny_t"), MARGIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalInputs:
    """Prices in CNY per tonne on one tax basis; `yielded` is the percentage of the metal in the oxide that is won."""

    feed: Feed
    oxide_price: Decimal
    yielded: Decimal
    fee: Decimal
    margin: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metal:
    """Tonnes of oxide per tonne of metal, CNY per tonne of metal; `factor` of a mix only, the price with a margin."""

    factor: Decimal | None
    consumption: Decimal
    metal_cost: Decimal
    metal_price: Decimal | None


def inputs(given: Mapping[str, object]) -> MetalInputs | Problems:
    values, problems = read(FIELDS, given)
    feed, wrong = feed_of(values)
    if problems or feed is None:
        return (*problems, *wrong)
    return MetalInputs(
        feed=feed,
        oxide_price=values["oxide_price"],
        yielded=values["yield"],
        fee=values["fee"],
        margin=values["margin"],
    )


def price(asked: MetalInputs) -> Result[Metal]:
    steps = smelting.steps(asked.feed, asked.yielded)
    exact = asked.oxide_price * asked.feed.factor * 100 / asked.yielded + asked.fee
    numbers = f"{shown(asked.oxide_price)} {TIMES} {consumed(asked.feed, asked.yielded)} {added(asked.fee)}"
    cost = rounded("metal-cost", "metal-formula", numbers, exact, 2, "cny_t")
    offer: tuple[TrailStep, ...] = ()
    if asked.margin is not None:
        numbers = f"{cut(exact)} {added(asked.margin)}"
        offer = (rounded("metal-price", "metal-price-formula", numbers, exact + asked.margin, 2, "cny_t"),)
    figures = Metal(
        factor=steps[0].value if len(steps) > 1 else None,
        consumption=steps[-1].value,
        metal_cost=cost.value,
        metal_price=offer[0].value if offer else None,
    )
    return Result(figures, (*steps, cost, *offer))
