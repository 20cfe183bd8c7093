"""A small market: neodymium oxide traded on four index days, quoted twice."""

import datetime as dt
from decimal import Decimal

from rare_desk.core.quotes import Period, Quote
from rare_desk.core.trades import Side, Trade
from rare_desk.core.units import TaxBasis
from rare_desk.ops.quotes import add_quote
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book

DAY = dt.date(2026, 3, 12)
TRADED = {dt.date(2026, 3, 9): "560000", dt.date(2026, 3, 10): "562000", dt.date(2026, 3, 11): "564000", DAY: "566000"}


def quote(
    mid: str, day: dt.date = DAY, source: str = "行情网", product: str = "ND-O", basis: TaxBasis | None = TaxBasis.INCL
) -> Quote:
    return Quote(date=day, period=Period.DAY, product=product, source=source, mid=Decimal(mid), tax_basis=basis)


def market(book: Book) -> None:
    parties = ("甲方", "乙方", "丙方")
    for place, (day, price) in enumerate(TRADED.items()):
        for number, party in enumerate(parties):
            dealt = Trade(
                date=day,
                side=Side.BUY,
                product="ND-O",
                quantity=Decimal(10),
                price=Decimal(price),
                counterparty=party,
                deal_no=f"D{place}{number}",
                reo_pct=Decimal("99.5"),
            )
            add_trade(book, dealt, accept_suspect=True)
    add_quote(book, quote("560000", dt.date(2026, 3, 11)))
    add_quote(book, quote("565000"))
