"""Typing in the list of trades: what is typed becomes the draft of its row, and a row that is left is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QApplication, QWidget

from rare_desk.core.problems import Problem, problem
from rare_desk.core.trades import Trade
from rare_desk.store.reading.trades.trade_queries import trade_with_uuid
from rare_desk.store.rows import TradeRow
from rare_desk.ui import labels
from rare_desk.ui.entry.defaults import settled
from rare_desk.ui.entry.draft import Draft, draft_of
from rare_desk.ui.entry.price_question import PriceQuestion
from rare_desk.ui.entry.reading import Reading, read
from rare_desk.ui.messages import Action
from rare_desk.ui.trades.editing.asking import Asking
from rare_desk.ui.trades.editing.cells import CELLS, CODED, column_of, unit_of
from rare_desk.ui.trades.editing.edits import Edits, RowEdit
from rare_desk.ui.trades.editing.kept import kept
from rare_desk.ui.trades.editing.line import TypingLine
from rare_desk.ui.trades.editing.offers import Offers
from rare_desk.ui.trades.editing.saving import Saving
from rare_desk.ui.widgets.editing.grid import EditGrid

if TYPE_CHECKING:
    from rare_desk.ui.trades.page import TradesPage


class Typing(QObject):
    def __init__(self, page: TradesPage, offers: Offers) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self.edits = Edits(self._read)
        self.offers = offers
        self.line = TypingLine()
        self._asking = Asking(page, self)
        self.saving = Saving(page, self.edits, self._after_save)
        self._before: tuple[int, RowEdit | None] | None = None
        self._at = 0

    def listen(self, grid: EditGrid) -> None:
        """Once the page has its parts."""
        self._asking.listen()
        grid.offered = lambda _row, key: self.offers.of(key)
        grid.unit_of = self._unit_of
        grid.typing.connect(self._preview)
        grid.typed.connect(self.type)
        grid.not_offered.connect(self._refuse_choice)
        grid.cell_backed_out.connect(self._revert_cell)
        grid.row_backed_out.connect(self.back_out)
        grid.entered_all.connect(self.save_and_next)
        grid.row_ended.connect(self.leave)
        grid.emptied.connect(self.empty)
        grid.selectionModel().currentChanged.connect(self._moved)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_went)

    @property
    def question(self) -> PriceQuestion:
        return self._asking.question

    @property
    def unsaved(self) -> bool:
        return any(edit.touched for edit in self.edits)

    @property
    def _grid(self) -> EditGrid:
        return self._page.table

    def begin_new(self, draft: Draft, begun: Draft | None = None) -> RowEdit:
        """A row on top of the list, behind those begun before; the cursor goes into it."""
        self._grid.commit()
        self._page.await_nothing()
        place = len(self.edits.new_ids)
        edit = self.edits.begin_new(draft, begun)
        self._page.model.put_in(place, edit.id)
        self._page.show_list()
        self._grid.setFocus()
        self._grid.go_to(edit.id, "date" if draft.deal_no and self._grid.is_shown("date") else "")
        self.tell()
        return edit

    def type(self, row_id: int, key: str, text: str) -> None:
        """The cell becomes that; asks about a price that is suspicious."""
        edit = self._typed_into(row_id, key, text, final=True)
        self._before = None
        if edit is None:
            return
        if not edit.touched and not edit.is_new:
            self.edits.drop(row_id)
            self._page.model.renew(row_id)
        elif edit.reading.doubt is not None:
            self._asking.ask(edit)
        self.saving.keep()
        self.tell()

    def type_word(self, row_id: int, key: str, text: str) -> None:
        """What was pasted: a coded cell takes its word."""
        word = self.offers.code_of(key, text) if key in CODED else text
        if word is None:
            self._refuse_choice(row_id, key, text)
        else:
            self.type(row_id, key, word)

    def empty(self) -> None:
        """Delete on one row's cells: nothing stands in them."""
        places = self._grid.chosen_places()
        keys = [self._grid.columns[number].key for number in self._grid.chosen_columns()]
        if len(places) == 1:
            for key in keys:
                if key in CELLS and key not in CODED:
                    self.type(self._page.model.id_at(places[0]), key, "")

    def put(self, edit: RowEdit, draft: Draft) -> RowEdit:
        """Another draft stands in the row."""
        fresh = self.edits.type(edit, draft)
        self._page.model.renew(edit.id)
        return fresh

    def leave(self, row_id: int) -> None:
        """Saves the row, or keeps it as it is typed with everything that is wrong told."""
        edit = self.edits.get(row_id)
        if edit is None or edit.saving:
            return
        if not edit.touched:
            self._drop(edit)
            return
        edit = self.edits.put(replace(edit, left=True))
        if edit.reading.trade is not None and edit.reading.doubt is None:
            self.saving.save(edit)
        self._page.model.renew(row_id)
        self.saving.keep()

    def leave_all(self) -> None:
        for edit in self.edits:
            self.leave(edit.id)

    def save_and_next(self) -> None:
        """Ctrl+Enter: the row is saved and the next begun; what is wrong is gone to first."""
        if self.question.asked:
            return
        row_id = self._grid.at[0]
        edit = self.edits.get(row_id)
        if edit is None:
            row = self._page.chosen_row()
            self._page.verbs.begin_row(draft_of(row.trade, self._page.product_name(row.trade.product)) if row else None)
            return
        self.leave(row_id)
        now = self.edits.get(row_id)
        if now is not None and not now.saving:
            self._go_to_wrong(now)
        elif edit.touched:
            self._page.verbs.begin_row(edit.draft)

    def back_out(self, row_id: int) -> None:
        """Esc: the row is as it was; what was typed can be brought back."""
        edit = self.edits.get(row_id)
        if edit is None or edit.saving:
            return
        self._drop(edit)
        self.saving.keep()
        if edit.touched:
            back = Action(self.tr("Bring back"), lambda: self.bring_back(edit))
            self._session.say(self.tr("What you had typed in the row was discarded."), "info", "", back)

    def bring_back(self, edit: RowEdit) -> None:
        if edit.row is None:
            self.begin_new(edit.draft, edit.begun)
        else:
            self.edits.put(edit)
            self._page.model.renew(edit.id)
            self._grid.go_to(edit.id)
        self.tell()

    def restore(self) -> None:
        """What was typed when the list was last shown and could not be saved. A trade that somebody has changed since
        says so; one that is gone comes back as a new row."""
        for one in kept(self._session.path):
            row = trade_with_uuid(self._session.book, one.uuid) if one.uuid else None
            if row is None:
                edit = self.edits.begin_new(one.draft, one.begun)
            else:
                standing = draft_of(row.trade, self._page.product_name(row.trade.product))
                edit = self.edits.type(self.edits.begin(row, standing), one.draft)
                if standing != one.begun:
                    said = problem("record-changed", "", self._page.verbs.called(row.trade))
                    edit = replace(edit, refused=(said,))
            self.edits.put(replace(edit, left=True))
        self.tell()

    def take(self, row_id: int) -> RowEdit | None:
        """The row is typed on elsewhere: in the form."""
        edit = self.edits.get(row_id)
        if edit is not None:
            self._drop(edit)
            self.saving.keep()
        return edit

    def _read(self, draft: Draft, was: Trade | None) -> Reading:
        return read(draft, self._page.knowledge.known(), was)

    def _of(self, row_id: int) -> RowEdit | None:
        """The row's edit, begun when there is none."""
        edit = self.edits.get(row_id)
        if edit is not None:
            return edit
        row = self._page.model.row_at(self._page.model.place_of(row_id))
        if not isinstance(row, TradeRow):
            return None
        return self.edits.begin(row, draft_of(row.trade, self._page.product_name(row.trade.product)))

    def _typed_into(self, row_id: int, key: str, text: str, *, final: bool = False) -> RowEdit | None:
        edit = self._of(row_id)
        if edit is None or edit.saving or key not in CELLS:
            return None
        if self._before is not None and self._before[0] == row_id and self._before[1] is not None:
            edit = self._before[1]
        draft = CELLS[key].put(edit.draft, text, dt.date.today(), edit.is_new)
        if final:
            draft = settled(draft, edit.draft, edit.begun, self._page.knowledge.known(), new=edit.is_new)
        return self.put(edit, draft)

    def _preview(self, row_id: int, key: str, text: str) -> None:
        if self._before is None or self._before[0] != row_id:
            self._before = (row_id, self.edits.get(row_id))
        self._typed_into(row_id, key, text)
        self.tell()

    def _revert_cell(self, row_id: int) -> None:
        before, self._before = self._before, None
        if before is None or before[0] != row_id:
            return
        if before[1] is None:
            self.edits.drop(row_id)
        else:
            self.edits.put(before[1])
        self._page.model.renew(row_id)
        self.tell()

    def _refuse_choice(self, row_id: int, key: str, text: str) -> None:
        self._revert_cell(row_id)
        words = " ".join(labels.label(f"trades.{code}") for code in CODED[key])
        if text.strip():
            said = self.tr("“{text}” is none of: {words}").format(text=text.strip(), words=words)
            self.line.show_sentence(said)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row_id = self._grid.id_of(now) if now.isValid() else 0
        left, self._at = self._at, row_id
        if left and left != row_id:
            self.question.close_question()
            self._before = None
            self.leave(left)
        self.tell()

    def _focus_went(self, old: QWidget | None, new: QWidget | None) -> None:
        """To another part of the window: the row counts as left. To another window: not."""
        if new is None or old is None or not self.edits or self._page.isHidden():
            return
        grid = self._grid
        inside = new is grid or grid.isAncestorOf(new)
        if (old is grid or grid.isAncestorOf(old)) and not inside and new.window() is grid.window():
            self.question.close_question()
            self.leave(self._at)
            self.tell()

    def _drop(self, edit: RowEdit) -> None:
        self.edits.drop(edit.id)
        if edit.is_new:
            self._page.model.take_out(edit.id)
            self._page.row_taken_out()
        else:
            self._page.model.renew(edit.id)
        self.tell()

    def tell(self) -> None:
        """In the line under the list: of the row of the cursor."""
        row_id, key = self._grid.at
        edit = self.edits.get(row_id)
        waiting = sum(one.touched and not one.saving for one in self.edits)
        if edit is not None and not edit.saving:
            self.line.show_edit(edit, edit.problems_at(key, self._grid.is_shown), waiting)
        elif waiting or not self.line.isHidden():
            self.line.show_waiting(waiting)

    def _after_save(self, edit: RowEdit, problems: tuple[Problem, ...]) -> None:
        if problems:
            self.edits.put(replace(edit, saving=False, refused=problems))
            if edit.is_new and self._page.model.place_of(edit.id) < 0:
                self._page.model.put_in(0, edit.id)
            self._page.model.renew(edit.id)
            self.line.show_sentence(labels.say_all(problems))
            return
        self.tell()
        self.line.show_saved(self._page.verbs.called(edit.reading.so_far))

    def _go_to_wrong(self, edit: RowEdit) -> None:
        """The first cell with something wrong; a price that is still asked about is asked about again."""
        order = [self._grid.columns[number].key for number in self._grid.shown_columns()]
        wrong = [column_of(p.field, edit.draft, self._grid.is_shown) for p in edit.wrong]
        first = next((key for key in order if key in wrong), "")
        if first:
            self._grid.go_to(edit.id, first)
        elif edit.reading.doubt is not None:
            self._asking.ask(edit)
        self.tell()

    def _unit_of(self, row_id: int, key: str) -> str:
        edit = self.edits.get(row_id)
        return unit_of(key, edit.draft if edit is not None and edit.is_new else Draft())
