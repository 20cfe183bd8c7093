"""Weights from the value shares of twelve months of eligible trades, with their working, before they become a set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.core.products import Catalogue
from rare_desk.ops.methodologies.weights import CAP, FLOOR, ComputedWeights, Share, compute_weights
from rare_desk.ui import formats, labels
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import FooterRow, Table
from rare_desk.ui.widgets.toolbar import Toolbar, button, text

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation

_ALL, _MEMBERS = "all", "members"


class ComputePanel(QWidget):
    taken = Signal(object, object)
    """(ComputedWeights, the date from which they shall be in force)."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._computation: Computation | None = None
        self._members: Collection[str] = ()
        self._asked = 0
        self.made: ComputedWeights | None = None
        self._products = Catalogue(())
        self.last = DateField(self.tr("12 months to"))
        self.floor = NumberField(self.tr("Floor"), "%")
        self.cap = NumberField(self.tr("Cap"), "%")
        self.floor.set_value(FLOOR * 100)
        self.cap.set_value(CAP * 100)
        self.which = SegmentedButtons(((_MEMBERS, self.tr("Products of the set")), (_ALL, self.tr("All traded"))))
        self.effective = DateField(self.tr("In force from"))
        self.take_button = button(self.tr("Add as weight set"), self.take, "primary")
        self.table = Table(fit=True)
        self.model: ListModel[Share] = ListModel(self._columns(), self)
        self.table.setModel(self.model)
        self.footer = FooterRow(self.table)
        self.problem = text("", "warn")
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(16, 6, 16, 6)
        self._lay_out()
        for field in (self.last, self.floor, self.cap):
            field.changed.connect(self.compute)
        self.which.chosen.connect(lambda _key: self.compute())

    def _lay_out(self) -> None:
        bar = Toolbar(bar="head")
        bar.add(text(self.tr("Weights from value shares of eligible trades")))
        bar.add_right(button(self.tr("Back"), self.closed.emit, "link"))
        asked, agreed = QHBoxLayout(), QHBoxLayout()
        for row in (asked, agreed):
            row.setContentsMargins(16, 8, 16, 4)
            row.setSpacing(10)
        for field, width in ((self.last, 124), (self.floor, 84), (self.cap, 84)):
            field.setFixedWidth(width)
            asked.addWidget(field)
        asked.addStretch(1)
        which = QHBoxLayout()
        which.setContentsMargins(16, 0, 16, 8)
        which.addWidget(self.which)
        which.addStretch(1)
        self.effective.setFixedWidth(124)
        agreed.addWidget(self.effective)
        agreed.addStretch(1)
        agreed.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(asked)
        column.addLayout(which)
        column.addWidget(self.problem)
        column.addWidget(self.table, 1)
        column.addWidget(self.footer)
        column.addLayout(agreed)

    def _columns(self) -> list[Column[Share]]:
        translate = QCoreApplication.translate

        def right(key: str, title: str, unit: str, width: int, say: object) -> Column[Share]:
            assert callable(say)
            return Column(key=key, title=title, unit=unit, text=say, align="right", width=width)

        return [
            Column(key="product", title=translate("ComputePanel", "Product"), text=self._name, width=112),
            right("trades", translate("ComputePanel", "Trades"), "", 62, lambda one: formats.count(one.trades)),
            right(
                "tonnes",
                translate("ComputePanel", "Quantity"),
                translate("ComputePanel", "t"),
                86,
                lambda one: formats.number(one.tonnes, 2),
            ),
            right("value", translate("ComputePanel", "Value"), labels.label("methodology.unit-10k"), 92, _value),
            right("raw", translate("ComputePanel", "Share"), "%", 74, lambda one: formats.number(one.raw * 100, 2)),
            right(
                "weight", translate("ComputePanel", "Weight"), "%", 86, lambda one: formats.number(one.weight * 100, 2)
            ),
        ]

    def _name(self, one: Share) -> str:
        return labels.short_product_of(self._products, one.product)

    def begin(self, computation: Computation, members: Collection[str], products: Catalogue, today: dt.date) -> None:
        """With the trades of that computation; `members` are the products of the set that it began from."""
        self._computation, self._members, self._products = computation, members, products
        self.last.set_value(computation.last_day)
        self.effective.set_value(today)
        self.which.set_enabled(_MEMBERS, bool(members))
        self.which.choose(_MEMBERS if members else _ALL)
        self.compute()
        self.last.edit.setFocus()

    def compute(self) -> None:
        """Anew with every key; of several that run only the last one is shown."""
        computation, last, floor, cap = self._computation, self.last.value(), self.floor.value(), self.cap.value()
        if computation is None or last is None or floor is None or cap is None:
            self._show(None)
            return
        products = self._members if self.which.current == _MEMBERS else None
        self._asked += 1
        asked = self._asked

        def done(made: ComputedWeights) -> None:
            if asked == self._asked:
                self._show(made)

        def failed(problems: tuple[Problem, ...]) -> None:
            if asked == self._asked:
                self._show(None, labels.say_all(problems))

        bounds = floor / 100, cap / 100
        self._session.read(lambda _book: compute_weights(computation, products, last, *bounds), done, failed)

    def take(self) -> None:
        effective = self.effective.value()
        if self.made is None:
            return
        if effective is None:
            self.effective.edit.setFocus()
            return
        self.taken.emit(self.made, effective)

    def _show(self, made: ComputedWeights | None, problem: str = "") -> None:
        self.made = made
        self.model.show_rows(made.shares if made else ())
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.take_button.setEnabled(made is not None)
        if made is None:
            self.footer.show_sums("", {})
            return
        shares = made.shares
        self.footer.show_sums(
            self.tr("Sum"),
            {
                "trades": formats.count(sum(one.trades for one in shares)),
                "tonnes": formats.number(sum((one.tonnes for one in shares), Decimal(0)), 2),
                "value": formats.number(sum((one.value for one in shares), Decimal(0)) / 10_000, 1),
                "raw": formats.number(sum((one.raw for one in shares), Decimal(0)) * 100, 2),
                "weight": formats.number(sum((one.weight for one in shares), Decimal(0)) * 100, 2),
            },
        )


def _value(one: Share) -> str:
    return formats.number(one.value / 10_000, 1)
