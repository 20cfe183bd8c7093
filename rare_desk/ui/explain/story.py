"""Everything that Explain shows of a point, gathered from the computed index and the book."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rare_desk.core.calendar import date_of
from rare_desk.core.explain.contributions import contributions
from rare_desk.core.explain.explanation import Explanation, LeftOut, Member, UsedTrade, explain, explain_price
from rare_desk.core.index.engine import Computation
from rare_desk.core.trades import Side
from rare_desk.ops.index.points import why
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels, language
from rare_desk.ui.chart import to_day
from rare_desk.ui.explain.place import Place, up
from rare_desk.ui.series_names import COMPOSITE, GROUPS, LIGHT


@dataclass(frozen=True, slots=True)
class Story:
    """Members with their trades, what was left out, and what the book knows of those trades.

    `explanation` is None for a product's daily price. `change` is percent from the published value before; `beside`
    two other series on that day: the other groups, or a product's group and the composite. `effects` are the points
    by which this series moved those above it since their point before.
    """

    explanation: Explanation | None
    members: tuple[Member, ...]
    excluded: tuple[LeftOut, ...]
    change: Decimal | None
    beside: Mapping[str, Decimal]
    trades: Mapping[int, TradeRow]
    effects: Mapping[str, Decimal] = field(default_factory=dict)


def story(book: Book, computation: Computation, series: str, freq: str, day: date) -> Story | None:
    """None when the series, or the product outside the weights, has no point dated that day."""
    if series not in computation.series_names:
        price = explain_price(computation, series, day)
        if price is None:
            return None
        return Story(None, (price[0],), price[1], None, {}, _trades(book, (price[0],), price[1]))
    found = explain(computation, series, day, freq)
    if found is None:
        return None
    points = computation.series(series, freq)
    place = points.find(to_day(day)) or 0
    before = points.point(place - 1).value if place else None
    change = None if before is None else (found.point.value / before - 1) * 100
    trades = _trades(book, found.members, found.excluded)
    beside = _beside(computation, series, freq, day)
    effects = _effects(computation, Place(series, freq, day))
    return Story(found, found.members, found.excluded, change, beside, trades, effects)


def _effects(computation: Computation, place: Place) -> dict[str, Decimal]:
    lines = computation.daily[place.series].links.members
    mine = {code for line, code in enumerate(computation.products) if any(members[line] for members in lines)}
    found = {}
    for name in up(computation, place):
        points = computation.series(name, place.freq)
        here = points.find(to_day(place.day))
        if here:
            before = date_of(int(points.days[here - 1]))
            change = contributions(computation, name, before, place.day, place.freq)
            parts = change.products if change else ()
            found[name] = sum((part.points for part in parts if part.product in mine), Decimal(0))
    return found


def _trades(book: Book, members: tuple[Member, ...], excluded: tuple[LeftOut, ...]) -> dict[int, TradeRow]:
    ids = {trade.id for member in members for trade in member.trades} | {out.id for out in excluded}
    ids |= {int(out.details["other"]) for out in excluded if "other" in out.details}
    return {row.id: row for row in trades_by_id(book, sorted(ids))}


def _beside(computation: Computation, series: str, freq: str, day: date) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    own = {index.key for index in computation.methodology.indices}
    group = COMPOSITE if series in own else computation.groups.get(series, LIGHT)
    for name in GROUPS if series in GROUPS else (COMPOSITE, group):
        if name != series and name in computation.series_names:
            points = computation.series(name, freq)
            place = points.find(to_day(day))
            if place is not None:
                found[name] = points.point(place).value
    return found


def deal_no(told: Story, trade: int) -> str:
    """The trade's deal number, or its number in the book."""
    row = told.trades.get(trade)
    return row.trade.deal_no if row and row.trade.deal_no else f"#{trade}"


def parties(told: Story, trade: int, desk: str) -> str:
    """`buyer ← seller`; the desk's own side is `desk`."""
    row = told.trades.get(trade)
    if row is None:
        return ""
    deal = row.trade
    if deal.side is Side.BUY:
        return f"{desk} ← {deal.counterparty or formats.NONE}"
    if deal.side is Side.SELL:
        return f"{deal.counterparty or formats.NONE} ← {desk}"
    return f"{deal.buyer or formats.NONE} ← {deal.seller or formats.NONE}"


def reason(told: Story, out: LeftOut) -> str:
    """The numbers of the rule that the trade broke, as a sentence."""
    return why(out, {key: deal_no(told, key) for key in told.trades}, language.current())


def imputed(told: Member, name: Mapping[str, str]) -> str:
    """From what a member's price was carried on or quoted; empty when it has one from trades."""
    if told.quotes:
        return labels.label("explain.list").join(
            labels.label("explain.quoted", source=quote.source, price=formats.number(quote.price, 0))
            for quote in told.quotes
        )
    source = told.imputed_from
    if source is None:
        return ""
    day = formats.date(source.own_price_on)
    if not source.leaders:
        return labels.label("explain.held", date=day)
    leaders = labels.label("explain.list").join(name.get(code, code) for code in source.leaders)
    factor = formats.change_pct((source.factor - 1) * 100)
    return labels.label("explain.imputed", leaders=leaders, factor=factor, date=day)


def pair_count(told: Story, trades: tuple[UsedTrade, ...]) -> int:
    """Different counterparty pairs, whichever way round."""
    return len({frozenset(parties(told, trade.id, "").split(" ← ")) for trade in trades})
