"""A closed month: what was in it, what is in it now, and the corrections between the two."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rare_desk import moments
from rare_desk.core.life.closing import NOTHING, Figures, Key
from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, from_scaled
from rare_desk.ops.life.closing import Account
from rare_desk.store.reading.life.closing_queries import Correction
from rare_desk.store.reading.queries import catalogue, product_ids
from rare_desk.ui import formats, labels
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided, Toolbar, put_in, text

_TALLEST = 300


class AccountList(QFrame):
    def __init__(self, session: Session) -> None:
        super().__init__()
        known = catalogue(session.book)
        self._products = {
            number: labels.short_product(known[code]) for code, number in product_ids(session.book).items()
        }
        head = Toolbar(0, "head", side=12)
        self.title = text("")
        self.by = text("", "caption")
        head.add(self.title)
        head.add_right(self.by)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(self._area)

    @property
    def lines(self) -> tuple[str, ...]:
        body = self._area.widget()
        return tuple(label.text() for label in body.findChildren(QLabel)) if body else ()

    def show_account(self, account: Account) -> None:
        self.title.setText(account.month.month)
        by = (self.tr("closed {0}").format(moments.day(account.month.at)), account.month.who, account.month.note)
        self.by.setText("  ".join(filter(None, by)))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self._fill(grid, account)
        put_in(self._area, body)
        body.setAutoFillBackground(False)  # which the area switches on
        self._area.setFixedHeight(min(_TALLEST, body.sizeHint().height()))

    def _fill(self, grid: QGridLayout, account: Account) -> None:
        row = 0
        for correction in account.corrections:
            grid.addWidget(text(correction.date, "caption"), row, 0)
            grid.addWidget(self._told(correction), row, 1, 1, 3)
            row += 1
        titles = ("", self.tr("Rows"), self.tr("Tonnes"), self.tr("Amount"))
        for place, words in enumerate(titles):
            grid.addWidget(text(words, "caption"), row, place, _side(place))
        row += 1
        for key in sorted({*account.month.totals, *account.present}):
            then, now = account.month.totals.get(key, NOTHING), account.present.get(key, NOTHING)
            self._line(grid, row, self._called(key), then, "")
            row += 1
            if then != now:
                self._line(grid, row, self.tr("now"), now, "warn")
                row += 1
        grid.setRowStretch(row, 1)

    def _line(self, grid: QGridLayout, row: int, name: str, figures: Figures, role: str) -> None:
        cells = (
            name,
            formats.count(figures.count),
            formats.mass(_tonnes(figures.mass)) if figures.mass else "",
            formats.money(from_scaled(figures.amount, MONEY_PLACES)) if figures.amount else "",
        )
        for place, words in enumerate(cells):
            grid.addWidget(text(words, role), row, place, _side(place))

    def _called(self, key: Key) -> str:
        record, which, product = key
        if record == "trades":
            return f"{labels.label(f'trades.{which}')} {self._products.get(product, '')}"
        return " ".join(filter(None, (labels.label(f"life.{record}"), which)))

    def _told(self, one: Correction) -> QWidget:
        change = "came" if one.before is None else "went" if one.after is None else "changed"
        row = one.after or one.before or {}
        name = str(row.get("deal_no") or f"#{one.row}")
        record = labels.label(f"life.{one.record}")
        return Elided("  ".join((record, name, labels.label(f"life.{change}"), one.reason, f"→ {one.made_in}")))


def _tonnes(mass: int) -> Decimal:
    return from_scaled(mass, MASS_PLACES)


def _side(place: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
