"""Trades and quotes that the tests of the operations start from."""

import datetime as dt
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.trades import Compliance, Side, Status, Trade, prices
from rare_desk.core.units import TaxBasis
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.parties.records import Counterparty, Profile, party_ids, save_party
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import party_queries
from rare_desk.store.reading.queries import product_ids
from rare_desk.store.rows import trade_row
from tests.core.index.books import EXAMPLES, Deal

TODAY = dt.date(2026, 11, 20)
BUY = Trade(
    date=dt.date(2026, 1, 8),
    side=Side.BUY,
    product="PRND-O",
    quantity=Decimal("12.5"),
    price=Decimal(582_000),
    deal_no="HT-1",
    counterparty="包头市甲稀土有限公司",
)

QUOTE = Quote(
    date=dt.date(2025, 3, 17),
    period=Period.DAY,
    product="LA-O",
    source="SMM",
    mid=Decimal(4520),
    tax_basis=TaxBasis.INCL,
)


FIRST, SECOND = "包头市甲稀土有限公司", "赣州乙稀土有限公司"


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


def deal(day: str, side: Side, tonnes: str, price: str, party: str = FIRST, **more: Any) -> Trade:
    """Of the desk's own: PrNd oxide at a price ex VAT, unless `more` says otherwise."""
    made = Trade(
        date=dt.date.fromisoformat(day),
        side=side,
        product="PRND-O",
        quantity=Decimal(tonnes),
        price=Decimal(price),
        tax_basis=TaxBasis.EXCL,
        counterparty=party,
    )
    return replace(made, **more)


def reported(day: str, price: str, **more: Any) -> Trade:
    """Of the market: 4 t."""
    return deal(day, Side.MARKET, "4", price, "", **{"buyer": "甲", "seller": "乙"} | more)


def enter(book: Book, *trades: Trade) -> Changes:
    """One step each, as they are typed."""
    changes = Changes()
    for trade in trades:
        changes = changes.merged(add_trade(book, trade, accept_suspect=True))
    return changes


def add_counterparty(book: Book, party: Counterparty) -> Changes:
    return save_party(book, None, Profile(party))


def change_counterparty(book: Book, counterparty_id: int, party: Counterparty) -> Changes:
    """With its aliases and defaults as they are."""
    aliases = party_queries.aliases_by_party(book).get(counterparty_id, ())
    defaults = party_queries.defaults_by_party(book).get(counterparty_id, {})
    return save_party(book, counterparty_id, Profile(party, aliases, defaults))


def purchases_and_sales(book: Book) -> Changes:
    """Two purchases, a sale of part of them, and later the rest and 5 t more."""
    return enter(
        book,
        deal("2026-01-05", Side.BUY, "10", "500000"),
        deal("2026-01-20", Side.BUY, "10", "520000", SECOND),
        deal("2026-02-10", Side.SELL, "12", "530000", SECOND),
        deal("2026-04-15", Side.SELL, "13", "515000"),
    )


def trade_of(deal: Deal) -> Trade:
    return Trade(
        date=dt.date.fromisoformat(deal.date),
        side=Side.MARKET,
        product=deal.product,
        quantity=None if deal.quantity is None else Decimal(str(deal.quantity)),
        price=None if deal.price is None else Decimal(str(deal.price)),
        tax_basis=TaxBasis.EXCL,
        deal_no=deal.key,
        buyer=deal.buyer,
        seller=deal.seller,
        related=deal.flag == "related_party",
        spot=deal.flag != "not_spot",
        compliance=Compliance.NO if deal.flag == "non_compliant" else Compliance.YES,
        status=Status.CANCELLED if deal.flag == "cancelled" else Status.CONFIRMED,
    )


def put(book: Book, trades: list[Trade]) -> Changes:
    """Adds them as one step, as an import would."""
    products = product_ids(book)
    with book.step("imported", files="trades.csv", count=str(len(trades))) as step:
        parties = party_ids(step, (party for trade in trades for party in (trade.buyer, trade.seller)))
        rows = [trade_row(trade, prices(trade), products[trade.product], parties) for trade in trades]
        step.insert_many("trades", rows)
    return step.changes


def methodology(book: str) -> str:
    return str(EXAMPLES / book / "methodology.json")


def recomputed(told: dict[str, Any]) -> float:
    """The raw value from nothing but what Explain tells."""
    total = weights = 0.0
    for member in told["members"]:
        price = member["price"]
        if member["trades"]:
            price = sum(float(trade["price"]) * trade["weight"] for trade in member["trades"])
            assert sum(trade["weight"] for trade in member["trades"]) == pytest.approx(1)
        else:
            price = member["imputed_from"]["price_before"] * member["imputed_from"]["factor"]
        total += member["weight"] * price / member["reference_price"]
        weights += member["weight"]
    level = told["base_value"] if told["link"] is None else told["link"]
    return float(level * total / weights)


def same(state: IndexState, book: Book) -> bool:
    fresh = IndexState.load(book, state.asked).computation
    renewed = state.computation
    for name in fresh.series_names:
        one, other = fresh.series(name), renewed.series(name)
        for part in fields(one):
            left, right = getattr(one, part.name), getattr(other, part.name)
            if hasattr(left, "tobytes") and left.tobytes() != right.tobytes():
                return False
    return fresh.exclusions() == renewed.exclusions() and fresh.days.tobytes() == renewed.days.tobytes()
