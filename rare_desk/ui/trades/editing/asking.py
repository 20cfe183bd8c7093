"""The question about a suspicious price, at its cell in the list; the cursor waits for the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.entry.price_question import PriceQuestion
from rare_desk.ui.entry.slips import meant
from rare_desk.ui.trades.editing.cells import column_of
from rare_desk.ui.trades.editing.edits import RowEdit

if TYPE_CHECKING:
    from rare_desk.ui.trades.editing.typing import Typing
    from rare_desk.ui.trades.page import TradesPage


class Asking(QObject):
    def __init__(self, page: TradesPage, typing: Typing) -> None:
        super().__init__(typing)
        self._page = page
        self._typing = typing
        self._row = 0
        self.question = PriceQuestion()
        self.question.kept.connect(self._keep)
        self.question.taken.connect(self._take)
        self.question.another.connect(self._another)

    def listen(self) -> None:
        """Once the page has its list."""
        grid = self._page.table
        self.question.setParent(grid.viewport())
        grid.guard = self.question.answer_key
        grid.asking = lambda: bool(self.question.asked)
        for bar in (grid.verticalScrollBar(), grid.horizontalScrollBar()):
            bar.valueChanged.connect(self._place)

    def ask(self, edit: RowEdit) -> None:
        doubt, trade = edit.reading.doubt, edit.reading.so_far
        usual = self._page.knowledge.usual(trade.product, trade.date)
        if doubt is None or usual is None:
            return
        self._row = edit.id
        self.question.ask(doubt, meant(edit.draft, edit.reading, usual))
        self._place()

    def _place(self, *_: object) -> None:
        if not self.question.asked:
            return
        rect = self._price_cell()
        area = self._page.table.viewport()
        wide = min(560, area.width() - 16)
        high = max(self.question.heightForWidth(wide), self.question.sizeHint().height())
        left = max(8, min(rect.left(), area.width() - wide - 8))
        below = rect.bottom() + 2
        top = below if below + high <= area.height() else max(0, rect.top() - high - 2)
        self.question.setGeometry(left, top, wide, high)
        self.question.raise_()

    def _price_cell(self) -> QRect:
        edit, model, grid = self._typing.edits.get(self._row), self._page.model, self._page.table
        key = column_of("price", edit.draft, grid.is_shown) if edit else ""
        return grid.visualRect(model.index(max(model.place_of(self._row), 0), max(grid.number_of(key), 0)))

    def _keep(self) -> None:
        """Accepted for this row: not asked about again while it rests on the same."""
        edit = self._typing.edits.get(self._row)
        if edit is not None:
            accepted = replace(edit, accepted=edit.reading.trade or edit.reading.so_far)
            self._typing.put(accepted, edit.draft)
        self._go_on()

    def _take(self, draft: Draft) -> None:
        edit = self._typing.edits.get(self._row)
        if edit is not None:
            self._typing.put(edit, draft)
        self._go_on()

    def _go_on(self) -> None:
        self._page.table.go_on()
        self._typing.tell()

    def _another(self) -> None:
        edit, grid = self._typing.edits.get(self._row), self._page.table
        grid.stay()
        if edit is not None:
            grid.go_to(edit.id, column_of("price", edit.draft, grid.is_shown), edit=True)
