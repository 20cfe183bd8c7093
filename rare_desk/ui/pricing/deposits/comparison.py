"""All deposits side by side: what each is worth at the same prices of the book and the same terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.pricing.oxides.worth import Worth
from rare_desk.core.problems import Problem
from rare_desk.ops.contracts.by_deposit import SideBySide
from rare_desk.ops.pulling.oxide_prices import Way
from rare_desk.ops.pulling.telling import source_words
from rare_desk.ui import formats, labels, language
from rare_desk.ui.pricing.deposits.names import marked_name
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.cells import HEADER
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Toolbar, button, rule, text

Row = tuple[Distribution, Worth | None]
_MOST = 6
_TERMS = ("grade", "recovery", "deduction", "fx")


class Comparison(QWidget):
    asked = Signal()
    """Other prices or terms."""

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[str, Way] = {}
        self.prices = ChoiceField(placeholder=self.tr("Newest that price most"))
        self.day = DateField("", self.tr("Latest"))
        units = {"grade": "reo", "recovery": "percent", "deduction": "cny_dry_t", "fx": "cny_usd"}
        self.terms = {name: NumberField("", labels.label(f"pricing.unit-{unit}")) for name, unit in units.items()}
        self.terms["grade"].set_text("50")
        self.terms["recovery"].set_text("92")
        self.table = Table("deposits-compared", fit=True)
        self.model: ListModel[Row] = ListModel(_columns(), self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("All deposits side by side"))
        self.note = text("", "caption")
        self.note.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = Toolbar(36, "head", side=16)
        head.add(text(self.tr("All deposits at the same prices")))
        head.add_right(button(self.tr("Export…"), lambda: wishes().asked.emit(self.table), "link"))
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        named = [(self.tr("Prices"), self.prices, 4), (self.tr("up to"), self.day, 2)]
        named += [(labels.label(f"calculator.deposit-{name}"), self.terms[name], 2) for name in _TERMS]
        for words, field, stretch in named:
            field.set_label(words)
            field.edit.setAccessibleName(words)
            field.committed.connect(self.asked)
            row.addWidget(field, stretch)
        column = flush(QVBoxLayout(self))
        self.note.setContentsMargins(16, 4, 16, 6)
        column.addWidget(head)
        column.addLayout(row)
        column.addWidget(rule())
        column.addWidget(self.table, 1)
        column.addWidget(self.note)

    def chosen(self) -> Way:
        return self.ways.get(self.prices.value(), ())

    def values(self) -> dict[str, Decimal | None]:
        return {name: self.terms[name].value() for name in _TERMS}

    def show_found(self, found: SideBySide) -> None:
        self.show_problems(())
        self.ways = {str(place): key for place, key in enumerate(found.ways.ways)}
        spoken = language.current()
        choices = []
        for place, (_, prices) in enumerate(found.ways.ways.items()):
            one = max(prices.values(), key=lambda source: source.day)
            choices.append(Choice(str(place), f"{source_words(one, spoken)} ({len(prices)})"))
        self.prices.set_choices(choices)
        self.model.show_rows(found.rows)
        used = {"basket-usd": found.terms.fx is not None, "net-price": found.terms.deduction is not None}
        for number, column in enumerate(self.model.columns):
            self.table.setColumnHidden(number, not used.get(column.key, True))
        rows = min(len(found.rows), _MOST)
        self.table.setFixedHeight(HEADER + (rows + 1) * self.table.verticalHeader().defaultSectionSize())
        self.note.setText(self._noted(found))

    def show_problems(self, found: tuple[Problem, ...]) -> None:
        for name, field in self.terms.items():
            field.set_problem(next((one for one in found if one.field == name), None))

    def _noted(self, found: SideBySide) -> str:
        if not found.prices:
            return self.tr("The book has no price of any oxide up to that day: import quotes, or choose another day.")
        between = self.tr(", ")
        told: dict[str, list[str]] = {}
        for oxide, source in found.prices.items():
            told.setdefault(source_words(source, language.current()), []).append(
                f"{oxide} {formats.number(Decimal(source.value), 0)}"
            )
        prices = "; ".join(f"{words}: {between.join(oxides)}" for words, oxides in told.items())
        missing = list(dict.fromkeys(one for _, figures in found.rows if figures for one in figures.uncounted))
        said = self.tr("CNY/t incl. VAT. {prices}.").format(prices=prices)
        if missing:
            said += " " + self.tr("Without a price, counted as nothing: {names}.").format(names=between.join(missing))
        return said


def _columns() -> list[Column[Row]]:
    def title(key: str) -> str:
        return labels.label(f"calculator.deposit-{key}")

    def figure(key: str, unit: str, of: Callable[[Worth], Decimal | None], places: int, spare: int = 0) -> Column[Row]:
        def value(row: Row) -> Decimal | None:
            return of(row[1]) if row[1] else None

        def shown(row: Row) -> str:
            found = value(row)
            return formats.NONE if found is None else formats.number(found, places)

        def copied(row: Row) -> str:
            found = value(row)
            return "" if found is None else plain(found)

        words = labels.label(f"pricing.unit-{unit}")
        return Column(
            key=key,
            title=title(key),
            unit=words,
            text=shown,
            copied=copied,
            align="right",
            width=116,
            sortable=False,
            spare=spare,
        )

    name = Column[Row](
        key="deposit",
        title=labels.label("pricing.field-distribution"),
        text=lambda row: marked_name(row[0]),
        tip=lambda row: row[0].source,
        flag=lambda row: "" if row[0].verified else "suspect",
        width=236,
        grows=True,
        sortable=False,
    )
    return [
        name,
        figure("basket", "cny_t_reo", lambda one: one.basket, 2),
        figure("basket-usd", "usd_kg", lambda one: one.basket_usd, 2),
        figure("netback", "cny_dry_t", lambda one: one.value_at_grade, 2),
        figure("net-price", "cny_dry_t", lambda one: one.price, 2),
        figure("pr-nd", "percent", lambda one: one.pr_nd, 2),
        figure("counted", "percent", lambda one: one.counted, 2, 1),
    ]


def until(field: DateField, last: dt.date | None) -> dt.date:
    """The day that stands in the field, else the last of the index, else today."""
    return field.value() or last or dt.date.today()
