"""Steps that change trades in every way, for what is kept up to date from step to step."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.ops.trades import add_trade, change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_filters import TradeFilter
from rare_desk.store.reading.trades.trade_queries import trade_ids

TRADE = Trade(
    date=dt.date(2026, 1, 5), side=Side.BUY, product="PRND-O", quantity=Decimal(10), price=Decimal(565_000),
    counterparty="包头甲公司", grade="99.5%",
)  # fmt: skip
FILTERS = (
    TradeFilter(),
    TradeFilter(text="甲 99"),
    TradeFilter(products=("PRND-O",), sides=(Side.BUY,)),
    TradeFilter(first=dt.date(2026, 1, 5), statuses=(Status.CONFIRMED, Status.CANCELLED)),
    TradeFilter(counterparties=("赣州乙公司",), batches=(0,)),
)
TRADES = st.builds(
    lambda **changed: replace(TRADE, **changed),
    date=st.dates(dt.date(2026, 1, 3), dt.date(2026, 1, 7)),
    side=st.sampled_from((Side.BUY, Side.SELL)),
    product=st.sampled_from(("PRND-O", "DY-O")),
    status=st.sampled_from((Status.CONFIRMED, Status.DRAFT, Status.CANCELLED)),
    quantity=st.decimals("0.001", "99", places=3),
    price=st.decimals("1", "999999", places=2),
    counterparty=st.sampled_from(("包头甲公司", "赣州乙公司")),
    grade=st.sampled_from(("99.5%", "4N", "干基", "一级")),
    delivery_place=st.sampled_from(("", "包头", "上海", "天津")),
)
VERBS = st.lists(st.tuples(st.sampled_from(("add", "change", "delete", "undo")), TRADES, st.integers(0, 9)), max_size=6)


def do(book: Book, verb: str, trade: Trade, place: int) -> None:
    ids = trade_ids(book)
    if verb == "add" or not ids:
        add_trade(book, trade, accept_suspect=True)
    elif verb == "change":
        change_trade(book, ids[place % len(ids)], trade, accept_suspect=True)
    elif verb == "delete":
        delete_trades(book, [ids[place % len(ids)]])
    else:
        book.undo()
