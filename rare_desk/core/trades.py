"""What a trade is, what it costs in every basis, and what may be wrong with one."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rare_desk.core.numbers import AMOUNT_PLACES, LARGEST, MASS_PLACES, MONEY_PLACES, half_up, least, plain, vanishes
from rare_desk.core.problems import Problem, problem
from rare_desk.core.suspicion import usual_days
from rare_desk.core.units import PERCENTAGES, TaxBasis, Unit, fx_problem, percent_problem


class Side(StrEnum):
    BUY = "buy"
    SELL = "sell"
    MARKET = "market"


class Status(StrEnum):
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    PART_DELIVERED = "part-delivered"
    DELIVERED = "delivered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Compliance(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A deal made by the desk (buy, sell) or reported from the market (market), as it was written.

    `quantity` is in `quantity_unit`, `price` in `currency` per `price_unit` on `tax_basis`; `vat_rate` and `reo_pct`
    are percent; `fx` is CNY per unit of a foreign currency. The desk's own trades name the `counterparty`; market
    trades name `buyer` and `seller`. A draft may lack quantity and price.
    """

    date: dt.date
    side: Side
    product: str
    quantity: Decimal | None
    price: Decimal | None
    quantity_unit: Unit = Unit.T
    price_unit: Unit = Unit.T
    currency: str = "CNY"
    tax_basis: TaxBasis = TaxBasis.INCL
    vat_rate: Decimal = Decimal(13)
    fx: Decimal | None = None
    deal_no: str = ""
    contract_no: str = ""
    grade: str = ""
    reo_pct: Decimal | None = None
    counterparty: str = ""
    buyer: str = ""
    seller: str = ""
    related: bool = False
    spot: bool = True
    compliance: Compliance = Compliance.YES
    status: Status = Status.CONFIRMED
    delivery_place: str = ""
    delivery_date: dt.date | None = None
    payment: str = ""
    incoterm: str = ""
    country: str = ""
    origin: str = ""
    lot: str = ""
    trader: str = ""
    note: str = ""
    suspect: str = ""
    """Codes of the suspicions with which it was accepted, joined by a comma."""

    @property
    def called(self) -> str:
        """As a person names it: by its number, else by day and product."""
        return self.deal_no or f"{self.date.isoformat()} {self.product}"

    @property
    def quantity_t(self) -> Decimal | None:
        return None if self.quantity is None else self.quantity * self.quantity_unit.tonnes


@dataclass(frozen=True, slots=True)
class Prices:
    """CNY per tonne to 1e-4 and amounts in CNY to 0.01; None where the trade does not say enough."""

    ex_vat: Decimal | None = None
    incl_vat: Decimal | None = None
    amount_ex_vat: Decimal | None = None
    amount_incl_vat: Decimal | None = None
    amount: Decimal | None = None
    """As written, in the trade's own currency and basis."""


def prices(trade: Trade) -> Prices:
    """Both prices from the written one, half-up to 1e-4; amount = quantity x written price to 0.01, the other from it.

    A foreign price has no VAT: it is converted at the trade's own rate and stands ex VAT only.
    """
    if trade.price is None:
        return Prices()
    tonnes = trade.quantity_t
    written = trade.price / trade.price_unit.tonnes
    amount = None if tonnes is None else half_up(tonnes * written, AMOUNT_PLACES)
    if trade.currency != "CNY":
        if trade.fx is None:
            return Prices(amount=amount)
        converted = None if tonnes is None else half_up(tonnes * written * trade.fx, AMOUNT_PLACES)
        return Prices(half_up(written * trade.fx, MONEY_PLACES), None, converted, None, amount)
    if trade.tax_basis is TaxBasis.NONE:
        return Prices(half_up(written, MONEY_PLACES), None, amount, None, amount)
    factor = 1 + trade.vat_rate / 100
    price = half_up(written, MONEY_PLACES)
    if trade.tax_basis is TaxBasis.INCL:
        other = None if amount is None else half_up(amount / factor, AMOUNT_PLACES)
        return Prices(half_up(written / factor, MONEY_PLACES), price, other, amount, amount)
    other = None if amount is None else half_up(amount * factor, AMOUNT_PLACES)
    return Prices(price, half_up(written * factor, MONEY_PLACES), amount, other, amount)


def check(trade: Trade, today: dt.date) -> tuple[Problem, ...]:
    """Everything wrong or suspect in the trade by itself, all at once; an empty tuple is a good trade."""
    return (*_quantity_and_price(trade), *_rates(trade), *_dates(trade, today))


def _quantity_and_price(trade: Trade) -> list[Problem]:
    found, unit = [], trade.quantity_unit
    for field, places in (("quantity", MASS_PLACES), ("price", MONEY_PLACES)):
        value: Decimal | None = getattr(trade, field)
        if value is None:
            if trade.status is not Status.DRAFT:
                found.append(problem(f"missing-{field}", field))
        elif value <= 0:
            found.append(problem(f"non-positive-{field}", field, plain(value)))
        elif value > LARGEST:
            found.append(problem("too-large", field, plain(value), limit=plain(LARGEST)))
        elif vanishes(value * unit.tonnes if field == "quantity" else value, places):
            smallest = least(places) / unit.tonnes if field == "quantity" else least(places)
            found.append(problem("too-small", field, plain(value), least=plain(smallest)))
    return found


def _rates(trade: Trade) -> list[Problem]:
    said = {field: getattr(trade, field) for field in PERCENTAGES}
    found = [percent_problem(field, value) for field, value in said.items() if value is not None]
    if trade.fx is not None:
        found.append(fx_problem(trade.fx))
    return [one for one in found if one is not None]


def _dates(trade: Trade, today: dt.date) -> list[Problem]:
    first, last = usual_days(today)
    if first <= trade.date <= last:
        return []
    code = "old-date" if trade.date < first else "future-date"
    return [problem(code, "date", trade.date.isoformat(), suspect=True)]
