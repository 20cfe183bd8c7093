"""A true picture of a sheet: letters, row numbers, merged cells, raw text, and beside each row what becomes of it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from rare_desk.core.problems import Problem
from rare_desk.sheets.reading.cells import BadCell, Cell
from rare_desk.sheets.reading.meaning.values import shown
from rare_desk.ui import theme
from rare_desk.ui.imports.picture.gutter import Gutter
from rare_desk.ui.imports.picture.meaning_header import MeaningHeader
from rare_desk.ui.imports.picture.sheet_model import SheetModel
from rare_desk.ui.imports.picture.sheet_picture import SheetPicture

ROW = 25
PAD = 6
_LEAST, _MOST = 64, 240
_MOST_MEASURED = 120
"""Columns whose width is that of their words; sheets of thousands would take seconds."""
_MEASURED = 6
"""Of the longest words of a column: to measure all of them takes as long as to paint them."""
_LEFT, _CENTRE, _RIGHT = (
    Qt.AlignmentFlag.AlignVCenter | side
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
)


class _Cells(QStyledItemDelegate):
    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._font = theme.body_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now, view, model, picture = theme.tokens(), self._view, self._view.sheet, self._view.sheet.picture
        if picture is None:
            return
        rect: QRect = option.rect
        style: QStyle.StateFlag = option.state
        row, column = index.row(), index.column()
        number, state = model.number(row), model.state(row)
        shown_plain = (state == "header-row" or model.is_read(row)) and picture.is_column_read(column)
        current = view.currentIndex()
        if row == current.row() or style & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.accent_weak))
        elif not shown_plain:
            painter.fillRect(rect, QColor(now.ground))
        rule = QColor(now.row_rule)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, rule)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), rule)
        found = picture.problems.get((number, column))
        ink = "text" if shown_plain and state != "existing" else "muted"
        if (number, column) in picture.corrected:
            ink = "accent"
        if found:
            ink = "warn" if found.suspect else "bad"
        self._words(painter, rect, picture.cell(number, column), ink, self._is_centred(state, number, column))
        if found:
            self._mark(painter, rect, found)
        if row == current.row() and column == current.column() and view.hasFocus():
            painter.setPen(QColor(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -2, -2))

    def _mark(self, painter: QPainter, rect: QRect, found: Problem) -> None:
        now = theme.tokens()
        if not found.suspect:
            painter.setPen(QColor(now.bad))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            return
        corner = QPointF(rect.right() + 1, rect.top())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.warn))
        painter.drawPolygon(QPolygonF([corner, corner - QPointF(7, 0), corner + QPointF(0, 7)]))

    def _is_centred(self, state: str, number: int, column: int) -> bool:
        picture = self._view.sheet.picture
        return state == "header-row" or (state == "title" and picture is not None and picture.is_merged(number, column))

    def _words(self, painter: QPainter, rect: QRect, cell: Cell, ink: str, centred: bool) -> None:
        words = shown(cell)
        if not words:
            return
        number = isinstance(cell, int | float) and not isinstance(cell, bool)
        painter.setFont(self._font)
        painter.setPen(QColor(getattr(theme.tokens(), "bad" if isinstance(cell, BadCell) else ink)))
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        painter.drawText(inner, _CENTRE if centred else _RIGHT if number else _LEFT, _cut(words, inner.width()))


def _letters(words: str) -> int:
    """How wide they are, roughly: a Chinese character is as wide as two others."""
    return len(words) + sum(character > "\u2e80" for character in words)


@lru_cache(10_000)
def _cut(words: str, width: int) -> str:
    """In one line, as much as there is room for."""
    metrics = QFontMetrics(theme.body_font())
    return metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, width)


def _seen(first: int, last: int, count: int) -> range:
    """The sections in view; Qt says -1 for the last one where nothing stands."""
    return range(max(first, 0), count if last < 0 else last + 1)


class _Corner(QFrame):
    """The names of the lines above the columns, where rows and columns begin."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.meanings.paint_names(painter, self.rect())
        painter.end()


