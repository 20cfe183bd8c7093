"""What the book's prices of an oxide come to in a quarter."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.calendar import IndexDays, date_of
from rare_desk.core.numbers import exact
from rare_desk.core.pricing.clauses.average import Missing, Price, counted
from rare_desk.core.pricing.clauses.period import days_of_quarter
from rare_desk.core.products import Catalogue, Product
from rare_desk.core.quotes import Quote
from rare_desk.core.units import TaxBasis, vat_rate_on
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.store.reading import queries

_DAY = dt.timedelta(days=1)
_MIXED = {"Pr6O11": "PRND-O", "Nd2O3": "PRND-O"}
"""The mix whose price stands for an oxide that is not priced alone."""


@dataclass(frozen=True, slots=True)
class Mean:
    """Of a quarter: CNY per tonne including VAT over `days` of its `of` index days, by quotes of `product`."""

    price: Decimal
    days: int
    of: int
    product: str


class Quarters:
    """The means of oxides by quarter, each product's prices read once."""

    def __init__(self, book: Book, quoted_by: str, state: IndexState | None = None) -> None:
        """From the quotes of one source; with `state` from the daily prices of its index instead."""
        self._book, self._quoted_by, self._state = book, quoted_by, state
        self._days = IndexDays(state.ground.calendar if state else queries.non_trading_days(book))
        self._products = queries.catalogue(book)
        self._prices: dict[str, list[Price]] = {}

    def mean(self, oxide: str, quarter: str) -> Mean | None:
        """None when the quarter has no price of it."""
        for product in products_of(oxide, self._products):
            found = self._mean(product, quarter)
            if found is not None:
                return found
        return None

    def means(self, oxides: Iterable[str], quarter: str) -> Mapping[str, Mean]:
        found = ((oxide, self.mean(oxide, quarter)) for oxide in oxides)
        return {oxide: mean for oxide, mean in found if mean is not None}

    def _mean(self, product: Product, quarter: str) -> Mean | None:
        if product.code not in self._prices:
            self._prices[product.code] = self._read(product.code)
        days = days_of_quarter(quarter, self._days)
        near = [one for one in self._prices[product.code] if one.until >= days[0] and one.date <= days[-1]]
        used, _ = counted(days, near, Missing.SKIP)
        if not used:
            return None
        return Mean(sum((price.price for _, price in used), Decimal(0)) / len(used), len(used), len(days), product.code)

    def _read(self, code: str) -> list[Price]:
        if self._state is not None:
            return _indexed(self._state, code)
        quotes = (row.quote for row in queries.quotes(self._book, code, self._quoted_by))
        return _merged(quotes)


def products_of(oxide: str, products: Catalogue) -> list[Product]:
    """The oxide's own product, then the mix that may stand for it."""
    own = [one for one in products if one.form == "oxide" and one.formula == oxide]
    mix = _MIXED.get(oxide)
    return own + ([products[mix]] if mix and mix in products else [])


def _incl_vat(quote: Quote) -> Decimal | None:
    """CNY per tonne including VAT by the quote's own rate, else its day's; None for other currencies and bases."""
    if quote.currency != "CNY" or quote.tax_basis not in (TaxBasis.INCL, TaxBasis.EXCL):
        return None
    rate = quote.vat_rate if quote.vat_rate is not None else vat_rate_on(quote.date)
    per_tonne = quote.mid / quote.unit.tonnes
    return per_tonne if quote.tax_basis is TaxBasis.INCL else per_tonne * (1 + rate / 100)


def _merged(quotes: Iterable[Quote]) -> list[Price]:
    """Several quotes for the same days, of grades or hours, count at their mean."""
    by_days: dict[tuple[dt.date, dt.date], list[Decimal]] = {}
    for quote in quotes:
        value = _incl_vat(quote)
        if value is not None:
            by_days.setdefault((quote.first_day, quote.end_day - _DAY), []).append(value)
    return [Price(*days, sum(values, Decimal(0)) / len(values)) for days, values in sorted(by_days.items())]


def _indexed(state: IndexState, code: str) -> list[Price]:
    if code not in state.computation.priced_products():
        return []
    found = state.computation.daily_prices(code)
    days = zip(map(date_of, found.days.tolist()), found.price.tolist(), strict=True)
    return [Price(day, day, exact(price) * (1 + vat_rate_on(day) / 100)) for day, price in days if price == price]
