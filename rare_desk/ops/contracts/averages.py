"""The prices of a quotational period, taken from the book."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import exact, half_up, plain
from rare_desk.core.pricing import fields
from rare_desk.core.pricing.clauses import average
from rare_desk.core.pricing.clauses.period import Period, period_of
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.quotes import Quote
from rare_desk.core.units import TaxBasis, vat_rate_on
from rare_desk.ops.index.points import daily_prices, index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.store.reading import queries

Given = dict[str, Any]

_DAY, _YEAR = dt.timedelta(days=1), dt.timedelta(days=366)
"""The last known quote is looked for a year back."""
_PLACES = 4


def taken(book: Book, given: Mapping[str, object]) -> Given:
    """The inputs with `prices` and `closed` as the book has them for the period.

    `taken_from` says what: `quotes` of `product` by the source `quoted_by`, levels of the index `series`, or the
    index's daily `prices` of `product`. `basis` turns CNY quotes into CNY per tonne incl. or ex VAT, each by its own
    rate. Refused when the period is not clear or the book has nothing of the kind.
    """
    asked = dict(given)
    values, problems = fields.read(average.FIELDS, asked)
    wrong = [p for p in problems if p.code != "input-missing" and not p.field.startswith(("prices", "closed"))]
    if not values["window"]:
        wrong.append(problem("input-missing", "window"))
    if wrong:
        raise Refused.at_fields(wrong)
    if values["taken_from"] in ("series", "prices"):
        state = IndexState.load(book)
        closed = state.ground.calendar
        period = _period(values, closed)
        found, unit = _of_index(state, values, period)
    else:
        closed = queries.non_trading_days(book)
        period = _period(values, closed)
        found, unit = _quoted(book, values, period)
    if not found:
        raise Refused.at_fields([_nothing(values, period)])
    near = [day.isoformat() for day in sorted(closed) if period.first - _YEAR <= day <= period.last + _YEAR]
    return asked | {"prices": found, "closed": near, "unit": unit}


def _period(values: Mapping[str, Any], closed: Iterable[dt.date]) -> Period:
    found = period_of({**values, "closed": tuple(closed)})
    if not isinstance(found, Period):
        raise Refused.at_fields(found)
    return found


def _of_index(state: IndexState, values: Mapping[str, Any], period: Period) -> tuple[list[Given], str]:
    """Levels, or daily prices with VAT of each day when that is asked for."""
    first = period.first - _YEAR
    if values["taken_from"] == "series":
        points = index_points(state, values["series"] or "composite", "daily", first, period.last)["points"]
        return _needed([_price(point["date"], point["value"]) for point in points], values, period), "points"
    if not values["product"]:
        raise Refused.at_fields([problem("input-missing", "product")])
    incl = values["basis"] == "incl"
    prices = []
    for one in daily_prices(state, values["product"], first, period.last)["prices"]:
        day = dt.date.fromisoformat(one["date"])
        if one["price"] is not None and one["price"] == one["price"]:
            value = exact(one["price"]) * (1 + vat_rate_on(day) / 100 if incl else 1)
            prices.append(_price(one["date"], plain(half_up(value, _PLACES))))
    return _needed(prices, values, period), "cny_t"


def _quoted(book: Book, values: Mapping[str, Any], period: Period) -> tuple[list[Given], str]:
    for name in ("product", "quoted_by"):
        if not values[name]:
            raise Refused.at_fields([problem("input-missing", name)])
    product = queries.catalogue(book).find(values["product"])
    if product is None:
        raise Refused.at_fields([problem("unknown-product", "product", values["product"])])
    rows = queries.quotes(book, product.code, values["quoted_by"], period.first - _YEAR, period.last)
    spec = values["quoted_grade"]
    quotes = [row.quote for row in rows if not spec or row.quote.grade == spec]
    basis = values["basis"] or "as_quoted"
    units = {_unit(quote, basis) for quote in quotes}
    known = [unit for unit in units if unit is not None]
    if len(units) > 1 or len(known) < len(units):
        raise Refused.at_fields([_mixed(quotes, basis)])
    prices = {_key(one): one for one in (_as_price(quote, basis) for quote in quotes)}
    return _needed(list(prices.values()), values, period), known[0][0] if known else "cny_t"


def _unit(quote: Quote, basis: str) -> tuple[str, TaxBasis | None] | None:
    """Unit and tax basis of what comes of the quote; None when it cannot be put on the basis asked for."""
    if basis != "as_quoted":
        taxed = quote.currency == "CNY" and quote.tax_basis in (TaxBasis.INCL, TaxBasis.EXCL)
        return ("cny_t", TaxBasis(basis)) if taxed else None
    unit = f"{quote.currency.lower()}_{quote.unit}"
    return unit if unit in average.UNITS else "one_unit", quote.tax_basis


def _as_price(quote: Quote, basis: str) -> Given:
    factor = Decimal(1)
    if basis != "as_quoted":
        rate = quote.vat_rate if quote.vat_rate is not None else vat_rate_on(quote.date)
        with_vat = 1 + rate / 100
        factor /= quote.unit.tonnes
        if quote.tax_basis is not TaxBasis(basis):
            factor = factor * with_vat if basis == "incl" else factor / with_vat
    parts = {name: getattr(quote, name) for name in ("low", "mid", "high")}
    said = {name: plain(half_up(value * factor, _PLACES)) for name, value in parts.items() if value is not None}
    first, last = quote.first_day, quote.end_day - _DAY
    return {"date": first.isoformat()} | ({"until": last.isoformat()} if last > first else {}) | said


def _needed(prices: list[Given], values: Mapping[str, Any], period: Period) -> list[Given]:
    """Those of the period's days, and the last one before it when that may count; by date."""
    first = period.first.isoformat()
    ordered = sorted(prices, key=_key)
    before = [one for one in ordered if _until(one) < first]
    within = [one for one in ordered if _until(one) >= first]
    return (before[-1:] if values["missing"] == average.Missing.LAST else []) + within


def _until(one: Given) -> str:
    return str(one.get("until", one["date"]))


def _price(day: str, mid: str) -> Given:
    return {"date": day, "mid": mid}


def _key(one: Given) -> tuple[str, ...]:
    return tuple(one.get(name, "") for name in ("date", "until", "low", "mid", "high"))


def _mixed(quotes: Sequence[Quote], basis: str) -> Problem:
    said = sorted({f"{quote.currency}/{quote.unit} {quote.tax_basis or '?'}" for quote in quotes})
    return problem("quotes-mixed" if basis == "as_quoted" else "quotes-not-taxed", "basis", ", ".join(said))


def _nothing(values: Mapping[str, Any], period: Period) -> Problem:
    what = " ".join(values[name] for name in ("quoted_by", "series", "product") if values[name])
    return problem("nothing-in-book", "prices", what, first=period.first, last=period.last)
