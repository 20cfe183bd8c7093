"""The fields of a trade, two to a line, and the draft that stands in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rare_desk.core.products import Product
from rare_desk.core.trades import Compliance, Side, Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import PRICE_UNITS, Draft, PriceUnit
from rare_desk.ui.entry.parts import Labelled, LaterDateField, QuantityField, coded, line, options
from rare_desk.ui.entry.price_question import PriceQuestion
from rare_desk.ui.entry.unit_menu import UnitMenu
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField, product_choices
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField
from rare_desk.ui.widgets.toolbar import button

PAYMENTS = ("pay-first", "pay-on-spot", "pay-on-arrival", "pay-bill", "pay-monthly")
_PARTIES = ("counterparty", "buyer", "seller")


class TradeFields(QWidget):
    """Every field of a trade. `changed` comes with each key and each choice by the user."""

    changed = Signal()

    def __init__(self, products: Iterable[Product]) -> None:
        super().__init__()
        self._related: bool | None = None
        self._basis = TaxBasis.INCL
        self.fields: dict[str, TextField] = {}
        self._make_texts(tuple(products))
        self._make_choices()
        self._lay_out()
        for field in self.fields.values():
            self._join(field)
        self._show_side()

    def _join(self, field: TextField) -> None:
        """Enter goes on to the next field, as Tab does; also out of an open list."""
        field.changed.connect(self.changed)
        field.edit.returnPressed.connect(self.focusNextChild)

    def _make_texts(self, products: tuple[Product, ...]) -> None:
        for name in ("deal_no", "contract_no", "grade", "incoterm", "country", "origin", "lot", "trader", "note"):
            self.fields[name] = TextField(labels.field(name))
        day = DateField(labels.field("date"))
        self.fields["date"] = day
        self.fields["delivery_date"] = LaterDateField(labels.field("delivery_date"), day)
        self.fields["quantity"] = QuantityField(labels.field("quantity"))
        for name, unit in (("price", ""), ("vat_rate", "%"), ("fx", "CNY/USD"), ("reo_pct", "%")):
            self.fields[name] = NumberField(labels.field(name), unit)
        for name in (*_PARTIES, "delivery_place", "payment"):
            self.fields[name] = ChoiceField(labels.field(name), free=True)
        self.fields["product"] = self.product = ChoiceField(labels.field("product"), product_choices(products))
        payments = [Choice(words, words) for _, words in options(PAYMENTS)]
        self.choice("payment").set_choices(payments)
        self.other_price, self.amount_incl, self.amount_ex = (NumberField() for _ in range(3))
        for computed in (self.other_price, self.amount_incl, self.amount_ex):
            computed.set_computed(True)
        self.amount_incl.set_label(labels.field("amount_incl_vat"))
        self.amount_ex.set_label(labels.field("amount_ex_vat"))
        self.fields["date"].edit.setPlaceholderText(self.tr("t, -1, 22"))

    def _make_choices(self) -> None:
        self.side = Labelled(labels.field("side"), options(Side))
        self.spot = Labelled(labels.field("spot"), options(("spot", "term")))
        self.related = Labelled(labels.field("related"), options(("no", "yes")))
        self.compliance = ChoiceField(labels.field("compliance"), coded(Compliance))
        self.status = ChoiceField(labels.field("status"), coded(Status))
        self.quantity_unit = UnitMenu(self.fields["quantity"], options(Unit, "unit-"), labels.field("quantity_unit"))
        units = [(str(unit), labels.label(f"trades.price-{unit.currency}-{unit.unit}")) for unit in PRICE_UNITS]
        self.price_unit = UnitMenu(self.fields["price"], units, labels.field("price_unit"))
        self.basis = UnitMenu(
            self.fields["vat_rate"], options((TaxBasis.INCL, TaxBasis.EXCL, TaxBasis.NONE)), labels.field("tax_basis")
        )
        self.side.buttons.chosen.connect(self._show_side)
        self.related.buttons.chosen.connect(self._choose_related)
        self.price_unit.chosen.connect(self._show_side)
        self.basis.chosen.connect(self._choose_basis)
        for buttons in (self.side.buttons, self.spot.buttons, self.related.buttons):
            buttons.chosen.connect(lambda _key: self.changed.emit())
            for one in buttons.findChildren(QPushButton):
                one.installEventFilter(self)
        for menu in (self.quantity_unit, self.price_unit, self.basis):
            menu.chosen.connect(lambda _key: self.changed.emit())
        for choice in (self.compliance, self.status):
            self._join(choice)

    def _lay_out(self) -> None:
        f = self.fields
        self.question = PriceQuestion(below_field=True)
        self._fx_line = line(f["fx"])
        self._own_line = line(f["counterparty"], self.related)
        self._market_line = line(f["buyer"], f["seller"])
        self._rare = QWidget()
        rare = QVBoxLayout(self._rare)
        rare.setContentsMargins(0, 0, 0, 0)
        rare.setSpacing(8)
        for pair in (("lot", "origin"), ("reo_pct", "trader"), ("incoterm", "country")):
            rare.addWidget(line(*(f[name] for name in pair)))
        self._rare.setVisible(False)
        self._more = button(self.tr("More fields"), self._toggle_rare, "link")
        lines = (
            line(f["deal_no"], f["date"]),
            line(self.side, self.spot),
            line(self.product, f["grade"]),
            line(f["quantity"], f["vat_rate"]),
            line(f["price"], self.other_price),
            self.question,
            self._fx_line,
            line(self.amount_incl, self.amount_ex),
            self._own_line,
            self._market_line,
            line(f["delivery_place"], f["delivery_date"]),
            line(f["payment"], self.compliance),
            line(self.status, f["contract_no"]),
            line(f["note"]),
            self._rare,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for one in lines:
            column.addWidget(one)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def choice(self, name: str) -> ChoiceField:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        return field

    def offer(self, name: str, known: Sequence[Choice]) -> None:
        """What the list of a free field shows, parties or places that the book has."""
        self.choice(name).set_choices(known)

    def draft(self) -> Draft:
        currency, unit = self.price_unit.current.split("/")
        texts: dict[str, Any] = {name: field.text() for name, field in self.fields.items()}
        return Draft(
            side=Side(self.side.buttons.current),
            quantity_unit=Unit(self.quantity_unit.current),
            price_unit=PriceUnit(currency, Unit(unit)),
            tax_basis=self._basis,
            related=self._related,
            spot=self.spot.buttons.current == "spot",
            compliance=Compliance(self.compliance.value() or Compliance.YES),
            status=Status(self.status.value() or Status.CONFIRMED),
            **texts,
        )

    def set_draft(self, draft: Draft) -> None:
        for name, field in self.fields.items():
            field.set_problem(None)
            field.set_text(getattr(draft, name))
        self.side.buttons.choose(draft.side)
        self.spot.buttons.choose("spot" if draft.spot else "term")
        self._related = draft.related
        self.compliance.set_value(draft.compliance)
        self.status.set_value(draft.status)
        self.quantity_unit.choose(draft.quantity_unit)
        self.price_unit.choose(str(draft.price_unit))
        self._basis = draft.tax_basis
        if any(getattr(draft, name) for name in ("lot", "origin", "reo_pct", "trader", "incoterm", "country")):
            self._rare.setVisible(True)
            self._more.setVisible(False)
        self._show_side()

    def show_related(self, related: bool) -> None:
        """What the counterparty's group says, until the user chooses otherwise."""
        self.related.buttons.choose("yes" if related else "no")

    def _choose_basis(self, key: str) -> None:
        self._basis = TaxBasis(key)

    def _choose_related(self, key: str) -> None:
        self._related = key == "yes"

    def _show_side(self, _key: str = "") -> None:
        market = self.side.buttons.current == Side.MARKET
        self._own_line.setVisible(not market)
        self._market_line.setVisible(market)
        foreign = not self.price_unit.current.startswith("CNY")
        self._fx_line.setVisible(foreign and bool(self.price_unit.current))
        currency = self.price_unit.current.split("/")[0]
        self.fields["fx"].set_unit(f"CNY/{currency}")

    def _toggle_rare(self) -> None:
        self._rare.setVisible(True)
        self._more.setVisible(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a button, which has no use for it, goes on as well."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in enter and not event.modifiers():
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)
