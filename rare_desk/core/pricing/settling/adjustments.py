"""What is added to or taken off the goods of a settlement: premiums, discounts, penalties, allowances."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.fields import Problems, number, text
from rare_desk.core.pricing.result import TIMES, added, shown
from rare_desk.core.pricing.settling import schedules
from rare_desk.core.pricing.settling.rounding import Rounding
from rare_desk.core.pricing.settling.schedules import SCHEDULE_FIELDS, Effect, Per, Schedule, schedule_of
from rare_desk.core.problems import problem
from rare_desk.core.trail import TrailStep

ADJUSTMENT_FIELDS = (
    text("label"),
    number("per_dry_t", "cny_dry_t", -(10**6), 10**6, required=False),
    number("amount", "cny", -(10**9), 10**9, required=False),
    *SCHEDULE_FIELDS,
)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Exactly one of the three: signed CNY per dry tonne, signed CNY, or a schedule for an element."""

    label: str = ""
    per_dry_t: Decimal | None = None
    amount: Decimal | None = None
    schedule: Schedule | None = None

    def subject(self, position: int) -> str:
        """What it is called in the trail and on paper, its place among the others if by nothing else."""
        return self.label or (self.schedule.element if self.schedule else "") or str(position)


@dataclass(frozen=True, slots=True)
class Assayed:
    """A lot as adjustments see it: its dry tonnes and its assays by element."""

    lot: str
    dry_t: Decimal
    elements: Mapping[str, Decimal]


def adjustment_of(values: Mapping[str, Any], path: str) -> tuple[Adjustment, Problems]:
    """The adjustment of read values; a schedule needs all of its numbers, and one way of reckoning must be named."""
    scheduled = any(values[name] not in (None, ()) for name in schedules.NAMES)
    ways = [values["per_dry_t"] is not None, values["amount"] is not None, scheduled]
    if sum(ways) != 1:
        return Adjustment(), (problem("adjustment-kind", path),)
    label = values["label"] or ""
    if not scheduled:
        return Adjustment(label, values["per_dry_t"], values["amount"]), ()
    schedule, problems = schedule_of(values, path)
    return Adjustment(label, schedule=schedule), problems


def steps(
    adjustment: Adjustment, lots: Sequence[Assayed], dry_t: Decimal, subject: str, rounding: Rounding
) -> tuple[TrailStep, ...]:
    """How its amount comes about; the last step is the amount in CNY. A schedule's rate per dry tonne is rounded before
    like a unit price, as the paper prints it. Lots must have the assays that a schedule without one of its own needs.
    """
    if adjustment.amount is not None:
        return (rounding.money("adjustment", "adjustment-amount", "", adjustment.amount, subject=subject),)
    if adjustment.per_dry_t is not None:
        return (_per_dry_t(adjustment.per_dry_t, dry_t, subject, rounding),)
    if adjustment.schedule is None:
        raise ValueError("an adjustment without a way of reckoning")
    if adjustment.schedule.assay is None and adjustment.schedule.per is Per.LOT:
        return tuple(_lot_by_lot(adjustment.schedule, lots, subject, rounding))
    before = list(_mean(adjustment.schedule, lots, dry_t, subject, rounding))
    assay = before[0].value if before else adjustment.schedule.assay
    if assay is None:
        raise ValueError("a schedule without an assay")
    rate = _rate(adjustment.schedule, assay, subject, rounding)
    return (*before, rate, _per_dry_t(rate.value, dry_t, subject, rounding))


def _per_dry_t(rate: Decimal, dry_t: Decimal, subject: str, rounding: Rounding) -> TrailStep:
    numbers = f"{shown(rate)} {TIMES} {shown(dry_t)}"
    return rounding.money("adjustment", "adjustment-per-dry-t", numbers, rate * dry_t, subject=subject)


def _mean(
    schedule: Schedule, lots: Sequence[Assayed], dry_t: Decimal, subject: str, rounding: Rounding
) -> Iterator[TrailStep]:
    """The element's assay of the whole delivery, where it is not given."""
    if schedule.assay is not None:
        return
    assays = [(lot.dry_t, lot.elements[schedule.element]) for lot in lots]
    terms = " + ".join(f"{shown(dry)} {TIMES} {shown(assay)}" for dry, assay in assays)
    exact = sum((dry * assay for dry, assay in assays), Decimal(0)) / dry_t
    numbers = f"({terms}) / {shown(dry_t)}"
    yield rounding.assay("element-mean", "element-mean-formula", numbers, exact, "as_assayed", subject=subject)


def _rate(schedule: Schedule, assay: Decimal, subject: str, rounding: Rounding) -> TrailStep:
    exact, numbers = schedules.rate(schedule, assay)
    kind = "premium" if schedule.effect is Effect.PREMIUM else "penalty"
    formula = f"{kind}-formula" if exact else f"{kind}-none"
    return rounding.unit_price(f"{kind}-rate", formula, numbers, exact, subject=subject)


def _lot_by_lot(schedule: Schedule, lots: Sequence[Assayed], subject: str, rounding: Rounding) -> Iterator[TrailStep]:
    amounts = []
    for lot in lots:
        here = f"{subject} {lot.lot}"
        rate = _rate(schedule, lot.elements[schedule.element], here, rounding)
        numbers = f"{shown(rate.value)} {TIMES} {shown(lot.dry_t)}"
        amount = rounding.money("adjustment-lot", "amount-rate", numbers, rate.value * lot.dry_t, subject=here)
        amounts.append(amount.value)
        yield from (rate, amount)
    numbers = " ".join([shown(amounts[0]), *map(added, amounts[1:])])
    yield TrailStep("adjustment", "adjustment-lots", numbers, sum(amounts, Decimal(0)), "cny", subject)
