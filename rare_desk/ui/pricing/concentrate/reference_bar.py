"""Where a calculation starts from: reference price and grade, delivery date, VAT, parties; and where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from rare_desk.core.numbers import places_of, plain
from rare_desk.core.parsing import parse_date
from rare_desk.core.quotes import AnnouncedPrice, quarter_of
from rare_desk.core.units import vat_rate_on
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField
from rare_desk.ui.widgets.toolbar import button, text

_SHOWN_QUARTERS = 16
_FIELD = 146
"""The least width of a field beside its label."""


class ReferenceBar(QWidget):
    """Fields beside their labels in three columns, and the line of the source below."""

    changed = Signal(object)
    """The inputs as they are now."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._given: Given = {}
        self._announced: Sequence[AnnouncedPrice] = ()
        self.price = NumberField("", labels.label("pricing.unit-cny_dry_t"))
        self.grade = NumberField("", labels.label("pricing.unit-reo"))
        self.delivery = DateField("", self.tr("today: t"))
        self.fields: dict[str, TextField] = {
            "reference_price": self.price,
            "reference_grade": self.grade,
            "delivery_date": self.delivery,
        }
        places = [("reference_price", 0, 0), ("reference_grade", 1, 0), ("delivery_date", 0, 4)]
        if kind == "settlement":
            self.fields |= {"vat_rate": NumberField("", "%"), "counterparty": ChoiceField(free=True)}
            self.fields["contract"] = TextField()
            places += [("vat_rate", 1, 4), ("counterparty", 0, 2), ("contract", 1, 2)]
        else:
            self.fields["grade"] = NumberField("", labels.label("pricing.unit-reo"))
            places += [("grade", 0, 2)]
        self._labels: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        for name, row, column in sorted(places, key=lambda place: (place[2], place[1])):
            self._place(name, row, column)
        for column in (1, 3, 5):
            self._grid.setColumnStretch(column, 1)
        self._source = text("", "muted", caption=True)
        self._source.setWordWrap(True)
        self._other = button(self.tr("Another quarter…"), self._choose, "link")
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._source, 1)
        line.addWidget(self._other)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 6)
        whole.setSpacing(4)
        whole.addLayout(self._grid)
        whole.addLayout(line)

    def set_known(self, announced: Sequence[AnnouncedPrice], parties: Sequence[str]) -> None:
        self._announced = announced
        party = self.fields.get("counterparty")
        if isinstance(party, ChoiceField):
            party.set_choices([Choice(name, name) for name in parties])

    def show_given(self, given: Given, outcome: Outcome) -> None:
        for name, field in self.fields.items():
            raw = str(given.get(name) or "")
            if self._given.get(name, "") != raw or not self._given:
                _fill(name, field, raw)
            problem = outcome.problem(name)
            field.set_problem(None if problem and problem.code.startswith("not-a") else problem)
        self._given = dict(given)
        self._show_source(given, outcome)
        self._show_vat(given)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels stand above the fields where there is no room beside them."""
        super().resizeEvent(event)
        room = self.width() - sum(label.sizeHint().width() + 8 for label in list(self._labels.values())[::2]) - 56
        above = room < 3 * _FIELD
        for name, label in self._labels.items():
            if label.isHidden() != above:
                label.setVisible(not above)
                self.fields[name].label.setText(label.text())
                self.fields[name].label.setVisible(above)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, super().minimumSizeHint().height())

    def _place(self, name: str, row: int, column: int) -> None:
        field = self.fields[name]
        words = labels.label(f"pricing.field-{name}")
        label = text(words, "muted")
        label.setBuddy(field.edit)
        label.setFixedHeight(28)
        label.setContentsMargins(16 if column else 0, 0, 0, 0)
        field.edit.setAccessibleName(words)
        self._labels[name] = label
        top = QVBoxLayout()
        top.addWidget(label)
        top.addStretch(1)
        self._grid.addLayout(top, row, column)
        self._grid.addWidget(field, row, column + 1, Qt.AlignmentFlag.AlignTop)
        field.changed.connect(partial(self._typed, name))
        if name == "delivery_date":
            field.committed.connect(self._delivered)

    def _typed(self, name: str) -> None:
        field = self.fields[name]
        if name == "delivery_date":
            self._delivered()
            return
        raw = field.value() if isinstance(field, ChoiceField) else field.text()
        self._send(draft.put(self._given, name, raw))

    def _delivered(self) -> None:
        day = self.delivery.value()
        if day is None:
            self._send(draft.put(self._given, "delivery_date", self.delivery.text()))
            return
        given = draft.delivered_on(self._given, day, self._announced)
        self._given["delivery_date"] = given["delivery_date"]  # the field keeps what was typed
        self._send(given, keep={"delivery_date"})

    def _send(self, given: Given, keep: set[str] | None = None) -> None:
        for name, value in given.items():
            if name in self.fields and self.fields[name].edit.hasFocus():
                self._given[name] = value
        for name in keep or ():
            self._given[name] = given[name]
        self.changed.emit(given)

    def _show_source(self, given: Given, outcome: Outcome) -> None:
        unknown = outcome.problem("quarter")
        source = outcome.source
        if unknown:
            words = labels.say(unknown)
        elif source is not None and given.get("quarter"):
            words = self._of(source)
        elif given.get("reference_price"):
            words = self.tr("The reference price was entered by hand.")
        else:
            words = self.tr("Enter a reference price, or take that of a quarter.")
        self._source.setText(words)
        self._source.setProperty("role", "warn" if unknown else "muted")
        self._source.style().unpolish(self._source)
        self._source.style().polish(self._source)
        self._other.setText(self.tr("Another quarter…") if source else self.tr("Take an announced price…"))

    def _of(self, source: AnnouncedPrice) -> str:
        per_percent = source.price / source.reo_basis if source.price is not None else None
        said = self.tr("Announced price of {quarter} ({day}, ex VAT, {per} CNY per 1 % REO)")
        if not source.announced_on:
            said = self.tr("Announced price of {quarter} (ex VAT, {per} CNY per 1 % REO)")
        return said.format(quarter=source.quarter, day=source.announced_on, per=formats.money(per_percent))

    def _show_vat(self, given: Given) -> None:
        field = self.fields.get("vat_rate")
        if isinstance(field, NumberField):
            day = parse_date(str(given.get("delivery_date") or ""))
            by_date = isinstance(day, dt.date) and str(given.get("vat_rate")) == plain(vat_rate_on(day))
            field.set_unit(self.tr("% by date") if by_date else "%")

    def _choose(self) -> None:
        self.quarter_menu().popup(self._other.mapToGlobal(QPoint(0, self._other.height())))

    def quarter_menu(self) -> QMenu:
        """The quarters, newest first; one without a known price says so."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        quarters = dict.fromkeys(a.quarter for a in sorted(self._announced, key=lambda a: a.quarter, reverse=True))
        day = parse_date(str(self._given.get("delivery_date") or ""))
        now = quarter_of(day) if isinstance(day, dt.date) else ""
        for quarter in list(quarters)[:_SHOWN_QUARTERS]:
            found = next((a for a in self._announced if a.quarter == quarter and a.in_force), None)
            words = formats.number(found.price, 2) if found else self.tr("unknown")
            mark = self.tr("  (delivery)") if quarter == now else ""
            action = menu.addAction(f"{quarter}\t{words}{mark}")
            action.triggered.connect(partial(self._take, quarter))
        return menu

    def _take(self, quarter: str, _checked: bool = False) -> None:
        self.changed.emit(draft.of_quarter(self._given, quarter, self._announced))


def _fill(name: str, field: TextField, raw: str) -> None:
    if isinstance(field, ChoiceField):
        field.set_value(raw)
    elif isinstance(field, NumberField):
        field.set_text(raw)
        value = field.value()
        if value is not None and name != "vat_rate":
            field.set_value(value, max(2, places_of(value)))
    else:
        field.set_text(raw)
