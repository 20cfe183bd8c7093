"""A line of the positions: what was bought and sold, what is held and at what cost, what it has earned."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, Inexact

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES
from rare_desk.core.positions.course import Open, Tally
from rare_desk.core.positions.pools import PICO

_EXACT = Context(prec=120, traps=[Inexact])
_NOTHING = Decimal(0)
_CONTENT_PLACES = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A product's daily price in CNY per tonne ex VAT on an index day, and its status as the index has it."""

    day: dt.date
    price: Decimal
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Of a product: in all, in a month (its first day), or with a counterparty. Tonnes and CNY ex VAT, all exact.

    `net_t` is what is held, below zero when more was sold than bought; with a counterparty what came from it less what
    went to it. `cost` is what stands in the book for it: what it cost, below zero what its sale brought; None with a
    counterparty, as stock is nobody's. `priced_t` is `net_t` at the assay that the price stands for.

    In all `market_value + cash = realised + unrealised`; of a month the change of `cost` and `cash` are `realised`.
    """

    product: str
    month: dt.date | None = None
    party: str | None = None
    bought_t: Decimal = _NOTHING
    bought: Decimal = _NOTHING
    sold_t: Decimal = _NOTHING
    sold: Decimal = _NOTHING
    realised: Decimal = _NOTHING
    trades: int = 0
    net_t: Decimal = _NOTHING
    cost: Decimal | None = None
    priced_t: Decimal = _NOTHING
    mark: Mark | None = None

    @property
    def cash(self) -> Decimal:
        """What sales brought less what purchases took."""
        return _EXACT.subtract(self.sold, self.bought)

    @property
    def average(self) -> Decimal | None:
        """CNY per tonne of what is held, to 28 digits; None when nothing is."""
        return self.cost / self.net_t if self.cost is not None and self.net_t else None

    @property
    def market_value(self) -> Decimal | None:
        """None without a price; of nothing held 0, whatever the price."""
        if self.cost is None or (self.mark is None and self.net_t):
            return None
        return _EXACT.multiply(self.priced_t, self.mark.price) if self.mark else _NOTHING

    @property
    def unrealised(self) -> Decimal | None:
        value = self.market_value
        return None if value is None or self.cost is None else _EXACT.subtract(value, self.cost)

    @property
    def result(self) -> Decimal | None:
        """Realised and unrealised."""
        open_result = self.unrealised
        return None if open_result is None else _EXACT.add(self.realised, open_result)


def position(
    product: str,
    tally: Tally,
    held: Open | None,
    unit: int = 1,
    mark: Mark | None = None,
    *,
    month: dt.date | None = None,
    party: str | None = None,
) -> Position:
    """`held` is None with a counterparty; `unit` as in `Course`."""
    net = tally.bought_g - tally.sold_g if held is None else held.grams
    return Position(
        product=product,
        month=month,
        party=party,
        bought_t=_scaled(tally.bought_g, MASS_PLACES),
        bought=_scaled(tally.bought, MONEY_PLACES),
        sold_t=_scaled(tally.sold_g, MASS_PLACES),
        sold=_scaled(tally.sold, MONEY_PLACES),
        realised=_scaled(tally.realised, PICO),
        trades=tally.trades,
        net_t=_scaled(net, MASS_PLACES),
        cost=None if held is None else _scaled(held.amount, PICO),
        priced_t=_NOTHING if held is None else _tonnes(held.content, unit),
        mark=mark if held is not None and held.grams else None,
    )


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """Of any number of values, without rounding."""
    total = _NOTHING
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _scaled(value: int, places: int) -> Decimal:
    """As `from_scaled`, also of integers with more digits than a Decimal usually keeps."""
    return _EXACT.scaleb(Decimal(value), -places)


def _tonnes(content: int, unit: int) -> Decimal:
    """Half-up to 1e-12 t where the reference assay does not divide it."""
    if unit == 1:
        return _scaled(content, MASS_PLACES)
    whole = abs(content) * 10 ** (_CONTENT_PLACES - MASS_PLACES)
    tonnes = _scaled((2 * whole + unit) // (2 * unit), _CONTENT_PLACES)
    return tonnes if content >= 0 else -tonnes


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of lines. What is a stock, `cost` and after it, is summed over products alone, None otherwise; of lines
    without a price neither market value nor unrealised result, and `unpriced` of them hold something."""

    bought_t: Decimal
    bought: Decimal
    sold_t: Decimal
    sold: Decimal
    realised: Decimal
    trades: int
    cost: Decimal | None = None
    market_value: Decimal | None = None
    unrealised: Decimal | None = None
    unpriced: int = 0


def totals(rows: Sequence[Position]) -> Totals:
    flows = Totals(
        bought_t=exact_sum(row.bought_t for row in rows),
        bought=exact_sum(row.bought for row in rows),
        sold_t=exact_sum(row.sold_t for row in rows),
        sold=exact_sum(row.sold for row in rows),
        realised=exact_sum(row.realised for row in rows),
        trades=sum(row.trades for row in rows),
    )
    if any(row.month or row.party is not None for row in rows):
        return flows
    return replace(
        flows,
        cost=exact_sum(row.cost for row in rows if row.cost is not None),
        market_value=exact_sum(row.market_value for row in rows if row.market_value is not None),
        unrealised=exact_sum(row.unrealised for row in rows if row.unrealised is not None),
        unpriced=sum(row.market_value is None for row in rows),
    )
