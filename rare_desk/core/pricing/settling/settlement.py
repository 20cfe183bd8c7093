"""Settlement of a concentrate delivery (pricing.md 2), rounded step by step as its paper prints it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from rare_desk.core.numbers import MINUS
from rare_desk.core.pricing.result import OWN, TIMES, Result, added, rounded, shown
from rare_desk.core.pricing.settling import adjustments
from rare_desk.core.pricing.settling.assay import settled
from rare_desk.core.pricing.settling.terms import Lot, Provisional, SettlementInputs
from rare_desk.core.trail import TrailStep

MASS, MONEY, GRADE = 3, 2, 4
"""Decimals of dry mass in tonnes, of unit prices and amounts in CNY, of the mean grade in percent."""

_PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LotFigures:
    """Dry tonnes, CNY per dry tonne, CNY ex VAT; `grade` is the percent REO that settles."""

    lot: str
    dry_t: Decimal
    unit_price: Decimal
    amount: Decimal
    grade: Decimal = field(metadata=OWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Amounts in CNY. A negative balance is a refund from the seller to the buyer. Without a provisional invoice its
    figures are None and the balance is the gross.
    """

    lots: tuple[LotFigures, ...]
    dry_t: Decimal
    mean_grade: Decimal
    goods: Decimal
    adjustments: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    provisional_net: Decimal | None
    provisional_gross: Decimal | None
    provisional_paid: Decimal | None
    balance: Decimal
    adjustment_amounts: tuple[Decimal, ...] = field(metadata=OWN)
    provisional_dry_t: Decimal | None = field(metadata=OWN)
    provisional_unit_price: Decimal | None = field(metadata=OWN)


class _Trail(list[TrailStep]):
    def add(self, step: TrailStep) -> Decimal:
        self.append(step)
        return step.value


def price(asked: SettlementInputs) -> Result[Settlement]:
    trail = _Trail()
    lots = tuple(_lot(asked, lot, trail) for lot in asked.lots)
    dry_t = sum((lot.dry_t for lot in lots), Decimal(0))
    goods = trail.add(_total("goods", "goods-formula", [lot.amount for lot in lots]))
    mean = trail.add(_mean_grade(lots, dry_t))
    amounts = _adjustments(asked, dry_t, trail)
    adjusted = sum(amounts, Decimal("0.00"))
    net = trail.add(TrailStep("net", "net-formula", f"{shown(goods)} {added(adjusted)}", goods + adjusted, "cny"))
    vat = trail.add(_vat("vat", net, asked.vat_rate))
    gross = trail.add(TrailStep("gross", "gross-formula", f"{shown(net)} {added(vat)}", net + vat, "cny"))
    invoice = _provisional(asked, asked.provisional, trail) if asked.provisional else (None,) * 5
    balance = trail.add(_balance(gross, invoice[4]))
    return Result(
        Settlement(
            lots=lots,
            dry_t=dry_t,
            mean_grade=mean,
            goods=goods,
            adjustments=adjusted,
            net=net,
            vat=vat,
            gross=gross,
            provisional_dry_t=invoice[0],
            provisional_unit_price=invoice[1],
            provisional_net=invoice[2],
            provisional_gross=invoice[3],
            provisional_paid=invoice[4],
            balance=balance,
            adjustment_amounts=amounts,
        ),
        tuple(trail),
    )


def dry_mass(wet_t: Decimal, moisture: Decimal, subject: str = "", *, label: str = "dry") -> TrailStep:
    numbers = f"{shown(wet_t)} {TIMES} (1 {MINUS} {shown(moisture)} / 100)"
    return rounded(label, "dry-formula", numbers, wet_t * (1 - moisture * _PERCENT), MASS, "t", subject=subject)


def unit_price(asked: SettlementInputs, grade: Decimal, subject: str = "", *, label: str = "unit-price") -> TrailStep:
    reference, basis = asked.reference_price, asked.reference_grade
    numbers = f"{shown(reference)} {TIMES} {shown(grade)} / {shown(basis)}"
    exact = reference * grade / basis
    more = {"subject": subject, "source": asked.quarter}
    return rounded(label, "grade-formula", numbers, exact, MONEY, "cny_dry_t", **more)


