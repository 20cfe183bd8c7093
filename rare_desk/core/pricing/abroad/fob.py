"""Export parity: the FOB price that a price at home comes to, and the price at home that an FOB price needs
(pricing.md 6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import MINUS, plain
from rare_desk.core.pricing.fields import FX, VAT_RATE, Problems, number, positive, read
from rare_desk.core.pricing.reference import DELIVERY
from rare_desk.core.pricing.result import TIMES, Result, added, cut, rounded, shown
from rare_desk.core.problems import problem
from rare_desk.core.trail import TrailStep

FIELDS = (
    positive("price_incl_vat", "cny_t", required=False),
    positive("fob_usd_per_kg", "usd_kg", 10**6, required=False),
    FX,
    VAT_RATE,
    number("refund_rate", "percent", 0, 30, required=False),
    number("export_costs_per_kg", "usd_kg", 0, 10**4, required=False),
    DELIVERY,
)
HEADLINES = ("fob_usd_per_kg", "price_incl_vat")


@dataclass(frozen=True, slots=True, kw_only=True)
class FobInputs:
    """One of the two prices: CNY per tonne including VAT, or USD per kg FOB. Rates in percent, costs in USD per kg."""

    fx: Decimal
    vat_rate: Decimal
    price_incl_vat: Decimal | None = None
    fob_usd_per_kg: Decimal | None = None
    refund_rate: Decimal = Decimal(0)
    export_costs_per_kg: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fob:
    """What was asked for: USD per kg FOB, or CNY per tonne at home."""

    fob_usd_per_kg: Decimal | None = None
    price_incl_vat: Decimal | None = None
    price_ex_vat: Decimal | None = None


def inputs(given: Mapping[str, object]) -> FobInputs | Problems:
    values, problems = read(FIELDS, given)
    found = list(problems)
    home, fob = values["price_incl_vat"], values["fob_usd_per_kg"]
    wrong = {p.field for p in found}
    if home is not None and fob is not None:
        found.append(problem("home-or-fob", "fob_usd_per_kg", plain(fob)))
    elif home is None and fob is None and not wrong & {"price_incl_vat", "fob_usd_per_kg"}:
        found.append(problem("input-missing", "price_incl_vat"))
    refund, vat, costs = values["refund_rate"] or Decimal(0), values["vat_rate"], values["export_costs_per_kg"]
    if vat is not None and refund > vat:
        found.append(problem("refund-above-vat", "refund_rate", plain(refund), vat=plain(vat)))
    if fob is not None and costs is not None and fob <= costs:
        found.append(problem("fob-below-costs", "fob_usd_per_kg", plain(fob), costs=plain(costs)))
    if found:
        return tuple(found)
    return FobInputs(
        fx=values["fx"],
        vat_rate=vat,
        price_incl_vat=home,
        fob_usd_per_kg=fob,
        refund_rate=refund,
        export_costs_per_kg=costs or Decimal(0),
    )


def price(asked: FobInputs) -> Result[Fob]:
    if asked.price_incl_vat is not None:
        fob = _fob(asked, asked.price_incl_vat)
        return Result(Fob(fob_usd_per_kg=fob.value), (fob,))
    if asked.fob_usd_per_kg is None:
        raise ValueError("neither a price at home nor an FOB price")
    steps = _home(asked, asked.fob_usd_per_kg)
    return Result(Fob(price_incl_vat=steps[0].value, price_ex_vat=steps[1].value), steps)


def _fob(asked: FobInputs, home: Decimal) -> TrailStep:
    vat, refund, costs = asked.vat_rate, asked.refund_rate, asked.export_costs_per_kg
    kept = f"{shown(home)} {TIMES} (100 + {shown(vat)} {MINUS} {shown(refund)}) / (100 + {shown(vat)})"
    numbers = f"{kept} / 1,000 / {shown(asked.fx)}{f' {added(costs)}' if costs else ''}"
    exact = home * (100 + vat - refund) / ((100 + vat) * 1000 * asked.fx) + costs
    return rounded("fob-price", "fob-formula", numbers, exact, 2, "usd_kg")


def _home(asked: FobInputs, fob: Decimal) -> tuple[TrailStep, TrailStep]:
    vat, refund, costs = asked.vat_rate, asked.refund_rate, asked.export_costs_per_kg
    net = f"({shown(fob)} {MINUS} {shown(costs)})" if costs else shown(fob)
    kept = f"(100 + {shown(vat)}) / (100 + {shown(vat)} {MINUS} {shown(refund)})"
    exact = (fob - costs) * asked.fx * 1000 * (100 + vat) / (100 + vat - refund)
    numbers = f"{net} {TIMES} {shown(asked.fx)} {TIMES} 1,000 {TIMES} {kept}"
    incl = rounded("home-incl-vat", "home-formula", numbers, exact, 2, "cny_t")
    numbers = f"{cut(exact)} / (1 + {shown(vat)} / 100)"
    return incl, rounded("home-ex-vat", "ex-vat-formula", numbers, exact * 100 / (100 + vat), 2, "cny_t")
