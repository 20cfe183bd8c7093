"""Which trades may price at all: the record's own rules, too small lots, duplicates and wash trades."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import CODE, MISSING, Bools, Ints, TradeColumns

Codes = npt.NDArray[np.int8]

DUPLICATE = CODE["duplicate"]
WASH = CODE["wash"]


def record_codes(columns: TradeColumns, groups: Mapping[str, str], methodology: Methodology) -> Codes:
    """The first rule that each trade fails by itself, up to and including the minimum lot of its group."""
    lots = np.array([methodology.min_lot_t.get(groups.get(code, ""), 0.0) for code in columns.products] or [0.0])
    codes = columns.flag.copy()
    codes[(codes == 0) & (columns.quantity < lots[columns.product])] = CODE["too_small"]
    codes[~complete(columns)] = CODE["incomplete"]
    return codes


def complete(columns: TradeColumns) -> Bools:
    """Trades with product, price, quantity and both parties."""
    parties = (columns.buyer != MISSING) & (columns.seller != MISSING)
    # Comparisons with NaN are false: a missing figure is incomplete.
    complete: Bools = (columns.product >= 0) & (columns.price > 0) & (columns.quantity > 0) & parties
    return complete


def mark_duplicates(columns: TradeColumns, codes: Codes, methodology: Methodology, known: int = 0) -> None:
    """Writes `duplicate` into `codes`, whose first `known` rows have theirs already."""
    keys = (columns.product, columns.buyer, columns.seller, columns.quantity, columns.price)
    rows = np.flatnonzero((codes == 0) | (codes == DUPLICATE))
    rows, group = _sharing(keys, rows)
    days, groups = columns.day[rows].tolist(), group.tolist()
    kept_group, kept_day = -1, 0
    for row, day, same in zip(rows.tolist(), days, groups, strict=True):
        if row >= known and same == kept_group and day - kept_day <= methodology.duplicate_days:
            codes[row] = DUPLICATE
        elif codes[row] != DUPLICATE:
            kept_group, kept_day = same, day


def washes(columns: TradeColumns, kept: Bools, methodology: Methodology) -> Bools:
    """The kept trades that another kept one reverses."""
    low, high = np.minimum(columns.buyer, columns.seller), np.maximum(columns.buyer, columns.seller)
    rows, group = _sharing((columns.product, low, high, columns.quantity), np.flatnonzero(kept))
    both_ways = _both_ways(columns.buyer[rows] <= columns.seller[rows], low[rows] == high[rows], group)
    rows, group = rows[both_ways], group[both_ways]
    found = np.zeros(len(columns), np.bool_)
    day, price, buyer, seller = columns.day[rows], columns.price[rows], columns.buyer[rows], columns.seller[rows]
    first, step = np.arange(len(rows)), 1
    while len(first := first[first + step < len(rows)]):
        other = first + step
        near = (group[first] == group[other]) & (day[other] - day[first] <= methodology.wash_days)
        first, other = first[near], other[near]
        reverse = (buyer[first] == seller[other]) & (seller[first] == buyer[other])
        close = np.abs(np.log(price[first] / price[other])) <= methodology.wash_band
        found[rows[first[reverse & close]]] = True
        found[rows[other[reverse & close]]] = True
        step += 1
    return found


def _both_ways(forward: Bools, oneself: Bools, group: Ints) -> Bools:
    """Rows of those groups in which the two parties stand both ways round."""
    if not len(group):
        return forward
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    mixed = np.logical_or.reduceat(forward, starts) & np.logical_or.reduceat(~forward | oneself, starts)
    return mixed[group]


def _sharing(keys: tuple[npt.NDArray[np.generic], ...], rows: Ints) -> tuple[Ints, Ints]:
    """The rows that have all `keys` in common with another, and the number of the group that they share.

    Groups come one after another, each in the order of `rows`. A hash finds the few candidates, a sort decides.
    """
    mixed = _hash(keys, rows)
    in_order = np.sort(mixed)
    repeated = in_order[1:][in_order[1:] == in_order[:-1]]
    spot = np.searchsorted(repeated, mixed)
    rows = rows[repeated[np.minimum(spot, len(repeated) - 1)] == mixed] if len(repeated) else rows[:0]
    order = np.lexsort(tuple(key[rows] for key in keys))
    rows = rows[order]
    starts = np.ones(len(rows), np.bool_)
    starts[1:] = np.logical_or.reduce([key[rows[1:]] != key[rows[:-1]] for key in keys])
    group = np.cumsum(starts) - 1
    together = np.bincount(group, minlength=1)[group] > 1
    rows = rows[together]
    return rows, np.unique(group[together], return_inverse=True)[1].astype(np.int64)


def _hash(keys: tuple[npt.NDArray[np.generic], ...], rows: Ints) -> npt.NDArray[np.uint64]:
    mixed = np.zeros(len(rows), np.uint64)
    for key in keys:
        part = key[rows]
        bits = part.view(np.uint64) if part.dtype == np.float64 else part.astype(np.uint64)
        mixed = (mixed ^ bits) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed
