"""The panel in which a quarter's announced concentrate price is typed: the number and Enter are enough."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rare_desk.core.numbers import half_up, plain
from rare_desk.core.quotes import STATUSES, AnnouncedPrice, moved
from rare_desk.ui import formats, labels
from rare_desk.ui.entry.parts import body_of, foot_of
from rare_desk.ui.quotes.announced_draft import AnnouncedDraft, AnnouncedReading, draft_of, next_draft, read
from rare_desk.ui.widgets.actions import on_keys
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField, go_to_first, show_problems
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button, text

WIDTH = 344


class AnnouncedPanel(SidePanel):
    save_asked = Signal(object, object)
    """(AnnouncedPrice, the one that it replaces or None)."""

    def __init__(self) -> None:
        super().__init__(width=WIDTH)
        self._known: Sequence[AnnouncedPrice] = ()
        self._was: AnnouncedPrice | None = None
        self._asked = False
        self.status = ChoiceField(
            labels.field("status"), [Choice(one, labels.label(f"announced.{one}")) for one in STATUSES]
        )
        self.fields: dict[str, TextField] = {
            "quarter": TextField(labels.field("quarter")),
            "price": NumberField(labels.field("announced_price"), labels.label("trades.price-CNY-t")),
            "reo_basis": NumberField(labels.field("reo_basis"), "%"),
            "per_percent": NumberField(labels.field("per_percent"), labels.label("trades.yuan")),
            "announced_on": DateField(labels.field("announced_on")),
            "source_url": TextField(labels.field("source")),
            "note": TextField(labels.field("note")),
        }
        self.beside = text("", "muted")
        self.beside.setWordWrap(True)
        self.set_body(self._body_of_fields(), scroll=True)
        save = button(self.tr("Save"), self.save, "primary")
        save.setToolTip(self.tr("Enter"))
        self.set_foot(foot_of(save))
        for field in (*self.fields.values(), self.status):
            field.changed.connect(self._read)
            field.edit.returnPressed.connect(self.save)
        on_keys(self, self.save, "Ctrl+Return", "Ctrl+Enter", "Ctrl+S")
        self.setVisible(False)

    def _body_of_fields(self) -> QWidget:
        f = self.fields
        return body_of(
            (f["quarter"], self.status),
            (f["price"],),
            self.beside,
            (f["reo_basis"], f["per_percent"]),
            (f["announced_on"],),
            (f["source_url"],),
            (f["note"],),
        )

    def show_known(self, known: Sequence[AnnouncedPrice]) -> None:
        """All announced prices of the book, by quarter."""
        self._known = known

    def begin(self) -> None:
        """The quarter after the last known one; the price is what is left to type."""
        self._start(None, next_draft(self._known, dt.date.today()))
        self.set_title(self.tr("New announced price"))

    def change(self, price: AnnouncedPrice) -> None:
        self._start(price, draft_of(price))
        self.set_title(self.tr("Change announced price"), price.quarter)

    def save(self) -> None:
        self._asked = True
        reading = self._read()
        if reading.price is not None:
            self.save_asked.emit(reading.price, self._was)
        else:
            go_to_first(self.fields, reading.problems)

    def draft(self) -> AnnouncedDraft:
        texts = {name: field.text() for name, field in self.fields.items()}
        return AnnouncedDraft(status=self.status.value() or "in_force", **texts)

    def _start(self, was: AnnouncedPrice | None, draft: AnnouncedDraft) -> None:
        self._was, self._asked = was, False
        for name, field in self.fields.items():
            field.set_problem(None)
            field.set_text(getattr(draft, name))
        self.status.set_value(draft.status)
        self._read()
        self.setVisible(True)
        self.fields["price"].edit.setFocus()
        self.fields["price"].edit.selectAll()

    def _read(self) -> AnnouncedReading:
        reading = read(self.draft(), dt.date.today())
        show_problems(
            self.fields, [one for one in reading.problems if self._asked or not one.code.startswith("missing-")]
        )
        typed = self.fields["quarter"].text()
        self.fields["quarter"].set_trailing(reading.quarter if reading.quarter != typed else "")
        price, basis = self._value("price"), self._value("reo_basis")
        computed = plain(half_up(price / basis, 2)) if price and basis else ""
        self.fields["per_percent"].edit.setPlaceholderText(computed)
        self.beside.setText(self._compared(reading.quarter, price))
        self.beside.setVisible(bool(self.beside.text()))
        return reading

    def _value(self, name: str) -> Decimal | None:
        field = self.fields[name]
        assert isinstance(field, NumberField)
        return field.value()

    def _compared(self, quarter: str, price: Decimal | None) -> str:
        """With the quarter before it, so that a wrong digit shows."""
        if not quarter or not price:
            return ""
        before = next((one for one in self._known if one.in_force and one.quarter == moved(quarter, -1)), None)
        if before is None or before.price is None:
            return ""
        change = half_up((price / before.price - 1) * 100, 2)
        said = self.tr("{change} from {quarter}: {price}")
        return said.format(change=formats.change_pct(change), quarter=before.quarter, price=formats.money(before.price))
