"""Rows that were typed in the list go into the book one by one; those that cannot are remembered by this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rare_desk.core.problems import Problem
from rare_desk.ops import trades as ops
from rare_desk.store.book import Book
from rare_desk.ui.trades.editing.edits import Edits, RowEdit
from rare_desk.ui.trades.editing.kept import keep

if TYPE_CHECKING:
    from rare_desk.ui.trades.page import TradesPage

After = Callable[[RowEdit, tuple[Problem, ...]], None]


class Saving:
    """`after` is told of each row that was saved or, with the problems, refused."""

    def __init__(self, page: TradesPage, edits: Edits, after: After) -> None:
        self._page = page
        self._edits = edits
        self._after = after

    def save(self, edit: RowEdit) -> None:
        """One step. The row stays where it is until the list has been read with it."""
        trade = edit.reading.trade
        assert trade is not None
        saving = self._edits.put(replace(edit, saving=True))

        def op(book: Book) -> None:
            if edit.row is not None:
                ops.change_trade(book, edit.row.id, trade, was=edit.row.trade, accept_suspect=True)
                return
            self._edits.saved(edit.id)  # before it is seen in the book: a list read in between has it once
            try:
                ops.add_trade(book, trade, accept_suspect=True)
            except Exception:
                self._edits.not_saved(edit.id)
                raise

        def done(_: None) -> None:
            if edit.row is not None:
                self._edits.drop(edit.id)
                self._page.model.renew(edit.id)
            self.keep()
            self._after(edit, ())
            if edit.row is None and self._page.model.complete and self._page.model.place_of(edit.id) >= 0:
                self._page.listing.renew()  # it was read between the step and the word that it was made

        self._page.session.run(op, done, lambda problems: self._after(saving, problems))

    def sweep(self) -> None:
        """The list has been read: new rows stand in it as trades of the book."""
        for edit in self._edits:
            if self._edits.is_saved(edit.id) and self._page.model.place_of(edit.id) < 0:
                self._edits.drop(edit.id)

    def keep(self) -> None:
        """What is typed and not saved, for the next time that the page is made."""
        keep(self._page.session.path, (one for one in self._edits if not self._edits.is_saved(one.id)))
