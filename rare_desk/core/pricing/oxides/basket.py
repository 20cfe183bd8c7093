"""Basket price of a tonne of REO, and what each oxide makes of it (pricing.md 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.pricing.fields import FX, Problems, positive, read, records
from rare_desk.core.pricing.oxides.mix import HUNDRED, distribution_problems, of_reo
from rare_desk.core.pricing.result import TIMES, Result, cut, rounded, shown, total

FIELDS = (FX, records("oxides", of_reo(positive("price", "cny_t")), least=1))


@dataclass(frozen=True, slots=True)
class Oxide:
    """`share` of the REO in percent by mass, the price in CNY per tonne of oxide on any one tax basis."""

    oxide: str
    share: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class BasketInputs:
    """`fx` in CNY per USD."""

    fx: Decimal
    oxides: tuple[Oxide, ...]


@dataclass(frozen=True, slots=True)
class Basket:
    """On the tax basis of the prices; `value_shares` in percent by oxide."""

    cny_per_t_reo: Decimal
    usd_per_kg: Decimal
    value_shares: Mapping[str, Decimal]


def inputs(given: Mapping[str, object]) -> BasketInputs | Problems:
    values, problems = read(FIELDS, given)
    found = (*problems, *distribution_problems(values["oxides"]))
    return found or BasketInputs(values["fx"], tuple(Oxide(**one) for one in values["oxides"]))


def price(asked: BasketInputs) -> Result[Basket]:
    parts = [one.share * one.price / HUNDRED for one in asked.oxides]
    value, _ = total(parts)
    terms = " + ".join(f"{shown(one.share)} / 100 {TIMES} {shown(one.price)}" for one in asked.oxides)
    basket = rounded("basket", "basket-formula", terms, value, 2, "cny_t_reo")
    numbers = f"{cut(value)} / 1,000 / {shown(asked.fx)}"
    in_usd = rounded("basket-usd", "usd-formula", numbers, value / 1000 / asked.fx, 2, "usd_kg")
    shares = [
        rounded(
            "value-share",
            "value-share-formula",
            f"{cut(part)} / {cut(value)} {TIMES} 100",
            part * 100 / value,
            2,
            "percent",
            subject=one.oxide,
        )
        for one, part in zip(asked.oxides, parts, strict=True)
    ]
    named = {one.oxide: step.value for one, step in zip(asked.oxides, shares, strict=True)}
    return Result(Basket(basket.value, in_usd.value, named), (basket, in_usd, *shares))
