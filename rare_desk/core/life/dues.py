"""The deliveries and payments of a trade: what is done, open and overdue, and the status that follows from it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import LARGEST, LARGEST_AMOUNT, MASS_PLACES, MONEY_PLACES, plain, vanishes
from rare_desk.core.problems import Problem, problem
from rare_desk.core.suspicion import usual_days
from rare_desk.core.trades import Prices, Side, Status, Trade

TOLERANCE = Decimal("0.005")
"""The share of a contract by which a delivery or payment may fall short or run over and still be the whole."""

OPEN = (Status.CONFIRMED, Status.PART_DELIVERED)
"""What is not delivered yet; of a trade delivered or closed nothing is open, whatever its rows say."""

UNPAID = (*OPEN, Status.DELIVERED)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Planned for the day `due`, or done on the day `done`; either may be missing, not both."""

    due: dt.date | None = None
    done: dt.date | None = None
    invoice_no: str = ""
    note: str = ""

    def overdue(self, today: dt.date) -> bool:
        return self.done is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Due):
    """`quantity_t` is dry mass; below zero it is goods that went back."""

    quantity_t: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Due):
    """Incl. VAT, in the currency of the trade; below zero it is money paid back."""

    amount: Decimal
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one trade. `owed` is its amount incl. VAT, as written where it has none; None while it is not known, like the
    quantity. What is open and overdue is nothing for a draft, a cancelled trade and one of the market."""

    quantity_t: Decimal | None
    delivered_t: Decimal
    open_t: Decimal
    overdue_t: Decimal
    owed: Decimal | None
    paid: Decimal
    open_amount: Decimal
    overdue_amount: Decimal

    @property
    def overdue(self) -> bool:
        return bool(self.overdue_t or self.overdue_amount)

    @property
    def settled(self) -> bool:
        """Delivered and paid in full."""
        return _whole(self.delivered_t, self.quantity_t) and _whole(self.paid, self.owed)


def owed(prices: Prices) -> Decimal | None:
    return prices.amount if prices.amount_incl_vat is None else prices.amount_incl_vat


def standing(
    trade: Trade, prices: Prices, deliveries: Iterable[Delivery], payments: Iterable[Payment], today: dt.date
) -> Standing:
    """Payments in another currency than the trade's are not counted."""
    deliveries = tuple(deliveries)
    payments = tuple(one for one in payments if one.currency == trade.currency)
    delivered = sum((one.quantity_t for one in deliveries if one.done), NOTHING)
    paid = sum((one.amount for one in payments if one.done), NOTHING)
    late_t = sum((one.quantity_t for one in deliveries if one.overdue(today)), NOTHING)
    late = sum((one.amount for one in payments if one.overdue(today)), NOTHING)
    own = trade.side is not Side.MARKET
    coming, unpaid = own and trade.status in OPEN, own and trade.status in UNPAID
    whole, amount = trade.quantity_t, owed(prices)
    return Standing(
        quantity_t=whole,
        delivered_t=delivered,
        open_t=max(NOTHING, (whole or NOTHING) - delivered) if coming else NOTHING,
        overdue_t=late_t if coming else NOTHING,
        owed=amount,
        paid=paid,
        open_amount=(amount or NOTHING) - paid if unpaid else NOTHING,
        overdue_amount=late if unpaid else NOTHING,
    )


def _whole(done: Decimal, whole: Decimal | None) -> bool:
    return whole is not None and done >= whole * (1 - TOLERANCE)


def delivered_status(found: Standing) -> Status:
    """What the deliveries by themselves say."""
    if _whole(found.delivered_t, found.quantity_t) and found.delivered_t > 0:
        return Status.DELIVERED
    return Status.PART_DELIVERED if found.delivered_t > 0 else Status.CONFIRMED


_ORDER = (Status.CONFIRMED, Status.PART_DELIVERED, Status.DELIVERED)


def following_status(status: Status, before: Standing, after: Standing) -> Status:
    """The status after a change of the deliveries. It follows them as long as it agreed with them, and forward in any
    case; one that was set by hand beyond what they say stays, as do drafts, closed and cancelled trades."""
    if status not in _ORDER:
        return status
    said, says = delivered_status(before), delivered_status(after)
    if status is said or _ORDER.index(says) > _ORDER.index(status):
        return says
    return status


def contradictions(trade: Trade, found: Standing, deliveries: Sequence[Delivery]) -> tuple[Problem, ...]:
    """Where the status and the rows do not agree. A status without any delivery is what its ledger said: right."""
    wrong = []
    status = str(trade.status)
    if trade.status in (Status.DRAFT, Status.CANCELLED) and (found.delivered_t or found.paid):
        wrong.append(problem("status-with-rows", "status", status, suspect=True))
    if trade.status in _ORDER and any(one.done for one in deliveries) and delivered_status(found) is not trade.status:
        wrong.append(problem(f"deliveries-say-{delivered_status(found)}", "status", status, suspect=True))
    if trade.status is Status.CLOSED and any(one.done is None for one in deliveries):
        wrong.append(problem("closed-with-planned", "status", status, suspect=True))
    for code, done, whole in (
        ("over-delivered", found.delivered_t, found.quantity_t),
        ("over-paid", found.paid, found.owed),
    ):
        if whole is not None and done > whole * (1 + TOLERANCE):
            wrong.append(problem(code, "", plain(done), suspect=True, whole=plain(whole)))
    return tuple(wrong)


def check(row: Delivery | Payment, today: dt.date) -> tuple[Problem, ...]:
    """Everything wrong or suspect in one row by itself."""
    found = []
    name, value, limit, places = (
        ("quantity", row.quantity_t, LARGEST, MASS_PLACES)
        if isinstance(row, Delivery)
        else ("amount", row.amount, LARGEST_AMOUNT, MONEY_PLACES)
    )
    if vanishes(value, places):
        found.append(problem("zero-due", name, plain(value)))
    elif abs(value) > limit:
        found.append(problem("too-large", name, plain(value), limit=plain(limit)))
    if row.due is None and row.done is None:
        found.append(problem("no-day", "due"))
    first, last = usual_days(today)
    if row.done is not None and not first <= row.done <= last:
        found.append(problem("old-date" if row.done < first else "done-later", "done", row.done.isoformat()))
    return tuple(found)
