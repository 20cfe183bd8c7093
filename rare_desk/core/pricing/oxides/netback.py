"""Netback: what the oxides in a concentrate are worth, less a deduction; and the deduction that a price implies
(pricing.md 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import MINUS
from rare_desk.core.pricing.fields import VAT_RATE, Problems, number, positive, read, records
from rare_desk.core.pricing.oxides.mix import HUNDRED, distribution_problems, of_reo
from rare_desk.core.pricing.reference import SOURCE_FIELDS
from rare_desk.core.pricing.result import TIMES, Result, cut, rounded, shown, total
from rare_desk.core.problems import problem
from rare_desk.core.trail import TrailStep

_PERCENT = Decimal("0.01")

OXIDE_FIELDS = of_reo(positive("price_incl_vat", "cny_t"), number("recovery", "percent", 0, 100))
FIELDS = (
    VAT_RATE,
    number("grade", "reo", "0.01", 100),
    records("oxides", OXIDE_FIELDS, least=1),
    number("deduction_per_t_concentrate", "cny_dry_t", -(10**6), 10**6, required=False),
    number("deduction_per_t_reo", "cny_t_reo", -(10**7), 10**7, required=False),
    positive("announced_price", "cny_dry_t", required=False),
    number("announced_grade", "reo", "0.01", 100, required=False),
    *SOURCE_FIELDS,
)

HEADLINES = ("price", "implied_deduction", "value_at_grade")


@dataclass(frozen=True, slots=True)
class Oxide:
    """`share` of the REO and `recovery` in percent by mass, the price in CNY per tonne of oxide including VAT."""

    oxide: str
    share: Decimal
    price_incl_vat: Decimal
    recovery: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NetbackInputs:
    """At most one deduction, per tonne of concentrate at `grade` or per tonne of REO. `announced_price` in CNY per dry
    tonne ex VAT is at `announced_grade`, at `grade` when that is None.
    """

    vat_rate: Decimal
    grade: Decimal
    oxides: tuple[Oxide, ...]
    deduction_per_t_concentrate: Decimal | None = None
    deduction_per_t_reo: Decimal | None = None
    announced_price: Decimal | None = None
    announced_grade: Decimal | None = None
    quarter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Netback:
    """CNY ex VAT: by oxide and in all per tonne of REO, then per dry tonne of concentrate. Without a deduction there is
    no price, without an announced price no implied deduction.
    """

    contributions: Mapping[str, Decimal]
    value_per_t_reo: Decimal
    value_at_grade: Decimal
    price: Decimal | None = None
    implied_deduction: Decimal | None = None
    implied_deduction_per_t_reo: Decimal | None = None
    """Beside the other one where the deduction is reckoned per tonne of REO."""


def inputs(given: Mapping[str, object]) -> NetbackInputs | Problems:
    values, problems = read(FIELDS, given)
    found = [*problems, *distribution_problems(values["oxides"])]
    if values["deduction_per_t_concentrate"] is not None and values["deduction_per_t_reo"] is not None:
        found.append(problem("deduction-once", "deduction_per_t_reo"))
    if found:
        return tuple(found)
    del values["delivery_date"]
    oxides = tuple(Oxide(**one) for one in values["oxides"])
    return NetbackInputs(**values | {"oxides": oxides, "quarter": values["quarter"] or ""})


def price(asked: NetbackInputs) -> Result[Netback]:
    """Each figure is rounded (0.01) from unrounded ones."""
    terms = [contribution(one, asked.vat_rate) for one in asked.oxides]
    parts = [step.unrounded for step in terms]
    value, written = total(parts)
    per_t_reo = rounded("value-per-t-reo", "sum-formula", written, value, 2, "cny_t_reo")
    numbers = f"{shown(asked.grade)} / 100 {TIMES} {cut(value)}"
    at_grade = rounded("value-at-grade", "at-grade-formula", numbers, asked.grade * _PERCENT * value, 2, "cny_dry_t")
    trail = [*terms, per_t_reo, at_grade]
    net = _price(asked, value, at_grade.unrounded)
    implied = _implied(asked, at_grade.unrounded)
    trail += [*net, *implied]
    per_reo = next((step.value for step in implied if step.label == "implied-per-t-reo"), None)
    return Result(
        Netback(
            contributions={one.oxide: step.value for one, step in zip(asked.oxides, terms, strict=True)},
            value_per_t_reo=per_t_reo.value,
            value_at_grade=at_grade.value,
            price=net[0].value if net else None,
            implied_deduction=next((step.value for step in implied if step.label == "implied-deduction"), None),
            implied_deduction_per_t_reo=per_reo,
        ),
        tuple(trail),
    )


def contribution(one: Oxide, vat_rate: Decimal) -> TrailStep:
    """What an oxide adds to the value of a tonne of REO, CNY ex VAT."""
    numbers = (
        f"{shown(one.share)} / 100 {TIMES} {shown(one.price_incl_vat)} / (1 + {shown(vat_rate)} / 100)"
        f" {TIMES} {shown(one.recovery)} / 100"
    )
    exact = one.share * one.recovery * one.price_incl_vat / (HUNDRED * (HUNDRED + vat_rate))
    return rounded("contribution", "contribution-formula", numbers, exact, 2, "cny_t_reo", subject=one.oxide)


def _price(asked: NetbackInputs, value: Decimal, at_grade: Decimal) -> tuple[TrailStep, ...]:
    if asked.deduction_per_t_reo is not None:
        off = asked.deduction_per_t_reo
        numbers = f"{shown(asked.grade)} / 100 {TIMES} ({cut(value)} {MINUS} {shown(off)})"
        exact = asked.grade * _PERCENT * (value - off)
        return (rounded("netback-price", "netback-reo-formula", numbers, exact, 2, "cny_dry_t"),)
    if asked.deduction_per_t_concentrate is None:
        return ()
    off = asked.deduction_per_t_concentrate
    numbers = f"{cut(at_grade)} {MINUS} {shown(off)}"
    return (rounded("netback-price", "netback-formula", numbers, at_grade - off, 2, "cny_dry_t"),)


def _implied(asked: NetbackInputs, at_grade: Decimal) -> tuple[TrailStep, ...]:
    announced = asked.announced_price
    if announced is None:
        return ()
    trail: list[TrailStep] = []
    if asked.announced_grade not in (None, asked.grade):
        basis = asked.announced_grade or asked.grade
        numbers = f"{shown(announced)} {TIMES} {shown(asked.grade)} / {shown(basis)}"
        exact = announced * asked.grade / basis
        at_basis = ("announced-at-grade", "announced-grade-formula", numbers, exact, 2, "cny_dry_t")
        trail.append(rounded(*at_basis, source=asked.quarter))
        announced = exact
    numbers = f"{cut(at_grade)} {MINUS} {cut(announced)}"
    implied = at_grade - announced
    source = "" if trail else asked.quarter
    trail.append(rounded("implied-deduction", "implied-formula", numbers, implied, 2, "cny_dry_t", source=source))
    if asked.deduction_per_t_reo is not None:
        numbers = f"{cut(implied)} / ({shown(asked.grade)} / 100)"
        per_reo = implied / (asked.grade * _PERCENT)
        trail.append(rounded("implied-per-t-reo", "implied-reo-formula", numbers, per_reo, 2, "cny_t_reo"))
    return tuple(trail)
