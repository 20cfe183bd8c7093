"""A figure of a line as its sum, written out: what goes in, what comes out, rounded only in the writing."""

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from rare_desk.core.numbers import half_up
from rare_desk.core.positions.position import Position
from rare_desk.core.pricing.result import added
from rare_desk.ui import formats, labels
from rare_desk.ui.positions.columns import title

translate = QCoreApplication.translate


def lines(row: Position, figure: str) -> list[str]:
    """`figure` is the key of a column."""
    made = {
        "bought_t": _bought,
        "bought": _bought,
        "sold_t": _sold,
        "sold": _sold,
        "net_t": _net,
        "average_cost": _average,
        "realised": _realised,
        "trades": _net,
    }.get(figure, _unrealised)
    return [*made(row)]


def balance(row: Position) -> str:
    """That all of it adds up; empty where it cannot be said."""
    value, result = row.market_value, row.result
    if row.month is not None or value is None or result is None:
        return ""
    words = translate(
        "PositionsPanel", "Market value {value} {sold} {bought} = {result} = realised {realised} {unrealised}"
    )
    return words.format(
        value=formats.money(value),
        sold=_added(row.sold),
        bought=_added(-row.bought),
        result=formats.money(result),
        realised=formats.money(row.realised),
        unrealised=_added(row.unrealised or Decimal(0)),
    )


def _added(value: Decimal) -> str:
    return added(half_up(value, 2))


def _bought(row: Position) -> Iterator[str]:
    return _side(row.bought_t, row.bought)


def _sold(row: Position) -> Iterator[str]:
    return _side(row.sold_t, row.sold)


def _side(tonnes: Decimal, amount: Decimal) -> Iterator[str]:
    if tonnes:
        words = translate("PositionsPanel", "{amount} CNY ÷ {tonnes} t = {price} CNY/t on average, ex VAT")
        mean = formats.price(amount / tonnes)
        yield words.format(amount=formats.money(amount), tonnes=formats.mass(tonnes), price=mean)


def _net(row: Position) -> Iterator[str]:
    if row.month is None:
        words = translate("PositionsPanel", "{bought} t bought − {sold} t sold = {net} t")
        told = {"bought": row.bought_t, "sold": row.sold_t, "net": row.net_t}
        yield words.format(**{name: formats.mass(value) for name, value in told.items()})
    if row.net_t < 0 and row.cost is not None:
        yield translate("PositionsPanel", "More was sold than bought: a short position")


def _average(row: Position) -> Iterator[str]:
    if row.average is None or row.cost is None:
        return
    words = translate("PositionsPanel", "{cost} CNY ÷ {net} t = {average} CNY/t")
    if row.net_t < 0:
        words = translate("PositionsPanel", "Sold short for {cost} CNY ÷ {net} t = {average} CNY/t")
    told = {"cost": formats.money(abs(row.cost)), "net": formats.mass(abs(row.net_t))}
    yield words.format(**told, average=formats.price(row.average))


def _realised(row: Position) -> Iterator[str]:
    if row.party is not None:
        yield translate("PositionsPanel", "A result counts with the party with whom the position was closed.")
    elif row.month is None and row.cost is not None:
        words = translate("PositionsPanel", "Received {sold} − paid {bought} {cost} held = {realised} CNY")
        told = {"sold": row.sold, "bought": row.bought, "realised": row.realised}
        yield words.format(**{name: formats.money(value) for name, value in told.items()}, cost=_added(row.cost))


def _unrealised(row: Position) -> Iterator[str]:
    if row.mark is None:
        if row.net_t:
            yield translate(
                "PositionsPanel",
                "It has no price on the index day, so nothing is said of what is not realised.",
            )
        return
    day, status = formats.date(row.mark.day), labels.label(f"index.{row.mark.status}")
    words = translate("PositionsPanel", "Price of {day}, {status}: {price} CNY/t ex VAT")
    yield words.format(day=day, status=status, price=formats.price(row.mark.price))
    if row.priced_t != row.net_t:
        words = translate("PositionsPanel", "{net} t are {priced} t at the assay of the price")
        yield words.format(net=formats.mass(row.net_t), priced=formats.mass(row.priced_t))
    words = translate("PositionsPanel", "{priced} t × {price} = {value} CNY")
    told = {"priced": formats.mass(row.priced_t), "price": formats.price(row.mark.price)}
    yield words.format(**told, value=formats.money(row.market_value))
    if row.cost is not None:
        words = translate("PositionsPanel", "{value} {cost} = {unrealised} CNY {name}")
        told = {"value": formats.money(row.market_value), "cost": _added(-row.cost), "name": title("unrealised")}
        yield words.format(**told, unrealised=formats.money(row.unrealised))
