"""The panel in which a quote is typed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rare_desk.core.numbers import plain
from rare_desk.core.products import Product
from rare_desk.core.quotes import Period
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.store.rows import QuoteRow
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import PRICE_UNITS, PriceUnit
from rare_desk.ui.entry.parts import coded, line
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.entry.unit_menu import UnitMenu
from rare_desk.ui.quotes.columns import written_day
from rare_desk.ui.quotes.draft import QuoteDraft, QuoteReading, following, read
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField, product_choices
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField
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
        self._buttons: list[QPushButton] = []
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
        self.set_foot(self._foot_buttons())
        for field in (*self.fields.values(), self.period, self.basis):
            field.changed.connect(self._read)
            field.edit.returnPressed.connect(self.focusNextChild)
        self.price_unit.chosen.connect(lambda _key: self._read())
        self.product.committed.connect(self._name_product)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            save_next = QShortcut(QKeySequence(key), self, context=inside)
            save_next.activated.connect(lambda: self.save(follow=True))
        QShortcut(QKeySequence("Ctrl+S"), self, context=inside).activated.connect(self.save)
        self.setVisible(False)

    def _body_of_fields(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        f = self.fields
        lines = (
            (f["date"], self.period),
            (f["product"], f["grade"]),
            (f["source"],),
            (f["low"], f["high"]),
            (f["mid"], self.basis),
            (f["url"],),
            (f["note"],),
        )
        for parts in lines:
            column.addWidget(line(*parts))
        column.addStretch(1)
        return body

    def _foot_buttons(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "card")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(8)
        follow = button(self.tr("Save and next"), lambda: self.save(follow=True), "primary")
        follow.setToolTip(self.tr("Ctrl+Enter"))
        alone = button(self.tr("Save"), self.save)
        alone.setToolTip(self.tr("Ctrl+S"))
        self._buttons = [follow, alone]
        for one in self._buttons:
            row.addWidget(one)
        row.addStretch(1)
        return foot

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
        elif (first := next((p.field for p in reading.problems if p.field in self.fields), "")) != "":
            self.fields[first].edit.setFocus()

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
        for name, field in self.fields.items():
            said = [p for p in reading.of(name) if self._asked or not p.code.startswith(("missing-", "half-"))]
            own = bool(field.reading_problem())
            field.set_problem(None if own or not said else labels.say_all(said))
        middle = reading.numbers.get("mid")
        computed = "" if draft.mid or middle is None else f"{plain(middle)}"
        self.fields["mid"].edit.setPlaceholderText(computed)
        self.basis.setEnabled(draft.price_unit.currency == "CNY")
        return reading
