"""Explain: why a point is what it is, down to the trades and to those that were left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.ui import formats, labels
from rare_desk.ui.explain import story as stories
from rare_desk.ui.explain import tables
from rare_desk.ui.explain.summary import Summary, selectable
from rare_desk.ui.explain.tables import MemberRow, OutRow, ReasonDelegate, TradeRow
from rare_desk.ui.index import names
from rare_desk.ui.widgets.listed import ListModel, SideTable
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.table import FooterRow
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.products import Catalogue
    from rare_desk.ui.explain.story import Story
    from rare_desk.ui.session import Session


class ExplainPanel(SidePanel):
    """`show_day` gathers in the background; what was shown stays until the new story is there."""

    stepped = Signal(int)
    """To the point before (-1) or after (1)."""
    trade_asked = Signal(int)
    """The id of a trade that the user wants to see on the Trades page."""

    def __init__(self, session: Session) -> None:
        super().__init__(self.tr("Explain"), 416)
        self._session = session
        self._asked = 0
        self._story: Story | None = None
        self._products: Catalogue | None = None
        self._member = ""
        self.summary = Summary()
        self.members = SideTable("member")
        self.trades = SideTable("parties", 12)
        self.left_out = SideTable("reason", 12)
        self._member_model = ListModel(tables.member_columns(), self)
        self._trade_model = ListModel(tables.trade_columns(), self)
        self._out_model = ListModel(tables.out_columns(), self)
        self._trade_rows: list[TradeRow] = []
        self._out_rows: list[OutRow] = []
        self._reasons = ReasonDelegate(self.left_out)
        self._note = selectable("", "caption")
        self._mean = FooterRow(self.trades)
        self._trade_head, self._trade_note = text(""), text("", "caption")
        self._out_head, self._out_note = text(""), text("", "caption")
        self._method = selectable("", "caption")
        self._build()

    def _build(self) -> None:
        for table, model in (
            (self.members, self._member_model),
            (self.trades, self._trade_model),
            (self.left_out, self._out_model),
        ):
            table.setModel(model)
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.members.setSelectionMode(SideTable.SelectionMode.SingleSelection)
        self.members.setAccessibleName(self.tr("Members and weights"))
        self.trades.setAccessibleName(self.tr("Trades of the member"))
        self.left_out.setAccessibleName(self.tr("Trades left out"))
        self.left_out.setItemDelegate(self._reasons)
        self.members.selectionModel().currentRowChanged.connect(self._choose_member)
        self.trades.activated.connect(lambda at: self.trade_asked.emit(self._trade_rows[at.row()].trade.id))
        self.left_out.activated.connect(lambda at: self.trade_asked.emit(self._out_rows[at.row()].out.id))
        for words, by, tip in (("‹", -1, self.tr("Point before")), ("›", 1, self.tr("Point after"))):
            step = button(words, partial(self.stepped.emit, by), "quiet")
            step.setToolTip(tip)
            step.setAccessibleName(tip)
            self.tools.addWidget(step)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._note.setContentsMargins(12, 4, 12, 6)
        self._note.setWordWrap(True)
        parts: tuple[QWidget, ...] = (
            self.summary,
            _head(text(self.tr("Members and weights")), text(self.tr("CNY/t, ex VAT"), "caption")),
            self.members,
            self._note,
            _head(self._trade_head, self._trade_note),
            self.trades,
            self._mean,
            _head(self._out_head, self._out_note),
            self.left_out,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.set_body(body, scroll=True)
        self.set_foot(self._foot_row())

    def _foot_row(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 6, 8, 6)
        self._method.setWordWrap(True)
        row.addWidget(self._method, 1)
        row.addWidget(button(self.tr("Copy all"), self.copy))
        return foot

    @property
    def story(self) -> Story | None:
        """What is shown now."""
        return self._story

    @property
    def methodology(self) -> str:
        """By which rules and weights, as the foot says it."""
        return self._method.text()

    def show_day(self, computation: Computation, series: str, freq: str, day: dt.date, products: Catalogue) -> None:
        """Explains the point of a series dated `day`."""
        self._asked += 1
        ticket = self._asked
        self._products = products
        called = names.full(series, products, computation.methodology.indices)
        self.set_title(self.tr("Explain"), f"{called} · {formats.date_weekday(day)}")

        def take(told: Story | None) -> None:
            if ticket == self._asked:
                self._show(told)

        if series not in computation.series_names:
            self.summary.show_price(computation.daily_prices(series), day)
        self._session.read(lambda book: stories.story(book, computation, series, freq, day), take)

    def _show(self, told: Story | None) -> None:
        self._story = told
        self._show_tables(told is not None)
        if told is None:
            self.summary.show_nothing()
            self._method.setText("")
            return
        if told.explanation is not None:
            self.summary.show_story(told, told.explanation)
        called = self._names()
        rows = [
            MemberRow(member, called.get(member.product, member.product), stories.imputed(member, called))
            for member in sorted(told.members, key=lambda one: -one.weight)
        ]
        kept = next((n for n, row in enumerate(rows) if row.member.product == self._member), 0)
        self._member_model.show_rows(rows)
        self.members.fit()
        self._method.setText(self._method_text(told))
        if rows:
            self.members.selectRow(kept)
            self._show_member(rows[kept])

    def _show_tables(self, there: bool) -> None:
        body = self.summary.parentWidget()
        for part in body.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if body else ():
            part.setVisible(there or part is self.summary)

    def _names(self) -> dict[str, str]:
        found = self._products
        return {product.code: names.short(product.code, found) for product in found} if found else {}

    def _choose_member(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self._member_model.row_at(now.row())
        if row is not None:
            self._show_member(row)

    def _show_member(self, row: MemberRow) -> None:
        told = self._story
        if told is None:
            return
        self._member = row.member.product
        self._note.setText(row.note)
        self._note.setVisible(bool(row.note))
        desk = self.tr("desk")
        trades = row.member.trades
        self._trade_rows = [
            TradeRow(used, stories.deal_no(told, used.id), stories.parties(told, used.id, desk)) for used in trades
        ]
        self._trade_model.show_rows(self._trade_rows)
        self.trades.fit()
        self._trade_head.setText(self.tr("Trades of {0}").format(row.name))
        self._trade_note.setText(self._window_text(row))
        self._mean.setVisible(bool(trades))
        self.trades.setVisible(bool(trades))
        count = self.tr("{0} trades, {1} pairs").format(len(trades), stories.pair_count(told, trades))
        tonnes = formats.mass(sum(used.quantity_t for used in trades))
        sums = {"t": tonnes, "price": formats.number(row.member.price, 0), "weight": formats.number(100, 1)}
        self._mean.show_sums(self.tr("Mean"), sums, note=count)
        self._show_left_out(told, row)

    def _show_left_out(self, told: Story, row: MemberRow) -> None:
        mine = [out for out in told.excluded if out.product == row.member.product]
        self._out_rows = [
            OutRow(
                out,
                stories.deal_no(told, out.id),
                labels.label(f"index.{out.code}"),
                stories.reason(told, out),
            )
            for out in mine
        ]
        self._reasons.arrange(self._out_rows)
        self._out_model.show_rows(self._out_rows)
        self.left_out.fit()
        self._out_head.setText(self.tr("{0} left out").format(len(mine)) if mine else self.tr("None left out"))
        self._out_note.setText(self._elsewhere(told, row))
        self.left_out.setVisible(bool(mine))

    def _elsewhere(self, told: Story, row: MemberRow) -> str:
        """Which other members have trades left out."""
        counted = Counter(out.product for out in told.excluded if out.product != row.member.product)
        called = self._names()
        return labels.label("explain.list").join(
            self.tr("{0}: {1}").format(called.get(code, code), count) for code, count in counted.items()
        )

    def _window_text(self, row: MemberRow) -> str:
        dates = {used.date for used in row.member.trades}
        if not dates:
            return self.tr("no trade in the window")
        days = f"{min(dates).isoformat()[5:]} – {max(dates).isoformat()[5:]}"
        return max(dates).isoformat() if len(dates) == 1 else days

    def _method_text(self, told: Story) -> str:
        found = told.explanation
        if found is None:
            return self.tr("Not in the weights: a daily price, no index series.")
        lines = [
            self.tr("Methodology {0}, version {1}, weights from {2}").format(
                found.methodology, found.version, formats.date(found.weight_set)
            )
        ]
        if found.link is not None:
            lines.append(
                self.tr("Chain link {0}: level carried over to these weights").format(formats.index_value(found.link))
            )
        return "\n".join(lines)

    def copy(self) -> None:
        """Everything of the panel as text and tables that Excel takes."""
        if self._story is None:
            return
        parts = [self.summary.as_text(), self._method.text()]
        for head, model in (
            (self.tr("Members and weights"), self._member_model),
            (f"{self._trade_head.text()} {self._trade_note.text()}", self._trade_model),
            (f"{self._out_head.text()} {self._out_note.text()}", self._out_model),
        ):
            columns = range(model.columnCount())
            parts.append(head + "\n" + model.tsv(range(model.rowCount()), columns))
        QGuiApplication.clipboard().setText("\n\n".join(parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 600)


def _head(name: QLabel, note: QLabel) -> QFrame:
    head = QFrame()
    head.setProperty("bar", "head")
    head.setFixedHeight(30)
    row = QHBoxLayout(head)
    row.setContentsMargins(12, 0, 12, 0)
    row.addWidget(name)
    row.addStretch(1)
    row.addWidget(note)
    return head
