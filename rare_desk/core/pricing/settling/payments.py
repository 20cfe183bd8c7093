"""What has been paid on a settlement, by transfer or by bank acceptance, and what of it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rare_desk.core.numbers import MINUS
from rare_desk.core.pricing.fields import Field, Kind, Problems, number, positive, text
from rare_desk.core.pricing.result import TIMES, shown
from rare_desk.core.pricing.settling.rounding import Rounding
from rare_desk.core.problems import problem
from rare_desk.core.trail import TrailStep

DAY_BASES = ("360", "365")


class Party(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"


PAYMENT_FIELDS = (
    text("label"),
    Field(name="paid_on", kind=Kind.DATE, required=False),
    positive("amount", "cny"),
    number("days", "days", 0, 366, required=False),
    number("discount_rate", "percent_year", 0, 30, required=False),
    Field(name="day_basis", kind=Kind.CHOICE, choices=DAY_BASES, required=False),
    Field(name="borne_by", kind=Kind.CHOICE, choices=tuple(Party), required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """`amount` in CNY is the draft's face value when it is a bank acceptance, which falls due in `days` and is
    discounted at `discount_rate` percent a year of `day_basis` days; the discount is `borne_by` one of the parties.
    """

    label: str = ""
    amount: Decimal
    days: Decimal | None = None
    discount_rate: Decimal = Decimal(0)
    day_basis: int = 360
    borne_by: Party = Party.SELLER


def payment_of(values: Mapping[str, Any], path: str) -> tuple[Payment | None, Problems]:
    """The payment of read values; a discount needs days, rate and who bears it."""
    discount = ("days", "discount_rate", "borne_by")
    given = {name for name in discount if values[name] is not None}
    if given and (missing := [name for name in discount if name not in given]):
        return None, tuple(problem("input-missing", f"{path}.{name}") for name in missing)
    label = values["label"] or (values["paid_on"].isoformat() if values["paid_on"] else "")
    if not given:
        return Payment(label=label, amount=values["amount"]), ()
    return Payment(
        label=label,
        amount=values["amount"],
        days=values["days"],
        discount_rate=values["discount_rate"],
        day_basis=int(values["day_basis"] or DAY_BASES[0]),
        borne_by=Party(values["borne_by"]),
    ), ()


def steps(payment: Payment, subject: str, rounding: Rounding) -> tuple[TrailStep, ...]:
    """What of it counts; the last step is that amount. A discount that the buyer bears is taken off the face value, one
    that the seller bears is only said.
    """
    amount = rounding.money("payment", "payment-paid", "", payment.amount, subject=subject)
    if payment.days is None:
        return (amount,)
    numbers = (
        f"{shown(payment.amount)} {TIMES} {shown(payment.discount_rate)} / 100"
        f" {TIMES} {shown(payment.days)} / {payment.day_basis}"
    )
    exact = payment.amount * payment.discount_rate / 100 * payment.days / payment.day_basis
    discount = rounding.money("discount", "discount-formula", numbers, exact, subject=subject)
    if payment.borne_by is Party.SELLER:
        return discount, amount
    numbers = f"{shown(amount.value)} {MINUS} {shown(discount.value)}"
    value = amount.value - discount.value
    return discount, TrailStep("payment", "payment-discounted", numbers, value, "cny", subject)
