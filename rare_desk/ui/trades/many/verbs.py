"""Many rows at once: filled, emptied, changed in one field; each one step, looked at first where something is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.ops import trades as ops
from rare_desk.store.book import Book, Changes
from rare_desk.ui import formats
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.jobs import Job
from rare_desk.ui.trades.editing.cells import CELLS, CODED
from rare_desk.ui.trades.many.judging import Change, Judge, Judged, Progress

if TYPE_CHECKING:
    from rare_desk.ui.trades.page import TradesPage

Work = Callable[[Judge, Progress], Judged]
Done = Callable[[], None]


def _nothing() -> None:
    """Nobody waits for it."""


class ManyVerbs(QObject):
    def __init__(self, page: TradesPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self._judged: Judged | None = None
        self._ids: list[int] = []
        self._asked = self._opened = 0
        self._after: Done = _nothing
        page.many.value_asked.connect(self._look)
        page.many.agreed.connect(self._do)
        page.many.closed.connect(self._forget)
        page.table.filled.connect(self.fill)
        page.table.emptied.connect(self.empty)

    def begin(self) -> None:
        """The panel, for the rows that are selected."""
        self._ids = self._chosen()
        if not self._ids or self._session.read_only:
            return
        self._opened += 1
        self._page.make_room()
        self._page.many.begin(len(self._ids), self._page.table.at[1])

    def fill(self, text: str) -> None:
        """The same in all selected cells; a code or its word in those that are one of several."""
        offers = self._page.typing.offers
        coded = {key: offers.code_of(key, text) if key in CODED else text for key in self._chosen_keys()}
        self._change_cells({key: word for key, word in coded.items() if word is not None})

    def empty(self) -> None:
        keys = [key for key in self._chosen_keys() if key not in CODED]
        if len(self._page.table.chosen_places()) > 1:
            self._change_cells(dict.fromkeys(keys, ""))

    def consider(self, title: str, work: Work, *, always: bool = False, done: Done = _nothing) -> None:
        """Judges beside the window, then does it, or shows first what is wrong or doubtful; with `always` anyhow.
        `done` is called when the rows have been written."""
        self._asked += 1
        ticket, opened, page = self._asked, self._opened, self._page
        catalogue, parties = page.catalogue, dict(page.knowledge.parties)

        def judge(book: Book, job: Job) -> Judged:
            return work(Judge(book, catalogue, parties), job.progress)

        self._after = done

        def shown(judged: Judged) -> None:
            if ticket != self._asked:
                return
            if judged.count and judged.is_clean and not always:
                self._write(judged, opened)
            elif not judged.count and judged.is_clean and not always:
                self._session.say(self.tr("Nothing changes: the rows say so already."), "info")
            else:
                self._judged = judged
                if page.many.isHidden():
                    page.make_room()
                page.many.show_judged(title, judged, self.tr("Change {count} rows"))

        self._session.read_long(judge, shown)

    def _write(self, judged: Judged, opened: int) -> None:
        """One step; with a way to stop it while it runs. A panel that was opened meanwhile stays."""

        def op(book: Book, job: Job) -> Changes:
            def progress(part: float) -> None:
                if job.cancelled():
                    raise Refused(problem("undo-cancelled"))
                job.progress(part)

            return ops.write_trades(
                book, judged.changed, judged.added, was=judged.was, accept_suspect=True, progress=progress
            )

        def done(_: Changes) -> None:
            if opened == self._opened:
                self._put_away()
            self._session.say_done(self.tr("{count} rows changed").format(count=formats.count(judged.count)))
            self._after()

        self._session.run_long(op, done, self._refuse, self.tr("Changing trades"))

    def _put_away(self) -> None:
        """The panel; keys that were in it go to the list."""
        panel, focused = self._page.many, QApplication.focusWidget()
        had_keys = focused is not None and panel.isAncestorOf(focused)
        panel.setVisible(False)
        if had_keys:
            self._page.table.setFocus()

    def _change_cells(self, words: Mapping[str, str]) -> None:
        """New rows become so at once, those of the book in one step."""
        today = dt.date.today()

        def become(draft: Draft, *, new: bool) -> Draft:
            for key, text in words.items():
                draft = CELLS[key].put(draft, text, today, new)
            return draft

        for row_id in self._page.table.chosen_ids():
            edit = self._page.typing.edits.get(row_id)
            if edit is not None and edit.is_new:
                self._page.typing.put(edit, become(edit.draft, new=True))
        ids = self._chosen()
        if ids and words:
            self._change(ids, lambda _place, _row, draft: become(draft, new=False))

    def _change(self, ids: Sequence[int], change: Change, *, always: bool = False) -> None:
        title = self.tr("Change {count} rows").format(count=formats.count(len(ids)))
        self.consider(title, lambda judge, progress: judge.change(ids, change, progress), always=always)

    def _look(self, key: str, value: str) -> None:
        today = dt.date.today()
        self._change(self._ids, lambda _place, _row, draft: CELLS[key].put(draft, value, today, False), always=True)

    def _do(self) -> None:
        judged, self._judged = self._judged, None
        if judged is not None:
            self._write(judged, self._opened)

    def _forget(self) -> None:
        self._judged = None
        self._asked += 1
        self._page.table.setFocus()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._session.refuse(problems)

    def _chosen(self) -> list[int]:
        """Of the book. What is typed in one of them is saved first, or stays for itself."""
        self._page.typing.leave_all()
        return [one for one in self._page.table.chosen_ids() if one > 0 and self._page.typing.edits.get(one) is None]

    def _chosen_keys(self) -> list[str]:
        table = self._page.table
        keys = [table.columns[number].key for number in table.chosen_columns()]
        return [key for key in keys if key in CELLS]
