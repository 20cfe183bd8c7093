"""Why a point is what it is: its members, their trades and weights, what was imputed from what, what was left out."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.explain import leaving
from rare_desk.core.index.daily import IMPUTED, QUOTED, STALE, STATUSES, Windows, capped
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.levels import Regime, in_force, leaders
from rare_desk.core.index.period_points import period_numbers
from rare_desk.core.index.points import Point
from rare_desk.core.screening.columns import CODES, Ints
from rare_desk.core.screening.screening import Rows, pairs


@dataclass(frozen=True, slots=True)
class UsedTrade:
    """A trade in a daily price: CNY per tonne ex VAT, tonnes, and its share of the mean (all shares add up to 1)."""

    id: int
    date: dt.date
    price: float
    quantity_t: float
    weight: float


@dataclass(frozen=True, slots=True)
class UsedQuote:
    """A quote behind a quoted price: its midpoint in CNY per tonne ex VAT."""

    id: int
    date: dt.date
    source: str
    price: float


@dataclass(frozen=True, slots=True)
class Imputed:
    """The price of the index day before times `factor`, by which the `leaders` moved; none at all leave it as it is.

    `own_price_on` is the index day of the last price that was not imputed.
    """

    price_before: float
    factor: float
    leaders: tuple[str, ...]
    own_price_on: dt.date


@dataclass(frozen=True, slots=True)
class Member:
    product: str
    weight: float
    price: float
    reference_price: float
    status: str
    stale_days: int
    imputed_from: Imputed | None
    trades: tuple[UsedTrade, ...]
    quotes: tuple[UsedQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A trade of the days that the point looked at, and the numbers of the rule that it broke (see `leaving`)."""

    id: int
    date: dt.date
    product: str
    code: str
    price: float
    quantity_t: float
    details: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """value = level x sum(weight x price / reference_price) / sum(weight) over the members.

    `level` is the base value, or under a later weight set or version the `link` (None under the first). `base` is that
    base value. The value of a week or month is the mean of the published values of its `days`; its members are those
    of the last.
    """

    series: str
    freq: str
    point: Point
    methodology: str
    version: int
    hash: str
    weight_set: dt.date
    base: float
    link: float | None
    members: tuple[Member, ...]
    excluded: tuple[LeftOut, ...]
    days: tuple["Explanation", ...] = ()


def explain(computation: Computation, series: str, day: dt.date, freq: str = "daily") -> Explanation | None:
    """Why that point is what it is; None when the series has no point dated that day."""
    points = computation.series(series, freq)
    number = points.find(day_number(day))
    if number is None:
        return None
    point = points.point(number)
    if freq == "daily":
        return _of_day(computation, series, point)
    daily = computation.series(series)
    same = period_numbers(daily.days, freq) == period_numbers(points.days[number : number + 1], freq)[0]
    days = tuple(_of_day(computation, series, daily.point(i)) for i in np.flatnonzero(same).tolist())
    left_out = {out.id: out for explained in days for out in explained.excluded}
    ordered = tuple(left_out.values())
    point = replace(point, excluded=_counted(ordered))
    return replace(days[-1], freq=freq, point=point, excluded=ordered, days=days)


def explain_price(computation: Computation, product: str, day: dt.date) -> tuple[Member, tuple[LeftOut, ...]] | None:
    """Why a product's daily price is what it is, in the index or not; None when it has none on that day.

    Of a product outside the weights the weight is 0 and the reference price NaN.
    """
    position = int(np.searchsorted(computation.days, day_number(day)))
    line = computation.products.index(product)
    if position >= len(computation.days) or computation.days[position] != day_number(day):
        return None
    if np.isnan(computation.market.price[line, position]):
        return None
    computation = computation.at(position)
    rows = computation.rows_between(max(position - computation.methodology.window_days + 1, 0), position + 1)
    regime = computation.sets[in_force(computation.sets, position)]
    return member_of(computation, regime, rows, line, position), tuple(_left_out(computation, rows, line, position))


