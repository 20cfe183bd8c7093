"""Settlement of a concentrate delivery (pricing.md 2), rounded step by step as its paper prints it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rare_desk.core.numbers import MINUS
from rare_desk.core.pricing.result import OWN, TIMES, Result, added, shown
from rare_desk.core.pricing.settling import adjustments, payments
from rare_desk.core.pricing.settling.adjustments import Assayed
from rare_desk.core.pricing.settling.assay import settled
from rare_desk.core.pricing.settling.rounding import Rounding
from rare_desk.core.pricing.settling.terms import Lot, Provisional, SettlementInputs, Stage
from rare_desk.core.trail import TrailStep

_PERCENT = Decimal("0.01")
_MANY = 100
"""Lots beyond which a screen need not tell each one's steps."""


@dataclass(frozen=True, slots=True)
class LotFigures:
    """Dry tonnes, CNY per dry tonne, CNY ex VAT; `grade` is the percent REO that settles."""

    lot: str
    dry_t: Decimal
    unit_price: Decimal
    amount: Decimal
    grade: Decimal = field(metadata=OWN)


@dataclass(frozen=True, slots=True)
class Invoiced:
    """The provisional invoice: dry tonnes, CNY per dry tonne, CNY; `paid` is the share of its gross that was paid."""

    dry_t: Decimal
    unit_price: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Amounts in CNY. A negative balance is a refund from the seller to the buyer. Without a provisional invoice its
    figures are None and the balance is the gross less what else was paid; of the provisional stage the lots are not yet
    settled and the balance is what is to be paid at once. `invoice_...` is what is still to be invoiced at the final
    stage; below zero it is a credit note.
    """

    lots: tuple[LotFigures, ...]
    dry_t: Decimal
    mean_grade: Decimal
    goods: Decimal
    adjustments: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    provisional_net: Decimal | None = None
    provisional_gross: Decimal | None = None
    provisional_paid: Decimal | None = None
    invoice_net: Decimal | None = None
    invoice_vat: Decimal | None = None
    invoice_gross: Decimal | None = None
    payments: Decimal | None = None
    balance: Decimal
    adjustment_amounts: tuple[Decimal, ...] = field(default=(), metadata=OWN)
    payment_amounts: tuple[Decimal, ...] = field(default=(), metadata=OWN)
    provisional_dry_t: Decimal | None = field(default=None, metadata=OWN)
    provisional_unit_price: Decimal | None = field(default=None, metadata=OWN)


class _Trail(list[TrailStep]):
    """With `told` it has every lot's steps; without, only those of which there are few, for the figures alone."""

    def __init__(self, *, told: bool) -> None:
        super().__init__()
        self.told = told

    def add(self, step: TrailStep) -> Decimal:
        self.append(step)
        return step.value


def price(asked: SettlementInputs) -> Result[Settlement]:
    few = _Trail(told=False)
    figures = _settled(asked, few)
    return Result(figures, lambda: _told(asked), tuple(few) if len(asked.lots) > _MANY else ())


def _told(asked: SettlementInputs) -> tuple[TrailStep, ...]:
    trail = _Trail(told=True)
    _settled(asked, trail)
    return tuple(trail)


def _settled(asked: SettlementInputs, trail: _Trail) -> Settlement:
    return _provisionally(asked, trail) if asked.stage is Stage.PROVISIONAL else _finally(asked, trail)


def _finally(asked: SettlementInputs, trail: _Trail) -> Settlement:
    lots = tuple(_lot(asked, lot, trail) for lot in asked.lots) if trail.told else _lots(asked)
    dry_t = sum((lot.dry_t for lot in lots), Decimal(0))
    goods = sum((lot.amount for lot in lots), Decimal("0.00"))
    trail.add(_total("goods", "goods-formula", [lot.amount for lot in lots], told=trail.told))
    mean = trail.add(_mean_grade(lots, dry_t, asked.rounding, told=trail.told))
    amounts = _adjustments(asked, lots, dry_t, trail)
    adjusted = sum(amounts, Decimal("0.00"))
    net = trail.add(TrailStep("net", "net-formula", f"{shown(goods)} {added(adjusted)}", goods + adjusted, "cny"))
    vat = trail.add(_vat("vat", net, asked))
    gross = trail.add(TrailStep("gross", "gross-formula", f"{shown(net)} {added(vat)}", net + vat, "cny"))
    before = _invoiced(asked, asked.provisional, trail) if asked.provisional else None
    open_net = open_vat = None
    if before is not None and asked.stage is Stage.FINAL:
        open_net, open_vat = _to_invoice(net, vat, before, trail)
    paid, each = _paid(asked, trail)
    return Settlement(
        lots=lots,
        dry_t=dry_t,
        mean_grade=mean,
        goods=goods,
        adjustments=adjusted,
        net=net,
        vat=vat,
        gross=gross,
        provisional_net=before.net if before else None,
        provisional_gross=before.gross if before else None,
        provisional_paid=before.paid if before else None,
        invoice_net=open_net,
        invoice_vat=open_vat,
        invoice_gross=None if open_net is None or open_vat is None else open_net + open_vat,
        payments=paid,
        balance=trail.add(_balance(gross, before.paid if before else None, paid)),
        adjustment_amounts=amounts,
        payment_amounts=each,
        provisional_dry_t=before.dry_t if before else None,
        provisional_unit_price=before.unit_price if before else None,
    )


