"""Every trade's index day and, if it is left out, the code of the first rule that it fails."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening import outliers
from rare_desk.core.screening.columns import CODE, Bools, Ints, TradeColumns, joined
from rare_desk.core.screening.eligibility import DUPLICATE, WASH, Codes, mark_duplicates, record_codes, washes


@dataclass(frozen=True, slots=True)
class Rows:
    """Trades with what screening found: `position` counts index days, `code` 0 prices (`columns.CODES`)."""

    columns: TradeColumns
    position: Ints
    code: Codes
    confirmed: Bools

    def __len__(self) -> int:
        return len(self.position)

    def part(self, first: int, end: int) -> "Rows":
        """Rows by number; shares the memory."""
        cut = slice(first, end)
        return Rows(self.columns.rows(cut), self.position[cut], self.code[cut], self.confirmed[cut])

    def between(self, first: int, end: int) -> "Rows":
        """The rows of the index days `first` to `end` (excluded), by position."""
        start, stop = np.searchsorted(self.position, (first, end))
        return self.part(int(start), int(stop))

    def before_date(self, day: int) -> int:
        """How many rows are of trades dated before that calendar day."""
        return int(np.searchsorted(self.columns.day, day))

    def followed_by(self, later: "Rows") -> "Rows":
        return Rows.of(self, later)

    @staticmethod
    def unscreened(columns: TradeColumns, days: Ints) -> "Rows":
        """Rows whose codes are still to be found."""
        count = len(columns)
        return Rows(columns, np.searchsorted(days, columns.day), np.zeros(count, np.int8), np.zeros(count, np.bool_))

    def take(self, products: Bools, found: "Rows") -> None:
        """Writes what was found of all the rows of these products, in the same order."""
        mine = products[self.columns.product]
        self.code[mine], self.confirmed[mine] = found.code, found.confirmed

    def chosen(self, products: Bools) -> "Rows":
        """The rows of these products; the last one is none."""
        mine = products[self.columns.product]
        return Rows(self.columns.rows(mine), self.position[mine], self.code[mine], self.confirmed[mine])

    @staticmethod
    def of(*parts: "Rows") -> "Rows":
        """All parts one after the other."""
        some = [part for part in parts if len(part)] or list(parts[:1])
        if len(some) == 1:
            return some[0]
        return Rows(
            joined(*(part.columns for part in some)),
            np.concatenate([part.position for part in some]),
            np.concatenate([part.code for part in some]),
            np.concatenate([part.confirmed for part in some]),
        )

    def layout(self, chosen: Bools) -> Ints:
        """The chosen rows product after product, each in (index day, intrinsic key) order."""
        rows = np.flatnonzero(chosen)
        position, day = self.position[rows], self.columns.day[rows]
        # Rows are in order of date and key already; only index days that gather several dates are not.
        begins = np.flatnonzero(np.diff(position, prepend=-1))
        several = np.zeros(len(position), np.bool_)
        if len(begins):
            mixed = np.maximum.reduceat(day, begins) != np.minimum.reduceat(day, begins)
            several = np.repeat(mixed, np.diff(np.append(begins, len(position))))
        gathered = rows[several]
        rows[several] = gathered[np.lexsort((self.columns.rank[gathered], self.position[gathered]))]
        return rows[np.argsort(self.columns.product[rows], kind="stable")]


def screen(
    columns: TradeColumns,
    days: Ints,
    groups: Mapping[str, str],
    rules: Methodology,
    settled: Rows | None = None,
    first_unsettled: int = 0,
) -> Rows:
    """Screens trades on the index days `days`.

    `settled` are rows that `columns` begins with, screened before: their duplicates stand, and all that was found of
    them on index days before the position `first_unsettled`.
    """
    position = np.searchsorted(days, columns.day)
    confirmed = np.zeros(len(position), np.bool_)
    if settled is None:
        rows = Rows(columns, position, _eligible(columns, groups, rules), confirmed)
        _screen_outliers(rows, rules, 0)
        return rows
    done = int(np.searchsorted(position[: len(settled)], first_unsettled))
    seen = max(rules.duplicate_days, rules.wash_days)
    begin = int(np.searchsorted(columns.day, columns.day[done] - seen)) if done < len(position) else done
    recent = _eligible(columns.rows(slice(begin, None)), groups, rules, settled.code[begin:])
    code = np.concatenate((settled.code[:done], recent[done - begin :]))
    confirmed[:done] = settled.confirmed[:done]
    rows = Rows(columns, position, code, confirmed)
    _screen_outliers(rows, rules, done)
    return rows


def _eligible(
    columns: TradeColumns, groups: Mapping[str, str], rules: Methodology, settled: Codes | None = None
) -> Codes:
    """The rules before that of outliers; the duplicates among the first, settled rows stand."""
    code = record_codes(columns, groups, rules)
    known = 0 if settled is None else len(settled)
    if settled is not None:
        code[:known][settled == DUPLICATE] = DUPLICATE
    mark_duplicates(columns, code, rules, known)
    code[washes(columns, code == 0, rules)] = WASH
    return code


def _screen_outliers(rows: Rows, rules: Methodology, done: int) -> None:
    order = rows.layout(was_screened(rows.code))
    trades = product_by_product(rows, order)
    outliers.screen(trades, rules, order >= done if done else None)
    rows.code[order], rows.confirmed[order] = trades.code, trades.confirmed


def was_screened(code: Codes) -> Bools:
    """Trades that came to the outlier rule."""
    screened: Bools = (code == 0) | (code == CODE["unverified"]) | (code == CODE["outlier"])
    return screened


def product_by_product(rows: Rows, order: Ints) -> outliers.Screened:
    """The rows in a layout as the outlier rule takes them."""
    columns = rows.columns
    product = columns.product[order].astype(np.int64)
    begins = np.flatnonzero(np.diff(product, prepend=-1))
    start = np.repeat(begins, np.diff(np.append(begins, len(order))))
    price = np.ascontiguousarray(columns.price[order])
    code, confirmed = rows.code[order], rows.confirmed[order]
    return outliers.Screened(start, rows.position[order], np.log(price), pairs(columns, order), code, confirmed)


def pairs(columns: TradeColumns, rows: Ints) -> Ints:
    """One number per unordered pair of parties."""
    buyer, seller = columns.buyer[rows].astype(np.int64), columns.seller[rows].astype(np.int64)
    both: Ints = np.minimum(buyer, seller) << 32 | np.maximum(buyer, seller)
    return both
