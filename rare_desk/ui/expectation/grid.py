"""The grid of answers: a row for each respondent, a column for each product, a key for each answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QAbstractItemView

from rare_desk.core.expectation import Answer, Outlook
from rare_desk.core.numbers import plain
from rare_desk.core.products import Product
from rare_desk.ui import labels
from rare_desk.ui.expectation.data import Given
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table

_KEYS = {
    Qt.Key.Key_U: Outlook.UP,
    Qt.Key.Key_F: Outlook.FLAT,
    Qt.Key.Key_D: Outlook.DOWN,
    Qt.Key.Key_1: Outlook.UP,
    Qt.Key.Key_2: Outlook.FLAT,
    Qt.Key.Key_3: Outlook.DOWN,
    Qt.Key.Key_Plus: Outlook.UP,
    Qt.Key.Key_Equal: Outlook.FLAT,
    Qt.Key.Key_Minus: Outlook.DOWN,
}
_ARROWS = {Outlook.UP: "▲", Outlook.FLAT: "▬", Outlook.DOWN: "▼"}
_FLAGS = {Outlook.UP: "rise", Outlook.FLAT: "", Outlook.DOWN: "fall"}
RESPONDENT, WEIGHT = "respondent", "weight"


class AnswerGrid(Table):
    """u, f, d or 1, 2, 3 answers the cell and goes on to the next one; Delete takes an answer away."""

    answered = Signal(object, str, str)
    """(Given, product, outlook)."""
    cleared = Signal(object, str)
    """(Given, product); an empty product: all of this respondent's answers."""

    def __init__(self) -> None:
        super().__init__(fit=True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setTabKeyNavigation(True)

    @property
    def given(self) -> ListModel[Given]:
        model = self.model()
        assert isinstance(model, ListModel)
        return model

    def show_given(self, rows: Sequence[Given], products: Sequence[Product]) -> None:
        """The cell that was current stays so."""
        at = self.currentIndex()
        row, key = at.row(), self.column(at.column()).key if at.isValid() else ""
        columns = answer_columns(products)
        model = self.model()
        if not isinstance(model, ListModel) or [one.key for one in model.columns] != [one.key for one in columns]:
            self.setModel(ListModel(columns, self))
        self.given.show_rows(rows, lambda one: one.number)
        keys = [one.key for one in columns]
        if rows and key in keys:
            self.setCurrentIndex(self.given.index(min(row, len(rows) - 1), keys.index(key)))

    def go_to(self, respondent: str) -> None:
        """The first product of that respondent."""
        for place in range(self.given.rowCount()):
            row = self.given.row_at(place)
            if row is not None and row.respondent == respondent and len(self.given.columns) > 2:
                self.setCurrentIndex(self.given.index(place, 2))
                self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        row = self.given.row_at(at.row()) if at.isValid() else None
        key = self.column(at.column()).key if at.isValid() else ""
        plain_key = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        outlook = _KEYS.get(Qt.Key(event.key())) if plain_key else None
        if row is not None and outlook is not None and key not in (RESPONDENT, WEIGHT):
            self.answered.emit(row, key, outlook.value)
            self.setCurrentIndex(self._next(at))
        elif row is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and key != WEIGHT:
            self.cleared.emit(row, "" if key == RESPONDENT else key)
        else:
            super().keyPressEvent(event)

    def _next(self, at: QModelIndex) -> QModelIndex:
        """The cell to the right; after the last product the next respondent's first."""
        if at.column() + 1 < self.given.columnCount():
            return self.given.index(at.row(), at.column() + 1)
        return self.given.index(at.row() + 1, 2) if at.row() + 1 < self.given.rowCount() else at


def answer_columns(products: Sequence[Product]) -> list[Column[Given]]:
    def product_column(product: Product) -> Column[Given]:
        return Column(
            key=product.code,
            title=labels.short_product(product),
            text=lambda row: said(row.answers.get(product.code)),
            width=84,
            sortable=False,
            flag=lambda row: _flag(row.answers.get(product.code)),
            copied=lambda row: _word(row.answers.get(product.code)),
            tip=lambda row: _note(row.answers.get(product.code)),
        )

    return [
        Column(key=RESPONDENT, title=labels.field(RESPONDENT), text=lambda row: row.respondent, width=150,
               sortable=False, tip=lambda row: row.respondent),
        Column(key=WEIGHT, title=labels.field(WEIGHT), text=lambda row: plain(row.weight), width=60, align="right",
               sortable=False, muted=True, raw=lambda row: plain(row.weight)),
        *map(product_column, products),
    ]  # fmt: skip


def said(answer: Answer | None) -> str:
    return "" if answer is None else f"{_ARROWS[answer.outlook]} {_word(answer)}"


def _word(answer: Answer | None) -> str:
    return "" if answer is None else labels.label(f"expectation.{answer.outlook}")


def _flag(answer: Answer | None) -> str:
    return "" if answer is None else _FLAGS[answer.outlook]


def _note(answer: Answer | None) -> str:
    return "" if answer is None else answer.note
