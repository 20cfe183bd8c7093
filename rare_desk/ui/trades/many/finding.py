"""Ctrl+H replaces texts in many rows, Ctrl+G goes to one by its place or number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import ANY
from rare_desk.store.reading.trades.trade_texts import trade_numbered_like, trades_with_text
from rare_desk.ui.trades.many.judging import Judge, Judged, Progress
from rare_desk.ui.trades.many.replace_strip import SELECTED
from rare_desk.ui.trades.many.replacing import columns_of, replaced
from rare_desk.ui.widgets.inputs.name_popup import NamePopup

if TYPE_CHECKING:
    from rare_desk.ui.trades.page import TradesPage


class FindingVerbs(QObject):
    def __init__(self, page: TradesPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self._asked = 0
        self._found: Sequence[int] = ()
        page.replacing.count_asked.connect(self._count)
        page.replacing.replace_asked.connect(self._replace)
        page.replacing.closed.connect(page.table.setFocus)

    def begin_replace(self) -> None:
        if not self._session.read_only:
            self._page.typing.leave_all()
            self._page.replacing.begin(several_selected=len(self._page.table.chosen_places()) > 1)

    def ask_row(self) -> None:
        """Where to go: a place in the list, or a deal number or its end."""
        popup = NamePopup(self._page, self.tr("Row or deal number"))
        popup.named.connect(self.go_to)
        popup.open_under(self._page.toolbar)
        popup.move(self._page.table.mapToGlobal(QPoint(16, 4)))

    def go_to(self, wanted: str) -> None:
        table, model = self._page.table, self._page.model
        if wanted.isascii() and wanted.isdecimal() and 1 <= int(wanted) <= model.rowCount():
            table.go_to(model.id_at(int(wanted) - 1))
            table.setFocus()
            return

        def done(found: int | None) -> None:
            if found is None:
                said = self.tr("No trade has the number “{number}”, and the list is not so long.")
                self._session.say(said.format(number=wanted), "info")
                return
            table.setFocus()
            self._page.choose_when_there(found)

        self._session.read(lambda book: trade_numbered_like(book, wanted), done)

    def _count(self, text: str, field: str, scope: str) -> None:
        self._asked += 1
        ticket, page = self._asked, self._page
        among: Sequence[int] | None = None
        if scope == SELECTED:
            among = page.table.chosen_ids()
        elif page.filters.wanted() != ANY:
            among = page.model.ids()

        def read(book: Book) -> Sequence[int]:
            found = trades_with_text(book, columns_of(field), text)
            if among is None:
                return found
            there = set(found)
            return [one for one in among if one in there]

        def done(found: Sequence[int]) -> None:
            if ticket == self._asked:
                self._found = found
                page.replacing.show_count(len(found))

        self._session.read(read, done)

    def _replace(self, find: str, becomes: str, field: str, _scope: str) -> None:
        """In the rows that were counted."""
        ids, columns = self._found, columns_of(field)

        def work(judge: Judge, progress: Progress) -> Judged:
            return judge.change(ids, lambda _place, _row, draft: replaced(draft, columns, find, becomes), progress)

        title = self.tr("Replace “{find}” by “{becomes}”").format(find=find, becomes=becomes)
        self._page.many_verbs.consider(title, work, done=self._page.replacing.recount)
