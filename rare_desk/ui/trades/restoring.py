"""An older version of the trade in the form comes again, as a step of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rare_desk.ops.history.restoring import restore_row
from rare_desk.store.reading.trades.trade_queries import trades_by_id

if TYPE_CHECKING:
    from rare_desk.store.book import Book
    from rare_desk.store.rows import TradeRow
    from rare_desk.ui.trades.page import TradesPage


class Restoring(QObject):
    def __init__(self, page: TradesPage) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session

    def restore(self, step: int) -> None:
        """The version that the step left; what is typed and not saved comes first."""
        row = self._page.entry.row
        if row is None or self._session.read_only:
            return
        if self._page.entry.touched:
            self._session.say(self.tr("Save or clear what you have typed first."), "info")
            return

        def op(book: Book) -> TradeRow:
            restore_row(book, "trades", row.id, step)
            return trades_by_id(book, [row.id])[0]

        def done(fresh: TradeRow) -> None:
            self._session.say_done(self.tr("The earlier version is back"), fresh.trade.deal_no)
            shown = self._page.entry.row
            if shown is not None and shown.id == row.id and not self._page.entry.touched:
                self._page.entry.change(fresh)
                self._page.show_history(fresh)

        self._session.run(op, done)
