"""Typing in the list of quotes: a cell that is confirmed is read with its row and saved as one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from rare_desk.core.problems import Problem
from rare_desk.core.products import Product
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops import quotes as ops
from rare_desk.store.rows import QuoteRow
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import PRICE_UNITS, PriceUnit
from rare_desk.ui.entry.parts import coded
from rare_desk.ui.quotes.draft import QuoteDraft, draft_of
from rare_desk.ui.quotes.form import UNKNOWN
from rare_desk.ui.widgets.editing.cell_edit import Offered
from rare_desk.ui.widgets.inputs.choice_field import Choice, pinyin_initials, product_choices

if TYPE_CHECKING:
    from rare_desk.ui.quotes.page import QuotesPage

_EMPTIED = ("grade", "low", "high", "note")
"""Cells that may be empty."""


def typed_into(draft: QuoteDraft, key: str, text: str) -> QuoteDraft:
    """`text` is what the cell of that column becomes: a code where it offers choices. The middle of a range follows its
    ends."""
    if key == "unit":
        currency, unit = text.split("/")
        return replace(draft, price_unit=PriceUnit(currency, Unit(unit)))
    if key == "tax_basis":
        return replace(draft, tax_basis=None if text == UNKNOWN else TaxBasis(text))
    if key == "period":
        return replace(draft, period=Period(text))
    if key == "low" and text:
        return replace(draft, low=text, mid="")
    if key == "high" and text and draft.low:
        return replace(draft, high=text, mid="")
    other: dict[str, Any] = {key: text}
    return replace(draft, **other)


class QuoteTyping(QObject):
    def __init__(self, page: QuotesPage, products: Iterable[Product]) -> None:
        super().__init__(page)
        self._page = page
        self._offered = _offers(products)
        grid = page.table
        grid.offered = lambda _row, key: self._offered.get(key)
        grid.typed.connect(self.type)
        grid.not_offered.connect(self._refuse)
        grid.emptied.connect(self.empty)

    def offer_sources(self, sources: Sequence[str]) -> None:
        self._offered["source"] = Offered([Choice(one, one) for one in sources], free=True, first=False)

    def type(self, row_id: int, key: str, text: str) -> None:
        row = self._row(row_id)
        if row is None:
            return
        reading = self._page.form.reading(typed_into(self._draft(row.quote), key, text))
        if reading.quote is None:
            self._again(row_id, key, text, reading.problems)
        elif reading.quote != row.quote:
            self._save({row_id: reading.quote}, {row_id: row.quote})

    def empty(self) -> None:
        """Delete on cells: nothing stands in those that may be empty, of all rows at once."""
        grid = self._page.table
        keys = [key for number in grid.chosen_columns() if (key := grid.columns[number].key) in _EMPTIED]
        rows = [row for place in grid.chosen_places() if (row := self._page.model.row_at(place)) is not None]
        nothing: dict[str, Any] = {key: None if key in ("low", "high") else "" for key in keys}
        bare = {row.id: replace(row.quote, **nothing) for row in rows}
        changed = {row.id: bare[row.id] for row in rows if bare[row.id] != row.quote}
        if changed:
            self._save(changed, {row.id: row.quote for row in rows if row.id in changed})

    def _save(self, changed: dict[int, Quote], was: dict[int, Quote]) -> None:
        self._page.session.run(lambda book: ops.change_quotes(book, changed, was=was))

    def _row(self, row_id: int) -> QuoteRow | None:
        return self._page.model.row_at(self._page.model.place_of(row_id))

    def _draft(self, quote: Quote) -> QuoteDraft:
        return draft_of(quote, self._page.product_name(quote.product))

    def _refuse(self, row_id: int, key: str, text: str) -> None:
        choices = " ".join(one.words for one in self._offered[key].choices[:8])
        said = self.tr("“{text}” is none of: {words}").format(text=text.strip(), words=choices)
        self._page.session.say(said, "warn")
        self._open_again(row_id, key, text)

    def _again(self, row_id: int, key: str, text: str, problems: Sequence[Problem]) -> None:
        """What is wrong is said, and what was typed stands in the cell to be put right; Esc lets go of it."""
        self._page.session.say(labels.say_all(problems), "warn")
        self._open_again(row_id, key, text)

    def _open_again(self, row_id: int, key: str, text: str) -> None:
        def reopen() -> None:
            grid = self._page.table
            if grid.go_to(row_id, key, edit=True) and (editor := grid.editor) is not None:
                editor.setText(text)
                editor.setModified(True)
                editor.selectAll()

        QTimer.singleShot(0, self, reopen)


def _offers(products: Iterable[Product]) -> dict[str, Offered]:
    def words(choices: Iterable[Choice]) -> list[Choice]:
        return [Choice(one.value, one.words, (*one.others, pinyin_initials(one.words)), one.hint) for one in choices]

    units = [Choice(str(unit), labels.label(f"trades.price-{unit.currency}-{unit.unit}")) for unit in PRICE_UNITS]
    named = list(products)
    listed = [
        Choice(labels.product(product), labels.product(product), (one.value, *one.others), one.hint)
        for product, one in zip(named, product_choices(named), strict=True)
    ]
    return {
        "product": Offered(listed, free=True),
        "period": Offered(words(coded(Period))),
        "unit": Offered(words(units)),
        "tax_basis": Offered(words(coded((TaxBasis.INCL, TaxBasis.EXCL, UNKNOWN)))),
    }
