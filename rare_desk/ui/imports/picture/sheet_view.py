"""A true picture of a sheet: letters, row numbers, merged cells, raw text, and beside each row what becomes of it."""

from __future__ import annotations

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
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from rare_desk.sheets.reading.cells import BadCell
from rare_desk.sheets.reading.values import shown
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
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class _Cells(QStyledItemDelegate):
    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now, model = theme.tokens(), self._view.sheet
        rect: QRect = option.rect
        style: QStyle.StateFlag = option.state
        state, found = model.state(index.row()), model.problem(index)
        if style & QStyle.StateFlag.State_Selected or index.row() == self._view.currentIndex().row():
            painter.fillRect(rect, QColor(now.accent_weak))
        elif not (state == "header-row" or model.is_read(index.row())) or not self._view.is_column_read(index.column()):
            painter.fillRect(rect, QColor(now.ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(now.row_rule))
        ink = "text" if model.is_read(index.row()) or state == "header-row" else "muted"
        if state == "existing" or not self._view.is_column_read(index.column()):
            ink = "muted"
        if (model.number(index.row()), index.column()) in (model.picture.corrected if model.picture else ()):
            ink = "accent"
        if found:
            ink = "warn" if found.suspect else "bad"
        self._words(painter, rect, index, ink)
        if found and found.suspect:
            corner = QPointF(rect.right() + 1, rect.top())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.warn))
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(7, 0), corner + QPointF(0, 7)]))
        elif found:
            painter.setPen(QColor(now.bad))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QColor(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -2, -2))

    def _words(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, ink: str) -> None:
        model = self._view.sheet
        picture = model.picture
        assert picture is not None
        cell = picture.cell(model.number(index.row()), index.column())
        words = shown(cell)
        if not words:
            return
        state = model.state(index.row())
        centred = state == "header-row" or (
            state == "title" and picture.is_merged(model.number(index.row()), index.column())
        )
        number = isinstance(cell, int | float) and not isinstance(cell, bool)
        side = (
            Qt.AlignmentFlag.AlignHCenter
            if centred
            else Qt.AlignmentFlag.AlignRight
            if number
            else Qt.AlignmentFlag.AlignLeft
        )
        painter.setFont(theme.body_font())
        painter.setPen(QColor(getattr(theme.tokens(), "bad" if isinstance(cell, BadCell) else ink)))
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        words = painter.fontMetrics().elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | _MIDDLE, words)


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
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)

    def show_picture(self, picture: SheetPicture | None, chosen: str = "all", *, same: bool = False) -> None:
        """With `same` it is the same sheet judged again: place and widths stay."""
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
        texts = (shown(picture.cell(number, column)) for number in picture.samples if (number, column) not in merged)
        widest = max((metrics.horizontalAdvance(words[:40]) for words in texts), default=0)
        return min(max(widest + 2 * PAD + 6, self.meanings.least_width(column), _LEAST), _MOST)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()
            self.meanings.viewport().update()
            self.gutter.viewport().update()

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
