"""A grid of typed and computed cells: typing starts at once, Tab and Enter go on, the result follows every key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from rare_desk.ui.pricing.form.cell_delegate import CellDelegate
from rare_desk.ui.pricing.form.cells import GridRow, paths_of
from rare_desk.ui.pricing.form.grid_model import NAME, GridModel, Title
from rare_desk.ui.pricing.form.grid_paint import HEADER, Header

ROW = 26
MOST_SEEN = 40
"""Rows; more are scrolled within the grid."""


class Grid(QTableView):
    """As high as its rows, up to `MOST_SEEN`. Delete empties a cell, Ctrl+Delete asks for its row to go, Ctrl+V pastes;
    Enter and a double click open a cell that opens.
    """

    pasted = Signal(str)
    opened = Signal(str)
    """The path of the record of which more is said elsewhere."""
    removal_asked = Signal(str)
    """The path of the record that shall go."""

    def __init__(
        self,
        titles: Sequence[Title],
        weights: Sequence[int],
        least: float = 0.0,
        wanted: Sequence[int] = (),
        words: Collection[int] = (),
    ) -> None:
        """`weights`: how the width is shared among the columns, of each at least so many px per weight; where there is
        less room the columns are scrolled. `wanted`: px of each column; the last ones give way to those short of it.
        `words`: columns, beside the first, that hold words.
        """
        super().__init__()
        self._wanted = tuple(wanted)
        self._least = least
        self._weights = tuple(weights)
        self._height = HEADER
        self.grid = GridModel(titles, self, words)
        self.setModel(self.grid)
        self.setHorizontalHeader(Header(self.grid))
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)
        typing = CellDelegate(self)
        typing.entered.connect(self.go_down)
        self.setItemDelegate(typing)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.doubleClicked.connect(self._open)

    def show_columns(self, titles: Sequence[Title], weights: Sequence[int], wanted: Sequence[int] = ()) -> None:
        """Other columns than before, without rows until they are shown; nothing happens when they are the same."""
        if self.grid.titles != tuple(titles):
            self.grid.show_titles(titles)
        if (self._weights, self._wanted) != (tuple(weights), tuple(wanted)):
            self._weights, self._wanted = tuple(weights), tuple(wanted)
            self._share()

    def show_rows(self, rows: Sequence[GridRow], most: int = MOST_SEEN) -> None:
        self.grid.show_rows(rows)
        few = len(rows) <= most
        if few:
            self.clearSpans()
            for place, row in enumerate(rows):
                if len(row.wide) > 1:
                    self.setSpan(place, row.wide.start, 1, len(row.wide))
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if few else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(bar)
        self._height = HEADER + ROW * min(len(rows), most)
        self._share()

    def record(self) -> str:
        """The path of the current row's record; empty when there is none."""
        index = self.currentIndex()
        return self.grid.rows[index.row()].path if index.isValid() else ""

    def go_to(self, path: str) -> None:
        """Puts the cursor on the first cell typed under that path (`lots[2]`)."""
        for row, of in enumerate(paths_of(self.grid.rows)):
            if of and not (of.startswith(path) or path.startswith(of)):
                continue
            for column, cell in enumerate(self.grid.rows[row].cells):
                if cell.path.startswith(path) and (column != NAME or path == cell.path):
                    self.setCurrentIndex(self.grid.index(row, column))
                    self.setFocus()
                    return

    def go_down(self) -> None:
        """To the next typed cell below, or to the first of the next column."""
        at = self.currentIndex()
        rows = len(self.grid.rows)
        for step in range(1, rows * len(self.grid.titles)):
            place = at.row() + step
            column = at.column() + place // rows
            if column >= len(self.grid.titles):
                return
            index = self.grid.index(place % rows, column)
            if self.grid.cell(index).path:
                self.setCurrentIndex(index)
                return

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab goes over typed cells only."""
        moves = QAbstractItemView.CursorAction
        if action not in (moves.MoveNext, moves.MovePrevious):
            return super().moveCursor(action, modifiers)
        step = 1 if action == moves.MoveNext else -1
        columns, at = len(self.grid.titles), self.currentIndex()
        place = at.row() * columns + at.column() + step
        while 0 <= place < columns * len(self.grid.rows):
            index = self.grid.index(place // columns, place % columns)
            if self.grid.cell(index).path:
                return index
            place += step
        return at

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab out of the last cell leaves the grid, as Shift+Tab out of the first one does."""
        moves, hints = QAbstractItemView.CursorAction, QAbstractItemDelegate.EndEditHint
        move = {hints.EditNextItem: moves.MoveNext, hints.EditPreviousItem: moves.MovePrevious}.get(hint)
        leaves = move is not None and self.moveCursor(move, Qt.KeyboardModifier.NoModifier) == self.currentIndex()
        super().closeEditor(editor, hints.NoHint if leaves else hint)
        if leaves:
            self.focusNextPrevChild(hint == hints.EditNextItem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QGuiApplication.clipboard().setText(self.grid.cell(index).raw or self.grid.cell(index).shown)
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.record():
                self.removal_asked.emit(self.record())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.grid.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._open(index):
                self.go_down()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> bool:
        """Whether there was something to open."""
        if opens := self.grid.cell(index).opens:
            self.opened.emit(self.record())
        return opens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        room, whole = self.viewport().width(), sum(self._weights)
        width = max(room, round(whole * self._least))
        scrolled = width > room
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolled else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(bar)
        self.setFixedHeight(self._height + (self.horizontalScrollBar().sizeHint().height() if scrolled else 0))
        shares = [width * weight // whole for weight in self._weights]
        shares[-1] += width - sum(shares)
        _give_way(shares, self._wanted)
        for column, share in enumerate(shares):
            self.setColumnWidth(column, share)


def _give_way(shares: list[int], wanted: Sequence[int]) -> None:
    """What a column is short of its wanted px, the last ones give that have more."""
    for column, least in enumerate(wanted):
        for other in reversed(range(len(wanted))):
            given = max(0, min(least - shares[column], shares[other] - wanted[other]))
            shares[column] += given
            shares[other] -= given
