"""What a metal's price leaves for its oxide, or for the margin when the oxide's price is known (pricing.md 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import MINUS, plain
from rare_desk.core.pricing.fields import Problems, positive, read
from rare_desk.core.pricing.oxides import smelting
from rare_desk.core.pricing.oxides.smelting import MARGIN, Feed, consumed, feed_of
from rare_desk.core.pricing.result import TIMES, Result, rounded, shown
from rare_desk.core.problems import problem

FIELDS = smelting.fields(positive("metal_price", "cny_t"), MARGIN, positive("oxide_price", "cny_t", required=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class OxideInputs:
    """As of the metal; without `oxide_price` it is asked for at that `margin`, with it the margin is."""

    feed: Feed
    metal_price: Decimal
    yielded: Decimal
    fee: Decimal
    margin: Decimal = Decimal(0)
    oxide_price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Oxide:
    """CNY per tonne of oxide, or the margin in CNY per tonne of metal; `factor` of a mix only."""

    factor: Decimal | None
    oxide_price: Decimal | None = None
    margin: Decimal | None = None


def inputs(given: Mapping[str, object]) -> OxideInputs | Problems:
    """A metal price that leaves nothing for the oxide is refused."""
    values, problems = read(FIELDS, given)
    feed, wrong = feed_of(values)
    found = [*problems, *wrong]
    metal_price, fee, margin, known = (values[name] for name in ("metal_price", "fee", "margin", "oxide_price"))
    if margin is not None and known is not None:
        found.append(problem("margin-or-oxide", "margin", plain(margin)))
    elif known is None and metal_price is not None and fee is not None and metal_price <= fee + (margin or 0):
        found.append(problem("metal-below-costs", "metal_price", plain(metal_price), costs=plain(fee + (margin or 0))))
    if found or feed is None:
        return tuple(found)
    return OxideInputs(
        feed=feed,
        metal_price=metal_price,
        yielded=values["yield"],
        fee=fee,
        margin=margin or Decimal(0),
        oxide_price=known,
    )


def price(asked: OxideInputs) -> Result[Oxide]:
    steps = smelting.steps(asked.feed, asked.yielded)
    factor = steps[0].value if len(steps) > 1 else None
    if asked.oxide_price is not None:
        exact = asked.metal_price - asked.fee - asked.oxide_price * asked.feed.factor * 100 / asked.yielded
        numbers = (
            f"{shown(asked.metal_price)} {MINUS} {shown(asked.fee)}"
            f" {MINUS} {shown(asked.oxide_price)} {TIMES} {consumed(asked.feed, asked.yielded)}"
        )
        margin = rounded("margin", "margin-formula", numbers, exact, 2, "cny_t")
        return Result(Oxide(factor=factor, margin=margin.value), (*steps, margin))
    off = asked.fee + asked.margin
    written = shown(asked.fee) if not asked.margin else f"{shown(asked.fee)} {MINUS} {shown(asked.margin)}"
    numbers = f"({shown(asked.metal_price)} {MINUS} {written}) / ({consumed(asked.feed, asked.yielded)})"
    exact = (asked.metal_price - off) * asked.yielded / (asked.feed.factor * 100)
    oxide = rounded("oxide-price", "oxide-formula", numbers, exact, 2, "cny_t")
    return Result(Oxide(factor=factor, oxide_price=oxide.value), (*steps, oxide))
