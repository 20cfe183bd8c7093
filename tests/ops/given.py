"""Trades and quotes that the tests of the operations start from."""

import datetime as dt
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.quotes import Period, Quote
from rare_desk.core.trades import Compliance, Side, Status, Trade, prices
from rare_desk.core.units import TaxBasis
from rare_desk.ops.counterparties import party_ids
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book, Changes
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
