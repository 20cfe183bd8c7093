"""The panel beside the list in which a trade is typed or changed."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from rare_desk.core.problems import Problem, problem
from rare_desk.core.trades import Side, Trade
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels, language
from rare_desk.ui.entry.defaults import renewed, with_defaults
from rare_desk.ui.entry.draft import FIELDS, Draft, draft_of
from rare_desk.ui.entry.reading import Known, Reading, read
from rare_desk.ui.entry.slips import meant
from rare_desk.ui.entry.trade_fields import TradeFields
from rare_desk.ui.trades.calculations import CalculationsSection
from rare_desk.ui.trades.history import HistoryList
from rare_desk.ui.trades.index_section import IndexSection
from rare_desk.ui.widgets.actions import on_keys
from rare_desk.ui.widgets.inputs.held_keys import HeldKeys
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button

WIDTH = {"zh": 344, "en": 368}
_PARTIES = ("counterparty", "buyer", "seller")


class EntryPanel(SidePanel):
    """Reads while typing; tells what is wrong with what was typed at once, what is missing only on saving."""

    save_asked = Signal(object, object, bool)
    """(Trade, the TradeRow it changes or None, whether another follows)."""

    def __init__(self, form: TradeFields, known: Known) -> None:
        super().__init__(width=WIDTH[language.current()])
        self._known = known
        self._row: TradeRow | None = None
        self._asked = False
        self._saving = False
        self._keys = HeldKeys(self)
        self._follow = False
        self._accepted: Trade | None = None
        self._begun = self._proposed = Draft()
        self._settled: dict[str, str] = {}
        self.form = form
        self.form.changed.connect(self._typed)
        self.form.question.kept.connect(self._keep_price)
        self.form.question.taken.connect(self._take_meant)
        self.form.question.another.connect(self._to_price)
        self.form.product.committed.connect(self._name_product)
        for name in _PARTIES:
            self.form.fields[name].committed.connect(partial(self._name_party, name))
        self.history = HistoryList()
        self.in_index = IndexSection()
        self.calculations = CalculationsSection()
        self.set_body(self.form, scroll=True)
        self.set_foot(self._make_foot())
        on_keys(self, lambda: self.save(follow=True), "Ctrl+Return", "Ctrl+Enter")
        on_keys(self, self.save, "Ctrl+S")
        on_keys(self, self.history.restore_previous, "Ctrl+Shift+R")
        self.setVisible(False)

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "card")
        column = flush(QVBoxLayout(foot))
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(8)
        self.next_button = button(self.tr("Save and next"), lambda: self.save(follow=True), "primary")
        self.next_button.setToolTip(self.tr("Ctrl+Enter"))
        self.save_button = button(self.tr("Save"), self.save)
        self.save_button.setToolTip(self.tr("Ctrl+S"))
        self.clear_button = button(self.tr("Clear"), self._clear)
        for one in (self.next_button, self.save_button, self.clear_button):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.calculations)
        column.addWidget(self.in_index)
        column.addWidget(self.history)
        return foot

    @property
    def row(self) -> TradeRow | None:
        """The trade that is being changed; None for a new one."""
        return self._row

    @property
    def touched(self) -> bool:
        """Whether anything was typed that is not saved."""
        return not self.isHidden() and self.form.draft() != self._begun

    def begin(self, draft: Draft) -> None:
        """A new trade."""
        self._start(None, draft)
        self.set_title(self.tr("New trade"), QKeySequence("Ctrl+N").toString(QKeySequence.SequenceFormat.NativeText))

    def change(self, row: TradeRow) -> None:
        self._start(row, draft_of(row.trade, labels.product(self._known.names.catalogue[row.trade.product])))
        self.set_title(self.tr("Change trade"), row.trade.deal_no)

    def resume(self, draft: Draft, row: TradeRow | None) -> None:
        """Puts back what was typed and not saved."""
        if row is None:
            self.begin(draft)
        else:
            self.change(row)
            self.form.set_draft(draft)
            self._read()

    def set_saving(self, saving: bool) -> None:
        """While the book is being written the same trade is not saved twice, and keys are for the next one."""
        self._saving = saving
        self._keys.hold(saving)
        for one in (self.next_button, self.save_button):
            one.setEnabled(not saving)

    def after_save(self, after: Draft | None) -> None:
        """The next trade, or the saved one closed."""
        if after is not None:
            self.begin(after)
        else:
            self._begun = self.form.draft()
            self.close_panel()

    def save(self, *, follow: bool = False) -> None:
        """Asks for it when nothing is wrong; else shows everything that is, and goes to the first of it. Of a
        suspicious price it is asked first, once."""
        if self._saving:
            return
        self._asked = True
        reading = self._read()
        if reading.trade is not None and self._ask_price(reading, follow=follow):
            return
        if reading.trade is not None:
            self.save_asked.emit(reading.trade, self._row, follow)
            return
        wrong = [p.field for p in reading.problems if not p.suspect]
        first = next((name for name in FIELDS if name in wrong and name in self.form.fields), None)
        if first:
            self.form.fields[first].edit.setFocus()

    def _ask_price(self, reading: Reading, *, follow: bool) -> bool:
        trade, question = reading.so_far, self.form.question
        usual = self._known.usual(trade.product, trade.date) if reading.doubt is not None else None
        if reading.doubt is None or usual is None:
            return False
        self._follow = follow
        question.ask(reading.doubt, meant(self.form.draft(), reading, usual))
        question.setFocus()
        return True

    def _keep_price(self) -> None:
        self._accepted = self._read().trade
        self.save(follow=self._follow)

    def _take_meant(self, draft: Draft) -> None:
        self.form.set_draft(draft)
        self.save(follow=self._follow)

    def _to_price(self) -> None:
        edit = self.form.fields["price"].edit
        edit.setFocus()
        edit.selectAll()

    def _typed(self) -> None:
        self.form.question.close_question()
        self._read()

    def _start(self, row: TradeRow | None, draft: Draft) -> None:
        self._row = row
        self._accepted = None
        self.form.question.close_question()
        self._asked = False
        self._settled.clear()
        self.form.set_draft(draft)
        self._begun = self._proposed = self.form.draft()
        self._read()
        self.setVisible(True)
        first = "date" if draft.deal_no and row is None else "deal_no"
        self.form.fields[first].edit.setFocus()
        self.form.fields[first].edit.selectAll()

    def _clear(self) -> None:
        if self._row is None:
            self.begin(Draft(date="t"))
        else:
            self.change(self._row)

    def _name_product(self) -> None:
        """What was typed for the product becomes its name."""
        found = self._read().product
        if found is not None:
            self.form.product.set_value(found.code)

    def _name_party(self, name: str) -> None:
        """An alias becomes the party's name; a new trade takes what is kept with its counterparty."""
        field = self.form.fields[name]
        self._settled[name] = self._known.party(field.text())
        typed, called = field.text(), self._known.party(field.text())
        if called != typed:
            field.set_text(called)
        said = self.tr("for {alias}").format(alias=typed) if called != typed else ""
        if name == "counterparty" and self._row is None and self.form.draft().side is not Side.MARKET:
            defaults = self._known.defaults(called)
            self._take_defaults(defaults)
            said = said or (self.tr("its defaults") if defaults else "")
        field.set_trailing(said)
        self._read()

    def _take_defaults(self, defaults: Mapping[str, str]) -> None:
        """What the user left as it was becomes what the party has, or again what it was before."""
        proposal = with_defaults(self._begun, defaults)
        draft = renewed(self.form.draft(), self._proposed, proposal)
        self._proposed = proposal
        if draft != self.form.draft():
            self.form.set_draft(draft)

    def _near(self, name: str) -> list[Problem]:
        """That a party the book does not know is probably one that it does."""
        said = self.form.fields[name].text()
        other = self._known.near(said) if said and self._settled.get(name) == said else ""
        return [problem("near-counterparty", name, other, suspect=True)] if other else []

    def _read(self) -> Reading:
        draft = self.form.draft()
        reading = read(draft, self._known, self._accepted or (self._row.trade if self._row else None))
        told = [p for p in reading.problems if self._asked or p.suspect or not p.code.startswith("missing-")]
        for name, field in self.form.fields.items():
            said = [one for one in told if one.field == name] + self._near(name)
            own = bool(field.reading_problem()) and field is not self.form.product  # which it says by itself
            field.set_problem(None if own or not said else labels.say_all(said))
        self._show_computed(draft, reading)
        return reading

    def _show_computed(self, draft: Draft, reading: Reading) -> None:
        form, prices = self.form, reading.prices
        if draft.related is None:
            form.show_related(reading.related)
        foreign = draft.price_unit.currency != "CNY"
        form.basis.choose(TaxBasis.NONE if foreign else draft.tax_basis)
        form.basis.setEnabled(not foreign)
        written_incl = draft.tax_basis is TaxBasis.INCL and not foreign
        form.fields["price"].set_label(
            labels.field("price" if foreign else "price_incl_vat" if written_incl else "price_ex_vat")
        )
        form.other_price.set_label(labels.field("price_ex_vat" if written_incl or foreign else "price_incl_vat"))
        form.other_price.set_unit(labels.label("trades.price-CNY-t"))
        form.other_price.set_value(prices.ex_vat if written_incl or foreign else prices.incl_vat, 2)
        unit = self.tr("CNY")
        for field, amount in ((form.amount_incl, prices.amount_incl_vat), (form.amount_ex, prices.amount_ex_vat)):
            field.set_unit(unit)
            field.set_value(amount, 2)
        rate = form.fields["vat_rate"]
        rate.edit.setPlaceholderText(formats.number(reading.vat_rate, 0) if not draft.vat_rate else "")
        unit_typed = Unit(reading.quantity_unit)
        if unit_typed != draft.quantity_unit and reading.numbers.get("quantity") is not None:
            form.quantity_unit.choose(unit_typed)
