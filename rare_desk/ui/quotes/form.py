"""The panel in which a quote is typed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rare_desk.core.numbers import plain
from rare_desk.core.products import Product
from rare_desk.core.quotes import Period
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.store.rows import QuoteRow
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import PRICE_UNITS, PriceUnit
from rare_desk.ui.entry.parts import body_of, coded, foot_of
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.entry.unit_menu import UnitMenu
from rare_desk.ui.quotes.columns import written_day
from rare_desk.ui.quotes.draft import QuoteDraft, QuoteReading, following, read
from rare_desk.ui.widgets.actions import on_keys
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField, product_choices
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField, go_to_first, show_problems
from rare_desk.ui.widgets.inputs.held_keys import HeldKeys
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button

WIDTH = 344
UNKNOWN = "unknown"
"""Of the tax basis."""


class QuotePanel(SidePanel):
    save_asked = Signal(object, object, bool)
    """(Quote, the QuoteRow that it changes or None, whether another follows)."""

    def __init__(self, products: Iterable[Product], names: ProductNames) -> None:
        super().__init__(width=WIDTH)
        self._names = names
        self._asked = self._saving = False
        self._keys = HeldKeys(self)
        self._row: QuoteRow | None = None
        self.set_title(self.tr("New quote"))
        self.product = ChoiceField(labels.field("product"), product_choices(products))
        self.source = ChoiceField(labels.field("source"), free=True)
        self.period = ChoiceField(labels.field("period"), coded(Period))
        self.basis = ChoiceField(labels.field("tax_basis"), coded((TaxBasis.INCL, TaxBasis.EXCL, UNKNOWN)))
        self.fields: dict[str, TextField] = {
            "date": DateField(labels.field("date")),
            "product": self.product,
            "source": self.source,
            "low": TextField(labels.field("low"), "", self.tr("or a range")),
            "high": NumberField(labels.field("high")),
            "mid": NumberField(labels.field("mid")),
            "grade": TextField(labels.field("grade")),
            "url": TextField(labels.field("url")),
            "note": TextField(labels.field("note")),
        }
        self.fields["low"].edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        units = [(str(unit), labels.label(f"trades.price-{unit.currency}-{unit.unit}")) for unit in PRICE_UNITS]
        self.price_unit = UnitMenu(self.fields["mid"], units, labels.field("price_unit"))
        self.set_body(self._body_of_fields(), scroll=True)
        follow = button(self.tr("Save and next"), lambda: self.save(follow=True), "primary")
        follow.setToolTip(self.tr("Ctrl+Enter"))
        alone = button(self.tr("Save"), self.save)
        alone.setToolTip(self.tr("Ctrl+S"))
        self._buttons = (follow, alone)
        self.set_foot(foot_of(*self._buttons))
        for field in (*self.fields.values(), self.period, self.basis):
            field.changed.connect(self._read)
            field.edit.returnPressed.connect(self.focusNextChild)
        self.price_unit.chosen.connect(lambda _key: self._read())
        self.product.committed.connect(self._name_product)
        on_keys(self, lambda: self.save(follow=True), "Ctrl+Return", "Ctrl+Enter")
        on_keys(self, self.save, "Ctrl+S")
        self.setVisible(False)

    def _body_of_fields(self) -> QWidget:
        f = self.fields
        return body_of(
            (f["date"], self.period),
            (f["product"], f["grade"]),
            (f["source"],),
            (f["low"], f["high"]),
            (f["mid"], self.basis),
            (f["url"],),
            (f["note"],),
        )

    def offer_sources(self, sources: Iterable[str]) -> None:
        self.source.set_choices([Choice(one, one) for one in sources])

    def begin(self, draft: QuoteDraft | None = None) -> None:
        """A new quote; of a `draft` the first field that is empty is typed next."""
        self.set_title(self.tr("New quote"))
        first = "date" if draft is None else "product" if not draft.product else "low"
        self._start(None, draft or QuoteDraft(), first)

    def change(self, row: QuoteRow, draft: QuoteDraft) -> None:
        self.set_title(self.tr("Change quote"), written_day(row.quote))
        self._start(row, draft, "mid" if not draft.low else "low")

    def set_saving(self, saving: bool) -> None:
        """While the book is being written the same quote is not saved twice, and keys are for the next one."""
        self._saving = saving
        self._keys.hold(saving)
        for one in self._buttons:
            one.setEnabled(not saving)

    def _start(self, row: QuoteRow | None, draft: QuoteDraft, first: str) -> None:
        self._row, self._asked = row, False
        self._put(draft)
        self.setVisible(True)
        self.fields[first].edit.setFocus()
        self.fields[first].edit.selectAll()

    def after_save(self, *, follow: bool) -> None:
        if follow:
            self.begin(following(self.draft()))
        else:
            self.close_panel()

    def save(self, *, follow: bool = False) -> None:
        if self._saving:
            return
        self._asked = True
        reading = self._read()
        if reading.quote is not None:
            self.save_asked.emit(reading.quote, self._row, follow)
        else:
            go_to_first(self.fields, reading.problems)

    def draft(self) -> QuoteDraft:
        currency, unit = self.price_unit.current.split("/")
        texts: dict[str, Any] = {name: field.text() for name, field in self.fields.items()}
        basis = self.basis.value()
        return QuoteDraft(
            period=Period(self.period.value() or Period.DAY),
            price_unit=PriceUnit(currency, Unit(unit)),
            tax_basis=None if basis == UNKNOWN else TaxBasis(basis or TaxBasis.INCL),
            **texts,
        )

    def _put(self, draft: QuoteDraft) -> None:
        for name, field in self.fields.items():
            field.set_problem(None)
            field.set_text(getattr(draft, name))
        self.period.set_value(draft.period)
        self.basis.set_value(draft.tax_basis or UNKNOWN)
        self.price_unit.choose(str(draft.price_unit))
        self._read()

    def _name_product(self) -> None:
        found = self._read().product
        if found is not None:
            self.product.set_value(found.code)

    def reading(self, draft: QuoteDraft) -> QuoteReading:
        """What a draft reads as today: also of a row of the list."""
        return read(draft, self._names, dt.date.today())

    def _read(self) -> QuoteReading:
        draft = self.draft()
        reading = self.reading(draft)
        lacking = () if self._asked else ("missing-", "half-")
        show_problems(self.fields, [one for one in reading.problems if not one.code.startswith(lacking)])
        middle = reading.numbers.get("mid")
        computed = "" if draft.mid or middle is None else f"{plain(middle)}"
        self.fields["mid"].edit.setPlaceholderText(computed)
        self.basis.setEnabled(draft.price_unit.currency == "CNY")
        return reading
