"""Ctrl+V in the list: over the rows from the cursor on, or as new rows; looked at first where something is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from rare_desk.store.book import Book
from rare_desk.ui import formats
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.jobs import Job
from rare_desk.ui.trades.many.block import Target, header_targets, rows_of
from rare_desk.ui.trades.many.judging import Judge, Judged, Progress
from rare_desk.ui.trades.many.pasting import Pasting

if TYPE_CHECKING:
    from rare_desk.ops.imports.ledgers import ImportPlan, Written
    from rare_desk.ui.trades.page import TradesPage

Rows = Sequence[Sequence[str]]


class PasteVerbs(QObject):
    def __init__(self, page: TradesPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session

    def paste(self, *, as_new: bool = False) -> bool:
        """False when the clipboard has no text for the list."""
        clip = QGuiApplication.clipboard().mimeData()
        if self._session.read_only or clip.hasUrls() or not clip.hasText():
            return False
        rows = rows_of(clip.text())
        if not rows:
            return False
        if len(rows) == 1 and len(rows[0]) == 1:
            return self._paste_cell(rows[0][0])
        targets = header_targets(rows[0])
        if targets is None:
            self._paste_bare(rows, as_new=as_new)
        elif not as_new and self._fits_selection(rows[1:]):
            self._over(self._page.table.chosen_ids(), rows[1:], targets, first=2)
        else:
            self._bring_in(clip.text())
        return True

    def _paste_cell(self, text: str) -> bool:
        table = self._page.table
        if not table.at[0] or not table.chosen_places():
            return False
        if len(table.chosen_places()) > 1:
            self._page.many_verbs.fill(text)
        else:
            self._page.typing.type_word(*table.at, text)
        return True

    def _fits_selection(self, body: Rows) -> bool:
        ids = self._page.table.chosen_ids()
        return len(ids) == len(body) and all(one > 0 for one in ids) and (len(ids) > 1 or self._page.table.whole_rows())

    def _paste_bare(self, rows: Rows, *, as_new: bool) -> None:
        """Without a header the columns are those from the cursor on; of a whole row from the first one on."""
        page, table = self._page, self._page.table
        shown = [table.columns[number].key for number in table.shown_columns()]
        at = table.at[1]
        begin = 0 if len(rows[0]) >= len(shown) or at not in shown else shown.index(at)
        targets = [Target(key) for key in shown[begin:]]
        place = min(table.chosen_places(), default=-1)
        if as_new or place < 0 or table.at[0] < 0:
            self._new(rows, targets, first=1)
            return
        ids = [page.model.id_at(one) for one in range(place, min(place + len(rows), page.model.rowCount()))]
        self._over([one for one in ids if one > 0], rows, targets, first=1)

    def _pasting(self, targets: Sequence[Target]) -> Pasting:
        columns = {column.key: column for column in self._page.model.columns}
        return Pasting(targets, columns, self._page.typing.offers.code_of, dt.date.today())

    def _over(self, ids: Sequence[int], rows: Rows, targets: Sequence[Target], *, first: int) -> None:
        """Rows beyond the last one of the list are new."""
        self._page.typing.leave_all()
        pasting = self._pasting(targets)
        more = rows[len(ids) :]

        def work(judge: Judge, progress: Progress) -> Judged:
            changed = judge.change(ids, lambda place, row, draft: pasting.over(rows[place], row, draft), progress)
            return changed.joined(self._added(judge, pasting, more, first + len(ids), progress))

        self._page.many_verbs.consider(self.tr("Paste over {count} rows").format(count=formats.count(len(ids))), work)

    def _new(self, rows: Rows, targets: Sequence[Target], *, first: int) -> None:
        self._page.typing.leave_all()
        pasting = self._pasting(targets)
        title = self.tr("Paste {count} new rows").format(count=formats.count(len(rows)))
        self._page.many_verbs.consider(
            title, lambda judge, progress: self._added(judge, pasting, rows, first, progress), always=False
        )

    def _added(self, judge: Judge, pasting: Pasting, rows: Rows, first: int, progress: Progress) -> Judged:
        """Named by their rows in the block, from `first` on."""
        words = self.tr("Row {number}")
        return judge.add(
            len(rows),
            lambda place: pasting.new(rows[place], Draft()),
            lambda place: words.format(number=str(first + place)),
            progress,
        )

    def _bring_in(self, text: str) -> None:
        """A table with a header of its own is read as an import reads it; with anything to decide, in its preview."""
        from rare_desk.ops.imports.ledgers import Source, plan_import, write_import  # a tenth of a second

        source = Source(self.tr("Pasted table"), text.encode())

        def plan(book: Book, job: Job) -> ImportPlan:
            return plan_import(book, [source], progress=job.progress, cancelled=job.cancelled)

        def done(planned: ImportPlan) -> None:
            if planned.obstacles() or any(sheet.kind != "trades" for sheet in planned.sheets if sheet.kind):
                self._preview(text)
            elif planned.new:
                self._session.run_long(
                    lambda book, job: write_import(book, planned, progress=job.progress, cancelled=job.cancelled),
                    self._say_written,
                    None,
                    self.tr("Pasting"),
                )
            else:
                self._session.say(self.tr("All of these rows are in the book already."), "info")

        self._session.read_long(plan, done, lambda _problems: self._preview(text))

    def _preview(self, text: str) -> None:
        self._session.navigate.emit("imports", {"text": text})

    def _say_written(self, written: Written) -> None:
        self._session.say_done(self.tr("{count} rows added").format(count=formats.count(written.written)))
