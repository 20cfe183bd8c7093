"""The trades that the two halves write, told apart by their deal numbers."""

import datetime as dt
from decimal import Decimal

from rare_desk.core.trades import Side, Trade

TODAY = dt.date(2026, 11, 1)


def trade(deal_no: str) -> Trade:
    number = int(deal_no[1:])
    return Trade(
        date=dt.date(2026, 1, 5) + dt.timedelta(days=number % 250),
        side=(Side.BUY, Side.SELL)[number % 2],
        product=("PRND-O", "LA-O", "DY-O")[number % 3],
        quantity=Decimal(1 + number % 30),
        price=Decimal(400_000 + number % 1000),
        deal_no=deal_no,
        counterparty=f"公司{number % 20}",
    )
