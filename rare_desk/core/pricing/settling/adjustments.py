"""What is added to or taken off the goods of a settlement: premiums, discounts, penalties, allowances."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import MINUS
from rare_desk.core.pricing.fields import Problems, number, text
from rare_desk.core.pricing.result import TIMES, rounded, shown
from rare_desk.core.problems import problem
from rare_desk.core.trail import TrailStep

_PENALTY = ("element", "assay", "threshold", "step", "rate")

ADJUSTMENT_FIELDS = (
    text("label"),
    number("per_dry_t", "cny_dry_t", -(10**6), 10**6, required=False),
    number("amount", "cny", -(10**9), 10**9, required=False),
    text("element"),
    number("assay", "", 0, 10**6, required=False),
    number("threshold", "", 0, 10**6, required=False),
    number("step", "", "0.0001", 10**6, required=False),
    number("rate", "cny_dry_t", 0, 10**5, required=False),
)


@dataclass(frozen=True, slots=True)
class Penalty:
    """`rate` CNY per dry tonne for every `step` by which `assay` lies above `threshold`, parts of a step pro rata.

    Assay, threshold and step are in one unit, whichever the contract uses (percent, ppm).
    """

    element: str
    assay: Decimal
    threshold: Decimal
    step: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Exactly one of the three: signed CNY per dry tonne, signed CNY, or a penalty."""

    label: str = ""
    per_dry_t: Decimal | None = None
    amount: Decimal | None = None
    penalty: Penalty | None = None


def adjustment_of(values: Mapping[str, Any], path: str) -> tuple[Adjustment, Problems]:
    """The adjustment of read values; a penalty needs all of its numbers, and one way of reckoning must be named."""
    penal = any(values[name] is not None for name in _PENALTY)
    ways = [values["per_dry_t"] is not None, values["amount"] is not None, penal]
    if sum(ways) != 1:
        return Adjustment(), (problem("adjustment-kind", path),)
    if not penal:
        return Adjustment(values["label"] or "", values["per_dry_t"], values["amount"]), ()
    missing = tuple(problem("input-missing", f"{path}.{name}") for name in _PENALTY if values[name] is None)
    if missing:
        return Adjustment(), missing
    return Adjustment(values["label"] or "", penalty=Penalty(*(values[name] for name in _PENALTY))), ()


def steps(adjustment: Adjustment, dry_t: Decimal, subject: str) -> tuple[TrailStep, ...]:
    """How its amount comes about; the last step is the amount in CNY, to 0.01. A penalty's rate per dry tonne is
    rounded to 0.01 before, as the paper prints it.
    """
    if adjustment.amount is not None:
        return (rounded("adjustment", "adjustment-amount", "", adjustment.amount, 2, "cny", subject=subject),)
    before: tuple[TrailStep, ...] = ()
    rate = adjustment.per_dry_t
    if adjustment.penalty is not None:
        before = (_penalty_rate(adjustment.penalty, subject),)
        rate = before[0].value
    if rate is None:
        raise ValueError("an adjustment without a way of reckoning")
    numbers = f"{shown(rate)} {TIMES} {shown(dry_t)}"
    amount = rounded("adjustment", "adjustment-per-dry-t", numbers, rate * dry_t, 2, "cny", subject=subject)
    return (*before, amount)


def _penalty_rate(penalty: Penalty, subject: str) -> TrailStep:
    if penalty.assay <= penalty.threshold:
        numbers = f"{shown(penalty.assay)} ≤ {shown(penalty.threshold)}"
        return rounded("penalty-rate", "penalty-none", numbers, Decimal(0), 2, "cny_dry_t", subject=subject)
    exact = -(penalty.assay - penalty.threshold) / penalty.step * penalty.rate
    numbers = (
        f"{MINUS}({shown(penalty.assay)} {MINUS} {shown(penalty.threshold)}) / {shown(penalty.step)}"
        f" {TIMES} {shown(penalty.rate)}"
    )
    return rounded("penalty-rate", "penalty-formula", numbers, exact, 2, "cny_dry_t", subject=subject)
