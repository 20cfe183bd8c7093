"""The numbers of the rule that a trade broke, found again from the trades around it.

too_small: `quantity`, `minimum` in tonnes. duplicate, wash: `other` (the other trade's id), `days` between their dates,
and for a wash trade `apart`, the prices' distance. unverified, outlier: `median` price of the history, its number
of trades (`history`), the `distance` from it and the `limit`. Distances and limits are ratios minus 1, in percent.
"""

from math import exp, expm1

import numpy as np

from rare_desk.core.index.engine import Computation
from rare_desk.core.screening.columns import CODE, CODES, Bools
from rare_desk.core.screening.outliers import history_of, judge
from rare_desk.core.screening.screening import Rows, product_by_product, was_screened


def details(computation: Computation, line: int, trade: int, position: int) -> dict[str, float]:
    """`line` is the product's number, `trade` the trade's id, `position` its index day."""
    rules = computation.methodology
    back = max(rules.outlier_history_days, rules.confirm_days, rules.wash_days, rules.duplicate_days)
    nearby = computation.rows_between(max(position - back, 0), position + rules.wash_days + 1)
    mine = np.flatnonzero(nearby.columns.product == line)
    rows = Rows(nearby.columns.rows(mine), nearby.position[mine], nearby.code[mine], nearby.confirmed[mine])
    row = int(np.flatnonzero(rows.columns.ids == trade)[0])
    code = CODES[rows.code[row]]
    if code == "too_small":
        group = computation.groups.get(computation.products[line], "")
        return {"quantity": float(rows.columns.quantity[row]), "minimum": rules.min_lot_t.get(group, 0.0)}
    if code == "duplicate":
        return _duplicate(rows, row)
    if code == "wash":
        return _wash(rows, row, rules.wash_days, rules.wash_band)
    if code in ("unverified", "outlier"):
        return _outlier(computation, rows, row)
    return {}


def _percent(distance: float) -> float:
    return expm1(distance) * 100


def _same(rows: Rows, row: int, *, reversed_parties: bool) -> Bools:
    columns = rows.columns
    buyer, seller = columns.buyer, columns.seller
    if reversed_parties:
        buyer, seller = seller, buyer
    same: Bools = (buyer == columns.buyer[row]) & (seller == columns.seller[row])
    same &= columns.quantity == columns.quantity[row]
    same[row] = False
    same &= (rows.code == 0) | (rows.code >= CODE["wash"])
    return same


def _duplicate(rows: Rows, row: int) -> dict[str, float]:
    columns = rows.columns
    alike = _same(rows, row, reversed_parties=False) & (columns.price == columns.price[row])
    first = int(np.flatnonzero(alike[:row])[-1])
    return {"other": int(columns.ids[first]), "days": int(columns.day[row] - columns.day[first])}


def _wash(rows: Rows, row: int, days: int, band: float) -> dict[str, float]:
    columns = rows.columns
    apart = np.abs(np.log(columns.price / columns.price[row]))
    gap = np.abs(columns.day - columns.day[row])
    found = _same(rows, row, reversed_parties=True) & (gap <= days) & (apart <= band)
    other = int(np.flatnonzero(found)[0])
    return {"other": int(columns.ids[other]), "days": int(gap[other]), "apart": _percent(float(apart[other]))}


def _outlier(computation: Computation, rows: Rows, row: int) -> dict[str, float]:
    order = rows.layout(was_screened(rows.code))
    trades = product_by_product(rows, order)
    here = int(np.flatnonzero(order == row)[0])
    history = [float(trades.x[h]) for h in history_of(trades, here, computation.methodology)]
    verdict = judge(float(trades.x[here]), history, computation.methodology)
    return {
        "median": exp(verdict.median),
        "history": len(history),
        "distance": _percent(verdict.distance),
        "limit": _percent(verdict.limit),
    }