def _lot(asked: SettlementInputs, lot: Lot, trail: _Trail) -> LotFigures:
    if lot.assay:
        trail.add(settled(lot.assay, lot.lot))
    dry_t = trail.add(dry_mass(lot.wet_t, lot.moisture, lot.lot))
    unit = trail.add(unit_price(asked, lot.grade, lot.lot))
    amount = trail.add(_amount("lot-amount", dry_t, unit, lot.lot))
    return LotFigures(lot.lot, dry_t, unit, amount, lot.grade)


def _amount(label: str, dry_t: Decimal, unit: Decimal, subject: str = "") -> TrailStep:
    numbers = f"{shown(dry_t)} {TIMES} {shown(unit)}"
    return rounded(label, "amount-formula", numbers, dry_t * unit, MONEY, "cny", subject=subject)


def _mean_grade(lots: tuple[LotFigures, ...], dry_t: Decimal) -> TrailStep:
    terms = " + ".join(f"{shown(lot.dry_t)} {TIMES} {shown(lot.grade)}" for lot in lots)
    exact = sum((lot.dry_t * lot.grade for lot in lots), Decimal(0)) / dry_t
    return rounded("mean-grade", "mean-grade-formula", f"({terms}) / {shown(dry_t)}", exact, GRADE, "reo")


def _adjustments(asked: SettlementInputs, dry_t: Decimal, trail: _Trail) -> tuple[Decimal, ...]:
    amounts = []
    for position, adjustment in enumerate(asked.adjustments, 1):
        element = adjustment.penalty.element if adjustment.penalty else ""
        subject = adjustment.label or element or str(position)
        trail += adjustments.steps(adjustment, dry_t, subject)
        amounts.append(trail[-1].value)
    if len(amounts) > 1:
        trail.add(_total("adjustments", "adjustments-formula", amounts))
    return tuple(amounts)


def _total(label: str, formula: str, amounts: Iterable[Decimal]) -> TrailStep:
    terms = tuple(amounts)
    numbers = " ".join([shown(terms[0]), *map(added, terms[1:])])
    return TrailStep(label, formula, numbers, sum(terms, Decimal("0.00")), "cny")


def _vat(label: str, net: Decimal, rate: Decimal) -> TrailStep:
    numbers = f"{shown(net)} {TIMES} {shown(rate)} / 100"
    return rounded(label, "vat-formula", numbers, net * rate * _PERCENT, MONEY, "cny")


def _provisional(asked: SettlementInputs, invoice: Provisional, trail: _Trail) -> tuple[Decimal, ...]:
    """Dry tonnes, unit price, net, gross and what was paid of it."""
    dry_t = trail.add(dry_mass(invoice.wet_t, invoice.moisture, label="provisional-dry"))
    unit = trail.add(unit_price(asked, invoice.grade, label="provisional-unit-price"))
    net = trail.add(_amount("provisional-net", dry_t, unit))
    vat = trail.add(_vat("provisional-vat", net, asked.vat_rate))
    gross = trail.add(TrailStep("provisional-gross", "gross-formula", f"{shown(net)} + {shown(vat)}", net + vat, "cny"))
    numbers = f"{shown(gross)} {TIMES} {shown(invoice.paid_share)} / 100"
    exact = gross * invoice.paid_share * _PERCENT
    paid = trail.add(rounded("provisional-paid", "paid-formula", numbers, exact, MONEY, "cny"))
    return dry_t, unit, net, gross, paid


def _balance(gross: Decimal, paid: Decimal | None) -> TrailStep:
    if paid is None:
        return TrailStep("balance", "balance-unpaid", shown(gross), gross, "cny")
    balance = gross - paid
    numbers = f"{shown(gross)} {MINUS} {shown(paid)}"
    return TrailStep("refund" if balance < 0 else "balance", "balance-formula", numbers, balance, "cny")