class SheetView(QTableView):
    """Shows a SheetPicture. The row that is current is read above its columns."""

    row_clicked = Signal(int)
    """The row number in whose gutter was clicked: it wants to be left out, or taken in."""

    column_clicked = Signal(int)
    """The sheet's column whose letter was clicked, or on a cell of which Shift+Delete was pressed: it wants to be left
    out, or taken in."""

    bounds_dragged = Signal(str, int)
    """(the name of the bound in Bounds, the row or column that is it now)."""
    menu_asked = Signal(int, str)
    """(the sheet's column, part): see MeaningHeader.asked; also by Alt+Down on a cell."""

    def __init__(self) -> None:
        super().__init__()
        self._drag: tuple[str, int] | None = None
        self.sheet = SheetModel(self)
        self.meanings = MeaningHeader(self)
        self.gutter = Gutter(self)
        self._corner = _Corner(self)
        self.setModel(self.sheet)
        self.meanings.asked.connect(self.menu_asked)
        self.setHorizontalHeader(self.meanings)
        self.setVerticalHeader(self.gutter)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        edited_by = QAbstractItemView.EditTrigger
        self.setEditTriggers(edited_by.DoubleClicked | edited_by.EditKeyPressed | edited_by.AnyKeyPressed)

    def show_picture(self, picture: SheetPicture | None, chosen: str = "all", *, same: bool = False) -> None:
        """With `same` it is the same sheet judged again: place and widths stay, only what has changed is painted."""
        before = self.sheet.picture
        if same and before and picture and chosen == self.sheet.filter and self._amend(picture):
            self._repaint(before, picture)
            return
        place = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        current = self.current_cell()
        self.clearSpans()
        self.sheet.show_picture(picture, chosen)
        if picture is None:
            return
        if not same:
            for column in range(min(picture.width, _MOST_MEASURED)):
                self.setColumnWidth(column, self._own_width(picture, column))
        if chosen == "all":
            for span in picture.spans:
                self.setSpan(span.row, span.column, span.rows, span.columns)
        if same:
            self.verticalScrollBar().setValue(place[0])
            self.horizontalScrollBar().setValue(place[1])
            if current:
                self.show_cell(*current, scroll=False)
        self._layout_corner()

    def _amend(self, picture: SheetPicture) -> bool:
        """A row that goes leaves its place to the one below."""
        index, cell = self.currentIndex(), self.current_cell()
        row, column = index.row(), index.column()
        done = self.sheet.amend(picture)
        if done and cell and self.current_cell() != cell and self.sheet.rowCount():
            below = self.sheet.index(min(row, self.sheet.rowCount() - 1), column)
            self.selectionModel().setCurrentIndex(below, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return done

    def _repaint(self, before: SheetPicture, picture: SheetPicture) -> None:
        """Not by the model's word of changed cells, which would overwrite what is being typed into one."""
        self.meanings.renew()
        if before.bounds != picture.bounds:
            self.viewport().update()
            self.gutter.viewport().update()
            return
        width, height = self.viewport().width(), self.viewport().height()
        columns = _seen(self.columnAt(0), self.columnAt(width - 1), self.sheet.columnCount())
        for place in _seen(self.rowAt(0), self.rowAt(height - 1), self.sheet.rowCount()):
            number = self.sheet.number(place)
            if before.look(number, columns) != picture.look(number, columns):
                self.viewport().update(0, self.rowViewportPosition(place), width, ROW)
                self.gutter.renew(place)

    def choose_filter(self, chosen: str) -> None:
        self.show_picture(self.sheet.picture, chosen, same=True)
        self.verticalScrollBar().setValue(0)

    def current_cell(self) -> tuple[int, int] | None:
        """Row number and the sheet's column."""
        index = self.currentIndex()
        return (self.sheet.number(index.row()), index.column()) if index.isValid() else None

    def show_cell(self, number: int, column: int, *, scroll: bool = True) -> None:
        place = self.sheet.place_of(number)
        if place < 0:
            return
        index = self.sheet.index(place, max(column, 0))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scroll:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def show_drag(self, edge: str, place: int) -> None:
        """A line where that bound would be: row number or the sheet's column."""
        self._drag = edge, place
        self.viewport().update()

    def drop_drag(self) -> None:
        """The bound is where the line stood."""
        dragged, self._drag = self._drag, None
        self.viewport().update()
        if dragged:
            self.bounds_dragged.emit(*dragged)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_cell()
        if current and event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.menu_asked.emit(current[1], "meaning")
        elif current and event.key() == Qt.Key.Key_Delete:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.column_clicked.emit(current[1])
            else:
                self.row_clicked.emit(current[0])
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        rows: dict[int, list[str]] = {}
        for index in chosen:
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def is_column_read(self, column: int) -> bool:
        return self.sheet.picture is not None and self.sheet.picture.is_column_read(column)

    def _own_width(self, picture: SheetPicture, column: int) -> int:
        metrics = self.fontMetrics()
        merged = {(span.row + 1, span.column) for span in picture.spans if span.columns > 1}
        texts = {shown(picture.cell(number, column)) for number in picture.samples if (number, column) not in merged}
        longest = sorted((words[:40] for words in texts), key=_letters)[-_MEASURED:]
        widest = max(map(metrics.horizontalAdvance, longest), default=0)
        return min(max(widest + 2 * PAD + 6, self.meanings.least_width(column), _LEAST), _MOST)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            for place in {current.row(), previous.row()} - {-1}:
                self.viewport().update(0, self.rowViewportPosition(place), self.viewport().width(), ROW)
                self.gutter.renew(place)
            self.meanings.renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout_corner()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._layout_corner()

    def _layout_corner(self) -> None:
        self._corner.setGeometry(0, 0, self.gutter.width(), self.meanings.height())
        self._corner.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.tokens().accent))
        rect = self.header_rect()
        if rect is not None:
            painter.drawRect(rect)
        self._paint_sides(painter)
        if self._drag:
            self._paint_drag(painter, *self._drag)
        painter.end()

    def _paint_sides(self, painter: QPainter) -> None:
        """Where the table ends at its left and right, when the sheet goes on there, and below its last row."""
        picture = self.sheet.picture
        if picture is None or not picture.bounds.last or self.sheet.filter != "all":
            return
        bounds, ink = picture.bounds, QColor(theme.tokens().accent)
        top = self.rowViewportPosition(self.sheet.place_of(bounds.first))
        bottom = self.rowViewportPosition(self.sheet.place_of(bounds.end)) + ROW
        left = self.columnViewportPosition(bounds.left)
        right = self.columnViewportPosition(bounds.right) + self.columnWidth(bounds.right)
        if bounds.left > 0:
            painter.fillRect(left, top, 1, bottom - top, ink)
        if bounds.right < picture.width - 1:
            painter.fillRect(right - 1, top, 1, bottom - top, ink)
        if bounds.end < len(picture.raw.rows):
            painter.fillRect(left, bottom - 1, right - left, 1, ink)

    def _paint_drag(self, painter: QPainter, edge: str, place: int) -> None:
        ink = QColor(theme.tokens().accent)
        if edge in ("left", "right"):
            x = self.columnViewportPosition(place) + (self.columnWidth(place) if edge == "right" else 0)
            painter.fillRect(x - 1, 0, 2, self.viewport().height(), ink)
            return
        row = self.sheet.place_of(place)
        y = self.rowViewportPosition(row) + (0 if edge == "first" else self.rowHeight(row))
        painter.fillRect(0, y - 1, self.viewport().width(), 2, ink)

    def menu_place(self, section: int, part: str) -> QPoint:
        """Where that part's menu opens, on the screen."""
        left = self.meanings.sectionViewportPosition(section)
        rect = self.meanings.part_rect(QRect(left, 0, self.meanings.sectionSize(section), self.meanings.height()), part)
        return self.meanings.viewport().mapToGlobal(rect.bottomLeft())

    def header_rect(self) -> QRect | None:
        """Where the header rows stand in the viewport; None when the sheet has none."""
        picture = self.sheet.picture
        if picture is None or not picture.bounds.last:
            return None
        places = [self.sheet.place_of(number) for number in picture.bounds[:2]]
        if min(places) < 0:
            return None
        first, last = picture.bounds.left, picture.bounds.right
        top = self.rowViewportPosition(places[0])
        bottom = self.rowViewportPosition(places[1]) + self.rowHeight(places[1])
        left = self.columnViewportPosition(first)
        right = self.columnViewportPosition(last) + self.columnWidth(last)
        return QRect(left, top, right - left - 1, bottom - top - 1)
