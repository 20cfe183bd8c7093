"""What the book offers for an input: announced prices, quotes, averages of the index, trades, the VAT rate of a day."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from rare_desk.core.numbers import half_up, plain
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.pricing.sources import Origin, Source, Target
from rare_desk.core.quotes import AnnouncedPrice, Quote, quarter_of
from rare_desk.core.trades import Status
from rare_desk.core.units import TaxBasis, Unit, vat_rate_on
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.pulling.periods import mean_price, periods
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_page
from rare_desk.store.rows import TradeRow

_QUARTERS, _QUOTES, _TRADES = 12, 3, 8
_PLACES = 4


def offers(book: Book, state: IndexState | None, target: Target, product: str, day: dt.date) -> list[Source]:
    """What is of that day or before it, newest first within each origin; `product` is empty when none is meant."""
    match target:
        case Target.ANNOUNCED | Target.ANNOUNCED_GRADE:
            return list(_announced(queries.announced(book), target, day))
        case Target.VAT:
            return [vat_of(day)]
        case Target.CNY_T | Target.USD_KG | Target.WRITTEN if product:
            quoted, averages = _quotes(book, target, product, day), _averages(state, target, product, day)
            return [*quoted, *averages, *_trades(book, target, product, day)]
        case Target.MASS | Target.GRADE:
            return _trades(book, target, product, day)
        case _:
            return []


def vat_of(day: dt.date) -> Source:
    return Source(origin=Origin.VAT, value=plain(vat_rate_on(day)), day=day.isoformat())


def announced_source(one: AnnouncedPrice, target: Target) -> Source | None:
    """None for a quarter without a price in force."""
    if not one.in_force or one.price is None:
        return None
    value = one.price if target is Target.ANNOUNCED else one.reo_basis
    return Source(origin=Origin.ANNOUNCED, value=plain(value), day=one.announced_on, what={"quarter": one.quarter})


def quote_source(quote: Quote, target: Target, *, newest: bool = False) -> Source | None:
    """The middle of the quote in the unit and on the basis asked for; None when it does not say enough."""
    value = per_unit(quote.mid, quote.unit, quote.currency, quote.tax_basis, _rate(quote), target)
    if value is None:
        return None
    what = {"source": quote.source, "product": quote.product} | ({"newest": "1"} if newest else {})
    if target is Target.WRITTEN:
        what["unit"] = f"{quote.currency}/{quote.unit}"
    return Source(origin=Origin.QUOTE, value=_plain(value), day=quote.date.isoformat(), what=what)


def trade_source(row: TradeRow, target: Target) -> Source | None:
    """Of a trade its price, wet tonnes or grade; None when it does not say."""
    trade = row.trade
    value: Decimal | None
    if target is Target.MASS:
        value = trade.quantity_t
    elif target is Target.GRADE:
        value = trade.reo_pct
    elif trade.price is None:
        value = None
    else:
        value = per_unit(trade.price, trade.price_unit, trade.currency, trade.tax_basis, trade.vat_rate, target)
    if value is None:
        return None
    party = trade.counterparty or trade.seller or trade.buyer
    what = {"trade": row.uuid, "product": trade.product, "deal_no": trade.deal_no, "party": party, "lot": trade.lot}
    if target is Target.WRITTEN:
        what["unit"] = f"{trade.currency}/{trade.price_unit}"
    named = {name: said for name, said in what.items() if said}
    return Source(origin=Origin.TRADE, value=_plain(value), day=trade.date.isoformat(), what=named)


def share_source(deposit: Distribution, place: int) -> Source:
    """Of its oxide at that place: it says whether the distribution is verified."""
    oxide, share = deposit.shares[place]
    what = {"deposit": deposit.name, "deposit_zh": deposit.name_zh, "oxide": oxide}
    return Source(origin=Origin.DEPOSIT, value=plain(share), what=what | {"verified": str(int(deposit.verified))})


def average_source(state: IndexState, target: Target, product: str, first: dt.date, last: dt.date) -> Source | None:
    """The mean of the index's daily prices, with the last day's VAT, to 0.01; None without a price in the period."""
    found = mean_price(state, product, first, last)
    if found is None or target is not Target.CNY_T:
        return None
    mean, days = found
    value = half_up(mean * (1 + vat_rate_on(last) / 100), 2)
    what = {"product": product, "first": first.isoformat(), "last": last.isoformat(), "days": str(days)}
    return Source(origin=Origin.AVERAGE, value=plain(value), day=last.isoformat(), what=what)


def per_unit(
    price: Decimal, unit: Unit, currency: str, basis: TaxBasis | None, vat_rate: Decimal, target: Target
) -> Decimal | None:
    """CNY per tonne including VAT, USD per kilogram, or as it is; None when currency or basis is another."""
    if target is Target.WRITTEN:
        return price
    per_tonne = price / unit.tonnes
    if target is Target.USD_KG:
        return per_tonne / 1000 if currency == "USD" else None
    if target is not Target.CNY_T or currency != "CNY":
        return None
    if basis is TaxBasis.INCL:
        return per_tonne
    return per_tonne * (1 + vat_rate / 100) if basis is TaxBasis.EXCL else None


def _rate(quote: Quote) -> Decimal:
    return quote.vat_rate if quote.vat_rate is not None else vat_rate_on(quote.date)


def _announced(known: tuple[AnnouncedPrice, ...], target: Target, day: dt.date) -> Iterator[Source]:
    until = quarter_of(day)
    quarters = [one for one in reversed(known) if one.quarter <= until]
    yield from filter(None, (announced_source(one, target) for one in quarters[:_QUARTERS]))


def _quotes(book: Book, target: Target, product: str, day: dt.date) -> list[Source]:
    counted: dict[str, int] = {}
    found = []
    for row in queries.quotes(book, product, last=day):
        quote = row.quote
        seen = counted.get(quote.source, 0)
        source = quote_source(quote, target, newest=not seen) if seen < _QUOTES else None
        if source is not None:
            counted[quote.source] = seen + 1
            found.append(source)
    return found


def _averages(state: IndexState | None, target: Target, product: str, day: dt.date) -> list[Source]:
    if state is None:
        return []
    made = (average_source(state, target, product, first, last) for first, last in periods(day))
    return [source for source in made if source is not None]


def _trades(book: Book, target: Target, product: str, day: dt.date) -> list[Source]:
    wanted = TradeFilter(
        products=(product,) if product else (), last=day, statuses=tuple(s for s in Status if s is not Status.CANCELLED)
    )
    made = (trade_source(row, target) for row in trade_page(book, wanted, limit=3 * _TRADES))
    return [source for source in made if source is not None][:_TRADES]


def _plain(value: Decimal) -> str:
    return plain(half_up(value, _PLACES))
