"""A book of some weeks that can be published, and what is done to it."""

import datetime as dt
from dataclasses import replace

import pytest

from rare_desk.ops.index.state import IndexState
from rare_desk.ops.publication import Vintages, caught_up, publish_up_to
from rare_desk.store.book import Book, Changes
from tests.core.index.books import Deal
from tests.ops.given import put, trade_of

TODAY = dt.date(2025, 4, 1)
"""A Tuesday, the day after the last index day that `traded` has; two months after its first."""
PRODUCTS = ("PRND-O", "PRND-M", "ND-O", "LA-O", "CE-O", "DY-O", "TB-O", "GD-O")


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    span = range((last - first).days + 1)
    return [day for day in (first + dt.timedelta(days=n) for n in span) if day.weekday() < 5]


def deals(first: dt.date, last: dt.date) -> list[Deal]:
    """Three trades a day of every weighted product, prices rising by a thousandth a day."""
    return [
        Deal(
            day.isoformat(), round(100_000 * (1 + n / 8) * (1 + place / 1000), 2), 2.0 + pair, f"B{pair}", f"S{pair}",
            code, key=f"{day:%m%d}-{code}-{pair}",
        )
        for place, day in enumerate(days(first, last))
        for n, code in enumerate(PRODUCTS)
        for pair in range(3)
    ]  # fmt: skip


def late(day: str, price: float, product: str = "PRND-O", quantity: float = 3.0, key: str = "late") -> Deal:
    return Deal(day, price, quantity, "B7", "S7", product, key=key)


def add(book: Book, *more: Deal) -> Changes:
    return put(book, [trade_of(replace(deal)) for deal in more])


def rows(book: Book) -> Vintages:
    return Vintages.load(book)


def live(book: Book) -> IndexState:
    return caught_up(book, None, TODAY)


@pytest.fixture
def traded(book: Book) -> Book:
    """Three trades a day of every product with a weight, February and March 2025."""
    add(book, *deals(dt.date(2025, 2, 3), dt.date(2025, 3, 31)))
    return book


@pytest.fixture
def published(traded: Book) -> Book:
    """Every day up to 31 March is published."""
    publish_up_to(traded, None, "daily", today=TODAY)
    return traded
