"""From a trade up: which daily prices it is in and at what weight, or by which rule it is left out."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from rare_desk.core.calendar import date_of
from rare_desk.core.explain.explanation import LeftOut, explain_price, left_out_trade
from rare_desk.core.explain.without import place_of
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.levels import in_force


@dataclass(frozen=True, slots=True)
class PricedDay:
    """A daily price that the trade is in, with its share of the mean; `weights` are its weights in each series then.

    The weight in a series is the product's weight among the members times the share.
    """

    date: dt.date
    status: str
    price: float
    share: float
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Traced:
    """`index_day` is the day that the trade counts for; `left_out` says why it prices nothing, else `priced` what."""

    id: int
    product: str
    date: dt.date
    index_day: dt.date
    price: float
    quantity_t: float
    left_out: LeftOut | None
    priced: tuple[PricedDay, ...]


def trace(computation: Computation, trade: int) -> Traced | None:
    """None when the index knows no trade of that id."""
    place = place_of(computation, trade)
    if place is None:
        return None
    rows, row = place
    columns, position = rows.columns, int(rows.position[row])
    line = int(columns.product[row])
    out = left_out_trade(computation, rows, row) if rows.code[row] else None
    return Traced(
        id=trade,
        product=computation.products[line] if line >= 0 else "",
        date=date_of(int(columns.day[row])),
        index_day=date_of(int(computation.days[position])),
        price=float(columns.price[row]),
        quantity_t=float(columns.quantity[row]),
        left_out=out,
        priced=() if out else tuple(_priced(computation, trade, line, position)),
    )


def _priced(computation: Computation, trade: int, line: int, position: int) -> list[PricedDay]:
    market, found = computation.market, []
    last = min(position + computation.at(position).methodology.window_days, len(computation.days))
    for day in range(position, last):
        if market.back[line, day] < day - position:
            continue
        told = explain_price(computation, computation.products[line], date_of(int(computation.days[day])))
        share = next((used.weight for used in told[0].trades if used.id == trade), None) if told else None
        if share is not None:
            status = STATUSES[int(market.status[line, day])]
            price = float(market.price[line, day])
            weights = _weights(computation, line, day, share)
            found.append(PricedDay(date_of(int(computation.days[day])), status, price, share, weights))
    return found


def _weights(computation: Computation, line: int, day: int, share: float) -> dict[str, float]:
    """In each series that has a value on that day and the product for a member."""
    found = {}
    for name, daily in computation.daily.items():
        number = in_force(daily.sets, day)
        mine = daily.links.members[number]
        if mine[line] and not np.isnan(daily.raw[day]):
            weight = daily.sets[number].weight
            found[name] = share * float(weight[line]) / float(weight[mine].sum())
    return found
