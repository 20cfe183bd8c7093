"""The two tables of Today: products with their course, and the last trades."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QPainter

from rare_desk.ops.today import ProductLine
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.widgets.rows.cells import Cell, CellDelegate
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.tiles import paint_spark

R = TypeVar("R")
COURSE = "course"
_SEEN = ("observed", "window", "quoted")


class CourseDelegate(CellDelegate):
    """Draws the column `course` as a spark line."""

    def __init__(self, table: Table, course: Callable[[int], tuple[Sequence[float], Sequence[str]]]) -> None:
        super().__init__(table)
        self._course = course

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        super().paint_cell(painter, cell)
        if cell.column.key == COURSE:
            values, statuses = self._course(cell.place)
            area = QRectF(cell.rect).adjusted(6, 2, -10, -3)
            paint_spark(painter, area, values, QColor(theme.tokens().muted), statuses)


def product_columns() -> list[Column[ProductLine]]:
    translate = QCoreApplication.translate
    product, code, group = (
        translate("TodayTables", "Product"),
        translate("TodayTables", "Code"),
        translate("TodayTables", "Group"),
    )
    price, unit = translate("TodayTables", "Price"), translate("TodayTables", "CNY/t")
    day, month = translate("TodayTables", "Day"), translate("TodayTables", "Month")
    course, status = translate("TodayTables", "Last 40 days"), translate("TodayTables", "Status")
    weight, trades = translate("TodayTables", "Weight"), translate("TodayTables", "Trades")
    return _fixed(
        Column(key="product", title=product, text=lambda it: labels.short_product(it.product), width=154),
        Column(key="code", title=code, text=lambda it: it.product.code, width=76, muted=True, spare=1),
        Column(
            key="group", title=group, text=lambda it: labels.label(f"index.{it.product.group}-short"), width=58, spare=2
        ),
        Column(key="price", title=price, unit=unit, text=_price, align="right", width=96, flag=_price_flag),
        _change("day", day, lambda it: it.day_pct),
        _change("month", month, lambda it: it.month_pct),
        Column(key=COURSE, title=course, text=lambda _it: "", width=98),
        Column(key="status", title=status, text=_status, width=86, flag=_status_flag),
        Column(key="weight", title=weight, unit="%", text=_weight, align="right", width=78),
        Column(key="trades", title=trades, text=lambda it: formats.count(it.trades), align="right", width=70, spare=3),
    )


def trade_columns(product_name: Callable[[str], str]) -> list[Column[TradeRow]]:
    translate = QCoreApplication.translate
    date, number = translate("TodayTables", "Date"), translate("TodayTables", "Deal no.")
    side, product = translate("TodayTables", "Side"), translate("TodayTables", "Product")
    quantity, price = translate("TodayTables", "Quantity"), translate("TodayTables", "Price incl. VAT")
    tonnes, unit = translate("TodayTables", "t"), translate("TodayTables", "CNY/t")
    who, place = translate("TodayTables", "Counterparty"), translate("TodayTables", "Place")
    return _fixed(
        Column(key="date", title=date, text=lambda it: it.trade.date.isoformat()[5:], width=64, muted=True),
        Column(key="deal_no", title=number, text=lambda it: it.trade.deal_no, width=112),
        Column(key="side", title=side, text=lambda it: labels.label(f"trades.{it.trade.side}"), width=66),
        Column(key="product", title=product, text=lambda it: product_name(it.trade.product), width=116),
        Column(key="quantity", title=quantity, unit=tonnes, text=_mass, align="right", width=84),
        Column(key="price", title=price, unit=unit, text=_incl, align="right", width=142, flag=_suspect),
        Column(key="party", title=who, text=party, width=160, roomy=True),
        Column(key="place", title=place, text=lambda it: it.trade.delivery_place, width=80, muted=True, spare=1),
    )


def _fixed(*columns: Column[R]) -> list[Column[R]]:
    """None of them sorts: the order is the page's."""
    return [replace(column, sortable=False) for column in columns]


def _change(key: str, title: str, value: Callable[[ProductLine], Decimal | None]) -> Column[ProductLine]:
    def text(line: ProductLine) -> str:
        return formats.signed(value(line))

    def flag(line: ProductLine) -> str:
        said = text(line)
        return "rise" if said.startswith("+") else "fall" if said.startswith(formats.MINUS) else "muted"

    return Column(key=key, title=title, unit="%", text=text, flag=flag, align="right", width=76)


def _price(line: ProductLine) -> str:
    return formats.number(line.price, 0)


def _price_flag(line: ProductLine) -> str:
    return "" if line.status in _SEEN else "stale"


def _status(line: ProductLine) -> str:
    return labels.label(f"index.{line.status}")


def _status_flag(line: ProductLine) -> str:
    return "" if line.status in _SEEN else f"chip:{line.status}"


def _weight(line: ProductLine) -> str:
    return formats.number(None if line.weight is None else line.weight * 100, 0)


def _mass(row: TradeRow) -> str:
    return formats.mass(row.trade.quantity_t)


def _incl(row: TradeRow) -> str:
    return formats.price(row.prices.incl_vat)


def _suspect(row: TradeRow) -> str:
    return "suspect" if row.trade.suspect else ""


def party(row: TradeRow) -> str:
    """The counterparty; of a market trade buyer and seller."""
    trade = row.trade
    if trade.counterparty or not (trade.buyer or trade.seller):
        return trade.counterparty
    return f"{trade.buyer or formats.NONE} ← {trade.seller or formats.NONE}"
