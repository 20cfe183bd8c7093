"""The columns of what stands behind a figure: trades with what is open after each, matches, lots still open."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import MASS_PLACES, from_scaled
from rare_desk.core.positions.course import Match
from rare_desk.core.positions.pools import PICO, Lot
from rare_desk.core.positions.position import Mark
from rare_desk.ops.positions import Entry, Trail
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels
from rare_desk.ui.positions.columns import MONEY, PRICE, TONNES, exact, title, way
from rare_desk.ui.widgets.rows.rows_model import Column, R


@dataclass(frozen=True, slots=True)
class Matched:
    """A match with the trade that closed and, by FIFO, the one that it closed."""

    match: Match
    closing: TradeRow
    opening: TradeRow | None

    @property
    def own_price(self) -> Decimal:
        return _per_tonne(self.match.own, self.match.grams)

    @property
    def cost_price(self) -> Decimal:
        return _per_tonne(self.match.cost, self.match.grams)


@dataclass(frozen=True, slots=True)
class Held:
    """A lot that is still open; `sign` is -1 of one that was sold short. `unit` as in `Course`."""

    lot: Lot
    trade: TradeRow
    sign: int
    unit: int
    mark: Mark | None

    @property
    def tonnes(self) -> Decimal:
        return from_scaled(self.sign * self.lot[1], MASS_PLACES)

    @property
    def cost_price(self) -> Decimal:
        return _per_tonne(self.lot[2], self.lot[1])

    @property
    def unrealised(self) -> Decimal | None:
        """To some 28 digits; what all lots come to is exact in the line's own figure."""
        if self.mark is None:
            return None
        priced = from_scaled(self.lot[3], MASS_PLACES) / self.unit
        return self.sign * (priced * self.mark.price - from_scaled(self.lot[2], PICO))


def matched(trail: Trail) -> list[Matched]:
    return [Matched(one, trail.trades[one.closing.id], trail.trades.get(one.lot)) for one in trail.matches]


def held(trail: Trail, sign: int, unit: int, mark: Mark | None) -> list[Held]:
    return [Held(lot, trail.trades[lot[0]], sign, unit, mark) for lot in trail.lots]


def entry_columns() -> list[Column[Entry]]:
    """A ledger card of the product: what came and went, and what is held at which average after it."""
    return [
        _plain("date", labels.field("date"), 98, lambda one: formats.date(one.row.trade.date)),
        _plain("number", labels.field("deal_no"), 98, lambda one: one.row.trade.deal_no, muted=True),
        _plain("side", labels.field("side"), 40, lambda one: labels.label(f"trades.{one.row.trade.side}")),
        _number("quantity", labels.field("quantity"), TONNES, 66, lambda one: one.row.trade.quantity_t, 3),
        _number("price", title("ex_vat"), PRICE, 96, lambda one: one.row.prices.ex_vat, 2),
        _number("after", title("net_t"), TONNES, 84, lambda one: one.after.net_t, 3),
        _number("average", title("mean"), PRICE, 96, lambda one: one.after.average, 2),
    ]


def match_columns() -> list[Column[Matched]]:
    return [
        _plain("date", labels.field("date"), 98, lambda one: formats.date(one.match.closing.day)),
        _plain("number", labels.field("deal_no"), 98, lambda one: one.closing.trade.deal_no, muted=True),
        _plain("against", title("against"), 98, _against, muted=True),
        _number("quantity", labels.field("quantity"), TONNES, 66, _closed, 3),
        _number("own", title("deal_price"), PRICE, 86, lambda one: one.own_price, 2),
        _number("cost", title("cost_price"), PRICE, 86, lambda one: one.cost_price, 2),
        _signed("result", title("realised"), lambda one: from_scaled(one.match.result, PICO)),
    ]


def lot_columns() -> list[Column[Held]]:
    return [
        _plain("date", labels.field("date"), 98, lambda one: formats.date(one.trade.trade.date)),
        _plain("number", labels.field("deal_no"), 98, lambda one: one.trade.trade.deal_no, muted=True),
        _plain("party", labels.field("counterparty"), 120, lambda one: one.trade.trade.counterparty),
        _number("quantity", title("net_t"), TONNES, 84, lambda one: one.tonnes, 3),
        _number("cost", title("cost_price"), PRICE, 96, lambda one: one.cost_price, 2),
        _signed("result", title("unrealised"), lambda one: one.unrealised),
    ]


def _per_tonne(amount: int, grams: int) -> Decimal:
    return from_scaled(amount, PICO) / from_scaled(grams, MASS_PLACES)


def _closed(one: Matched) -> Decimal:
    return from_scaled(one.match.grams, MASS_PLACES)


def _against(one: Matched) -> str:
    """The lot's deal number, or its date; by the average no lot."""
    if one.opening is None:
        return labels.label("positions.average")
    return one.opening.trade.deal_no or formats.date(one.opening.trade.date)


def _plain(key: str, words: str, width: int, text: Callable[[R], str], *, muted: bool = False) -> Column[R]:
    return Column(key=key, title=words, text=text, width=width, muted=muted, sortable=False)


def _number(
    key: str,
    words: str,
    unit: str,
    width: int,
    value: Callable[[R], Decimal | None],
    places: int,
    flag: Callable[[R], str] | None = None,
) -> Column[R]:
    return Column(
        key=key,
        title=words,
        unit=title(unit),
        text=lambda row: formats.number(value(row), places),
        width=width,
        align="right",
        copied=lambda row: exact(value(row)),
        flag=flag,
        sortable=False,
    )


def _signed(key: str, words: str, value: Callable[[R], Decimal | None]) -> Column[R]:
    return _number(key, words, MONEY, 104, value, 2, lambda row: way(value(row)))