def _of_day(computation: Computation, series: str, point: Point) -> Explanation:
    position = int(np.searchsorted(computation.days, day_number(point.date)))
    daily = computation.daily[series]
    number = in_force(daily.sets, position)
    regime, links = daily.sets[number], daily.links
    computation = computation.at(position)
    rules = computation.methodology
    lines = np.flatnonzero(links.members[number]).tolist()
    rows = computation.rows_between(max(position - rules.window_days + 1, 0), position + 1)
    left_out = tuple(out for line in lines for out in _left_out(computation, rows, line, position))
    return Explanation(
        series=series,
        freq="daily",
        point=replace(point, excluded=_counted(left_out)),
        methodology=rules.name,
        version=rules.version,
        hash=rules.hash,
        weight_set=regime.effective,
        base=rules.base_value,
        link=None if regime.first and links.level[number] == rules.base_value else links.level[number],
        members=tuple(member_of(computation, regime, rows, line, position) for line in lines),
        excluded=tuple(sorted(left_out, key=lambda out: (out.date, out.product))),
    )


def _counted(left_out: tuple[LeftOut, ...]) -> dict[str, int]:
    counted = Counter(out.code for out in left_out)
    return {code: counted[code] for code in CODES if counted[code]}


def member_of(computation: Computation, regime: Regime, rows: Rows, line: int, position: int) -> Member:
    """A product on an index day; `rows` must reach back a whole window."""
    market = computation.market
    status = int(market.status[line, position])
    return Member(
        product=computation.products[line],
        weight=float(regime.weight[line]),
        price=float(market.price[line, position]),
        reference_price=float(regime.reference[line]),
        status=STATUSES[status],
        stale_days=int(market.age[line, position]),
        imputed_from=_imputed(computation, line, position) if status in (IMPUTED, STALE) else None,
        trades=_used(computation, rows, line, position),
        quotes=_quotes(computation, line, position) if status == QUOTED else (),
    )


def _imputed(computation: Computation, line: int, position: int) -> Imputed:
    market, regime = computation.market, computation.sets[in_force(computation.sets, position)]
    groups = np.array([computation.groups.get(code, "") for code in computation.products])
    led = leaders(market, regime, position)
    mine = led & (groups == groups[line])
    before = float(market.price[line, position - 1])
    return Imputed(
        price_before=before,
        factor=float(market.price[line, position]) / before,
        leaders=tuple(computation.products[n] for n in np.flatnonzero(mine if mine.any() else led).tolist()),
        own_price_on=date_of(int(computation.days[position - market.age[line, position]])),
    )


def _window(computation: Computation, rows: Rows, line: int, position: int) -> Ints:
    """The rows of the product on the days that its price looked at, in (index day, intrinsic key) order."""
    first = position - computation.market.back[line, position]
    return rows.layout((rows.columns.product == line) & (rows.position >= first) & (rows.position <= position))


def _used(computation: Computation, rows: Rows, line: int, position: int) -> tuple[UsedTrade, ...]:
    window = _window(computation, rows, line, position)
    chosen = window[rows.code[window] == 0]
    if not len(chosen):
        return ()
    columns, zero = rows.columns, np.zeros(1, np.int64)
    price, quantity = columns.price[chosen], columns.quantity[chosen]
    size = np.array([len(chosen)])
    one = Windows(zero, zero, zero, size, price, quantity, pairs(columns, chosen))
    weight, _ = capped(one, computation.methodology)
    share = weight / np.add.reduce(weight)
    values = (columns.ids[chosen], columns.day[chosen], price, quantity, share)
    return tuple(
        UsedTrade(key, date_of(day), paid, tonnes, part)
        for key, day, paid, tonnes, part in zip(*(value.tolist() for value in values), strict=True)
    )


def _quotes(computation: Computation, line: int, position: int) -> tuple[UsedQuote, ...]:
    found = computation.quotes_of(line, position)
    values = (found.ids, found.day, found.source, found.price)
    return tuple(
        UsedQuote(key, date_of(day), found.sources[source], price)
        for key, day, source, price in zip(*(value.tolist() for value in values), strict=True)
    )


def _left_out(computation: Computation, rows: Rows, line: int, position: int) -> list[LeftOut]:
    window = _window(computation, rows, line, position)
    return [left_out_trade(computation, rows, row) for row in window[rows.code[window] != 0].tolist()]


def left_out_trade(computation: Computation, rows: Rows, row: int) -> LeftOut:
    """Why the trade in that row prices nothing; the product of an incomplete one may be empty."""
    columns = rows.columns
    line, trade = int(columns.product[row]), int(columns.ids[row])
    return LeftOut(
        id=trade,
        date=date_of(int(columns.day[row])),
        product=computation.products[line] if line >= 0 else "",
        code=CODES[rows.code[row]],
        price=float(columns.price[row]),
        quantity_t=float(columns.quantity[row]),
        details=leaving.details(computation.at(int(rows.position[row])), line, trade, int(rows.position[row])),
    )
