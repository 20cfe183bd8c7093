"""What stands in the entry form: texts as typed, unread, and what was chosen."""

import datetime as dt
import re
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.trades import Compliance, Side, Status, Trade
from rare_desk.core.units import TaxBasis, Unit, vat_rate_on


@dataclass(frozen=True, slots=True)
class PriceUnit:
    """What a price is counted in: `CNY` per `t`."""

    currency: str
    unit: Unit

    def __str__(self) -> str:
        return f"{self.currency}/{self.unit}"


CNY_T = PriceUnit("CNY", Unit.T)
CNY_KG = PriceUnit("CNY", Unit.KG)
USD_KG = PriceUnit("USD", Unit.KG)
USD_T = PriceUnit("USD", Unit.T)
PRICE_UNITS = (CNY_T, CNY_KG, USD_KG, USD_T)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Fields named as those of Trade; numbers, dates and the product are raw text.

    An empty `vat_rate` means the rate of the date; `related` None means what the counterparty's group says.
    """

    date: str = ""
    side: Side = Side.BUY
    product: str = ""
    quantity: str = ""
    price: str = ""
    quantity_unit: Unit = Unit.T
    price_unit: PriceUnit = CNY_T
    tax_basis: TaxBasis = TaxBasis.INCL
    vat_rate: str = ""
    fx: str = ""
    deal_no: str = ""
    contract_no: str = ""
    grade: str = ""
    reo_pct: str = ""
    counterparty: str = ""
    buyer: str = ""
    seller: str = ""
    related: bool | None = None
    spot: bool = True
    compliance: Compliance = Compliance.YES
    status: Status = Status.CONFIRMED
    delivery_place: str = ""
    delivery_date: str = ""
    payment: str = ""
    incoterm: str = ""
    country: str = ""
    origin: str = ""
    lot: str = ""
    trader: str = ""
    note: str = ""


FIELDS = tuple(field.name for field in fields(Draft))
PLAIN_TEXTS = (
    *("deal_no", "contract_no", "grade", "counterparty", "buyer", "seller", "delivery_place"),
    *("payment", "incoterm", "country", "origin", "lot", "trader", "note"),
)
CHOICES = ("side", "quantity_unit", "tax_basis", "spot", "compliance", "status")
NUMBERS = ("quantity", "price", "fx", "reo_pct", "vat_rate")


def draft_of(trade: Trade, product_name: str) -> Draft:
    """A trade put back into the form, each text so that reading it gives the same trade."""
    taken: dict[str, Any] = {name: getattr(trade, name) for name in (*PLAIN_TEXTS, *CHOICES)}
    taken |= {name: _text(getattr(trade, name)) for name in NUMBERS}
    if trade.vat_rate == vat_rate_on(trade.date):
        taken["vat_rate"] = ""
    return Draft(
        date=trade.date.isoformat(),
        delivery_date=trade.delivery_date.isoformat() if trade.delivery_date else "",
        product=product_name,
        price_unit=PriceUnit(trade.currency, trade.price_unit),
        related=trade.related,
        **taken,
    )


def following(draft: Draft) -> Draft:
    """The form after save and next: what a day's deals share stays, the deal number counts on."""
    kept = (
        *("date", "side", "product", "spot", "price_unit", "quantity_unit", "tax_basis", "vat_rate", "fx"),
        *("compliance", "status", "trader"),
    )
    taken: dict[str, Any] = {name: getattr(draft, name) for name in kept}
    return Draft(deal_no=next_number(draft.deal_no), **taken)


def duplicate(draft: Draft, today: dt.date) -> Draft:
    """A copy of a deal made today, under the next number; where it was delivered and by which lot stays behind."""
    return replace(
        draft,
        date=today.isoformat(),
        deal_no=next_number(draft.deal_no),
        status=Status.CONFIRMED,
        delivery_date="",
        lot="",
        vat_rate="",
    )


_LAST_DIGITS = re.compile(r"(\d+)(?=\D*$)")


def next_number(deal_no: str) -> str:
    """`C26-1063` counts on to `C26-1064`, with its width kept; a number without digits gives none."""
    before, digits, after = last_digits(deal_no)
    return before + str(int(digits) + 1).zfill(len(digits)) + after if digits else ""


def last_digits(deal_no: str) -> tuple[str, str, str]:
    """With what stands before and after them; all of a number without digits stands before."""
    found = _LAST_DIGITS.search(deal_no)
    return (deal_no[: found.start()], found[1], deal_no[found.end() :]) if found else (deal_no, "", "")


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{Decimal(plain(value)):,f}"
