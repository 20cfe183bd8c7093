"""The columns of the positions: by product, by month, by counterparty."""

from collections.abc import Callable
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.positions.position import Position
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.rows.rows_model import Column

Named = Callable[[str], str]
_SEEN = ("observed", "window", "quoted")
TONNES, PRICE, MONEY = "unit-t", "unit-price", "unit-money"
FIGURES = (
    "bought_t", "bought", "sold_t", "sold", "net_t", "average_cost", "price", "status", "market_value", "realised",
    "unrealised", "result", "trades",
)  # fmt: skip
"""Columns that open what stands behind them."""
_HAPPENED = ("bought_t", "bought", "sold_t", "sold", "realised")


def title(key: str) -> str:
    return labels.label(f"positions.{key}")


def position_columns(by: str, product: Named) -> list[Column[Position]]:
    """`by` is one of `ops.positions.BY`."""
    first = [_text("product", 144, lambda row: product(row.product))]
    if by == "month":
        first.insert(0, _text("month", 76, lambda row: f"{row.month:%Y-%m}" if row.month else ""))
    if by == "counterparty":
        first.insert(0, _text("counterparty", 176, lambda row: row.party or formats.NONE, grows=True))
    flows = [
        _mass("bought_t", lambda row: row.bought_t, spare=7),
        _money("bought", lambda row: row.bought, spare=5),
        _mass("sold_t", lambda row: row.sold_t, spare=8),
        _money("sold", lambda row: row.sold, spare=4),
        _mass("net_t", lambda row: row.net_t),
    ]
    stock = [
        _price("average_cost", lambda row: row.average, spare=10),
        _price("price", lambda row: row.mark.price if row.mark else None, _price_flag, spare=9),
        Column(key="status", title=title("status"), text=_status, width=80, flag=_status_flag, tip=_marked_on, spare=6),
        _money("market_value", lambda row: row.market_value, spare=3),
    ]
    realised = _result("realised", lambda row: row.realised)
    results = [
        realised,
        _result("unrealised", lambda row: row.unrealised),
        _result("result", lambda row: row.result, spare=2),
    ]
    trades = Column[Position](
        key="trades",
        title=title("trades"),
        text=lambda row: formats.count(row.trades),
        align="right",
        width=56,
        spare=1,
    )
    if by == "counterparty":
        return [*first, *flows, realised, trades]
    return [*first, *flows, *stock, *results, trades]


def _text(key: str, width: int, text: Callable[[Position], str], *, grows: bool = False) -> Column[Position]:
    return Column(key=key, title=title(key), text=text, width=width, grows=grows)


def _figure(
    key: str,
    unit: str,
    width: int,
    value: Callable[[Position], Decimal | None],
    places: int,
    flag: Callable[[Position], str] | None = None,
    spare: int = 0,
) -> Column[Position]:
    """Shown rounded, exact when it is copied and in its tooltip. Of what did not happen the dash, not a zero."""

    def shown(row: Position) -> str:
        found = value(row)
        return formats.NONE if key in _HAPPENED and not found else formats.number(found, places)

    return Column(
        key=key,
        title=title(key),
        unit=title(unit),
        text=shown,
        width=width,
        align="right",
        flag=flag,
        copied=lambda row: exact(value(row)),
        tip=lambda row: exact(value(row)),
        spare=spare,
    )


def _mass(key: str, value: Callable[[Position], Decimal], spare: int = 0) -> Column[Position]:
    return _figure(key, TONNES, 88, value, 3, spare=spare)


def _money(key: str, value: Callable[[Position], Decimal | None], spare: int = 0) -> Column[Position]:
    return _figure(key, MONEY, 124, value, 2, spare=spare)


def _price(
    key: str,
    value: Callable[[Position], Decimal | None],
    flag: Callable[[Position], str] | None = None,
    spare: int = 0,
) -> Column[Position]:
    return _figure(key, PRICE, 108, value, 2, flag, spare)


def _result(key: str, value: Callable[[Position], Decimal | None], spare: int = 0) -> Column[Position]:
    return _figure(key, MONEY, 116, value, 2, lambda row: way(value(row)), spare)


def exact(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def way(value: Decimal | None) -> str:
    """A profit rises, a loss falls."""
    return "" if not value else "rise" if value > 0 else "fall"


def _price_flag(row: Position) -> str:
    return "" if row.mark is None or row.mark.status in _SEEN else "stale"


def _status(row: Position) -> str:
    if row.mark is not None:
        return labels.label(f"index.{row.mark.status}")
    return title("no-price") if row.net_t and row.cost is not None else ""


def _status_flag(row: Position) -> str:
    if row.mark is None:
        return "chip:indicative"
    return "" if row.mark.status in _SEEN else f"chip:{row.mark.status}"


def _marked_on(row: Position) -> str:
    return formats.date(row.mark.day) if row.mark else ""
