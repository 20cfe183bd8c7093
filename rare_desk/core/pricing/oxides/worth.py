"""What deposits are worth beside one another: basket price and netback at the same prices and terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.pricing.oxides import basket, netback
from rare_desk.core.pricing.oxides.distribution import Distribution

_PR_ND = ("Pr6O11", "Nd2O3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Percent; `fx` in CNY per USD; `deduction` in CNY per dry tonne of concentrate, None: no price after it."""

    vat_rate: Decimal
    grade: Decimal
    recovery: Decimal
    fx: Decimal | None = None
    deduction: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The basket including VAT per tonne of REO and, with a rate, in USD per kilogram; netback ex VAT per tonne of REO,
    per dry tonne at the grade, and less the deduction. `pr_nd` is their part of the basket, `counted` the part of the
    REO whose oxides have a price, both in percent; `uncounted` are those without one.
    """

    basket: Decimal
    basket_usd: Decimal | None
    value_per_t_reo: Decimal
    value_at_grade: Decimal
    price: Decimal | None
    pr_nd: Decimal
    counted: Decimal
    uncounted: tuple[str, ...]


def worth(of: Distribution, prices: Mapping[str, Decimal], terms: Terms) -> Worth | None:
    """`prices` by oxide in CNY per tonne including VAT. None when no oxide of it has one."""
    shares = [(oxide, share) for oxide, share in of.shares if oxide in prices]
    if not shares:
        return None
    priced = tuple(basket.Oxide(oxide, share, prices[oxide]) for oxide, share in shares)
    found = basket.price(basket.BasketInputs(terms.fx or Decimal(1), priced)).values
    asked = netback.NetbackInputs(
        vat_rate=terms.vat_rate,
        grade=terms.grade,
        oxides=tuple(netback.Oxide(oxide, share, prices[oxide], terms.recovery) for oxide, share in shares),
        deduction_per_t_concentrate=terms.deduction,
    )
    back = netback.price(asked).values
    return Worth(
        basket=found.cny_per_t_reo,
        basket_usd=found.usd_per_kg if terms.fx else None,
        value_per_t_reo=back.value_per_t_reo,
        value_at_grade=back.value_at_grade,
        price=back.price,
        pr_nd=sum((found.value_shares.get(oxide, Decimal(0)) for oxide in _PR_ND), Decimal(0)),
        counted=sum((share for _, share in shares), Decimal(0)),
        uncounted=tuple(oxide for oxide, _ in of.shares if oxide not in prices),
    )