def _provisionally(asked: SettlementInputs, trail: _Trail) -> Settlement:
    if asked.provisional is None:
        raise ValueError("a provisional stage without a provisional invoice")
    invoice = _invoiced(asked, asked.provisional, trail)
    paid, each = _paid(asked, trail)
    numbers = shown(invoice.paid) + ("" if paid is None else f" {MINUS} {shown(paid)}")
    due = trail.add(TrailStep("provisional-due", "due-formula", numbers, invoice.paid - (paid or 0), "cny"))
    return Settlement(
        lots=(),
        dry_t=invoice.dry_t,
        mean_grade=asked.provisional.grade,
        goods=invoice.net,
        adjustments=Decimal("0.00"),
        net=invoice.net,
        vat=invoice.vat,
        gross=invoice.gross,
        provisional_net=invoice.net,
        provisional_gross=invoice.gross,
        provisional_paid=invoice.paid,
        payments=paid,
        balance=due,
        payment_amounts=each,
        provisional_dry_t=invoice.dry_t,
        provisional_unit_price=invoice.unit_price,
    )


def dry_mass(
    asked: SettlementInputs, wet_t: Decimal, moisture: Decimal, subject: str = "", label: str = "dry"
) -> TrailStep:
    numbers = f"{shown(wet_t)} {TIMES} (1 {MINUS} {shown(moisture)} / 100)"
    exact = wet_t * (1 - moisture * _PERCENT)
    return asked.rounding.dry_mass(label, "dry-formula", numbers, exact, subject=subject)


def unit_price(asked: SettlementInputs, grade: Decimal, subject: str = "", label: str = "unit-price") -> TrailStep:
    reference, basis = asked.reference_price, asked.reference_grade
    numbers = f"{shown(reference)} {TIMES} {shown(grade)} / {shown(basis)}"
    exact = reference * grade / basis
    return asked.rounding.unit_price(label, "grade-formula", numbers, exact, subject=subject, source=asked.quarter)


def _lots(asked: SettlementInputs) -> tuple[LotFigures, ...]:
    """The lots' figures alone, as `_lot` tells them step by step."""
    reference, basis, rounding = asked.reference_price, asked.reference_grade, asked.rounding
    places = (rounding.mass, rounding.price, rounding.amount)
    mass, unit, money = (Decimal(1).scaleb(-one) for one in places)
    way = rounding.mode.rounding
    figures = []
    for lot in asked.lots:
        dry_t = (lot.wet_t * (1 - lot.moisture * _PERCENT)).quantize(mass, way)
        price = (reference * lot.grade / basis).quantize(unit, way)
        figures.append(LotFigures(lot.lot, dry_t, price, (dry_t * price).quantize(money, way), lot.grade))
    return tuple(figures)


def _lot(asked: SettlementInputs, lot: Lot, trail: _Trail) -> LotFigures:
    if lot.assay:
        trail.add(settled(lot.assay, lot.lot))
    dry_t = trail.add(dry_mass(asked, lot.wet_t, lot.moisture, lot.lot))
    unit = trail.add(unit_price(asked, lot.grade, lot.lot))
    amount = trail.add(_amount("lot-amount", dry_t, unit, asked.rounding, lot.lot))
    return LotFigures(lot.lot, dry_t, unit, amount, lot.grade)


def _amount(label: str, dry_t: Decimal, unit: Decimal, rounding: Rounding, subject: str = "") -> TrailStep:
    numbers = f"{shown(dry_t)} {TIMES} {shown(unit)}"
    return rounding.money(label, "amount-formula", numbers, dry_t * unit, subject=subject)


