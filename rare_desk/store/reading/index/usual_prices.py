"""What a product costs around a day, summed up by the book itself: also where it has thousands of trades there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.numbers import MONEY_PLACES, from_scaled
from rare_desk.store.book import Book

_PRICED = (
    "FROM trades WHERE product = (SELECT id FROM products WHERE code = ?)"
    " AND price_ex_vat IS NOT NULL AND status NOT IN ('draft', 'cancelled')"
)
_PRICES = f"{_PRICED} AND day BETWEEN ? AND ?"


@dataclass(frozen=True, slots=True)
class Spread:
    """CNY per tonne ex VAT of `count` trades."""

    count: int
    low: Decimal
    median: Decimal
    high: Decimal


def price_spread(book: Book, product: str, first: date, last: date) -> Spread | None:
    """Between the two days (included), without drafts and cancelled trades; None when there is none."""
    given = (product, day_number(first), day_number(last))
    count, low, high = book.fetch(f"SELECT count(*), min(price_ex_vat), max(price_ex_vat) {_PRICES}", given)[0]
    if not count:
        return None
    middle = f"SELECT price_ex_vat {_PRICES} ORDER BY price_ex_vat LIMIT {2 - count % 2} OFFSET {(count - 1) // 2}"
    prices = [from_scaled(price, MONEY_PLACES) for (price,) in book.fetch(middle, given)]
    median = sum(prices, Decimal(0)) / len(prices)
    return Spread(count, from_scaled(low, MONEY_PLACES), median, from_scaled(high, MONEY_PLACES))


def last_prices(book: Book, product: str, day: date, most: int) -> tuple[date, tuple[Decimal, ...]] | None:
    """The day of the product's last trade up to that day, and the prices of at `most` so many before it, this one
    first; without drafts and cancelled trades. None when there is none."""
    found = book.fetch(
        f"SELECT day, price_ex_vat {_PRICED} AND day <= ? ORDER BY day DESC LIMIT ?", (product, day_number(day), most)
    )
    if not found:
        return None
    return date_of(found[0][0]), tuple(from_scaled(price, MONEY_PLACES) for _, price in found)
