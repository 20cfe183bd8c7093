"""Sums of a selection, and what a weighted mean price needs to be one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import MONEY_PLACES, half_up
from rare_desk.core.trades import Status
from rare_desk.store.rows import TradeRow


@dataclass(frozen=True, slots=True)
class Sums:
    """Tonnes and CNY without cancelled rows; an amount is None where a row that counts has none in that basis."""

    count: int = 0
    cancelled: int = 0
    quantity_t: Decimal = Decimal(0)
    amount_incl: Decimal | None = Decimal(0)
    amount_ex: Decimal | None = Decimal(0)
    products: frozenset[str] = frozenset()

    @property
    def mean_incl(self) -> Decimal | None:
        """CNY/t by weight; None for several products."""
        return self._mean(self.amount_incl)

    @property
    def mean_ex(self) -> Decimal | None:
        return self._mean(self.amount_ex)

    def _mean(self, amount: Decimal | None) -> Decimal | None:
        if amount is None or not self.quantity_t or len(self.products) != 1:
            return None
        return half_up(amount / self.quantity_t, MONEY_PLACES)


def sums(rows: Iterable[TradeRow]) -> Sums:
    count = cancelled = 0
    tonnes = Decimal(0)
    incl: Decimal | None = Decimal(0)
    ex: Decimal | None = Decimal(0)
    products = set()
    for row in rows:
        count += 1
        if row.trade.status is Status.CANCELLED:
            cancelled += 1
            continue
        products.add(row.trade.product)
        tonnes += row.trade.quantity_t or Decimal(0)
        incl = _plus(incl, row.prices.amount_incl_vat)
        ex = _plus(ex, row.prices.amount_ex_vat)
    return Sums(count, cancelled, tonnes, incl, ex, frozenset(products))


def _plus(total: Decimal | None, amount: Decimal | None) -> Decimal | None:
    return None if total is None or amount is None else total + amount
