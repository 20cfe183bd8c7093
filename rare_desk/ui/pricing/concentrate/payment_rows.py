"""The rows of the payments: what was paid when; of a bank acceptance also its discount, in a row of its own."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.settling import payments
from rare_desk.core.pricing.settling.payments import DAY_BASES, Party
from rare_desk.core.pricing.settling.terms import SettlementInputs
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.cells import EMPTY, Cell, GridRow, choice, typed
from rare_desk.ui.pricing.outcome import Outcome


def payment_rows(given: Given, outcome: Outcome) -> list[GridRow]:
    rows = []
    figures = outcome.settlement
    for place, payment in enumerate(given.get("payments") or ()):
        path = f"payments[{place}]"
        rows.append(_paid(payment, path, figures.payment_amounts[place] if figures else None, outcome))
        if "days" in payment:
            rows.append(_discount(payment, path, place, outcome))
    return rows


def _paid(payment: Mapping[str, Any], path: str, counted: Decimal | None, outcome: Outcome) -> GridRow:
    label = str(payment.get("label") or "")
    day = str(payment.get("paid_on") or "")
    problem = outcome.problem(f"{path}.paid_on")
    unread = labels.say(problem) if problem else ""
    name = Cell(label, f"{path}.label", label, prefix=labels.label("pricing.item-payments"))
    paid_on = Cell(day, f"{path}.paid_on", day, prefix=labels.label("pricing.field-paid_on"), problem=unread)
    amount = typed(payment, "amount", path, outcome)
    return GridRow((name, paid_on, EMPTY, EMPTY, EMPTY, amount, Cell(_money(counted))), path, wide=range(1, 3))


def _discount(payment: Mapping[str, Any], path: str, place: int, outcome: Outcome) -> GridRow:
    days = replace(typed(payment, "days", path, outcome, places=0), prefix=labels.label("pricing.field-days"))
    rate = replace(typed(payment, "discount_rate", path, outcome), prefix=labels.label("pricing.short-discount-rate"))
    bases = [(basis, labels.label("pricing.short-day-basis", basis=basis)) for basis in DAY_BASES]
    parties = [(str(party), labels.label(f"pricing.borne-{party}")) for party in Party]
    asked = outcome.priced.inputs if outcome.priced else None
    discount = None
    if isinstance(asked, SettlementInputs) and asked.payments[place].days is not None:
        discount = payments.steps(asked.payments[place], "", asked.rounding)[0].value
    cells = (
        Cell(labels.label("pricing.sheet-discount"), muted=True),
        days,
        rate,
        choice(payment, "day_basis", path, bases),
        choice(payment, "borne_by", path, parties),
        Cell(_money(discount), muted=True),
        EMPTY,
    )
    return GridRow(cells, path)


def _money(value: Decimal | None) -> str:
    return "" if value is None else formats.money(value)