def _mean_grade(lots: tuple[LotFigures, ...], dry_t: Decimal, rounding: Rounding, *, told: bool) -> TrailStep:
    exact = sum((lot.dry_t * lot.grade for lot in lots), Decimal(0)) / dry_t
    numbers = ""
    if told:
        terms = " + ".join(f"{shown(lot.dry_t)} {TIMES} {shown(lot.grade)}" for lot in lots)
        numbers = f"({terms}) / {shown(dry_t)}"
    return rounding.assay("mean-grade", "mean-grade-formula", numbers, exact, "reo")


def _adjustments(
    asked: SettlementInputs, lots: Sequence[LotFigures], dry_t: Decimal, trail: _Trail
) -> tuple[Decimal, ...]:
    amounts = []
    assayed: list[Assayed] = []
    if any(change.schedule is not None for change in asked.adjustments):
        assayed = [Assayed(lot.lot, done.dry_t, lot.elements) for lot, done in zip(asked.lots, lots, strict=True)]
    for position, adjustment in enumerate(asked.adjustments, 1):
        steps = adjustments.steps(adjustment, assayed, dry_t, adjustment.subject(position), asked.rounding)
        trail += steps if trail.told else steps[-1:]
        amounts.append(trail[-1].value)
    if len(amounts) > 1:
        trail.add(_total("adjustments", "adjustments-formula", amounts))
    return tuple(amounts)


def _total(label: str, formula: str, amounts: Iterable[Decimal], *, told: bool = True) -> TrailStep:
    terms = tuple(amounts)
    numbers = " ".join([shown(terms[0]), *map(added, terms[1:])]) if told else ""
    return TrailStep(label, formula, numbers, sum(terms, Decimal("0.00")), "cny")


def _vat(label: str, net: Decimal, asked: SettlementInputs) -> TrailStep:
    numbers = f"{shown(net)} {TIMES} {shown(asked.vat_rate)} / 100"
    return asked.rounding.money(label, "vat-formula", numbers, net * asked.vat_rate * _PERCENT)


def _invoiced(asked: SettlementInputs, invoice: Provisional, trail: _Trail) -> Invoiced:
    dry_t = trail.add(dry_mass(asked, invoice.wet_t, invoice.moisture, label="provisional-dry"))
    unit = trail.add(unit_price(asked, invoice.grade, label="provisional-unit-price"))
    net = trail.add(_amount("provisional-net", dry_t, unit, asked.rounding))
    vat = trail.add(_vat("provisional-vat", net, asked))
    gross = trail.add(TrailStep("provisional-gross", "gross-formula", f"{shown(net)} + {shown(vat)}", net + vat, "cny"))
    numbers = f"{shown(gross)} {TIMES} {shown(invoice.paid_share)} / 100"
    exact = gross * invoice.paid_share * _PERCENT
    paid = trail.add(asked.rounding.money("provisional-paid", "paid-formula", numbers, exact))
    return Invoiced(dry_t, unit, net, vat, gross, paid)


def _to_invoice(net: Decimal, vat: Decimal, before: Invoiced, trail: _Trail) -> tuple[Decimal, Decimal]:
    """Net and VAT of the paper that brings the provisional invoice to the final figures."""
    kind = "invoice" if net >= before.net else "credit"
    open_net, open_vat = net - before.net, vat - before.vat
    for label, final, old, value in (("net", net, before.net, open_net), ("vat", vat, before.vat, open_vat)):
        numbers = f"{shown(final)} {MINUS} {shown(old)}"
        trail.add(TrailStep(f"{kind}-{label}", "invoice-formula", numbers, value, "cny"))
    numbers = f"{shown(open_net)} {added(open_vat)}"
    trail.add(TrailStep(f"{kind}-gross", "gross-formula", numbers, open_net + open_vat, "cny"))
    return open_net, open_vat


def _paid(asked: SettlementInputs, trail: _Trail) -> tuple[Decimal | None, tuple[Decimal, ...]]:
    """What other payments come to, together and each; None when there are none."""
    each = []
    for position, payment in enumerate(asked.payments, 1):
        trail += payments.steps(payment, payment.label or str(position), asked.rounding)
        each.append(trail[-1].value)
    if len(each) > 1:
        trail.add(_total("payments", "payments-formula", each))
    return (sum(each, Decimal(0)) if each else None), tuple(each)


def _balance(gross: Decimal, before: Decimal | None, paid: Decimal | None) -> TrailStep:
    taken = [amount for amount in (before, paid) if amount is not None]
    if not taken:
        return TrailStep("balance", "balance-unpaid", shown(gross), gross, "cny")
    balance = gross - sum(taken)
    numbers = " ".join([shown(gross), *(f"{MINUS} {shown(amount)}" for amount in taken)])
    return TrailStep("refund" if balance < 0 else "balance", "balance-formula", numbers, balance, "cny")
