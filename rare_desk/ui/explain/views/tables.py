"""The tables of Explain: members, a member's trades, what was left out, the days of a week or month."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from rare_desk.core.explain.explanation import LeftOut, Member, UsedTrade
from rare_desk.core.index.points import Point
from rare_desk.core.numbers import whole_percent
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.widgets.rows.cells import ROW, Cell, CellDelegate
from rare_desk.ui.widgets.rows.listed import SideTable
from rare_desk.ui.widgets.rows.rows_model import Column

R = TypeVar("R")
translate = QCoreApplication.translate
_SEEN = ("observed", "window", "quoted")
_DEAL = 87
_PAD = 8
_LINE = 15


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`note` says from what an imputed price was carried on."""

    member: Member
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class TradeRow:
    trade: UsedTrade
    deal_no: str
    parties: str


@dataclass(frozen=True, slots=True)
class OutRow:
    out: LeftOut
    deal_no: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """`before` is the published value of the day before in the same period."""

    point: Point
    before: Decimal | None


def member_columns() -> list[Column[MemberRow]]:
    member, weight = translate("ExplainTables", "Member"), translate("ExplainTables", "Wt")
    price, base, status = (
        translate("ExplainTables", "Price"),
        translate("ExplainTables", "Base"),
        translate("ExplainTables", "Status"),
    )

    def seen(row: MemberRow) -> str:
        return "" if row.member.status in _SEEN else "stale"

    def chip(row: MemberRow) -> str:
        return "" if row.member.status in _SEEN else f"chip:{row.member.status}"

    return [
        plain_column(
            "member", member, lambda row: row.name, 100, grows=True, tip=lambda row: row.note or row.member.product
        ),
        figure("weight", weight, lambda row: formats.number(row.member.weight * 100 or None, 1), 60, unit="%"),
        figure("price", price, lambda row: formats.number(row.member.price, 0), 76, flag=seen),
        figure("base", base, lambda row: formats.number(row.member.reference_price, 0), 76, muted=True),
        plain_column(
            "status", status, lambda row: labels.label(f"index.{row.member.status}"), 80, flag=chip, tip=_note
        ),
    ]


def trade_columns() -> list[Column[TradeRow]]:
    deal, who = translate("ExplainTables", "Deal"), translate("ExplainTables", "Buyer ← seller")
    price, weight = translate("ExplainTables", "Price"), translate("ExplainTables", "Wt")
    return [
        plain_column(
            "deal", deal, lambda row: row.deal_no, _DEAL, tip=lambda row: formats.date_weekday(row.trade.date)
        ),
        plain_column("parties", who, lambda row: row.parties, 134, grows=True, tip=lambda row: row.parties),
        figure("t", translate("ExplainTables", "t"), lambda row: formats.mass(row.trade.quantity_t), 56),
        figure("price", price, lambda row: formats.number(row.trade.price, 0), 74),
        figure("weight", weight, lambda row: formats.number(row.trade.weight * 100, 1), 60, unit="%"),
    ]


def out_columns() -> list[Column[OutRow]]:
    deal, reason = translate("ExplainTables", "Deal"), translate("ExplainTables", "Reason")
    price = translate("ExplainTables", "Price")
    return [
        plain_column("deal", deal, lambda row: row.deal_no, _DEAL, muted=True, tip=_out_day),
        plain_column(
            "reason",
            reason,
            lambda row: row.reason,
            100,
            grows=True,
            tip=lambda row: row.sentence,
            flag=lambda _row: "warn",
            copied=lambda row: f"{row.reason}: {row.sentence}",
        ),
        figure("t", translate("ExplainTables", "t"), lambda row: formats.mass(row.out.quantity_t), 64),
        figure("price", price, lambda row: formats.number(row.out.price, 0), 82),
    ]


def day_columns() -> list[Column[DayRow]]:
    day, value, change = (
        translate("ExplainTables", "Day"),
        translate("ExplainTables", "Value"),
        translate("ExplainTables", "Change"),
    )

    def moved(row: DayRow) -> str:
        return "" if row.before is None else formats.signed(row.point.value - row.before)

    return [
        plain_column("day", day, lambda row: formats.date_weekday(row.point.date), 120, grows=True),
        figure("value", value, lambda row: formats.index_value(row.point.value), 80),
        figure("change", change, moved, 66, flag=lambda row: direction(moved(row))),
        figure("coverage", translate("ExplainTables", "Cov."), _coverage, 52, unit="%"),
        plain_column("status", translate("ExplainTables", "Status"), _status, 80, flag=_status_chip),
    ]


def direction(said: str) -> str:
    """The flag of a signed figure: rise, fall, or none."""
    return "rise" if said.startswith("+") else "fall" if said.startswith(formats.MINUS) else ""


def _coverage(row: DayRow) -> str:
    return whole_percent(row.point.coverage)


def _status(row: DayRow) -> str:
    return labels.label(f"index.{row.point.status}")


def _status_chip(row: DayRow) -> str:
    return "chip:indicative" if row.point.status == "indicative" else ""


def plain_column(
    key: str,
    title: str,
    text: Callable[[R], str],
    width: int,
    *,
    muted: bool = False,
    grows: bool = False,
    flag: Callable[[R], str] | None = None,
    tip: Callable[[R], str] | None = None,
    copied: Callable[[R], str] | None = None,
) -> Column[R]:
    return Column(
        key=key, title=title, text=text, width=width, muted=muted, grows=grows, flag=flag, tip=tip, copied=copied,
        sortable=False,
    )  # fmt: skip


def figure(
    key: str,
    title: str,
    text: Callable[[R], str],
    width: int,
    *,
    unit: str = "",
    muted: bool = False,
    flag: Callable[[R], str] | None = None,
) -> Column[R]:
    return Column(
        key=key, title=title, text=text, width=width, unit=unit, muted=muted, flag=flag, align="right", sortable=False
    )


def _note(row: MemberRow) -> str:
    return row.note


def _out_day(row: OutRow) -> str:
    return formats.date_weekday(row.out.date)


class ReasonDelegate(CellDelegate):
    """The word for the rule in warn; below it, as wide as the columns right of it, the sentence with its numbers."""

    def __init__(self, table: SideTable) -> None:
        super().__init__(table)
        self._side = table
        self._rows: list[OutRow] = []

    def arrange(self, rows: list[OutRow]) -> None:
        """Before the rows are shown: as many lines for all as the longest sentence needs, at most two."""
        self._rows = rows
        room = max(self._side.viewport().width() - _DEAL - _PAD - self._side.margin, 100)
        longest = max((_advance(row.sentence) for row in rows), default=0)
        self._side.row_height = ROW + _LINE * (2 if longest > room else 1)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, self._side.row_height)

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        whole = cell.rect
        super().paint_cell(painter, replace(cell, rect=QRect(whole.left(), whole.top(), whole.width(), ROW)))
        if cell.number > 0 and cell.place < len(self._rows):
            below = whole.adjusted(0, ROW - 2, 0, 0)
            painter.save()
            painter.setClipRect(whole)
            left = self._side.columnViewportPosition(1) + _PAD
            room = self._side.viewport().width() - left - self._side.margin
            place = QRectF(left, below.top() - 3, room, below.height() + 2)
            painter.setFont(theme.caption_font())
            painter.setPen(QColor(theme.tokens().muted))
            wrapped = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            painter.drawText(place, self._rows[cell.place].sentence, wrapped)
            painter.restore()


def _advance(text: str) -> int:
    return QFontMetrics(theme.caption_font()).horizontalAdvance(text)
