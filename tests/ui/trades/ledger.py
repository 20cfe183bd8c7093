"""A small ledger for tests of the page."""

import datetime as dt
from decimal import Decimal
from typing import Any

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book

DAY = dt.date(2026, 10, 14)


def deal(number: int, product: str, tonnes: str, price: str, **more: Any) -> Trade:
    given: dict[str, Any] = {
        "date": DAY + dt.timedelta(days=number),
        "side": Side.BUY,
        "product": product,
        "quantity": Decimal(tonnes),
        "price": Decimal(price),
        "deal_no": f"C26-{1000 + number}",
        "counterparty": "甲辰磁材",
        "status": Status.CONFIRMED,
    }
    return Trade(**(given | more))


LEDGER = (
    deal(1, "PRND-O", "8", "577500"),
    deal(2, "PRND-O", "5", "580000", side=Side.SELL, counterparty="戊信新材"),
    deal(3, "LA-O", "24", "4870", counterparty="丁源贸易", status=Status.CANCELLED),
    deal(4, "TB-O", "350", "6832", quantity_unit=Unit.KG, price_unit=Unit.KG, suspect="unusual-price"),
    deal(5, "PRND-O", "10", "75.5", price_unit=Unit.KG, currency="USD", tax_basis=TaxBasis.NONE, fx=Decimal("7.1")),
    deal(6, "DY-O", "1.2", "1573500", side=Side.MARKET, counterparty="", buyer="乙和稀土", seller="辛岭稀土"),
)


def fill(book: Book) -> None:
    for trade in LEDGER:
        add_trade(book, trade, accept_suspect=True)
