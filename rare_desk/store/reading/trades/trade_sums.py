"""Sums of any trades named by their ids."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import AMOUNT_PLACES, MASS_PLACES, MONEY_PLACES, from_scaled, half_up
from rare_desk.core.trades import Prices, Status
from rare_desk.store.book import Book
from rare_desk.store.errors import Interrupted
from rare_desk.store.rows import TradeRow
from rare_desk.store.tables import ranges

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Sums:
    """Tonnes and CNY without cancelled rows; an amount is None where a row that counts has none in that basis."""

    count: int = 0
    cancelled: int = 0
    quantity_t: Decimal = Decimal(0)
    amount_incl: Decimal | None = Decimal(0)
    amount_ex: Decimal | None = Decimal(0)
    several: bool = False
    """Of more than one product."""
    alone: Prices | None = None
    """Of the only row that counts, whose amounts are rounded too much to give its prices back."""

    @property
    def mean_incl(self) -> Decimal | None:
        """CNY/t by weight; None for several products."""
        return self.alone.incl_vat if self.alone else self._mean(self.amount_incl)

    @property
    def mean_ex(self) -> Decimal | None:
        return self.alone.ex_vat if self.alone else self._mean(self.amount_ex)

    def _mean(self, amount: Decimal | None) -> Decimal | None:
        if amount is None or not self.quantity_t or self.several:
            return None
        return half_up(amount / self.quantity_t, MONEY_PLACES)


def sums(rows: Iterable[TradeRow]) -> Sums:
    """Of rows at hand, also such as are not yet in the book."""
    count = cancelled = 0
    tonnes = Decimal(0)
    incl: Decimal | None = Decimal(0)
    ex: Decimal | None = Decimal(0)
    products = set()
    alone: Prices | None = None
    for row in rows:
        count += 1
        if row.trade.status is Status.CANCELLED:
            cancelled += 1
            continue
        products.add(row.trade.product)
        alone = row.prices if count - cancelled == 1 else None
        tonnes += row.trade.quantity_t or Decimal(0)
        incl = _plus(incl, row.prices.amount_incl_vat)
        ex = _plus(ex, row.prices.amount_ex_vat)
    return Sums(count, cancelled, tonnes, incl, ex, len(products) > 1, alone)


def _plus(total: Decimal | None, amount: Decimal | None) -> Decimal | None:
    return None if total is None or amount is None else total + amount


_SUMMED = """SELECT count(*), count(*) FILTER (WHERE live), coalesce(sum(quantity_g) FILTER (WHERE live), 0),
    count(amount_incl_vat) FILTER (WHERE live), coalesce(sum(amount_incl_vat) FILTER (WHERE live), 0),
    count(amount_ex_vat) FILTER (WHERE live), coalesce(sum(amount_ex_vat) FILTER (WHERE live), 0),
    min(product) FILTER (WHERE live), max(product) FILTER (WHERE live)
    FROM (SELECT NOT t.facts & 2 AS live, t.product, t.quantity_g, t.amount_incl_vat, t.amount_ex_vat
        FROM json_each(?) r CROSS JOIN trades t ON t.id BETWEEN r.value ->> 0 AND r.value ->> 1)"""
# Not a sum of more than some hundred thousand rows, which could overflow.


def sums_of(book: Book, ids: Sequence[int], stop: Callable[[], bool] = lambda: False) -> Sums:
    """Ids that are gone are not counted. `Interrupted` when `stop` says so."""
    count = live = mass = with_incl = incl = with_ex = ex = 0
    products: set[int] = set()
    for start in range(0, len(ids), _CHUNK):
        if stop():
            raise Interrupted
        stretches = json.dumps(ranges(sorted(ids[start : start + _CHUNK])))
        found = book.fetch(_SUMMED, (stretches,))[0]
        numbers, bounds = found[:-2], found[-2:]
        count += numbers[0]
        live += numbers[1]
        mass += numbers[2]
        with_incl, incl = with_incl + numbers[3], incl + numbers[4]
        with_ex, ex = with_ex + numbers[5], ex + numbers[6]
        products.update(one for one in bounds if one is not None)
    return Sums(
        count,
        count - live,
        from_scaled(mass, MASS_PLACES),
        _money(incl) if with_incl == live else None,
        _money(ex) if with_ex == live else None,
        len(products) > 1,
    )


def _money(scaled: int) -> Decimal:
    return half_up(from_scaled(scaled, MONEY_PLACES), AMOUNT_PLACES)
